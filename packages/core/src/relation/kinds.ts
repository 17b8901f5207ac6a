export const relationKinds = [
  "REPEATS",
  "CONTRADICTS",
  "TRANSLATES",
  "PART_OF",
  "SUPERSEDES",
] as const;
export type RelationKind = (typeof relationKinds)[number];

/** Relations that hold both ways: stored once, with the smaller id first. */
export const symmetricalKinds = ["CONTRADICTS", "TRANSLATES"] as const satisfies RelationKind[];
