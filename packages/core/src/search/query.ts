/**
 * What a person types to search: words, "phrases" in any quotes, -without. Everything else that searches elsewhere know, such as
 * * | & ! %, is punctuation, and a quote without its other half is none.
 */

import { createHash } from "node:crypto";
import { BadInput } from "../errors/index.ts";
import { wordsOf } from "./terms.ts";

export type Query = {
  /** Distinct, in the order typed. */
  readonly words: readonly string[];
  /** What neighbours are where they are written as one, as آتشبس of آتش بس: each for the words from `first` to `last`. */
  readonly glued: readonly Glued[];
  /** The beginning of a word that was still being typed: the last of the words. */
  readonly prefix: string | null;
  readonly phrases: readonly Phrase[];
  readonly without: readonly Phrase[];
};
export type Glued = { readonly term: string; readonly words: readonly string[] };
type Phrase = readonly string[];

/** Of them, those that stand in the fewest claims are searched for. */
const maxWords = 500;
const maxPhrases = 10;
const minPrefixChars = 2;

const phraseOrWord =
  /(?<![\p{L}\p{M}\p{N}])(?:(?<=^|\s)(?<minus>-))?["“„«](?<phrase>[^"“”„«»]*)["”“»](?![\p{L}\p{M}\p{N}])|(?<=^|\s)-(?<without>[\p{L}#@]\S*)/gu;
const endsInWord = /[\p{L}\p{M}\p{N}]$/u;
/** Scripts in which one character is a word. */
const wide = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

/** @throws {BadInput} where it says only what is not wanted */
export function readQuery(text: string, path: string): Query {
  const runs: string[][] = [];
  const phrases: Phrase[] = [];
  const without: Phrase[] = [];
  let from = 0;
  for (const match of text.matchAll(phraseOrWord)) {
    runs.push(wordsOf(text.slice(from, match.index)));
    from = match.index + match[0].length;
    const { minus, phrase, without: word } = match.groups ?? {};
    const words = wordsOf(phrase ?? word ?? "");
    if (words.length === 0) continue;
    if (minus !== undefined || word !== undefined) {
      without.push(words);
      continue;
    }
    phrases.push(words);
    runs.push(words);
  }
  const rest = text.slice(from);
  runs.push(wordsOf(rest));
  const words = [...new Set(runs.flat())].slice(0, maxWords);
  if (words.length === 0 && without.length > 0)
    throw new BadInput(path, "must say what to find besides what to leave out");
  if (phrases.length + without.length > maxPhrases)
    throw new BadInput(path, `must have at most ${maxPhrases} phrases and words to leave out`);
  const last = endsInWord.test(rest) ? runs.at(-1)?.at(-1) : undefined;
  return { words, glued: runs.flatMap(gluedOf), prefix: prefixOf(last), phrases, without };
}

function prefixOf(word: string | undefined): string | null {
  if (word === undefined) return null;
  return word.length >= minPrefixChars || wide.test(word) ? word : null;
}

function gluedOf(run: readonly string[]): Glued[] {
  return run.flatMap((word, at) => {
    const [next, afterNext] = run.slice(at + 1, at + 3);
    if (next === undefined || isNumber(word) || isNumber(next)) return [];
    const pair = [word, next];
    // گفت و گو is گفتوگو as well.
    const isThree = next.length === 1 && afterNext !== undefined;
    return (isThree ? [pair, [...pair, afterNext]] : [pair]).map((words) => ({
      term: words.join(""),
      words,
    }));
  });
}

function isNumber(word: string): boolean {
  return /^\d/.test(word);
}

/**
 * A regular expression of Postgres that finds a phrase in words with blanks between, wherever in it blanks are left out or put
 * in: with half-spaces or without. Words hold letters, digits and full stops alone.
 */
export function phrasePattern(words: readonly string[]): string {
  const chars = Array.from(words.join(" "), (char) => (char === "." ? "\\." : char));
  const loose = chars.map((char, at) => {
    const next = chars[at + 1];
    if (char === " ") return /\d/.test(chars[at - 1] ?? "") || /\d/.test(next ?? "") ? " " : " ?";
    const mayPart = next !== undefined && /\p{L}/u.test(char) && /\p{L}/u.test(next);
    return mayPart ? `${char} ?` : char;
  });
  return `(^|[ \\n])${loose.join("")}($|[ \\n])`;
}

/** Told apart by it are the cursors of one search from those of another. */
export function nameOf(query: Query): string {
  return createHash("sha256").update(JSON.stringify(query)).digest("base64url").slice(0, 8);
}
