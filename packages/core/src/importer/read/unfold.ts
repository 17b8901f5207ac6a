/** The reviews in a JSON value, whatever they are wrapped in. */

import { type Found, isThing, leftOut, listOf, placeText, type Thing, within } from "./found.ts";

/** Where schema.org's things and common answers have other things in them, and what one of those is called. */
const containers: readonly (readonly [key: string, noun: string])[] = [
  ["@graph", "item"],
  ["dataFeedElement", "item"],
  ["itemListElement", "item"],
  ["claims", "claim"],
  ["item", "item"],
  ["mainEntity", "item"],
  ["hasPart", "item"],
  ["review", "item"],
];

/** Of these, the lists that may be as long as a file: a document's are read one item at a time. */
export const streamedKeys: ReadonlySet<string> = new Set([
  "@graph",
  "dataFeedElement",
  "itemListElement",
  "claims",
]);

/** What the item at a place of a list is called: “item 3 of @graph”, “claim 3”. */
export function stepTo(key: string, index: number): string {
  const noun = containers.find(([each]) => each === key)?.[1] ?? "item";
  const step = `${noun} ${index + 1}`;
  return key === "claims" || key === "item" ? step : `${step} of ${key}`;
}

/** Takes values no deeper than `maxDepth`. */
export function* unfold(value: unknown, place: string): Generator<Found> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries())
      yield* unfold(each, within(place, `item ${index + 1}`));
    return;
  }
  if (!isThing(value)) {
    const what = value === null ? "null" : `a ${typeof value}`;
    yield leftOut(place, "NOT_A_REVIEW", `${what} stands here instead of an item`);
    return;
  }
  const at = placeText(place);
  const isReview = hasType(value, "ClaimReview");
  if (isReview) yield { kind: "CLAIM_REVIEW", place: at, item: value };
  if (isRow(value)) {
    yield { kind: "ROW", place: at, item: value };
    return;
  }
  if (Array.isArray(value["claimReview"])) {
    yield* reviewsOf(value, value["claimReview"] as unknown[], place);
    return;
  }
  const held = isReview ? containers.slice(0, 1) : containers;
  const filled = held.filter(([key]) => isThing(value[key]) || Array.isArray(value[key]));
  for (const [key] of filled) {
    const inside = value[key];
    if (!Array.isArray(inside)) yield* unfold(inside, place);
    else
      for (const [index, each] of inside.entries())
        yield* unfold(each, within(place, stepTo(key, index)));
  }
  if (!isReview && filled.length === 0) yield stranger(value, place);
}

function* reviewsOf(claim: Thing, reviews: readonly unknown[], place: string): Generator<Found> {
  for (const [index, review] of reviews.entries()) {
    const at = reviews.length === 1 ? place : within(place, `review ${index + 1}`);
    yield { kind: "GOOGLE_CLAIM", place: placeText(at), item: { ...claim, claimReview: review } };
  }
  if (reviews.length === 0) yield leftOut(place, "NOT_A_REVIEW", "the claim has no review");
}

/** An item of another type is none that somebody forgot to write well; one without a type may be. */
function stranger(value: Thing, place: string): Found {
  const types = listOf(value["@type"]).filter((type) => typeof type === "string");
  return types.length > 0
    ? leftOut(place, "OTHER_TYPE", `${types.join(", ").slice(0, 80)} is no ClaimReview`)
    : leftOut(place, "NOT_A_REVIEW", "this is no ClaimReview: it has no @type");
}

function hasType(value: Thing, name: string): boolean {
  return listOf(value["@type"]).some(
    (type) =>
      typeof type === "string" &&
      type.replace(/^(?:https?:\/\/schema\.org\/|schema:)/, "") === name,
  );
}

/** A row of ClaimsKG's tables, whose columns have the names of two of schema.org's types. */
function isRow(value: Thing): boolean {
  return typeof value["claimReview_url"] === "string";
}
