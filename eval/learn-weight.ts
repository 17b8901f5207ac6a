import { fuse } from "@sanad/core/match";

/** What was found for one question: its ranks by words, its similarities by meaning, and which of it is right. */
export type Fused = {
  readonly ranks: readonly number[];
  readonly similarities: readonly (number | null | undefined)[];
  readonly isRight: readonly boolean[];
};

const most = 20;
const steps = 40;

/**
 * The weight, 0 to 20, of similarities beside ranks at which the right claims are the most probable. How probable they are has one
 * peak over the weight, so that the better two thirds of where it may be are kept again and again.
 */
export function learnWeight(all: readonly Fused[]): number {
  let from = 0;
  let to = most;
  for (let step = 0; step < steps; step++) {
    const third = (to - from) / 3;
    if (likelihoodAt(from + third, all) < likelihoodAt(to - third, all)) from += third;
    else to -= third;
  }
  return Number(((from + to) / 2).toFixed(3));
}

function likelihoodAt(weight: number, all: readonly Fused[]): number {
  let sum = 0;
  for (const { ranks, similarities, isRight } of all) {
    const fused = fuse(ranks, similarities, weight);
    const highest = Math.max(...fused);
    const powers = fused.map((rank) => Math.exp(rank - highest));
    const right = powers.filter((_, at) => isRight[at]).reduce((some, other) => some + other, 0);
    if (right > 0) sum += Math.log(right / powers.reduce((some, other) => some + other, 0));
  }
  return sum;
}
