/** What the made-up newsroom writes, in Persian and English: sentences in the manner of its sample stories, told apart by figures. */

export type Language = "fa" | "en";

type Phrases = {
  /** Each with the claim's own figure in the place of `#`. */
  readonly claims: readonly string[];
  /** What sources say, word for word. */
  readonly passages: readonly string[];
  readonly titles: readonly string[];
  readonly notes: readonly string[];
};

export const phrases: Readonly<Record<Language, Phrases>> = {
  fa: {
    claims: [
      "اوکراین آتش‌بس انرژی را # بار نقض کرده و به زیرساخت‌های انرژی حمله کرده است.",
      "وزارت نیرو می‌گوید ظرفیت نیروگاه‌های خورشیدی کشور به # مگاوات رسیده است.",
      "در گفت‌وگوی تلفنی تازه، دو طرف بر سر مبادلهٔ # اسیر به توافق رسیده‌اند.",
      "صادرات غیرنفتی در سال گذشته # درصد بیش از سال پیش از آن بوده است.",
      "بانک مرکزی اعلام کرد که # هزار میلیارد تومان وام مسکن پرداخت شده است.",
      "شمار مدرسه‌های فرسوده‌ای که بازسازی شده‌اند به # رسیده است.",
      "میانگین بارندگی امسال # میلی‌متر کمتر از میانگین بلندمدت بوده است.",
    ],
    passages: [
      "ناظران مستقل هیچ نشانه‌ای از حمله به تأسیسات ندیدند.",
      "رشد این بخش کمتر از نصف رقم سخنگو بوده است.",
      "سخنگو از توضیح دربارهٔ شیوهٔ محاسبه خودداری کرد.",
      "در متن توافق نامی از این موضوع برده نشده است.",
      "این رقم‌ها با داده‌های ماهواره‌ای نمی‌خواند.",
      "این برنامه هنوز به پایان نرسیده است.",
    ],
    titles: [
      "گزارش یک خبرگزاری از تازه‌ترین گفت‌وگوها",
      "آمار رسمی چه می‌گوید؟",
      "بررسی ادعای سخنگو دربارهٔ پیشرفت طرح",
      "متن کامل بیانیهٔ پایانی نشست",
    ],
    notes: ["رقم از جدول سوم همان گزارش گرفته شده است.", "این سند پس از انتشار ادعا اصلاح شده است."],
  },
  en: {
    claims: [
      "Russia says Ukraine violated the energy ceasefire # times in a single week.",
      "The ministry claims that # megawatts of solar capacity were added last year.",
      "Both sides agreed in the call to exchange # prisoners before the end of the month.",
      "Non-oil exports grew by # per cent compared with the year before.",
      "The central bank says it paid out # billion in housing loans.",
      "The number of rebuilt schools has reached #, the governor told reporters.",
      "Rainfall this year was # millimetres below the long-term average.",
    ],
    passages: [
      "Independent monitors saw no sign of an attack on the facility.",
      "Growth was less than half of what the spokesman had claimed.",
      "The spokesman would not say how the figure had been arrived at.",
      "The text of the agreement does not mention the matter at all.",
      "The numbers do not fit with what satellites have recorded.",
      "The programme has not been completed.",
    ],
    titles: [
      "What the monitors saw at the plant",
      "Official figures: growth slower than announced",
      "Fact and figure: the spokesman's numbers, looked at closely",
      "Full text of the closing statement",
    ],
    notes: [
      "The figure is from the third table of the same report.",
      "This document was corrected after the claim was made.",
    ],
  },
};

export const topics = ["energy", "ceasefire", "economy", "education", "climate", "elections"];
