/**
 * What makes two statements of nearly the same words two claims: other numbers, a denial in one of them, other names, or the
 * same names in other places. Rules, since collections have few such pairs to learn from; where in doubt, two claims.
 */

import { isNumber } from "./features.ts";
import { gramsOf, wordsOf } from "../search/terms.ts";

export type Difference = {
  kind: "OTHER_NUMBERS" | "DENIAL" | "OTHER_NAMES" | "OTHER_ORDER";
  /** The words in which they differ, of the text first. */
  words: string[];
};

/** Words that deny, as `wordsOf` gives them; in Persian it is a verb's first letter that does, see `isDenialOf`. */
const denials = new Set(
  `not no never without none nobody nothing neither nor cannot false falsely fake hoax deny denies denied
  isn aren wasn weren don doesn didn won wouldn couldn shouldn hasn haven hadn can't
  ne pas jamais aucun aucune sans faux fausse nicht kein keine keinen keiner nie niemals ohne falsch
  no nunca jamás ningún ninguna sin falso falsa não nem nenhum nenhuma sem nie nigdy bez żaden fałsz
  tidak bukan tiada tak jangan palsu değil yok asla не нет никогда без ни ні немає ніколи
  نه هرگز نیست نبود بدون دروغ لا لم لن ليس ليست لیس لیست غير غیر بدون كذب کذب نہیں نہ
  नहीं न ना कभी नाही नको नव्हे ਨਹੀਂ ਨਾ இல்லை அல்ல ไม่ ไม่ได้ มิได้ 不 没 沒 没有 沒有 未 无 無 非 ない ません なかった`
    .split(/\s+/)
    .flatMap(wordsOf),
);

/** A share of both texts that must be common before single words are held against each other. */
const minCommon = 0.5;
const maxWords = 60;

/** A statement as it was made, and its words. */
export class Said {
  readonly text: string;
  readonly words: readonly string[];
  #names: readonly string[] | undefined;

  constructor(text: string, words: readonly string[]) {
    this.text = text;
    this.words = words;
  }

  /** What of it may be names; looked for once, since one text is held against a hundred claims. */
  get names(): readonly string[] {
    this.#names ??= namesOf(this.text);
    return this.#names;
  }

  /** Its names among these words. */
  namesAmong(words: readonly string[]): string[] {
    const wanted = new Set(words);
    return this.names.filter((name) => wanted.has(name));
  }
}

export function differencesOf(asked: Said, claim: Said): Difference[] {
  const ours = asked.words;
  const theirs = claim.words;
  if (ours.length === 0 || theirs.length === 0) return [];
  if (ours.length > maxWords || theirs.length > maxWords) return [];
  const onlyOurs = without(ours, theirs);
  const onlyTheirs = without(theirs, ours);
  const isNear =
    onlyOurs.length <= ours.length * (1 - minCommon) &&
    onlyTheirs.length <= theirs.length * (1 - minCommon);
  if (!isNear) return [];
  return [
    ...otherNumbers(ours, theirs),
    ...denial(ours, theirs, onlyOurs, onlyTheirs),
    ...otherNames(asked.namesAmong(onlyOurs), claim.namesAmong(onlyTheirs)),
    ...otherOrder(asked, claim),
  ];
}

function without(words: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(words)].filter((word) => !known.has(word));
}

function otherNumbers(ours: readonly string[], theirs: readonly string[]): Difference[] {
  const [some, others] = [ours, theirs].map((words) => [...new Set(words.filter(isNumber))]) as [
    string[],
    string[],
  ];
  const onlySome = without(some, others);
  const onlyOthers = without(others, some);
  if (onlySome.length === 0 || onlyOthers.length === 0) return [];
  return [{ kind: "OTHER_NUMBERS", words: [...onlySome, ...onlyOthers] }];
}

function denial(
  ours: readonly string[],
  theirs: readonly string[],
  onlyOurs: readonly string[],
  onlyTheirs: readonly string[],
): Difference[] {
  const words = [
    ...[...onlyOurs, ...onlyTheirs].filter((word) => denials.has(word)),
    ...onlyOurs.filter((word) => onlyTheirs.some((other) => isDenialOf(word, other))),
    ...onlyTheirs.filter((word) => onlyOurs.some((other) => isDenialOf(word, other))),
  ];
  const denies = (those: readonly string[]) => those.some((word) => denials.has(word));
  const isOneSided = denies(ours) !== denies(theirs) || words.some((word) => !denials.has(word));
  return words.length > 0 && isOneSided ? [{ kind: "DENIAL", words }] : [];
}

/** نکرد denies کرد, and نمیکند denies میکند. */
function isDenialOf(word: string, other: string): boolean {
  return word === `ن${other}` || word === `نا${other}`;
}

/** Words that may be names: capitalised ones, or any of a script without capitals. Short ones at a beginning are articles. */
function namesOf(text: string): string[] {
  const names = new Set<string>();
  for (const found of text.matchAll(/(?<![\p{L}\p{M}\p{N}])\p{L}[\p{L}\p{M}\p{N}\u200C']*/gu)) {
    const [{ length }] = found;
    const letter = found[0].charAt(0);
    const hasCase = letter.toLowerCase() !== letter.toUpperCase();
    const isName = hasCase ? letter !== letter.toLowerCase() && length > 3 : length > 2;
    if (!isName) continue;
    for (const word of wordsOf(found[0])) names.add(word);
  }
  return [...names].filter((word) => !denials.has(word) && !isNumber(word));
}

/** Each of the two has a name that the other has nothing like. */
function otherNames(ours: readonly string[], theirs: readonly string[]): Difference[] {
  const lone = (some: readonly string[], others: readonly string[]) =>
    some.filter((word) => !others.some((other) => isAlike(word, other)));
  const some = lone(ours, theirs);
  const others = lone(theirs, ours);
  if (some.length === 0 || others.length === 0) return [];
  return [{ kind: "OTHER_NAMES", words: [...some, ...others] }];
}

function isAlike(word: string, other: string): boolean {
  if (word.startsWith(other) || other.startsWith(word)) return true;
  if (isDenialOf(word, other) || isDenialOf(other, word)) return true;
  const known = new Set(gramsOf([other]));
  const grams = gramsOf([word]);
  return grams.filter((gram) => known.has(gram)).length * 2 >= Math.max(grams.length, 1);
}

/** Both have the same two names, the one before the other and the other way round. */
function otherOrder(asked: Said, claim: Said): Difference[] {
  const ours = asked.words;
  const theirs = claim.words;
  const known = new Set(claim.namesAmong(theirs));
  const names = asked.namesAmong(ours).filter((word) => known.has(word));
  const onlyOnce = names.filter(
    (name) =>
      ours.filter((word) => word === name).length === 1 &&
      theirs.filter((word) => word === name).length === 1,
  );
  const inOurs = onlyOnce.toSorted((some, other) => ours.indexOf(some) - ours.indexOf(other));
  const inTheirs = onlyOnce.toSorted((some, other) => theirs.indexOf(some) - theirs.indexOf(other));
  const swapped = inOurs.filter((name, at) => inTheirs[at] !== name);
  // A whole part that has moved leaves its words one after the other; two that changed places do not.
  return swapped.length === 2 ? [{ kind: "OTHER_ORDER", words: swapped }] : [];
}
