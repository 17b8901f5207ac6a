/** States, their organs and the people who speak in the story, with the interests that its files tell of. */

import type { Bilingual, SampleEntity } from "./shape.ts";

const partyToTheWar = {
  kind: "PARTY_TO",
  note: {
    fa: "طرف جنگ روسیه و اوکراین و آتش‌بس انرژی میان آن دو",
    en: "A party to the war between Russia and Ukraine and to the energy ceasefire between them",
  },
} as const;

const organOf = <State extends string>(of: State, note: Bilingual) =>
  ({ kind: "OWNED_BY", of, note }) as const;

export const states = {
  russia: {
    kind: "GOVERNMENT",
    names: { fa: "روسیه", en: "Russia", ar: "روسيا", ru: "Россия", uk: "Росія" },
    wikidataId: "Q159",
    interests: [partyToTheWar],
  },
  ukraine: {
    kind: "GOVERNMENT",
    names: { fa: "اوکراین", en: "Ukraine", ar: "أوكرانيا", ru: "Украина", uk: "Україна" },
    wikidataId: "Q212",
    interests: [partyToTheWar],
  },
  iran: {
    kind: "GOVERNMENT",
    names: { fa: "ایران", en: "Iran", ar: "إيران" },
    wikidataId: "Q794",
  },
  turkiye: {
    kind: "GOVERNMENT",
    names: { fa: "ترکیه", en: "Türkiye", ar: "تركيا", tr: "Türkiye" },
    aliases: { en: "Turkey" },
    wikidataId: "Q43",
  },
  china: {
    kind: "GOVERNMENT",
    names: { fa: "چین", en: "China", ar: "الصين", zh: "中国" },
    wikidataId: "Q148",
  },
  northMacedonia: {
    kind: "GOVERNMENT",
    names: {
      fa: "مقدونیهٔ شمالی",
      en: "North Macedonia",
      ar: "مقدونيا الشمالية",
      mk: "Северна Македонија",
    },
    wikidataId: "Q221",
  },
} as const satisfies Record<string, SampleEntity<never>>;

/** A ministry speaks with its state's voice, and independence follows ownership only: hence `OWNED_BY`. */
export const organs = {
  kremlin: {
    kind: "GOVERNMENT",
    names: {
      fa: "کرملین",
      en: "The Kremlin",
      ar: "الكرملين",
      ru: "Кремль",
      uk: "Кремль",
    },
    interests: [
      organOf("russia", {
        fa: "دستگاه ریاست‌جمهوری روسیه",
        en: "The office of Russia's president",
      }),
      partyToTheWar,
    ],
  },
  russianDefenceMinistry: {
    kind: "GOVERNMENT",
    names: {
      fa: "وزارت دفاع روسیه",
      en: "Ministry of Defence of Russia",
      ar: "وزارة الدفاع الروسية",
      ru: "Министерство обороны России",
    },
    aliases: { en: "Russian Defence Ministry" },
    interests: [
      organOf("russia", { fa: "یکی از وزارتخانه‌های روسیه", en: "One of Russia's ministries" }),
      partyToTheWar,
    ],
  },
  ukrainianForeignMinistry: {
    kind: "GOVERNMENT",
    names: {
      fa: "وزارت امور خارجهٔ اوکراین",
      en: "Ministry of Foreign Affairs of Ukraine",
      ar: "وزارة الخارجية الأوكرانية",
      uk: "Міністерство закордонних справ України",
    },
    aliases: { en: "Ukrainian Foreign Ministry" },
    interests: [
      organOf("ukraine", { fa: "یکی از وزارتخانه‌های اوکراین", en: "One of Ukraine's ministries" }),
      partyToTheWar,
    ],
  },
  /** What the two say together needs one claimant; neither side owns it. */
  istanbulDelegations: {
    kind: "ORGANISATION",
    names: {
      fa: "هیئت‌های روسیه و اوکراین در گفت‌وگوهای استانبول",
      en: "Delegations of Russia and Ukraine at the Istanbul talks",
      ar: "وفدا روسيا وأوكرانيا في محادثات إسطنبول",
    },
    interests: [partyToTheWar],
  },
} as const satisfies Record<string, SampleEntity<keyof typeof states>>;

export const people = {
  putin: {
    kind: "PERSON",
    names: {
      fa: "ولادیمیر پوتین",
      en: "Vladimir Putin",
      ar: "فلاديمير بوتين",
      ru: "Владимир Путин",
      uk: "Володимир Путін",
    },
    wikidataId: "Q7747",
    interests: [
      {
        kind: "EMPLOYED_BY",
        of: "russia",
        note: { fa: "رئیس‌جمهور روسیه", en: "President of Russia" },
      },
      partyToTheWar,
    ],
  },
  zelensky: {
    kind: "PERSON",
    names: {
      fa: "ولودیمیر زلنسکی",
      en: "Volodymyr Zelensky",
      ar: "فولوديمير زيلينسكي",
      ru: "Владимир Зеленский",
      uk: "Володимир Зеленський",
    },
    aliases: { en: "Volodymyr Zelenskyy" },
    wikidataId: "Q3874799",
    interests: [
      {
        kind: "EMPLOYED_BY",
        of: "ukraine",
        note: { fa: "رئیس‌جمهور اوکراین", en: "President of Ukraine" },
      },
      partyToTheWar,
    ],
  },
  medinsky: {
    kind: "PERSON",
    names: {
      fa: "ولادیمیر مدینسکی",
      en: "Vladimir Medinsky",
      ar: "فلاديمير ميدينسكي",
      ru: "Владимир Мединский",
    },
    interests: [
      {
        kind: "EMPLOYED_BY",
        of: "kremlin",
        note: { fa: "دستیار رئیس‌جمهور روسیه", en: "An aide to Russia's president" },
      },
      {
        kind: "MEMBER_OF",
        of: "istanbulDelegations",
        note: { fa: "سرپرست هیئت روسیه", en: "Head of the Russian delegation" },
      },
    ],
  },
  tykhyi: {
    kind: "PERSON",
    names: { fa: "هئورهی تیخی", en: "Heorhii Tykhyi", uk: "Георгій Тихий" },
    interests: [
      {
        kind: "EMPLOYED_BY",
        of: "ukrainianForeignMinistry",
        note: { fa: "سخنگوی وزارتخانه", en: "The ministry's spokesman" },
      },
    ],
  },
  trump: {
    kind: "PERSON",
    names: { fa: "دونالد ترامپ", en: "Donald Trump", ar: "دونالد ترامب" },
    wikidataId: "Q22686",
  },
} as const satisfies Record<string, SampleEntity<keyof typeof states | keyof typeof organs>>;
