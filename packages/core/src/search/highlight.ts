/** Where in a text the words stand that a search found it by. */

import { normalise } from "../text/index.ts";
import type { Reading } from "./reading.ts";
import { address, wordsOf } from "./terms.ts";

/** In UTF-16 code units, `end` excluded. */
export type Range = { readonly start: number; readonly end: number };
type Placed = Range & { readonly word: string };

/** What may be one word or, in scripts without blanks, many: letters, digits, and what is invisible within. */
const chunk =
  /[#@][\p{L}\p{M}\p{N}_\p{Default_Ignorable_Code_Point}]+|\p{N}+(?:[.,'٫٬’]\p{N}+)+|[\p{L}\p{M}\p{N}\p{Default_Ignorable_Code_Point}]*[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Default_Ignorable_Code_Point}]*/gu;
const attached = /[\p{M}\p{Default_Ignorable_Code_Point}]/u;
/** A chunk that is longer is marked as a whole. */
const maxAlignedChars = 400;

/** In their order, none over another. */
export function highlightsOf(text: string, { words: typed, meanings }: Reading): Range[] {
  const words = placedWords(text);
  const terms = new Set(meanings.filter(({ phrase }) => phrase === "").map(({ term }) => term));
  for (const word of typed) terms.add(word);
  const marked = new Set(words.filter(({ word }) => terms.has(word)));
  const phrases = new Set(meanings.map(({ phrase }) => phrase).filter((phrase) => phrase !== ""));
  for (const phrase of phrases) {
    const parts = phrase.split(" ");
    for (const [at] of words.entries())
      if (parts.every((part, offset) => words[at + offset]?.word === part))
        for (const each of words.slice(at, at + parts.length)) marked.add(each);
  }
  const ranges: Range[] = [];
  for (const { start, end } of words.filter((each) => marked.has(each)))
    if (start >= (ranges.at(-1)?.end ?? 0)) ranges.push({ start, end });
  return ranges;
}

function placedWords(text: string): Placed[] {
  // As long as it was, so that what follows stays in its place.
  const plain = text.replace(address, (found) => " ".repeat(found.length));
  return Array.from(plain.matchAll(chunk), ({ 0: found, index }) => aligned(found, index)).flat();
}

/** The words of a chunk, each with the piece that it was made of, or with the whole chunk where that cannot be told. */
function aligned(found: string, start: number): Placed[] {
  const words = wordsOf(found);
  const [only] = words;
  if (only === undefined) return [];
  const whole = trimmed(found, start);
  if (words.length === 1) return [{ word: only, ...whole }];
  const unplaced = words.map((word) => ({ word, ...whole }));
  if (found.length > maxAlignedChars) return unplaced;
  const placed: Placed[] = [];
  const chars = Array.from(found);
  let at = 0;
  let offset = start;
  for (const word of words) {
    let piece = "";
    let from = offset;
    while (at < chars.length && normalise(piece) !== word) {
      const char = chars[at++] ?? "";
      offset += char.length;
      piece += char;
      if (!/[\p{L}\p{N}]/u.test(piece)) {
        piece = "";
        from = offset;
      }
    }
    if (normalise(piece) !== word) return unplaced;
    while (attached.test(chars[at] ?? "")) offset += (chars[at++] ?? "").length;
    placed.push({ word, start: from, end: offset });
  }
  return placed;
}

/** Without what is invisible at both ends, and without the sign of a tag. */
function trimmed(found: string, start: number): Range {
  const before = /^[#@\p{Default_Ignorable_Code_Point}]*/u.exec(found)?.[0].length ?? 0;
  const after = /\p{Default_Ignorable_Code_Point}*$/u.exec(found)?.[0].length ?? 0;
  return { start: start + before, end: start + found.length - after };
}
