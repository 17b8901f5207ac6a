import type { Verdict } from "../review/verdict.ts";

/** The verdicts that are a matter of degree, from the best number to the worst; the others have none. */
export const degrees: readonly Verdict[] = [
  "TRUE",
  "MOSTLY_TRUE",
  "MIXED",
  "MOSTLY_FALSE",
  "FALSE",
];

/** A verdict's number from 1 for FALSE to 5 for TRUE, where no scale gives one; null for what is no matter of degree. */
export function degreeOf(verdict: Verdict): number | null {
  const place = degrees.indexOf(verdict);
  return place === -1 ? null : degrees.length - place;
}
