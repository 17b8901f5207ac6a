/** What a revision did, in words for readers: English, Persian, Arabic. */

import type { ClaimStatus } from "../workflow/status.ts";

type Words = { readonly en: string; readonly fa: string; readonly ar: string };
type Snapshot = Readonly<Record<string, unknown>> | null;
type Change = { readonly action: string; readonly before: Snapshot; readonly after: Snapshot };

/** A sentence in the language asked for where there is one, otherwise in English; for an action without words, its name. */
export function describe(change: Change, language: unknown): string {
  const words = wordsFor(change);
  if (words === undefined) return change.action;
  const primary = String(language).split("-")[0];
  return primary === "fa" || primary === "ar" ? words[primary] : words.en;
}

function wordsFor({ action, before, after }: Change): Words | undefined {
  switch (action) {
    case "claim.move":
      return moved(before, after);
    case "evidence.add":
      return added[textOf(after, "stance")] ?? phrases[action];
    case "review.publish":
      return corrections[textOf(after, "correctionKind")] ?? phrases[action];
    case "claim.relate":
      return after === null ? unrelated : phrases[action];
    default:
      return phrases[action];
  }
}

function textOf(snapshot: Snapshot, field: string): string {
  const value = snapshot?.[field];
  return typeof value === "string" ? value : "";
}

/** A move by where it led; where it came from matters only to who takes a claim back or reopens it. */
function moved(before: Snapshot, after: Snapshot): Words | undefined {
  const from = before?.["status"] as ClaimStatus | undefined;
  const to = after?.["status"] as ClaimStatus | undefined;
  if (to === undefined) return phrases["claim.move"];
  return moves[`${from} ${to}`] ?? arrivals[to];
}

const arrivals: Record<ClaimStatus, Words> = {
  UNVERIFIED: {
    en: "The claim went back to unverified.",
    fa: "ادعا به وضعیت «راستی‌آزمایی‌نشده» بازگشت.",
    ar: "عاد الادعاء إلى حالة «غير متحقق منه».",
  },
  IN_REVIEW: {
    en: "The claim was taken into review.",
    fa: "بررسی ادعا آغاز شد.",
    ar: "بدأت مراجعة الادعاء.",
  },
  AWAITING_APPROVAL: {
    en: "The review was handed in for approval.",
    fa: "نتیجهٔ بررسی برای تأیید فرستاده شد.",
    ar: "قُدّمت المراجعة للموافقة عليها.",
  },
  PUBLISHED: {
    en: "The review was approved and published.",
    fa: "نتیجهٔ بررسی تأیید و منتشر شد.",
    ar: "اعتُمدت المراجعة ونُشرت.",
  },
  RETRACTED: {
    en: "The published review was retracted.",
    fa: "نتیجهٔ منتشرشده پس گرفته شد.",
    ar: "سُحبت المراجعة المنشورة.",
  },
  DISMISSED: {
    en: "The claim was dismissed.",
    fa: "ادعا کنار گذاشته شد.",
    ar: "استُبعد الادعاء.",
  },
};

const moves: Readonly<Record<string, Words>> = {
  "IN_REVIEW IN_REVIEW": {
    en: "The claim was assigned to somebody else.",
    fa: "بررسی ادعا به فرد دیگری سپرده شد.",
    ar: "أُسندت مراجعة الادعاء إلى شخص آخر.",
  },
  "AWAITING_APPROVAL IN_REVIEW": {
    en: "The review was sent back for more work.",
    fa: "بررسی برای کار بیشتر بازگردانده شد.",
    ar: "أُعيدت المراجعة لمزيد من العمل.",
  },
  "PUBLISHED IN_REVIEW": {
    en: "The claim was reopened; what is published stands meanwhile.",
    fa: "پروندهٔ ادعا دوباره باز شد؛ نتیجهٔ منتشرشده تا آن زمان پابرجاست.",
    ar: "أُعيد فتح الادعاء، ويبقى المنشور قائمًا في الأثناء.",
  },
  "RETRACTED IN_REVIEW": {
    en: "The claim was reopened after the retraction.",
    fa: "پروندهٔ ادعا پس از پس گرفتن نتیجه دوباره باز شد.",
    ar: "أُعيد فتح الادعاء بعد السحب.",
  },
  "IN_REVIEW PUBLISHED": {
    en: "The published review was kept as it stands.",
    fa: "نتیجهٔ منتشرشده بی‌تغییر ماند.",
    ar: "أُبقيت المراجعة المنشورة كما هي.",
  },
};

