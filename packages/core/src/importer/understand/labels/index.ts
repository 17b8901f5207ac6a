/**
 * What the labels of other organisations' scales come to. The table has only words that say how far a claim is so, each
 * reviewed: what was done to a picture (altered, made by a machine), what a text is (satire, legend, scam) and what somebody
 * did (flip-flop) is no verdict on a claim. A label that it lacks stays as it was written, without a verdict.
 *
 * Numbers are never mapped. Schema.org says that the best is the best; in the collections that this was tried on, publishers
 * write False as 1 of 5, as 5 of 5 and as 2 of 5.
 */

import { type Verdict, verdicts } from "../../../review/verdict.ts";
import { squash } from "../../../text/index.ts";
import { arabic, persian } from "./arabic-script.ts";
import { english } from "./english.ts";
import { bengali, chinese, german, hindi, indonesian, turkish } from "./others.ts";
import { french, italian, portuguese, spanish } from "./romance.ts";
import type { Labels } from "./table.ts";

export const labelsByLanguage: Readonly<Record<string, Labels>> = {
  en: english,
  fa: persian,
  ar: arabic,
  es: spanish,
  fr: french,
  de: german,
  pt: portuguese,
  hi: hindi,
  it: italian,
  tr: turkish,
  id: indonesian,
  bn: bengali,
  zh: chinese,
};

/** Without the difference of the Turkish letter that capitals hide. */
function keyOf(label: string): string {
  return squash(label).replaceAll("ı", "i");
}

const known = new Map<string, Verdict>();
for (const labels of Object.values(labelsByLanguage)) {
  for (const verdict of verdicts) {
    for (const label of labels[verdict] ?? []) {
      const key = keyOf(label);
      const other = known.get(key) ?? verdict;
      // Reviews are labelled in other languages than their own: one word must mean one thing in all of them.
      if (other !== verdict) throw new Error(`The label ${label} is both ${other} and ${verdict}.`);
      known.set(key, verdict);
    }
  }
}

/** What a label comes to, whatever its spelling, case and punctuation; null for one that the table lacks. */
export function verdictOf(label: string): Verdict | null {
  return known.get(keyOf(label)) ?? null;
}
