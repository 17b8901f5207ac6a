import type { Localized } from "../database/columns.ts";
import { nearLanguage, primaryLanguage } from "../text/index.ts";
import type { Verdict } from "./verdict.ts";

type Words = Readonly<Record<Verdict, string>>;

const english: Words = {
  TRUE: "True",
  MOSTLY_TRUE: "Mostly true",
  MIXED: "Partly true, partly false",
  MISLEADING: "Misleading",
  MOSTLY_FALSE: "Mostly false",
  FALSE: "False",
  UNPROVEN: "Unproven",
  OUTDATED: "Outdated",
};

const words: Readonly<Record<string, Words>> = {
  en: english,
  fa: {
    TRUE: "درست",
    MOSTLY_TRUE: "بیشتر درست",
    MIXED: "بخشی درست، بخشی نادرست",
    MISLEADING: "گمراه‌کننده",
    MOSTLY_FALSE: "بیشتر نادرست",
    FALSE: "نادرست",
    UNPROVEN: "اثبات‌نشده",
    OUTDATED: "دیگر درست نیست",
  },
  ar: {
    TRUE: "صحيح",
    MOSTLY_TRUE: "صحيح في معظمه",
    MIXED: "بعضه صحيح وبعضه خاطئ",
    MISLEADING: "مضلِّل",
    MOSTLY_FALSE: "خاطئ في معظمه",
    FALSE: "خاطئ",
    UNPROVEN: "غير مثبت",
    OUTDATED: "لم يعد صحيحًا",
  },
};

/** What a verdict is called where no scale has its own word for it: in English, Persian or Arabic, and for others in English. */
export function verdictWord(verdict: Verdict, language: string): string {
  return (words[primaryLanguage(language)] ?? english)[verdict];
}

/** What a verdict is called by a scale with these labels, or by us where it has none in a language that is near. */
export function ratingWord(
  labels: readonly Localized[],
  verdict: Verdict,
  language: string,
): string {
  return nearLanguage(labels, language)?.text ?? verdictWord(verdict, language);
}