const added: Readonly<Record<string, Words>> = {
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

const corrections: Readonly<Record<string, Words>> = {
  TYPO: {
    en: "A slip of the pen in the review was corrected.",
    fa: "لغزش نگارشی در نتیجه اصلاح شد.",
    ar: "صُحّح خطأ كتابي في المراجعة.",
  },
  CLARIFICATION: {
    en: "The review was clarified.",
    fa: "نتیجهٔ بررسی روشن‌تر بیان شد.",
    ar: "أُوضحت المراجعة.",
  },
  UPDATE: {
    en: "The review was brought up to date.",
    fa: "نتیجهٔ بررسی به‌روز شد.",
    ar: "حُدّثت المراجعة.",
  },
  FACTUAL_ERROR: {
    en: "An error in the review was corrected.",
    fa: "خطایی در نتیجهٔ بررسی اصلاح شد.",
    ar: "صُحّح خطأ في المراجعة.",
  },
  VERDICT_CHANGE: {
    en: "The verdict was changed.",
    fa: "حکم تغییر کرد.",
    ar: "تغيّر الحكم.",
  },
};

const unrelated: Words = {
  en: "A relation to another claim was removed.",
  fa: "پیوند ادعا با ادعایی دیگر برداشته شد.",
  ar: "أُزيلت صلة بادعاء آخر.",
};

const phrases: Readonly<Record<string, Words>> = {
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
  "claim.translate": {
    en: "The claim was translated.",
    fa: "ادعا ترجمه شد.",
    ar: "تُرجم الادعاء.",
  },
  "claim.revise": {
    en: "The claim's record was changed.",
    fa: "اطلاعات ادعا تغییر کرد.",
    ar: "عُدّلت بيانات الادعاء.",
  },
  "claim.relate": {
    en: "The claim was related to another.",
    fa: "ادعا به ادعایی دیگر پیوند داده شد.",
    ar: "رُبط الادعاء بادعاء آخر.",
  },
  "claim.merge": {
    en: "The claim was merged with a duplicate.",
    fa: "ادعا با ادعایی تکراری ادغام شد.",
    ar: "دُمج الادعاء بادعاء مكرر.",
  },
  "claim.recheck": {
    en: "The claim was marked to be looked at again.",
    fa: "ادعا برای بازبینی نشانه‌گذاری شد.",
    ar: "وُسم الادعاء لإعادة النظر فيه.",
  },
  "claim.move": {
    en: "The claim's status changed.",
    fa: "وضعیت ادعا تغییر کرد.",
    ar: "تغيّرت حالة الادعاء.",
  },
  "appearance.add": {
    en: "A place where the claim was made was added.",
    fa: "یک مورد از طرح ادعا افزوده شد.",
    ar: "أُضيف موضع ورد فيه الادعاء.",
  },
  "evidence.add": { en: "Evidence was added.", fa: "شاهدی افزوده شد.", ar: "أُضيف دليل." },
  "evidence.withdraw": {
    en: "Evidence was withdrawn.",
    fa: "شاهدی پس گرفته شد.",
    ar: "سُحب دليل.",
  },
  "draft.save": {
    en: "The draft was saved.",
    fa: "پیش‌نویس ذخیره شد.",
    ar: "حُفظت المسودة.",
  },
  "draft.send_back": {
    en: "The draft was sent back with a reason.",
    fa: "پیش‌نویس با ذکر دلیل بازگردانده شد.",
    ar: "أُعيدت المسودة مع ذكر السبب.",
  },
  "draft.discard": {
    en: "The draft was closed.",
    fa: "پیش‌نویس بسته شد.",
    ar: "أُغلقت المسودة.",
  },
  "review.publish": {
    en: "A review was published.",
    fa: "نتیجهٔ بررسی منتشر شد.",
    ar: "نُشرت مراجعة.",
  },
  "review.correct": {
    en: "The corrected review took the place of the one before.",
    fa: "نتیجهٔ اصلاح‌شده جای نتیجهٔ پیشین را گرفت.",
    ar: "حلّت المراجعة المصححة محل السابقة.",
  },
  "review.retract": {
    en: "A review was retracted.",
    fa: "نتیجهٔ بررسی پس گرفته شد.",
    ar: "سُحبت مراجعة.",
  },
  "review.import": {
    en: "A review of another organisation was taken in.",
    fa: "بررسی نهادی دیگر وارد شد.",
    ar: "أُدرجت مراجعة لجهة أخرى.",
  },
  "key.create": {
    en: "An API key was made.",
    fa: "یک کلید برنامه‌نویسی ساخته شد.",
    ar: "أُنشئ مفتاح برمجي.",
  },
  "key.revoke": {
    en: "An API key was revoked.",
    fa: "یک کلید برنامه‌نویسی باطل شد.",
    ar: "أُلغي مفتاح برمجي.",
  },
  "scale.record": {
    en: "A rating scale was recorded.",
    fa: "یک مقیاس داوری ثبت شد.",
    ar: "سُجّل مقياس للتقييم.",
  },
  "scale.revise": {
    en: "A rating scale was changed.",
    fa: "یک مقیاس داوری تغییر کرد.",
    ar: "عُدّل مقياس للتقييم.",
  },
  "person.suspend": {
    en: "Somebody was suspended.",
    fa: "دسترسی یک نفر معلق شد.",
    ar: "عُلّق حساب شخص.",
  },
  "person.reinstate": {
    en: "Somebody's suspension was lifted.",
    fa: "تعلیق دسترسی یک نفر برداشته شد.",
    ar: "رُفع تعليق حساب شخص.",
  },
  "payload.erase": {
    en: "What an entry of the log says was erased.",
    fa: "متن یکی از مدخل‌های این دفتر پاک شد.",
    ar: "مُحي مضمون قيد من قيود السجل.",
  },
  "record.restate": {
    en: "The record was entered again as it stands.",
    fa: "وضعیت کنونی دوباره در دفتر ثبت شد.",
    ar: "أُعيد قيد السجل كما هو الآن.",
  },
};
