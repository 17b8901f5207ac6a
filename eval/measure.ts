/** The figures by which rankings and decisions are told apart. */

import { randomOf } from "./learn.ts";

/** For one question: the ids in their order, and those that are right. */
export type Outcome = { ids: readonly string[]; right: ReadonlySet<string>; language: string };

export type Figures = Record<"MAP@5" | "MRR" | "Hit@1" | "Hit@5" | "Hit@10" | "Hit@20", number>;

export function figuresOf(outcomes: readonly Outcome[]): Figures {
  const mean = (of: (outcome: Outcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length;
  const hit = (depth: number) => (outcome: Outcome) => (placeOf(outcome) <= depth ? 1 : 0);
  return {
    "MAP@5": mean(averagePrecision),
    MRR: mean((outcome) => 1 / placeOf(outcome)),
    "Hit@1": mean(hit(1)),
    "Hit@5": mean(hit(5)),
    "Hit@10": mean(hit(10)),
    "Hit@20": mean(hit(20)),
  };
}

function placeOf({ ids, right }: Outcome): number {
  const at = ids.findIndex((id) => right.has(id));
  return at < 0 ? Infinity : at + 1;
}

function averagePrecision({ ids, right }: Outcome): number {
  let hits = 0;
  let sum = 0;
  for (const [at, id] of ids.slice(0, 5).entries())
    if (right.has(id)) {
      hits += 1;
      sum += hits / (at + 1);
    }
  return sum / Math.min(5, right.size);
}

export function hitsByLanguage(outcomes: readonly Outcome[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(outcomes, ({ language }) => language)].map(([language, those]) => [
      language,
      figuresOf(those)["Hit@10"],
    ]),
  );
}

/** One decision on the first of what was found; `isPresent` says whether the right claim could be found at all. */
export type Decision = { score: number; isSame: boolean; isRight: boolean; isPresent: boolean };

/** Recall counts the questions of which the claim was there; its threshold is taken from these decisions themselves. */
export function recallAt(decisions: readonly Decision[], precision: number): number {
  let right = 0;
  let most = 0;
  for (const [at, { isRight }] of decisions
    .toSorted((some, other) => other.score - some.score)
    .entries()) {
    if (isRight) right += 1;
    if (right / (at + 1) >= precision) most = right;
  }
  return most / decisions.filter(({ isPresent }) => isPresent).length;
}

/** What `isSame` says, by the threshold that was learned. */
export function asDecided(decisions: readonly Decision[]): { recall: number; precision: number } {
  const same = decisions.filter(({ isSame }) => isSame);
  const right = same.filter(({ isRight }) => isRight).length;
  return {
    recall: right / decisions.filter(({ isPresent }) => isPresent).length,
    precision: same.length === 0 ? 1 : right / same.length,
  };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((some, other) => some - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** At most so many of them, the same ones each time. */
export function sample<T>(all: readonly T[], size: number): T[] {
  const random = randomOf(1);
  return all
    .map((each) => ({ each, place: random() }))
    .toSorted((some, other) => some.place - other.place)
    .slice(0, size)
    .map(({ each }) => each);
}
