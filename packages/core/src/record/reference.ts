/** The types of record that can be fetched by their id, with the prefix of that id. */
export const referencePrefixes = {
  Claim: "claim",
  Entity: "entity",
  Source: "source",
  Appearance: "appearance",
  Evidence: "evidence",
  Review: "review",
  Revision: "revision",
  RatingScale: "scale",
  ApiKey: "key",
  Person: "person",
} as const;
export type ReferenceType = keyof typeof referencePrefixes;
