/** Searching by words, plainly: which of a text's words a claim is found under. Spelling variants meet in the keys. */

import { searchKeys, words } from "../text/index.ts";
import type { Scope } from "./scope.ts";

/** Claims that share words with the text: every row of `claim` with `hits`, how many of the words, and `score`, which part. */
export function hitsSql(
  text: string,
  language: string | undefined,
  minScore: number,
  scope: Scope,
): string {
  const inOrder = words(text, language);
  const distinct = new Map(inOrder.map((word, index) => [word, index]));
  // A word is also found where it is one half of a pair that the claim has as one word.
  const units = [...distinct].map(([word, index]) => [
    word,
    (inOrder[index - 1] ?? "") + word,
    word + (inOrder[index + 1] ?? ""),
  ]);
  const keys = scope.param(searchKeys(text, language), "text[]");
  const [word, left, right] = [0, 1, 2].map((part) =>
    scope.param(
      units.map((unit) => unit[part]),
      "text[]",
    ),
  );
  const count = Math.max(units.length, 1);
  return `(select claim.*, found.hits, found.hits::float8 / ${count} as score from claim
    cross join lateral (select count(*) as hits from unnest(${word}, ${left}, ${right}) unit (word, joined_left, joined_right)
      where claim.search_keys && array[unit.word, unit.joined_left, unit.joined_right]) found
    where claim.search_keys && ${keys} and found.hits >= ${Math.max(1, Math.ceil(count * minScore))})`;
}
