/**
 * The nine claims of the story, each with the place where it stands. The last to be recorded stands first in lists: the two
 * accusations, which are told on the same terms.
 */

import type { behindOutlets, outlets } from "./outlets.ts";
import type { organs, people, states } from "./parties.ts";
import type { SampleClaim } from "./shape.ts";
import type { sources } from "./sources.ts";

export type EntityKey =
  | keyof typeof states
  | keyof typeof organs
  | keyof typeof people
  | keyof typeof behindOutlets
  | keyof typeof outlets;
export type SourceKey = keyof typeof sources;
export type ClaimKey = keyof typeof claims;

/** As it stands in the article; where the agency tells it in its own voice, the evidence's notes say so. */
const inArticle = <Speaker extends EntityKey>(
  speaker: Speaker,
  exact: string,
  translation: string,
) =>
  ({
    source: "article",
    quote: { exact, translation },
    attribution: [
      ["SPEAKER", speaker],
      ["AGENCY", "unnamedAgency"],
    ],
  }) as const;

export const claims = {
  contactsResumed: {
    text: {
      fa: "تماس‌های مسکو و کی‌یف در استانبول از نو برقرار شده است.",
      en: "Contacts between Moscow and Kyiv have resumed in Istanbul.",
    },
    claimant: "putin",
    about: ["russia", "ukraine"],
    claimedAt: "2025-05-19",
    topics: ["peace talks", "Istanbul talks"],
    appearance: inArticle(
      "putin",
      "در مذاکرات استانبول از سر گرفته شده",
      "[contacts] have resumed in the Istanbul talks",
    ),
  },
  talksOfPresidentsSought: {
    text: {
      fa: "اوکراین خواستار گفت‌وگوی مستقیم رؤسای جمهور دو کشور شده است.",
      en: "Ukraine has asked for direct talks between the presidents of the two countries.",
    },
    claimant: "medinsky",
    about: ["ukraine", "zelensky"],
    claimedAt: "2025-05-16",
    topics: ["peace talks", "Istanbul talks"],
    appearance: inArticle(
      "medinsky",
      "اوکراین درخواست مذاکره مستقیم",
      "Ukraine [made] a request for direct negotiation",
    ),
  },
  callOverTwoHours: {
    text: {
      fa: "گفت‌وگوی تلفنی پوتین و ترامپ در ۲۹ اردیبهشت ۱۴۰۴ بیشتر از دو ساعت ادامه داشت.",
      en: "The phone call between Putin and Trump on 19 May 2025 went on for more than two hours.",
    },
    claimant: "putin",
    about: ["putin", "trump"],
    claimedAt: "2025-05-19",
    topics: ["phone call"],
    appearance: inArticle("putin", "بیش از دو ساعت طول کشید", "lasted more than two hours"),
  },
  talksBrokenOff: {
    text: {
      fa: "مذاکرات سال ۲۰۲۲ روسیه و اوکراین را طرف اوکراینی قطع کرد.",
      en: "It was the Ukrainian side that broke off the talks of 2022 between Russia and Ukraine.",
    },
    claimant: "putin",
    about: ["ukraine"],
    claimedAt: "2025-05-19",
    topics: ["peace talks"],
    appearance: inArticle(
      "putin",
      "سال ۲۰۲۲ در این مذاکرات از سوی طرف اوکراینی",
      "[the pause in] 2022 in these talks by the Ukrainian side",
    ),
  },
  prisonerExchange: {
    text: {
      fa: "روسیه و اوکراین در ۲۶ اردیبهشت ۱۴۰۴ بر سر مبادلهٔ هزار اسیر از هر طرف توافق کردند.",
      en: "On 16 May 2025 Russia and Ukraine agreed to exchange 1,000 prisoners each.",
    },
    claimant: "istanbulDelegations",
    about: ["russia", "ukraine"],
    claimedAt: "2025-05-16",
    topics: ["prisoner exchange", "Istanbul talks"],
    appearance: inArticle(
      "istanbulDelegations",
      "طبق فرمول «۱۰۰۰ در برابر ۱۰۰۰» مبادله کنند",
      "exchange by the formula “1,000 for 1,000”",
    ),
  },
  ownDronesShotDown: {
    text: {
      fa: "نیروهای روسیه پهپادهایی را که خودشان پیش‌تر به پرواز درآورده بودند ساقط کردند.",
      en: "Russian forces brought down drones that they themselves had launched earlier.",
    },
    claimant: "russianDefenceMinistry",
    about: ["russia"],
    claimedAt: "2025-03-19",
    topics: ["energy ceasefire", "drones"],
    appearance: inArticle(
      "russianDefenceMinistry",
      "از قبل شلیک کرده بودند، سرنگون کرد",
      "shot down [drones] that [they] had launched before",
    ),
  },
  strikesOrderedStopped: {
    text: {
      fa: "ولادیمیر پوتین بی‌درنگ فرمان داد که حمله به تأسیسات انرژی متوقف شود.",
      en: "Vladimir Putin at once ordered that strikes on energy facilities stop.",
    },
    claimant: "kremlin",
    about: ["putin", "russia"],
    claimedAt: "2025-03-18",
    topics: ["energy ceasefire", "phone call"],
    appearance: inArticle(
      "kremlin",
      "بلافاصله دستور توقف حملات به تأسیسات انرژی",
      "at once [gave] the order to stop attacks on energy facilities",
    ),
  },
  russiaViolatedCeasefire: {
    text: {
      fa: "روسیه آتش‌بس انرژی را تقریباً هر روز و روی‌هم‌رفته بیش از ۳۰ بار نقض کرده است.",
      en: "Russia has violated the energy ceasefire almost daily, more than 30 times in all.",
      ar: "خرقت روسيا وقف إطلاق النار الخاص بمنشآت الطاقة بشكل شبه يومي، أي أكثر من 30 مرة إجمالًا.",
    },
    claimant: "ukraine",
    about: ["russia"],
    claimedAt: "2025-04-16",
    validFrom: "2025-03-25",
    validUntil: "2025-04-16",
    topics: ["energy ceasefire"],
    // The article does not tell of the other side's accusation: it stands where that side is heard.
    appearance: {
      source: "devdiscourseOnKyivsCount",
      quote: {
        exact: "violated the ceasefire almost daily",
        translation: "تقریباً هر روز آتش‌بس را نقض کرده است",
      },
      appearedAt: "2025-04-16",
      attribution: [
        ["SPEAKER", "ukrainianForeignMinistry"],
        ["SPOKESPERSON", "tykhyi"],
        ["AGENCY", "reuters"],
        ["OUTLET", "devdiscourse"],
      ],
    },
  },
  ukraineViolatedCeasefire: {
    text: {
      fa: "اوکراین آتش‌بس انرژی را بارها نقض کرده و به زیرساخت‌های انرژی روسیه حمله کرده است.",
      en: "Ukraine has repeatedly violated the energy ceasefire and attacked Russia's energy infrastructure.",
      ar: "خرقت أوكرانيا مرارًا وقف إطلاق النار الخاص بمنشآت الطاقة وهاجمت البنية التحتية للطاقة في روسيا.",
    },
    claimant: "russia",
    about: ["ukraine"],
    validFrom: "2025-03-18",
    topics: ["energy ceasefire"],
    appearance: inArticle(
      "russia",
      "اوکراین بارها به این آتشبس بیاعتنایی",
      "Ukraine repeatedly [showed] disregard for this ceasefire",
    ),
  },
} as const satisfies Record<string, SampleClaim<EntityKey, SourceKey>>;
