/**
 * Who publishes in the story. The interests of an outlet are recorded where a published review cites it or they are part of
 * the story; of the others nobody has looked yet, which is not the same as none.
 */

import type { states } from "./parties.ts";
import type { SampleEntity } from "./shape.ts";

const ownedBy = <State extends string>(of: State) =>
  [{ kind: "OWNED_BY", of, note: { fa: "رسانهٔ دولتی", en: "State-owned" } }] as const;

/** Who stands behind outlets of the story. */
export const behindOutlets = {
  interfax: {
    kind: "OUTLET",
    names: { fa: "اینترفاکس", en: "Interfax", ru: "Интерфакс" },
  },
  dragonCapital: {
    kind: "ORGANISATION",
    names: { fa: "دراگون کپیتال", en: "Dragon Capital" },
  },
  mediacorp: {
    kind: "ORGANISATION",
    names: { fa: "مدیاکورپ", en: "Mediacorp" },
  },
} as const satisfies Record<string, SampleEntity<never>>;

export const outlets = {
  unnamedAgency: {
    kind: "OUTLET",
    names: {
      fa: "خبرگزاری فارسی‌زبان (نامش در متن نیامده است)",
      en: "Persian-language news agency (the text does not name it)",
    },
  },
  reuters: {
    kind: "OUTLET",
    names: { fa: "رویترز", en: "Reuters", ar: "رويترز" },
    wikidataId: "Q130879",
  },
  afp: {
    kind: "OUTLET",
    names: { fa: "خبرگزاری فرانسه", en: "Agence France-Presse", ar: "وكالة فرانس برس" },
    aliases: { fa: "ای‌اف‌پی", en: "AFP" },
    wikidataId: "Q40464",
  },
  dpa: {
    kind: "OUTLET",
    names: { fa: "خبرگزاری آلمان", en: "dpa", de: "Deutsche Presse-Agentur" },
    aliases: { fa: "دی‌پی‌ای" },
  },
  skyNews: {
    kind: "OUTLET",
    names: { fa: "اسکای نیوز", en: "Sky News", ar: "سكاي نيوز" },
  },
  rt: {
    kind: "OUTLET",
    names: { fa: "آرتی", en: "RT" },
    aliases: { fa: "راشا تودی", en: "Russia Today" },
    interests: ownedBy("russia"),
  },
  xinhua: {
    kind: "OUTLET",
    names: { fa: "شین‌هوا", en: "Xinhua", ar: "شينخوا", zh: "新华社" },
    interests: ownedBy("china"),
  },
  shine: {
    kind: "OUTLET",
    names: { fa: "شاین", en: "Shine" },
    interests: ownedBy("china"),
  },
  irna: {
    kind: "OUTLET",
    names: { fa: "ایرنا", en: "IRNA", ar: "إرنا" },
    aliases: { fa: "خبرگزاری جمهوری اسلامی", en: "Islamic Republic News Agency" },
    interests: ownedBy("iran"),
  },
  trtWorld: {
    kind: "OUTLET",
    names: { fa: "تی‌آرتی ورلد", en: "TRT World" },
    interests: ownedBy("turkiye"),
  },
  mia: {
    kind: "OUTLET",
    names: { fa: "میا", en: "MIA", mk: "МИА" },
    interests: ownedBy("northMacedonia"),
  },
  theStar: {
    kind: "OUTLET",
    names: { fa: "استار (مالزی)", en: "The Star (Malaysia)" },
  },
  newsmax: {
    kind: "OUTLET",
    names: { fa: "نیوزمکس", en: "Newsmax" },
  },
  devdiscourse: {
    kind: "OUTLET",
    names: { fa: "دِودیسکورس", en: "Devdiscourse" },
  },
  bigNewsNetwork: {
    kind: "OUTLET",
    names: { fa: "بیگ نیوز نتورک", en: "Big News Network" },
  },
  kyivIndependent: {
    kind: "OUTLET",
    names: { fa: "کی‌یف ایندیپندنت", en: "The Kyiv Independent" },
  },
  pravdaRu: {
    kind: "OUTLET",
    names: { fa: "پراودا.رو", en: "Pravda.ru", ru: "Правда.Ру" },
  },
  interfaxUkraine: {
    kind: "OUTLET",
    names: { fa: "اینترفاکس-اوکراین", en: "Interfax-Ukraine", uk: "Інтерфакс-Україна" },
    interests: [
      {
        kind: "AFFILIATED_WITH",
        of: "interfax",
        note: {
          fa: "در ۱۹۹۲ به‌عنوان عضو اوکراینی گروه اینترفاکس بنیان گذاشته شد",
          en: "Founded in 1992 as the Interfax group's Ukrainian member",
        },
      },
    ],
  },
  ukrainskaPravda: {
    kind: "OUTLET",
    names: { fa: "اوکراینسکا پراودا", en: "Ukrainska Pravda", uk: "Українська правда" },
    interests: [
      {
        kind: "OWNED_BY",
        of: "dragonCapital",
        note: { fa: "از سال ۲۰۲۱", en: "Since 2021" },
      },
    ],
  },
  cna: {
    kind: "OUTLET",
    names: { fa: "سی‌ان‌ای", en: "CNA" },
    aliases: { en: "Channel NewsAsia" },
    interests: [
      {
        kind: "OWNED_BY",
        of: "mediacorp",
        note: {
          fa: "مدیاکورپ از آنِ تماسک، شرکت سرمایه‌گذاری دولت سنگاپور است",
          en: "Mediacorp belongs to Temasek, the investment company of Singapore's state",
        },
      },
    ],
  },
  pledgeTimes: {
    kind: "OUTLET",
    names: { fa: "پلج تایمز", en: "PledgeTimes" },
  },
} as const satisfies Record<string, SampleEntity<keyof typeof states | keyof typeof behindOutlets>>;
