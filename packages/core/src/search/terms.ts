/**
 * What a text is found under: its words, and within longer words each run of four characters, which meet where spelling and
 * endings differ. No stemmer: on the field's collections the runs do more than one (docs/matching.md).
 */

import { normalise } from "../text/index.ts";

/** Scripts that put no blanks between words. */
const unspaced =
  /[\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]+/gu;
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** Addresses, which are no words. */
export const address = /(?:https?:\/\/|www\.|pic\.twitter\.com\/)\S+/gi;
const tag = /[#@]([\p{L}\p{M}\p{N}_]+)/gu;
const thousands = /(?<=\d)[,'](?=\d{3}(?!\d))/g;
const word = /\d+\.\d+|[\p{L}\p{M}\p{N}]+/gu;

const maxWordChars = 64;
const gramChars = 4;
/** No word begins so, for it holds letters and digits alone. */
const gramMark = "~";

/** A text's words in their order, normalised; addresses are left out, and `#FloodInShiraz` is three words. */
export function wordsOf(text: string): string[] {
  const plain = text.replace(address, " ").replace(tag, (_, name: string) => ` ${partsOf(name)} `);
  const spaced = normalise(plain)
    .replace(thousands, "")
    .replace(unspaced, (run) =>
      Array.from(segmenter.segment(run), ({ segment }) => ` ${segment}`)
        .join("")
        .concat(" "),
    );
  return (spaced.match(word) ?? []).map(shorten);
}

function partsOf(name: string): string {
  return name
    .replaceAll("_", " ")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2");
}

/** The runs of four characters of words, each with its bounds, repeats included; a word of two characters or fewer has none. */
export function gramsOf(words: Iterable<string>): string[] {
  const grams: string[] = [];
  for (const each of words) {
    const bounded = `_${each}_`;
    // Half a character is no text that a database would take.
    const chars = isBasic(each) ? bounded : Array.from(bounded);
    for (let at = 0; at + gramChars <= chars.length; at++) {
      const gram = chars.slice(at, at + gramChars);
      grams.push(gramMark + (typeof gram === "string" ? gram : gram.join("")));
    }
  }
  return grams;
}

function isBasic(text: string): boolean {
  return !/[\uD800-\uDFFF]/.test(text);
}

function shorten(each: string): string {
  return each.length <= maxWordChars ? each : Array.from(each).slice(0, maxWordChars).join("");
}
