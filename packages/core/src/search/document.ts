/** A claim as the index holds it, and how much each of its terms says of it. */

import { gramsOf, wordsOf } from "./terms.ts";

/** What of a claim is searched. Wordings each say the claim in a line: its text, translations, reviews' titles, summaries. */
export type Texts = { readonly wordings: readonly string[]; readonly body: string };

/** Words with blanks between, wordings a line each: as they are stored, and compared when a claim has been found. */
export type Document = { readonly words: string; readonly body: string };

/** Of a body: what a claim is about stands at its beginning. */
const maxBodyWords = 1_000;
const maxWordings = 40;
const maxWordingWords = 400;

export function documentOf({ wordings, body }: Texts): Document {
  const lines = wordings.map((each) => wordsOf(each).slice(0, maxWordingWords).join(" "));
  return {
    words: [...new Set(lines)]
      .filter((line) => line !== "")
      .slice(0, maxWordings)
      .join("\n"),
    body: wordsOf(body).slice(0, maxBodyWords).join(" "),
  };
}

/**
 * BM25F's constants, found on the tuning part of the collections. Lengths are measured against fixed ones, not against the
 * average of what is recorded: so a stored weight never changes, and only rarity, which is looked up, moves with the record.
 * @see Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), section 3.6
 */
const saturation = 1.2;
const usualWords = 25;
const usualBodyWords = 350;
const lengthShare = 0.6;

/** Weights are kept in six bits of a posting. */
export const maxWeight = 63;

/** Each term with its weight, 1 to 63: a share of the most that a term can weigh however often it stands there. */
export function weightsOf({ words, body }: Document): Map<string, number> {
  const counts = new Map<string, number>();
  const heads = words.split(/[ \n]/).filter((each) => each !== "");
  const rest = body === "" ? [] : body.split(" ");
  count(heads, usualWords, counts);
  count(rest, usualBodyWords, counts);
  count(gramsOf(heads), usualWords * 4, counts);
  for (const [term, often] of counts) {
    const weight = Math.round((maxWeight * often) / (often + saturation));
    counts.set(term, Math.max(1, weight));
  }
  return counts;
}

function count(terms: readonly string[], usual: number, counts: Map<string, number>): void {
  const each = 1 / (1 - lengthShare + (lengthShare * terms.length) / usual);
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + each);
}
