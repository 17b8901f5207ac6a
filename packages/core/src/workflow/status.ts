/** How far the newsroom has come with a claim; the verdict is another matter. */
export const claimStatuses = [
  "UNVERIFIED",
  "IN_REVIEW",
  "AWAITING_APPROVAL",
  "PUBLISHED",
  "RETRACTED",
  "DISMISSED",
] as const;
export type ClaimStatus = (typeof claimStatuses)[number];
