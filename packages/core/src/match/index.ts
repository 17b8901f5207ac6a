/** Has this been checked? The claims nearest to a text: found by their terms, put in order by a model, and told apart by rules. */

import type { Context } from "../context/index.ts";
import { addNearest, embedAsked } from "../embedding/nearest.ts";
import { catchUp, smallPortion } from "../search/catch-up.ts";
import { type Candidate, type Found, findCandidates } from "../search/candidates.ts";
import { wordsOf } from "../search/terms.ts";
import { type Difference, differencesOf, Said } from "./differences.ts";
import { featuresOf, isNumber } from "./features.ts";
import { fuse } from "./fuse.ts";
import { decide, decisionFeatures, model, rank } from "./model.ts";

export { featureNames, featuresOf } from "./features.ts";
export { fuse } from "./fuse.ts";
export { decide, type Decider, decisionFeatures, type Model, rank, type Ranker } from "./model.ts";

/** What speaks for a match or against it, and in which words. */
export type Reason = { kind: "WORDS" | "NUMBERS" | Difference["kind"]; words: string[] };

export type Match = {
  readonly claimId: string;
  readonly claimantId: string;
  /** How probable it is that the two say the same, over 0 and up to 1. */
  readonly score: number;
  readonly isSame: boolean;
  readonly why: readonly Reason[];
};

/**
 * For each text the claims nearest to it, best first, at most 100; empty where none shares a word, and no vectors say that one is
 * near. The search index is brought up to date first where it is behind the ledger.
 */
export async function matchTexts(ctx: Context, texts: readonly string[]): Promise<Match[][]> {
  const asked = texts.map(wordsOf);
  // Not while a statement runs: an embedded database would hold up the answer until its time is over.
  const vectors = await embedAsked(ctx, texts, asked);
  let answer = await findCandidates(ctx.db, asked, false);
  if (!answer.isCurrent) {
    await catchUp(ctx, smallPortion);
    answer = await findCandidates(ctx.db, asked, true);
  }
  const found = await addNearest(ctx, answer.found, vectors);
  return texts.map((text, at) => matchesOf(text, asked[at] ?? [], found[at], answer.documents));
}

function matchesOf(
  text: string,
  words: readonly string[],
  found: Found | undefined,
  documents: number,
): Match[] {
  if (found === undefined || found.candidates.length === 0) return [];
  const features = featuresOf(words, found, documents);
  const asked = new Said(text, words);
  const nearest = found.candidates.map((candidate) => closestOf(words, candidate));
  const differences = nearest.map((each) => differencesOf(asked, each));
  const line = words.join(" ");
  const isEqual = nearest.map((each) => each.words.join(" ") === line);
  const ranks = fuse(
    features.map((each, at) => {
      const penalty = differences[at]?.length === 0 ? 0 : differencePenalty;
      return rank(model.ranker, each) - penalty;
    }),
    found.candidates.map(({ similarity }) => similarity),
  );
  const order = [...ranks.keys()]
    .toSorted(
      (some, other) =>
        Number(isEqual[other]) - Number(isEqual[some]) || (ranks[other] ?? 0) - (ranks[some] ?? 0),
    )
    .slice(0, maxMatches);
  let ceiling = 1;
  return order.flatMap((at) => {
    const candidate = found.candidates[at];
    const own = features[at];
    if (candidate === undefined || own === undefined) return [];
    const differs = differences[at] ?? [];
    const probability =
      isEqual[at] === true ? 1 : decide(model.decider, decisionFeatures(own, ranks, at));
    const most = differs.length === 0 ? ceiling : Math.min(ceiling, model.decider.threshold / 2);
    const score = Math.min(probability, most);
    ceiling = score;
    return [
      {
        claimId: candidate.claimId,
        claimantId: candidate.claimantId,
        score: Math.max(leastScore, Number(score.toFixed(4))),
        isSame: differs.length === 0 && score >= model.decider.threshold,
        why: [...sharedWords(words, candidate, found), ...differs],
      },
    ];
  });
}

const maxMatches = 100;

/** Four places tell enough, and every language writes them alike. */
const leastScore = 0.0001;

/** What two nearly equal statements lose in the order for what tells them apart. */
const differencePenalty = 0.5;

/** Of the claim's text and translations, the one that shares the most words. */
function closestOf(words: readonly string[], { texts, words: lines }: Candidate): Said {
  // Its own text is the first of its wordings, and mostly the only one of these.
  const said = texts.map((text, at) => {
    const [own = ""] = lines.split("\n", 1);
    return new Said(text, at === 0 ? own.split(" ") : wordsOf(text));
  });
  const [only] = said;
  if (said.length === 1 && only !== undefined) return only;
  const set = new Set(words);
  let closest = new Said("", []);
  let most = -1;
  for (const each of said) {
    const theirs = new Set(each.words);
    let common = 0;
    for (const word of theirs) if (set.has(word)) common += 1;
    const share = (2 * common) / (theirs.size + set.size);
    if (share > most) [closest, most] = [each, share];
  }
  return closest;
}

const maxReasonWords = 20;

/** The words and the numbers that both have, the rarest first. */
function sharedWords(
  words: readonly string[],
  candidate: Candidate,
  { frequencies }: Found,
): Reason[] {
  const theirs = new Set(candidate.words.split(/[ \n]/));
  const shared = [...new Set(words)]
    .filter((word) => theirs.has(word))
    .toSorted((some, other) => (frequencies[some] ?? 0) - (frequencies[other] ?? 0))
    .slice(0, maxReasonWords);
  const numbers = shared.filter(isNumber);
  const plain = shared.filter((word) => !isNumber(word));
  return [
    ...(plain.length > 0 ? [{ kind: "WORDS" as const, words: plain }] : []),
    ...(numbers.length > 0 ? [{ kind: "NUMBERS" as const, words: numbers }] : []),
  ];
}
