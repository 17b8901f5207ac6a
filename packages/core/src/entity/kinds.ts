export const entityKinds = ["PERSON", "ORGANISATION", "GOVERNMENT", "OUTLET", "UNKNOWN"] as const;
export type EntityKind = (typeof entityKinds)[number];

export const interestKinds = [
  "OWNED_BY",
  "FUNDED_BY",
  "MEMBER_OF",
  "PARTY_TO",
  "EMPLOYED_BY",
  "AFFILIATED_WITH",
] as const;
export type InterestKind = (typeof interestKinds)[number];

/** The interests through which one entity controls another: cycles among them are refused, and they make sources count once. */
export const controllingKinds = ["OWNED_BY", "FUNDED_BY"] as const satisfies InterestKind[];
