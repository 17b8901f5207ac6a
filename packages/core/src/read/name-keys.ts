/** Under which keys the words of a name stand. Spelling variants meet in them. */

import { squash, words } from "../text/index.ts";

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
