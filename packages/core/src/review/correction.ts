/** What a superseding review changes, from the slightest to the gravest. */
export const correctionKinds = [
  "TYPO",
  "CLARIFICATION",
  "UPDATE",
  "FACTUAL_ERROR",
  "VERDICT_CHANGE",
] as const;
export type CorrectionKind = (typeof correctionKinds)[number];
