/**
 * How a text and a claim that was found for it compare: numbers that the model weighs. Shares are of rarity: a word that few
 * claims have counts for more.
 */

import type { Candidate, Found } from "../search/candidates.ts";
import { gramsOf } from "../search/terms.ts";

/** The names of the features, in the order of `featuresOf`; the weights were learned in it. */
export const featureNames = [
  "scoreShareOfBest",
  "scoreShareOfAll",
  "scoreLog",
  "textInWordings",
  "textInBestWording",
  "bestWordingInText",
  "claimInText",
  "meanWordingInText",
  "gramsOfTextInWordings",
  "gramsOfBestWordingInText",
  "gramsOfClaimInText",
  "pairsOfBestWordingInText",
  "pairsOfTextInWordings",
  "longestRunShare",
  "longestRunLog",
  "numbersOfWordingInText",
  "numbersOnlyElsewhere",
  "numbersOfTextInWordings",
  "numbersOfTextAnywhere",
  "hasBody",
  "textInBody",
  "pairsOfTextInBody",
  "longestRunInBodyShare",
  "longestRunInBodyLog",
  "closestPassage",
  "oftenInAll",
  "wordingsLengthLog",
  "textLengthLog",
  "textRarityLog",
  "textInWordingsOfMost",
  "bestWordingInTextOfMost",
  "gramsOfTextInWordingsOfMost",
  "textInBodyOfMost",
  "oftenInAllOfMost",
] as const;

/** A text as it is compared with every claim that was found for it. */
class Asked {
  readonly set: ReadonlySet<string>;
  readonly grams: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  readonly numbers: readonly string[];
  /** Where in it each of its words stands. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly #rarity = new Map<string, number>();
  readonly #frequencies: Readonly<Record<string, number>>;
  readonly #documents: number;
  readonly total: number;
  readonly gramTotal: number;

  constructor(words: readonly string[], { frequencies }: Found, documents: number) {
    this.set = new Set(words);
    this.grams = new Set(gramsOf(this.set));
    this.pairs = pairsOf(words);
    this.numbers = [...this.set].filter(isNumber);
    this.places = Map.groupBy(words.keys(), (at) => words[at] ?? "");
    this.#frequencies = frequencies;
    this.#documents = documents;
    this.total = Math.max(this.massOf(this.set), 1e-9);
    this.gramTotal = Math.max(this.massOf(this.grams), 1e-9);
  }

  rarityOf(word: string): number {
    let rarity = this.#rarity.get(word);
    if (rarity === undefined) {
      const held = Object.hasOwn(this.#frequencies, word) ? (this.#frequencies[word] ?? 0) : 0;
      rarity = Math.log(1 + (this.#documents - held + 0.5) / (held + 0.5));
      this.#rarity.set(word, rarity);
    }
    return rarity;
  }

  massOf(words: Iterable<string>): number {
    let mass = 0;
    for (const word of words) mass += this.rarityOf(word);
    return mass;
  }

  /** Of those that are among the others. */
  commonMassOf(words: Iterable<string>, others: ReadonlySet<string>): number {
    let mass = 0;
    for (const word of words) if (others.has(word)) mass += this.rarityOf(word);
    return mass;
  }

  pairMassOf(pairs: Iterable<string>): number {
    let mass = 0;
    for (const pair of pairs) for (const word of pair.split(" ")) mass += this.rarityOf(word);
    return mass;
  }

  commonPairMassOf(pairs: Iterable<string>, others: ReadonlySet<string>): number {
    let mass = 0;
    for (const pair of pairs)
      if (others.has(pair)) for (const word of pair.split(" ")) mass += this.rarityOf(word);
    return mass;
  }
}

export function isNumber(word: string): boolean {
  return /\d/.test(word);
}

function pairsOf(words: readonly string[]): Set<string> {
  const pairs = new Set<string>();
  for (let at = 1; at < words.length; at++) pairs.add(`${words[at - 1]} ${words[at]}`);
  return pairs;
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  return new Set(sets.flatMap((set) => [...set]));
}

/** The features of each candidate, in the order of the candidates. */
export function featuresOf(
  words: readonly string[],
  found: Found,
  documents: number,
): readonly (readonly number[])[] {
  const asked = new Asked(words, found, documents);
  const best = found.candidates[0]?.score || 1;
  const all = found.candidates.map((candidate) => compare(asked, candidate, best));
  const places = ofMost.map((name) => featureNames.indexOf(name));
  const most = places.map((place) => Math.max(1e-9, ...all.map((each) => each[place] ?? 0)));
  return all.map((each) => [
    ...each,
    ...places.map((place, index) => (each[place] ?? 0) / (most[index] ?? 1)),
  ]);
}

/** What is compared with the most that any of the claims found has of it. */
const ofMost = [
  "textInWordings",
  "bestWordingInText",
  "gramsOfTextInWordings",
  "textInBody",
  "oftenInAll",
] as const;

