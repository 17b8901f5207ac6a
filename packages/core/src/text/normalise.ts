/** Half-space, joiner, soft hyphen, bidi and byte order marks: all that a reader cannot see. */
const invisible = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * Tatweel, harakat and niqqud, which writers of Arabic, Persian and Hebrew mostly leave out. Other
 * scripts' accents stay: they tell words apart (French ou, où), and Indic vowels are marks as well.
 */
const unwritten = /[\u0640[[\p{Mn}&&[\p{scx=Arabic}\p{scx=Hebrew}]]--[\u0300-\u036F]]]+/gv;

/**
 * What is kept, and the spellings folded into it. Letters are folded as Lucene does for Arabic and
 * Persian: آ and أ lose their sign, ئ and ؤ keep it, ة is ه. Two differences: ە is ه as well, since
 * Kurdish and some Persian keyboards type it, and ے is not ی, which would make two Urdu words one.
 * @see https://lucene.apache.org/core/10_0_0/analysis/common/ (ArabicNormalizer, PersianNormalizer)
 */
const spellings: readonly (readonly [kept: string, folded: string])[] = [
  ["ی", "يى"],
  ["ک", "ك"],
  ["ه", "ةۃەۀہۂ"],
  ["ا", "آأإٱ"],
  ["σ", "ς"],
  ["'", "‘’‚‛′‹›`ʼ׳"],
  ['"', "“”„‟«»״"],
  ["-", "−"],
  [",", "،٬"],
  [".", "۔٫"],
  [";", "؛"],
  ["?", "؟"],
  ["%", "٪"],
  ["/", "⁄"],
];

const keptFor = new Map(
  spellings.flatMap(([kept, folded]) => Array.from(folded, (character) => [character, kept])),
);
const folded = new RegExp(`[${[...keptFor.keys()].join("")}]`, "gu");

const digit = /\p{Nd}/u;

/** The ASCII digit of the same value; Unicode has each set of digits as a run from zero to nine. */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (digit.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/**
 * The form of a text that is only for comparing, never for showing: NFKC, lower case, one spelling
 * per letter, quote, dash and comma, ASCII digits, nothing invisible, single spaces. Idempotent.
 * @see https://www.unicode.org/reports/tr15/
 */
export function normalise(text: string): string {
  return (
    text
      // First, since an invisible character keeps a letter and its accent from being composed.
      .replace(invisible, "")
      // No letter has thirty accents, and normalising takes the square of their number.
      .replace(/(\p{Mn}{30})\p{Mn}+/gu, "$1")
      // NFKC would make the acute accent, which many type for an apostrophe, a space and a mark.
      .replaceAll("´", "'")
      .normalize("NFKC")
      // The lower case of this Turkish letter would be an i with a second dot.
      .replaceAll("İ", "i")
      .toLowerCase()
      .replace(unwritten, "")
      .replace(folded, (character) => keptFor.get(character) ?? character)
      .replace(/\p{Pd}/gu, "-")
      .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
      // What was dropped may have stood between a letter and its accent.
      .normalize("NFC")
      .replace(/[\p{White_Space}\p{Cc}]+/gu, " ")
      .trim()
  );
}

/** A normalised text without punctuation, save between two digits: 3.5 is not 35, nor 1-0 10. */
export function withoutPunctuation(normalised: string): string {
  return normalised.replace(/(?!(?<=\d)\p{P}\d)\p{P}/gu, "");
}

/**
 * The normalised text without white space, and without punctuation save between two digits, so that
 * a word is the same with a half-space, a space or neither. A quote stands in a source whose form
 * includes the quote's; the form of punctuation alone is empty, and so stands in everything.
 */
export function squash(text: string): string {
  return withoutPunctuation(normalise(text)).replaceAll(" ", "");
}
