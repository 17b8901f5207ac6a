/**
 * Learning the model: a network of one hidden layer, which makes the right claim of those found for a question the most
 * probable, and a logistic regression for the decision. Both by Adam, with fixed seeds.
 * @see Kingma and Ba, Adam: A Method for Stochastic Optimization (2015)
 * @see Cao et al., Learning to Rank: From Pairwise Approach to Listwise Approach (2007), top-one probability
 */

import type { Decider, Ranker } from "@sanad/core/match";

/** The features of what was found for one question, and which of it is right. */
export type Example = { features: readonly (readonly number[])[]; isRight: readonly boolean[] };

const hiddenUnits = 16;
const batchSize = 64;
const decay = 1e-4;

export function learnRanker(examples: readonly Example[], epochs: number, seed: number): Ranker {
  const used = examples.filter(({ isRight }) => isRight.includes(true) && isRight.includes(false));
  const { mean, deviation } = spreadOf(used.flatMap(({ features }) => features));
  const random = randomOf(seed);
  const inputs = mean.length;
  const hidden = Array.from({ length: hiddenUnits }, () =>
    Float64Array.from({ length: inputs }, () => (normal(random) * 0.3) / Math.sqrt(inputs)),
  );
  const bias = new Float64Array(hiddenUnits);
  const output = Float64Array.from({ length: hiddenUnits }, () => normal(random) * 0.3);
  const direct = new Float64Array(inputs);
  const parameters = [...hidden, bias, output, direct];
  const adam = new Adam(parameters, 0.003);
  const prepared = used.map(({ features, isRight }) => ({
    rows: features.map((row) => standardise(row, mean, deviation)),
    target: targetOf(isRight),
  }));
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const batch of batchesOf(prepared, random)) {
      const gradients = parameters.map((each) => new Float64Array(each.length));
      const hiddenGradients = gradients.slice(0, hiddenUnits);
      const [biasGradient, outputGradient, directGradient] = gradients.slice(hiddenUnits) as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      for (const { rows, target } of batch) {
        const activations = rows.map((row) =>
          hidden.map((column, unit) => Math.tanh(dot(row, column) + bias[unit]!)),
        );
        const ranks = rows.map(
          (row, at) => dot(row, direct) + dot(Float64Array.from(activations[at]!), output),
        );
        const probabilities = softmax(ranks);
        for (const [at, row] of rows.entries()) {
          const error = (probabilities[at]! - target[at]!) / batch.length;
          for (let unit = 0; unit < hiddenUnits; unit++) {
            const activation = activations[at]![unit]!;
            outputGradient[unit]! += error * activation;
            const back = error * output[unit]! * (1 - activation * activation);
            biasGradient[unit]! += back;
            add(hiddenGradients[unit]!, row, back);
          }
          add(directGradient, row, error);
        }
      }
      adam.step(gradients);
    }
  return {
    mean: rounded(mean),
    deviation: rounded(deviation),
    hidden: hidden.map(rounded),
    bias: rounded(bias),
    output: rounded(output),
    direct: rounded(direct),
  };
}

/** One decision: what it rests on, and whether the claim was the same. */
export type Case = { features: readonly number[]; isSame: boolean };

/** @param precision the share of right decisions at which the threshold is set, on these cases */
export function learnDecider(
  cases: readonly Case[],
  precision: number,
  epochs: number,
  seed: number,
): Decider {
  const { mean, deviation } = spreadOf(cases.map(({ features }) => features));
  const random = randomOf(seed);
  const weights = new Float64Array(mean.length);
  const bias = new Float64Array(1);
  const adam = new Adam([weights, bias], 0.003);
  const rows = cases.map(({ features, isSame }) => ({
    row: standardise(features, mean, deviation),
    isSame,
  }));
  const probability = (row: Float64Array) => 1 / (1 + Math.exp(-dot(row, weights) - bias[0]!));
  for (let epoch = 0; epoch < epochs; epoch++)
    for (const batch of batchesOf(rows, random)) {
      const gradient = new Float64Array(mean.length);
      const biasGradient = new Float64Array(1);
      for (const { row, isSame } of batch) {
        const error = (probability(row) - (isSame ? 1 : 0)) / batch.length;
        add(gradient, row, error);
        biasGradient[0]! += error;
      }
      adam.step([gradient, biasGradient]);
    }
  const threshold = thresholdAt(
    rows.map(({ row, isSame }) => ({ probability: probability(row), isSame })),
    precision,
  );
  return {
    mean: rounded(mean),
    deviation: rounded(deviation),
    weights: rounded(weights),
    bias: round(bias[0]!),
    threshold: round(threshold),
  };
}

