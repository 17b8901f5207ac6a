/** What a link of an attribution chain did with the words. */
export const attributionRoles = [
  "SPEAKER",
  "SPOKESPERSON",
  "REPORTER",
  "AGENCY",
  "OUTLET",
  "PLATFORM",
] as const;
export type AttributionRole = (typeof attributionRoles)[number];
