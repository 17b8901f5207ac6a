/** Searching by words, plainly: which of a text's words a claim is found under. Spelling variants meet in the keys. */

import { squash, words } from "../text/index.ts";
import type { Scope } from "./scope.ts";

/** Keys are cut there when a record is stored, so that Postgres can index them. */
const maxKeyChars = 64;

/**
 * A text's distinct words, each as the keys under which a record that has it may hold it: alone, or glued to its neighbours
 * where a record has one word for two, or for three as گفت‌وگو.
 */
export function wordKeys(text: string, language?: string): string[][] {
  const plain = words(text, language).map(squash);
  const glued = (from: number, until: number) =>
    from < 0 || until > plain.length ? [] : [plain.slice(from, until).join("")];
  const keys = new Map<string, Set<string>>();
  plain.forEach((word, at) => {
    const known = keys.get(word) ?? new Set();
    const around = [
      glued(at, at + 1),
      glued(at - 1, at + 1),
      glued(at, at + 2),
      ...[-2, -1, 0].map((offset) =>
        plain[at + offset + 1]?.length === 1 ? glued(at + offset, at + offset + 3) : [],
      ),
    ];
    for (const key of around.flat()) known.add(Array.from(key).slice(0, maxKeyChars).join(""));
    keys.set(word, known);
  });
  return [...keys.values()].map((known) => [...known]);
}

/** Claims that share words with the text: every row of `claim` with `hits`, how many of the words, and `score`, which part. */
export function hitsSql(
  text: string,
  language: string | undefined,
  minScore: number,
  scope: Scope,
): string {
  const units = wordKeys(text, language);
  // No key holds a blank, so a word's keys go as one text: Postgres has no lists of lists of different lengths.
  const asked = scope.param(
    units.map((keys) => keys.join(" ")),
    "text[]",
  );
  const any = scope.param([...new Set(units.flat())], "text[]");
  const count = Math.max(units.length, 1);
  return `(select claim.*, found.hits, found.hits::float8 / ${count} as score from claim
    cross join lateral (select count(*) as hits from unnest(${asked}) word
      where claim.search_keys && string_to_array(word, ' ')) found
    where claim.search_keys && ${any} and found.hits >= ${Math.max(1, Math.ceil(count * minScore))})`;
}
