/** What a revision did, in words for readers: English, Persian, Arabic. */

type Words = { en: string; fa: string; ar: string };

const phrases: Record<string, Words> = {
  "entity.record": { en: "An entity was recorded.", fa: "یک نهاد ثبت شد.", ar: "سُجّلت جهة." },
  "entity.revise": {
    en: "An entity's record was changed.",
    fa: "اطلاعات یک نهاد تغییر کرد.",
    ar: "عُدّلت بيانات جهة.",
  },
  "entity.merge": {
    en: "Two entities were merged.",
    fa: "دو نهاد در هم ادغام شدند.",
    ar: "دُمجت جهتان.",
  },
  "source.record": { en: "A source was recorded.", fa: "یک منبع ثبت شد.", ar: "سُجّل مصدر." },
  "source.revise": {
    en: "A source's record was changed.",
    fa: "اطلاعات یک منبع تغییر کرد.",
    ar: "عُدّلت بيانات مصدر.",
  },
  "claim.record": { en: "The claim was recorded.", fa: "ادعا ثبت شد.", ar: "سُجّل الادعاء." },
  "claim.translate": { en: "The claim was translated.", fa: "ادعا ترجمه شد.", ar: "تُرجم الادعاء." },
  "claim.revise": {
    en: "The claim's record was changed.",
    fa: "اطلاعات ادعا تغییر کرد.",
    ar: "عُدّلت بيانات الادعاء.",
  },
  "claim.relate": {
    en: "The claim was related to another.",
    fa: "پیوند ادعا با ادعایی دیگر تغییر کرد.",
    ar: "تغيّرت صلة الادعاء بادعاء آخر.",
  },
  "appearance.add": {
    en: "An appearance of the claim was added.",
    fa: "یک مورد انتشار ادعا افزوده شد.",
    ar: "أُضيف موضع ظهر فيه الادعاء.",
  },
  "evidence.add": { en: "Evidence was added.", fa: "شاهدی افزوده شد.", ar: "أُضيف دليل." },
  "evidence.withdraw": { en: "Evidence was withdrawn.", fa: "شاهدی پس گرفته شد.", ar: "سُحب دليل." },
};

type Change = {
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

const stances: Record<string, Words> = {
  SUPPORTS: {
    en: "Supporting evidence was added.",
    fa: "شاهدی در تأیید ادعا افزوده شد.",
    ar: "أُضيف دليل يؤيد الادعاء.",
  },
  REFUTES: {
    en: "Refuting evidence was added.",
    fa: "شاهدی در رد ادعا افزوده شد.",
    ar: "أُضيف دليل ينفي الادعاء.",
  },
  CONTEXT: {
    en: "Context was added.",
    fa: "شاهدی برای روشن شدن زمینه افزوده شد.",
    ar: "أُضيف دليل يوضح السياق.",
  },
};

/** A sentence in the language asked for where there is one, otherwise in English; never empty. */
export function describe({ action, after }: Change, language: unknown): string {
  const stance = action === "evidence.add" ? stances[String(after?.["stance"])] : undefined;
  const words = stance ?? phrases[action];
  if (words === undefined) return action;
  switch (String(language).split("-")[0]) {
    case "fa":
      return words.fa;
    case "ar":
      return words.ar;
    default:
      return words.en;
  }
}
