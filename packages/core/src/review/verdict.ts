/** The normalised verdicts; a rating scale gives each of them the newsroom's own label. */
export const verdicts = [
  "TRUE",
  "MOSTLY_TRUE",
  "MIXED",
  "MISLEADING",
  "MOSTLY_FALSE",
  "FALSE",
  "UNPROVEN",
  "OUTDATED",
] as const;
export type Verdict = (typeof verdicts)[number];