/** The least probability from which on up the share of right decisions is at least `precision`; 1 where there is none. */
export function thresholdAt(
  decisions: readonly { probability: number; isSame: boolean }[],
  precision: number,
): number {
  let right = 0;
  let threshold = 1;
  const ordered = decisions.toSorted((some, other) => other.probability - some.probability);
  for (const [at, { probability, isSame }] of ordered.entries()) {
    if (isSame) right += 1;
    if (right / (at + 1) >= precision) threshold = probability;
  }
  return threshold;
}

class Adam {
  readonly #parameters: readonly Float64Array[];
  readonly #first: Float64Array[];
  readonly #second: Float64Array[];
  readonly #rate: number;
  #steps = 0;

  constructor(parameters: readonly Float64Array[], rate: number) {
    this.#parameters = parameters;
    this.#rate = rate;
    this.#first = parameters.map((each) => new Float64Array(each.length));
    this.#second = parameters.map((each) => new Float64Array(each.length));
  }

  step(gradients: readonly Float64Array[]): void {
    this.#steps += 1;
    const firstScale = 1 - 0.9 ** this.#steps;
    const secondScale = 1 - 0.999 ** this.#steps;
    for (const [index, values] of this.#parameters.entries()) {
      const first = this.#first[index]!;
      const second = this.#second[index]!;
      for (let at = 0; at < values.length; at++) {
        const gradient = gradients[index]![at]! + decay * values[at]!;
        first[at] = 0.9 * first[at]! + 0.1 * gradient;
        second[at] = 0.999 * second[at]! + 0.001 * gradient * gradient;
        values[at]! -=
          (this.#rate * (first[at]! / firstScale)) / (Math.sqrt(second[at]! / secondScale) + 1e-8);
      }
    }
  }
}

function spreadOf(rows: readonly (readonly number[])[]): {
  mean: Float64Array;
  deviation: Float64Array;
} {
  const mean = new Float64Array(rows[0]?.length ?? 0);
  const deviation = new Float64Array(mean.length);
  for (const row of rows) add(mean, row, 1 / rows.length);
  for (const row of rows)
    for (let at = 0; at < mean.length; at++)
      deviation[at]! += (row[at]! - mean[at]!) ** 2 / rows.length;
  return { mean, deviation: deviation.map((each) => Math.sqrt(each) + 1e-6) };
}

/** Beyond four deviations the model hears no more, see `@sanad/core/match`. */
function standardise(
  row: readonly number[],
  mean: Float64Array,
  deviation: Float64Array,
): Float64Array {
  return Float64Array.from(row, (value, at) =>
    Math.max(-4, Math.min(4, (value - mean[at]!) / deviation[at]!)),
  );
}

function targetOf(isRight: readonly boolean[]): number[] {
  const right = isRight.filter(Boolean).length;
  return isRight.map((each) => (each ? 1 / right : 0));
}

function softmax(ranks: readonly number[]): number[] {
  const most = Math.max(...ranks);
  const powers = ranks.map((rank) => Math.exp(rank - most));
  const sum = powers.reduce((some, other) => some + other, 0);
  return powers.map((power) => power / sum);
}

function* batchesOf<T>(all: readonly T[], random: () => number): Generator<T[]> {
  const shuffled = all
    .map((each) => ({ each, place: random() }))
    .toSorted((some, other) => some.place - other.place)
    .map(({ each }) => each);
  for (let from = 0; from < shuffled.length; from += batchSize)
    yield shuffled.slice(from, from + batchSize);
}

function dot(some: Float64Array, others: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < some.length; at++) sum += some[at]! * others[at]!;
  return sum;
}

function add(to: Float64Array, row: ArrayLike<number>, times: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += row[at]! * times;
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const rounded = (values: Float64Array) => Array.from(values, round);
const round = (value: number) => Number(value.toPrecision(5));
