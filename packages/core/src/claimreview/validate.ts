/**
 * Checks a ClaimReview of anyone's by the rules of Google's documentation, since Google's own test tool no longer does.
 * @see https://developers.google.com/search/docs/appearance/structured-data/factcheck, as it stood in June 2025
 */

import { type Finding, isThing, Place, typeName } from "./report.ts";

const organisations = [
  "Organization",
  "NewsMediaOrganization",
  "GovernmentOrganization",
  "NGO",
  "PoliticalParty",
  "Corporation",
];
const parties = ["Person", ...organisations];

/** What is wrong with one item, in the order of its properties; nothing where it is fit for every reader of the format. */
export function validateClaimReview(item: unknown): Finding[] {
  const findings: Finding[] = [];
  const place = new Place(isThing(item) ? item : {}, "", findings);
  if (!isThing(item)) place.error("", "must be a JSON object");
  else if (!item["@type"] || !place.isOfType(["ClaimReview"])) {
    place.error("@type", "must be ClaimReview");
  } else checkReview(place);
  return findings;
}

function checkReview(review: Place): void {
  checkContext(review);
  require(review, "claimReviewed");
  review.text("claimReviewed");
  require(review, "reviewRating");
  for (const rating of review.things("reviewRating")) checkRating(rating);
  require(review, "url");
  review.url("url");

  recommend(review, "author");
  for (const author of review.things("author")) checkPublisher(author);
  recommend(review, "datePublished");
  review.date("datePublished");
  review.date("dateModified");
  recommend(review, "itemReviewed");
  for (const item of review.things("itemReviewed")) checkItem(item);
  review.language("inLanguage");
  review.names("ClaimReview");
}

/** Within a `@graph` or a feed the context stands above the items, so a missing one is no fault of theirs. */
function checkContext(review: Place): void {
  const contexts = review.values("@context").map(({ value }) => value);
  const isOurs = (context: unknown) => {
    // `{ "@vocab": … }` says the same.
    const name = isThing(context) ? context["@vocab"] : context;
    return typeof name === "string" && /^https?:\/\/(www\.)?schema\.org(\/|$)/.test(name);
  };
  if (contexts.length > 0 && !contexts.some(isOurs)) {
    review.error("@context", "must be https://schema.org");
  }
}

function checkRating(rating: Place): void {
  if (!rating.isOfType(["Rating"])) rating.error("@type", "must be Rating");
  require(rating, "alternateName");
  rating.text("alternateName");
  const value = rating.number("ratingValue");
  const best = rating.number("bestRating");
  const worst = rating.number("worstRating");
  if (value !== null) {
    // Without its ends a number says nothing; without a number there need be no ends.
    recommend(rating, "bestRating");
    recommend(rating, "worstRating");
  }
  if (worst !== null && worst < 1) rating.error("worstRating", "must be at least 1");
  if (best !== null && worst !== null && best <= worst) {
    rating.error("bestRating", `must be over worstRating, which is ${worst}`);
  } else if (value !== null && (value < (worst ?? 1) || value > (best ?? Infinity))) {
    const range = best === null ? `at least ${worst ?? 1}` : `from ${worst ?? 1} to ${best}`;
    rating.error("ratingValue", `must be ${range}`);
  }
  rating.names("Rating");
}

function checkPublisher(author: Place): void {
  checkParty(author);
  recommend(author, "url");
  author.url("url");
}

function checkParty(party: Place): void {
  if (!party.isOfType(parties)) {
    party.warn("@type", "should be Organization or Person");
  } else if (!party.has("@type")) party.warn("@type", "is missing: Organization or Person");
  require(party, "name");
  party.text("name");
}

function checkItem(item: Place): void {
  const isClaim = item.has("@type") && item.isOfType(["Claim"]);
  if (!isClaim) {
    const given = item.values("@type").map(({ value }) => typeName(value));
    const what = given.length === 0 ? "is missing" : `is ${given.join(", ")}`;
    item.warn("@type", `${what}: it should be Claim`);
  }
  recommend(item, "author");
  for (const author of item.things("author")) checkClaimant(author);
  recommend(item, "datePublished");
  item.date("datePublished");
  item.language("inLanguage");
  if (!isClaim) return;
  if (!item.has("firstAppearance")) recommend(item, "appearance");
  for (const property of ["firstAppearance", "appearance"]) checkAppearances(item, property);
  item.names("Claim");
}

function checkClaimant(claimant: Place): void {
  checkParty(claimant);
  claimant.url("sameAs");
}

/** Each is an address, or a work with one. */
function checkAppearances(claim: Place, property: string): void {
  const isWork = claim.values(property).some(({ value }) => isThing(value));
  if (!isWork) {
    claim.url(property);
    return;
  }
  for (const work of claim.things(property)) {
    recommend(work, "url");
    work.url("url");
    work.date("datePublished");
    work.language("inLanguage");
  }
}

function require(place: Place, property: string): void {
  if (!place.has(property)) place.error(property, "is required");
}

function recommend(place: Place, property: string): void {
  if (!place.has(property)) place.warn(property, "is recommended");
}
