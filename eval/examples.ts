/** What the model learns from: for each question, how the claims found for it compare, and which of them is right. */

import { featuresOf, rank, type Ranker, decisionFeatures } from "@sanad/core/match";
import { addNearest, embedAsked } from "@sanad/core/embedding";
import { findCandidates, wordsOf } from "@sanad/core/search";
import type { Question } from "./collections.ts";
import type { Case, Example } from "./learn.ts";
import type { Fused } from "./learn-weight.ts";
import type { Newsroom } from "./load.ts";

export async function examplesOf(
  { ctx, claimIds }: Newsroom,
  questions: readonly Question[],
): Promise<Example[]> {
  const examples: Example[] = [];
  for (const { text, answers } of questions) {
    const words = wordsOf(text);
    const { documents, found } = await findCandidates(ctx.db, [words], true);
    const [first] = found;
    if (first === undefined) continue;
    const right = new Set(Array.from(answers, (id) => claimIds.get(id)));
    examples.push({
      features: featuresOf(words, first, documents),
      isRight: first.candidates.map(({ claimId }) => right.has(claimId)),
    });
  }
  return examples;
}

/** What is found by words and by meaning, as a ranker that was learned on words alone ranks it. */
export async function fusedOf(
  { ctx, claimIds }: Newsroom,
  ranker: Ranker,
  questions: readonly Question[],
): Promise<Fused[]> {
  const all: Fused[] = [];
  for (const { text, answers } of questions) {
    const words = wordsOf(text);
    const { documents, found } = await findCandidates(ctx.db, [words], true);
    const vectors = await embedAsked(ctx, [text], [words]);
    const [first] = await addNearest(ctx, found, vectors);
    if (first === undefined) continue;
    const right = new Set(Array.from(answers, (id) => claimIds.get(id)));
    all.push({
      ranks: featuresOf(words, first, documents).map((each) => rank(ranker, each)),
      similarities: first.candidates.map(({ similarity }) => similarity),
      isRight: first.candidates.map(({ claimId }) => right.has(claimId)),
    });
  }
  return all;
}

/** The decision on the first of what was found for each question: once as it is, and once with the right ones taken out. */
export function casesOf(ranker: Ranker, examples: readonly Example[]): Case[] {
  return examples.flatMap((example) =>
    [caseOf(ranker, example), caseOf(ranker, withoutRight(example))].flat(),
  );
}

function withoutRight({ features, isRight }: Example): Example {
  return {
    features: features.filter((_, at) => isRight[at] !== true),
    isRight: isRight.filter((each) => !each),
  };
}

function caseOf(ranker: Ranker, { features, isRight }: Example): Case[] {
  const ranks = features.map((each) => rank(ranker, each));
  const first = ranks.indexOf(Math.max(...ranks));
  const own = features[first];
  if (own === undefined) return [];
  return [{ features: decisionFeatures(own, ranks, first), isSame: isRight[first] === true }];
}
