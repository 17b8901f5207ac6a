/** What a reader finds in a file: items that may be reviews, and what cannot be one, each with its place. */

/** Why something was left out, for the table at the end; the sentence beside it says what was met. */
export const leftOutReasons = [
  "CUT_SHORT",
  "NOT_JSON",
  "NOT_UTF_8",
  "TOO_LARGE",
  "TOO_DEEP",
  "NOTHING_THERE",
  "OTHER_TYPE",
  "NOT_A_REVIEW",
  "MISSING",
  "NOT_UNDERSTOOD",
  "NOT_RECORDED",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export type Thing = { readonly [key: string]: unknown };

/**
 * A review as somebody wrote it: a schema.org `ClaimReview`, one of the reviews in an answer of Google's `claims:search` with
 * its claim around it (`claimReview` is that one), or a row of a table (ClaimsKG).
 */
export type RawItem = {
  kind: "CLAIM_REVIEW" | "GOOGLE_CLAIM" | "ROW";
  place: string;
  item: Thing;
  /** That of the page in which it stood; not there where no page tells. */
  language?: string;
};

/** `path` is where in the item, such as `author.url`; null where it is about the whole. */
export type LeftOut = {
  kind: "LEFT_OUT";
  place: string;
  reason: LeftOutReason;
  path: string | null;
  message: string;
};

export type Found = RawItem | LeftOut;

export function leftOut(
  place: string,
  reason: LeftOutReason,
  message: string,
  path: string | null = null,
): LeftOut {
  return { kind: "LEFT_OUT", place: placeText(place), reason, path, message };
}

/** A place within a place: “line 12, item 3 of @graph”. */
export function within(place: string, step: string): string {
  return place === "" ? step : `${place}, ${step}`;
}

/** The only item of a file has no place to tell. */
export function placeText(place: string): string {
  return place === "" ? "item 1" : place;
}

export function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One value or a list of them, as schema.org lets everything be. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
