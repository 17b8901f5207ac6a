/** The documents of the story. Titles are our own; the pages themselves were not kept. */

import type { behindOutlets, outlets } from "./outlets.ts";
import type { SampleSource } from "./shape.ts";

/** The day on which the article and all the pages were read; the hour was not noted. */
export const readAt = "2026-11-22T00:00:00Z";

export const sources = {
  /** It came without an address, an author or a date, and its text is not stored: the hash is of the file's bytes. */
  article: {
    title:
      "گزارش یک خبرگزاری فارسی‌زبان از سومین تماس تلفنی پوتین و ترامپ؛ بدون نشانی، نویسنده و تاریخ انتشار",
    language: "fa",
    publisher: "unnamedAgency",
    contentHash: "sha256:2db8dd4a03e879964a4817988f593323bbb480dcea4f66c0606755e11c9b7ac0",
  },
  irnaOnStrikes: {
    url: "https://en.irna.ir/news/85794919/Russia-Ukraine-increases-energy-attacks-despite-U-S-brokered",
    title:
      "Moscow counts 14 strikes on its energy sites in a day; Kyiv's military calls that false",
    language: "en",
    publisher: "irna",
    publishedAt: "2025-04-05",
  },
  starOnStrikes: {
    url: "https://www.thestar.com.my/news/world/2025/04/05/russia-says-ukraine-039multiplying039-energy-attacks-despite-us-brokered-moratorium",
    title: "Ukraine's military rejects Moscow's count of 14 strikes",
    language: "en",
    publisher: "theStar",
    publishedAt: "2025-04-05",
    wire: "reuters",
  },
  trtOnStrikes: {
    url: "https://www.trtworld.com/article/35f047244cb6",
    title:
      "The strikes that Russia's Defence Ministry counts, by region, and what each side alleges",
    language: "en",
    publisher: "trtWorld",
    publishedAt: "2025-04-05",
  },
  newsmaxOnPowerCuts: {
    url: "https://www.newsmax.com/world/globaltalk/russia-ukraine-breach/2025/04/02/id/1205322/",
    title: "Kursk, Sumy and Dnipropetrovsk regions: what each side reported of one day",
    language: "en",
    publisher: "newsmax",
    publishedAt: "2025-04-02",
    wire: "reuters",
  },
  devdiscourseOnVerification: {
    url: "https://www.devdiscourse.com/article/law-order/3331205-escalating-tensions-ukraines-alleged-energy-strikes-amid-moratorium",
    title: "Strikes that Russia's Defence Ministry reports and Reuters could not verify",
    language: "en",
    publisher: "devdiscourse",
    publishedAt: "2025-04-02",
    wire: "reuters",
  },
  devdiscourseOnKyivsCount: {
    url: "https://www.devdiscourse.com/article/law-order/3348420-ukraine-accuses-russia-of-repeated-energy-strikes",
    title: "Kyiv counts more than 30 Russian attacks since the energy ceasefire began",
    language: "en",
    publisher: "devdiscourse",
    publishedAt: "2025-04-16",
    wire: "reuters",
  },
  bigNewsOnBryansk: {
    url: "https://bignewsnetwork.com/news/278138379/ukraine-again-violated-energy-strike-ceasefire-russia",
    title: "Russia's Defence Ministry names two strikes on the grid in Bryansk region",
    language: "en",
    publisher: "bigNewsNetwork",
    publishedAt: "2025-03-31",
    wire: "rt",
  },
  kyivIndependentOnPause: {
    url: "https://kyivindependent.com/trump-putin-call-russia-agrees-to-30-day-pause-of-energy-infrastructure-strikes/",
    title: "The Kremlin's readout of 18 March: a mutual halt of 30 days, and an order at once",
    language: "en",
    publisher: "kyivIndependent",
    publishedAt: "2025-03-18",
  },
  pravdaRuOnDrones: {
    url: "https://english.pravda.ru/news/russia/161857-russia-drones-shot-down/",
    title: "Russia's Defence Ministry: seven drones already under way were shot down",
    language: "en",
    publisher: "pravdaRu",
    publishedAt: "2025-03-19",
  },
  interfaxUkraineOnCall: {
    url: "https://en.interfax.com.ua/news/general/1073063.html",
    title: "How long Putin and Trump spoke on 19 May",
    language: "en",
    publisher: "interfaxUkraine",
    publishedAt: "2025-05-19",
    wire: "skyNews",
  },
  miaOnCall: {
    url: "https://mia.mk/en/story/putin-describes-useful-phone-call-with-trump-on-ukraine-war",
    title: "Putin's account of the third call, a week after the meeting in Istanbul",
    language: "en",
    publisher: "mia",
    publishedAt: "2025-05-19",
    wire: "dpa",
  },
  pravdaRuOnCall: {
    url: "https://english.pravda.ru/news/world/162331-putin-trump-call/",
    title: "What Putin said after the call of 19 May, in full",
    language: "en",
    publisher: "pravdaRu",
    publishedAt: "2025-05-19",
  },
  shineOnIstanbul: {
    url: "https://www.shine.cn/news/world/2505164726/",
    title: "The Istanbul talks of 16 May: prisoners, a proposal of talks between the presidents",
    language: "en",
    publisher: "shine",
    publishedAt: "2025-05-16",
    wire: "xinhua",
  },
  ukrainskaPravdaOnIstanbul: {
    url: "https://www.pravda.com.ua/eng/news/2025/05/16/7512561/",
    title: "Umierov and Medinsky both confirm an exchange of a thousand prisoners a side",
    language: "en",
    publisher: "ukrainskaPravda",
    publishedAt: "2025-05-16",
  },
  cnaOnExchange: {
    url: "https://www.channelnewsasia.com/world/ukraine-russia-war-prisoners-war-exchange-5152091",
    title: "Both sides say that the exchange of prisoners is complete",
    language: "en",
    publisher: "cna",
    publishedAt: "2025-05-25",
    wire: "afp",
  },
  pledgeTimesOnChaly: {
    url: "https://pledgetimes.com/the-former-deputy-head-of-the-ukrainian-foreign-ministry-admitted-that-moscow-and-kyiv-were-close-to-peace-in-istanbul/",
    title: "Chaly, a negotiator of 2022, on how near the two sides came to agreement",
    language: "en",
    publisher: "pledgeTimes",
    publishedAt: "2023-12",
  },
  devdiscourseOnTenAttacks: {
    url: "https://www.devdiscourse.com/article/headlines/3349505-ukraines-alleged-energy-strikes-against-russia",
    title: "Russia's Defence Ministry reports ten more attacks; each side accuses the other",
    language: "en",
    publisher: "devdiscourse",
    publishedAt: "2025-04-17",
    wire: "interfax",
  },
} as const satisfies Record<
  string,
  SampleSource<keyof typeof outlets | keyof typeof behindOutlets>
>;
