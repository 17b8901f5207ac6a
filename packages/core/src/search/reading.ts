/**
 * How a query is read: which terms of the index mean each of its words, and what they weigh. Terms and weights go with a page's
 * cursors, so that all pages of one search are in one order however the record grows meanwhile.
 */

import type { Near } from "./near.ts";
import type { Query } from "./query.ts";

/** A term that means one of the query's words. */
export type Meaning = {
  /** Which of the words, from 0. */
  readonly unit: number;
  readonly kind: Kind;
  readonly term: string;
  /** In hundredths. */
  readonly weight: number;
  /** Only claims with this number in the index and those after it are looked at; so many at most. */
  readonly from: number;
  readonly most: number;
  /** What must stand in the claim, where `term` is only a part of it; empty otherwise. */
  readonly phrase: string;
};
/** The word itself or glued to its neighbours; written as two; one that begins so; one of nearly the same letters. */
const kinds = ["word", "split", "begun", "near"] as const;
export type Kind = (typeof kinds)[number];

export type Reading = {
  /** Those that are searched for. */
  readonly words: readonly string[];
  readonly meanings: readonly Meaning[];
};

/** What the index knew when the query was read. */
export type Known = {
  readonly documents: number;
  readonly nextNumber: number;
  /** In how many claims each term stands; one that is missing stands in none. */
  readonly held: Readonly<Record<string, number>>;
  readonly begun: readonly Near[];
  readonly near: ReadonlyMap<string, readonly Near[]>;
};

/** Bits of a number in which a claim's words are kept. */
const maxUnits = 30;
/** Postings read for one page, some 0.3 microseconds each. */
const budget = 60_000;
/** Of claims with the rarer half of a split word, of which each is looked into. */
const maxSplitDocuments = 2_000;
const maxSplits = 6;
/** What a word is worth that is only like the one typed. */
const shares: Readonly<Record<Kind, number>> = { word: 1, split: 1, begun: 0.7, near: 0.6 };

type Found = Pick<Meaning, "kind" | "term" | "phrase"> & { documents: number };

export function readingOf(query: Query, known: Known): Reading {
  const units = query.words
    .map((word) => {
      const found = meaningsOf(word, query, known);
      // Together they are one word, in one place between rare and usual.
      const documents = found.reduce((sum, each) => sum + each.documents, 0);
      return { word, found, rarity: rarityOf(documents, known.documents) };
    })
    .filter(({ found }) => found.length > 0)
    .toSorted((a, b) => b.rarity - a.rarity)
    .slice(0, maxUnits);
  const flat = units.flatMap(({ found, rarity }, unit) =>
    found.map((each) => ({ ...each, unit, weight: weightOf(rarity * shares[each.kind]) })),
  );
  return { words: units.map(({ word }) => word), meanings: withinBudget(flat, known) };
}

function rarityOf(documents: number, all: number): number {
  const held = Math.min(documents, all);
  return Math.log(1 + (all - held + 0.5) / (held + 0.5));
}

function weightOf(rarity: number): number {
  return Math.max(1, Math.round(rarity * 100));
}

function meaningsOf(word: string, query: Query, { held, begun, near }: Known): Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  const add = (kind: Kind, term: string, documents: number | undefined, phrase = "") => {
    if (documents === undefined || documents <= 0 || seen.has(phrase || term)) return;
    seen.add(phrase || term);
    found.push({ kind, term, documents, phrase });
  };
  add("word", word, held[word]);
  for (const { term, words } of query.glued)
    if (words.includes(word)) add("word", term, held[term]);
  for (const { parts, phrase } of usualSplits(word, held)) {
    const [rarest = ""] = parts.toSorted((a, b) => (held[a] ?? 0) - (held[b] ?? 0));
    add("split", rarest, held[rarest], phrase);
  }
  if (word === query.prefix) for (const { term, documents } of begun) add("begun", term, documents);
  for (const { term, documents } of near.get(word) ?? []) add("near", term, documents);
  return found;
}

type Split = { readonly parts: readonly string[]; readonly phrase: string };

