/**
 * What bears on the two accusations. No piece is primary: each page retells what a side says. A quote that fits only one of
 * the claims on which its page bears stands with that one alone.
 */

import type { ClaimKey, SourceKey } from "./claims.ts";
import type { SampleEvidence } from "./shape.ts";

export const evidenceOnAccusations = {
  ukraineViolatedCeasefire: [
    {
      source: "irnaOnStrikes",
      stance: "CONTEXT",
      quote: {
        exact: "multiplied the number of unilateral attacks",
        translation: "شمار حمله‌های یک‌جانبه را چند برابر کرده است",
      },
      note: {
        fa: "وزارت دفاع روسیه ۱۴ حملهٔ اوکراین به تأسیسات انرژی روسیه را در یک روز برشمرد. ارتش اوکراین این شمار را نادرست خواند و گفت که از ۱۸ مارس از چنین حمله‌هایی دست کشیده است.",
        en: "Russia's Defence Ministry counted 14 Ukrainian strikes on its energy sites in a day. Ukraine's military called that false and said that it had stopped such strikes on 18 March.",
      },
    },
    {
      source: "starOnStrikes",
      stance: "REFUTES",
      quote: {
        exact: 'called "fake" and "disinformation"',
        translation: "«جعلی» و «دروغ‌پراکنی» خواند",
      },
      note: {
        fa: "ارتش اوکراین شمار ۱۴ حمله را که وزارت دفاع روسیه اعلام کرده است رد می‌کند و دروغ‌پراکنی می‌خواند. این گفتهٔ یکی از دو طرف است.",
        en: "Ukraine's military rejects the 14 strikes that Russia's Defence Ministry counts as disinformation. This is the word of one side.",
      },
    },
    {
      source: "trtOnStrikes",
      stance: "CONTEXT",
      quote: {
        exact: "accused each other of violating the deal",
        translation: "یکدیگر را به نقض توافق متهم کردند",
      },
      note: {
        fa: "شمار حمله‌ها را، چنان‌که وزارت دفاع روسیه گفته است، به تفکیک منطقه می‌آورد. هر طرف دیگری را متهم می‌کند.",
        en: "Gives the count of Russia's Defence Ministry by region. Each side accuses the other.",
      },
    },
    {
      source: "newsmaxOnPowerCuts",
      stance: "SUPPORTS",
      quote: {
        exact: "cut off power to over 1,500 households",
        translation: "برق بیش از ۱۵۰۰ خانوار را قطع کرد",
      },
      note: {
        fa: "روسیه از حمله‌هایی خبر داد که به قطع برق در منطقهٔ کورسک انجامیده است. این گفتهٔ یکی از دو طرف است.",
        en: "Russia reported attacks that cut power in Kursk region. This is the word of one side.",
      },
    },
    {
      source: "devdiscourseOnVerification",
      stance: "CONTEXT",
      quote: {
        exact: "unable to independently verify the details",
        translation: "نتوانست جزئیات را به‌طور مستقل تأیید کند",
      },
      note: {
        fa: "رویترز نتوانست حمله‌هایی را که وزارت دفاع روسیه گزارش کرده بود تأیید کند.",
        en: "Reuters could not verify the strikes that Russia's Defence Ministry reported.",
      },
    },
    {
      source: "bigNewsOnBryansk",
      stance: "SUPPORTS",
      quote: {
        exact: "a facility in Bryansk Region",
        translation: "تأسیساتی در منطقهٔ بریانسک",
      },
      note: {
        fa: "وزارت دفاع روسیه از دو حمله به شبکهٔ برق منطقهٔ بریانسک نام می‌برد. این گفتهٔ یکی از دو طرف است و متن از آرتی، رسانهٔ دولتی روسیه، گرفته شده است.",
        en: "Russia's Defence Ministry names two strikes on the grid in Bryansk region. This is the word of one side, and the text is taken from RT, which Russia's state owns.",
      },
    },
    {
      source: "pravdaRuOnDrones",
      stance: "SUPPORTS",
      note: {
        fa: "وزارت دفاع روسیه کی‌یف را به حمله به یک مرکز انتقال نفت در منطقهٔ کراسنودار نیز متهم می‌کند. این گفتهٔ یکی از دو طرف است.",
        en: "Russia's Defence Ministry also accuses Kyiv of striking an oil transfer site in Krasnodar region. This is the word of one side.",
      },
    },
    {
      source: "devdiscourseOnTenAttacks",
      stance: "SUPPORTS",
      quote: {
        exact: "10 attacks on Russian energy infrastructure",
        translation: "۱۰ حمله به زیرساخت‌های انرژی روسیه",
      },
      note: {
        fa: "وزارت دفاع روسیه از ده حملهٔ دیگر خبر می‌دهد. این گفتهٔ یکی از دو طرف است؛ هر طرف دیگری را متهم می‌کند.",
        en: "Russia's Defence Ministry reports ten more attacks. This is the word of one side; each accuses the other.",
      },
    },
  ],
  russiaViolatedCeasefire: [
    {
      source: "trtOnStrikes",
      stance: "CONTEXT",
      quote: {
        exact: "accused each other of violating the deal",
        translation: "یکدیگر را به نقض توافق متهم کردند",
      },
      note: {
        fa: "هر طرف دیگری را متهم می‌کند. شماری که به تفکیک منطقه آمده، گفتهٔ وزارت دفاع روسیه است.",
        en: "Each side accuses the other. The count by region that it gives is that of Russia's Defence Ministry.",
      },
    },
    {
      source: "newsmaxOnPowerCuts",
      stance: "SUPPORTS",
      note: {
        fa: "اوکراین از اصابت پهپاد به یک پست برق در منطقهٔ سومی و گلوله‌باران یک خط برق در منطقهٔ دنیپروپتروفسک خبر داد. این گفتهٔ یکی از دو طرف است.",
        en: "Ukraine reported a drone hit on a substation in Sumy region and shelling of a power line in Dnipropetrovsk region. This is the word of one side.",
      },
    },
    {
      source: "devdiscourseOnKyivsCount",
      stance: "SUPPORTS",
      quote: {
        exact: "violated the ceasefire almost daily",
        translation: "تقریباً هر روز آتش‌بس را نقض کرده است",
      },
      note: {
        fa: "تیخی، سخنگوی وزارت امور خارجهٔ اوکراین، از آغاز آتش‌بس، که به حساب کی‌یف ۲۵ مارس است، بیش از ۳۰ حملهٔ روسیه برمی‌شمارد. این گفتهٔ یکی از دو طرف است.",
        en: "Tykhyi, spokesman of Ukraine's Foreign Ministry, counts more than 30 Russian attacks since the ceasefire began, by Kyiv's count on 25 March. This is the word of one side.",
      },
    },
    {
      source: "devdiscourseOnTenAttacks",
      stance: "CONTEXT",
      note: {
        fa: "هر طرف دیگری را متهم می‌کند. ده حمله‌ای که این صفحه از آن خبر می‌دهد، گفتهٔ وزارت دفاع روسیه است.",
        en: "Each side accuses the other. The ten attacks that it reports are those of which Russia's Defence Ministry speaks.",
      },
    },
  ],
} as const satisfies Partial<Record<ClaimKey, readonly SampleEvidence<SourceKey>[]>>;
