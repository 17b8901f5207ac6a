/**
 * The model that orders what was found and says whether it is the same claim: a small network for the order, and a logistic
 * regression on its outcome for the decision. `npm run eval -- --train` makes the weights (docs/matching.md).
 */

import weights from "./weights.json" with { type: "json" };

export type Ranker = {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** A column of weights for each hidden unit. */
  readonly hidden: readonly (readonly number[])[];
  readonly bias: readonly number[];
  readonly output: readonly number[];
  readonly direct: readonly number[];
};
export type Decider = {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** The least probability of "the same" at which nine of ten decisions were right on the tuning part. */
  readonly threshold: number;
};
export type Model = { readonly ranker: Ranker; readonly decider: Decider };

export const model: Model = weights;

/** The higher, the nearer; comparable within one answer only. */
export function rank(
  { mean, deviation, hidden, bias, output, direct }: Ranker,
  features: readonly number[],
): number {
  const inputs = standardised(features, mean, deviation);
  let sum = dot(inputs, direct);
  for (const [unit, column] of hidden.entries())
    sum += (output[unit] ?? 0) * Math.tanh(dot(inputs, column) + (bias[unit] ?? 0));
  return sum;
}

/**
 * What the decision rests on beside the features: a claim's rank, how far it stands above the best other one, and how many
 * others come near.
 */
export function decisionFeatures(
  features: readonly number[],
  ranks: readonly number[],
  at: number,
): number[] {
  const own = ranks[at] ?? 0;
  let next = -Infinity;
  let near = 0;
  for (const [other, rank] of ranks.entries()) {
    if (other !== at) next = Math.max(next, rank);
    near += Math.exp(rank - own);
  }
  const lead = Number.isFinite(next) ? own - next : maxLead;
  return [...features, own, Math.max(-maxLead, Math.min(maxLead, lead)), Math.log(near)];
}

const maxLead = 20;

/** How probable it is that a claim is the same, over 0 and below 1. */
export function decide(
  { mean, deviation, weights, bias }: Decider,
  features: readonly number[],
): number {
  return 1 / (1 + Math.exp(-dot(standardised(features, mean, deviation), weights) - bias));
}

/** Beyond some deviations nothing was learned. */
const maxDeviations = 4;

function standardised(
  values: readonly number[],
  mean: readonly number[],
  deviation: readonly number[],
): number[] {
  return values.map((value, at) => {
    const by = (value - (mean[at] ?? 0)) / (deviation[at] ?? 1);
    return Math.max(-maxDeviations, Math.min(maxDeviations, by));
  });
}

function dot(some: readonly number[], others: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < some.length; at++) sum += (some[at] ?? 0) * (others[at] ?? 0);
  return sum;
}