function compare(asked: Asked, candidate: Candidate, best: number): number[] {
  const wordings = candidate.words.split("\n").map((line) => wordingOf(asked, line.split(" ")));
  const body = candidate.body === "" ? [] : candidate.body.split(" ");
  const heads = union(wordings.map(({ set }) => set));
  const headPairs = union(wordings.map(({ pairs }) => pairs));
  const headGrams = union(wordings.map(({ grams }) => grams));
  const bodySet = new Set(body);
  const most = (of: (wording: Wording) => number) => Math.max(...wordings.map(of));
  const [own] = wordings;
  const run = most(({ words }) => longestRun(asked, words));
  const bodyRun = longestRun(asked, body);
  const numbers = asked.numbers.length;
  return [
    candidate.score / best,
    candidate.score / asked.total,
    Math.log1p(candidate.score),
    asked.commonMassOf(asked.set, heads) / asked.total,
    most(({ set }) => asked.commonMassOf(asked.set, set) / asked.total),
    most(({ inText }) => inText),
    own?.inText ?? 0,
    wordings.reduce((sum, { inText }) => sum + inText, 0) / wordings.length,
    asked.commonMassOf(asked.grams, headGrams) / asked.gramTotal,
    most(({ gramsInText }) => gramsInText),
    own?.gramsInText ?? 0,
    most(({ pairs }) => share(asked.commonPairMassOf(pairs, asked.pairs), asked.pairMassOf(pairs))),
    asked.commonPairMassOf(asked.pairs, headPairs) / (2 * asked.total),
    Math.min(run / asked.total, 1),
    Math.log1p(run),
    most(({ numbers }) =>
      share(numbers.filter((each) => asked.set.has(each)).length, numbers.length),
    ),
    wordings.some(
      ({ numbers }) => numbers.length > 0 && !numbers.some((each) => asked.set.has(each)),
    )
      ? 1
      : 0,
    share(asked.numbers.filter((each) => heads.has(each)).length, numbers),
    share(asked.numbers.filter((each) => heads.has(each) || bodySet.has(each)).length, numbers),
    body.length > 0 ? 1 : 0,
    asked.commonMassOf(asked.set, bodySet) / asked.total,
    asked.commonPairMassOf(asked.pairs, pairsOf(body)) / (2 * asked.total),
    Math.min(bodyRun / asked.total, 1),
    Math.log1p(bodyRun),
    closestPassage(asked, body) / asked.total,
    oftenIn(asked, wordings, body) / asked.total,
    Math.log1p(heads.size),
    Math.log1p(asked.set.size),
    Math.log1p(asked.total),
  ];
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

type Wording = {
  words: readonly string[];
  set: ReadonlySet<string>;
  grams: ReadonlySet<string>;
  pairs: ReadonlySet<string>;
  numbers: readonly string[];
  /** Which share of it stands in the text, by words and by runs of characters. */
  inText: number;
  gramsInText: number;
};

function wordingOf(asked: Asked, words: readonly string[]): Wording {
  const set = new Set(words);
  const grams = new Set<string>();
  let shared = 0;
  let other = 0;
  for (const word of set)
    for (const gram of gramsOf([word])) {
      grams.add(gram);
      // Rarities of runs that the text has not are not known; each is taken to be as rare as its word.
      if (asked.grams.has(gram)) shared += asked.rarityOf(gram);
      else other += asked.rarityOf(word);
    }
  return {
    words,
    set,
    grams,
    pairs: pairsOf(words),
    numbers: [...set].filter(isNumber),
    inText: share(asked.commonMassOf(set, asked.set), asked.massOf(set)),
    gramsInText: share(shared, shared + other),
  };
}

/** The rarity of the longest run of words that the text has in the same order. */
function longestRun(asked: Asked, words: readonly string[]): number {
  if (words.length === 0) return 0;
  let longest = 0;
  let ending = new Map<number, number>();
  for (const word of words) {
    const next = new Map<number, number>();
    for (const at of asked.places.get(word) ?? []) {
      const run = (ending.get(at - 1) ?? 0) + asked.rarityOf(word);
      next.set(at, run);
      if (run > longest) longest = run;
    }
    ending = next;
  }
  return longest;
}

const saturation = 1.2;
const lengthShare = 0.75;
const usualWords = 400;

/** BM25 of all that is said in and of the claim, as one text. */
function oftenIn(asked: Asked, wordings: readonly Wording[], body: readonly string[]): number {
  const counts = new Map<string, number>();
  let length = body.length;
  const count = (word: string) => {
    if (asked.set.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  for (const word of body) count(word);
  for (const { words } of wordings) {
    length += words.length;
    for (const word of words) count(word);
  }
  const half = saturation * (1 - lengthShare + (lengthShare * length) / usualWords);
  let sum = 0;
  for (const [word, often] of counts) sum += (asked.rarityOf(word) * often) / (often + half);
  return sum;
}

const passageWords = 60;

/** The most of the text's rarity that stands within one passage of a body. */
function closestPassage(asked: Asked, body: readonly string[]): number {
  const held = new Map<string, number>();
  let mass = 0;
  let most = 0;
  for (const [at, word] of body.entries()) {
    if (asked.set.has(word)) {
      const count = held.get(word) ?? 0;
      if (count === 0) mass += asked.rarityOf(word);
      held.set(word, count + 1);
      if (mass > most) most = mass;
    }
    const left = body[at - passageWords];
    if (left === undefined || !asked.set.has(left)) continue;
    const count = (held.get(left) ?? 0) - 1;
    held.set(left, count);
    if (count === 0) mass -= asked.rarityOf(left);
  }
  return most;
}
