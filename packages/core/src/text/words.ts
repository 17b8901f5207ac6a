import { normalise, withoutPunctuation } from "./normalise.ts";

/** More than any word needs, and short enough for an index entry (PostgreSQL: 2,704 bytes). */
const maxKeyChars = 64;

/**
 * The normalised words in order, repeats included; what holds no letter or digit is no word.
 * `language` is a canonical tag and matters only to the few languages with word rules of their own.
 * @see https://www.unicode.org/reports/tr29/#Word_Boundaries
 */
export function words(text: string, language = "en"): string[] {
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(normalise(text));
  return Array.from(segments)
    .filter(({ isWordLike, segment }) => isWordLike && /[\p{L}\p{N}]/u.test(segment))
    .map(({ segment }) => segment);
}

/**
 * The distinct keys that text and query must share to find each other: each word, and each with its
 * next one glued on, or its next two where the middle one is a single letter, as in گفت و گو.
 * A glued word meets a split one in the latter's pair, whichever side is the query; a half-space is
 * glued on both. At most three keys a word, of at most 64 characters each.
 */
export function searchKeys(text: string, language?: string): string[] {
  const plain = words(text, language).map(withoutPunctuation);
  const keys = plain.flatMap((word, index) => {
    const [next = "", afterNext = ""] = plain.slice(index + 1, index + 3);
    const glued = word + next;
    return next.length === 1 ? [word, glued, glued + afterNext] : [word, glued];
  });
  return [...new Set(keys.map(shorten))];
}

/** Cut between code points, as half a character is no text that a database would take. */
function shorten(key: string): string {
  return key.length <= maxKeyChars ? key : Array.from(key).slice(0, maxKeyChars).join("");
}
