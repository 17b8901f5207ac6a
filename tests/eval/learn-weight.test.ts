import { expect, test } from "vitest";
import { type Fused, learnWeight } from "../../eval/learn-weight.ts";

const isRight = [true, false, false];
const ranks = [1, 1.5, 0];
const helped: Fused = { ranks, isRight, similarities: [0.9, 0.2, 0.1] };
const misled: Fused = { ranks, isRight, similarities: [0.1, 0.9, 0.2] };

test("similarities that tell nothing weigh nothing", () => {
  expect(learnWeight([misled])).toBe(0);
  expect(learnWeight([{ ...misled, isRight: [false, false, false] }])).toBe(0);
});

test("similarities weigh the more, the more often they are right", () => {
  const seldom = learnWeight([helped, helped, misled]);
  const often = learnWeight([helped, helped, helped, helped, misled]);
  expect(seldom).toBeGreaterThan(0);
  expect(often).toBeGreaterThan(seldom);
});