function usualSplits(word: string, held: Known["held"]): Split[] {
  const fewest = ({ parts }: Split) => Math.min(...parts.map((part) => held[part] ?? 0));
  return splitsOf(word)
    .filter((split) => fewest(split) > 0 && fewest(split) <= maxSplitDocuments)
    .toSorted((a, b) => fewest(b) - fewest(a))
    .slice(0, maxSplits);
}

/** How a word may be written as two, as آتش بس for آتشبس, or with an "and" as گفت و گو. */
export function splitsOf(word: string): Split[] {
  const chars = Array.from(word);
  if (/\d/.test(word)) return [];
  const splits: Split[] = [];
  for (let at = 2; at <= chars.length - 2; at++) {
    const parts = [chars.slice(0, at).join(""), chars.slice(at).join("")];
    splits.push({ parts, phrase: parts.join(" ") });
    const beyond = chars.slice(at + 1).join("");
    if (chars[at] !== "و" || beyond.length < 2) continue;
    const [before = ""] = parts;
    splits.push({ parts: [before, beyond], phrase: `${before} و ${beyond}` });
  }
  return splits;
}

/** Rare terms are read whole, and what is left of the budget is shared: of a usual term, the claims indexed last. */
function withinBudget(
  meanings: readonly (Omit<Meaning, "from" | "most"> & { documents: number })[],
  { nextNumber }: Known,
): Meaning[] {
  let left = budget;
  const rarestFirst = meanings.toSorted((a, b) => a.documents - b.documents);
  return rarestFirst.map(({ documents, ...meaning }, index) => {
    const share = Math.floor(left / (rarestFirst.length - index));
    left -= Math.min(documents, share);
    const from = nextNumber - Math.floor((share * nextNumber) / documents);
    return { ...meaning, from: documents <= share ? 0 : from, most: share * 2 };
  });
}

/** Whether claims that have the words may not have been looked at. */
export function isCut({ meanings }: Reading): boolean {
  return meanings.some(({ from }) => from > 0);
}

/** What a claim would come to in which every word said the most that it can. */
export function topOf({ meanings }: Reading): number {
  const best = new Map<number, number>();
  for (const { unit, weight } of meanings) best.set(unit, Math.max(best.get(unit) ?? 0, weight));
  return Math.max(1, [...best.values()].reduce((sum, weight) => sum + weight, 0) * maxPoints);
}

/** For its standing there, and for what it says of the claim, up to as much again. */
const maxPoints = 126;

/** As it goes with a cursor. */
export function writtenReading(name: string, { words, meanings }: Reading): string {
  const rows = meanings.map((each) => [
    each.unit,
    kinds.indexOf(each.kind),
    each.term,
    each.weight,
    each.from,
    each.most,
    each.phrase,
  ]);
  return JSON.stringify([name, words, rows]);
}

const maxMeanings = 1_000;

/** What a cursor of the search with this name brought back; null for what none did. */
export function readReading(name: string, written: string): Reading | null {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  const [givenName, words, rows] = value as unknown[];
  const isOurs =
    givenName === name &&
    isList(words, maxUnits) &&
    words.every(isTerm) &&
    isList(rows, maxMeanings);
  if (!isOurs) return null;
  const meanings = rows.map((row) => meaningOf(row, words.length));
  return meanings.every((each) => each !== null) ? { words: words as string[], meanings } : null;
}

function meaningOf(row: unknown, units: number): Meaning | null {
  if (!Array.isArray(row)) return null;
  const [unit, kindIndex, term, weight, from, most, phrase] = row as unknown[];
  const kind = kinds[Number(kindIndex)];
  const isOurs =
    isCount(unit, units - 1) &&
    kind !== undefined &&
    isTerm(term) &&
    isCount(weight, 5_000) &&
    isCount(from, 2 ** 25) &&
    isCount(most, 2 * budget) &&
    isTerm(phrase);
  return isOurs ? { unit, kind, term, weight, from, most, phrase } : null;
}

function isList(value: unknown, max: number): value is unknown[] {
  return Array.isArray(value) && value.length <= max;
}

function isTerm(value: unknown): value is string {
  return (
    typeof value === "string" &&
    value.length <= 200 &&
    !value.includes("\0") &&
    value.isWellFormed()
  );
}

function isCount(value: unknown, max: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;
}
