export const sourceKinds = [
  "ARTICLE",
  "POST",
  "VIDEO",
  "AUDIO",
  "IMAGE",
  "DATASET",
  "REPORT",
  "OFFICIAL_STATEMENT",
  "OTHER",
] as const;
export type SourceKind = (typeof sourceKinds)[number];
