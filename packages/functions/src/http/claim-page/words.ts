/** The page's own words: in Persian and Arabic for claims in these languages, in English for all others. */

import { primaryLanguage } from "@sanad/core/text";
import { arabic } from "./words/arabic.ts";
import { english, type Words } from "./words/english.ts";
import { persian } from "./words/persian.ts";

export type PageLanguage = "en" | "fa" | "ar";
export type { Words } from "./words/english.ts";

const words: Readonly<Record<PageLanguage, Words>> = { en: english, fa: persian, ar: arabic };

/** The language in which the page speaks of a text in this one. */
export function pageLanguageOf(language: string): PageLanguage {
  const primary = primaryLanguage(language);
  return primary === "fa" || primary === "ar" ? primary : "en";
}

export function wordsIn(language: PageLanguage): Words {
  return words[language];
}
