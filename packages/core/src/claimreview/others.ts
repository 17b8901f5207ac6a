/** ClaimReviews of other organisations, given out again as far as they were taken in: under their publishers' names, at their addresses. */

import type { Claim, ClaimReview, Rating, WithContext } from "schema-dts";
import type { Localized } from "../database/columns.ts";
import { isNobody } from "../entity/nobody.ts";
import { branch, leaves, type Selection } from "../read/index.ts";
import { party, type PartyFacts, rating } from "./facts.ts";
import { partyOf } from "./parties.ts";

/** An imported review, as `othersReviewSelection` has it read. */
export type OthersReviewFacts = {
  readonly title: string | null;
  readonly summary: string | null;
  readonly language: string;
  readonly publishedAt: string;
  readonly modifiedAt: string | null;
  readonly url: string;
  readonly claimReviewed: string;
  readonly appearanceUrls: readonly string[];
  readonly rating: {
    readonly labels: readonly Localized[];
    readonly value: number | null;
    readonly best: number | null;
    readonly worst: number | null;
  } | null;
  readonly publisher: PartyFacts;
  readonly claim: { readonly claimedAt: string | null; readonly claimant: PartyFacts };
};

/** On a `Review` that was imported: what `othersClaimReviewOf` needs. */
export const othersReviewSelection: Selection = {
  ...leaves("title", "summary", "language", "publishedAt", "modifiedAt", "url"),
  ...leaves("claimReviewed", "appearanceUrls"),
  rating,
  publisher: branch("publisher", "Entity", party),
  claim: branch("claim", "Claim", {
    ...leaves("claimedAt"),
    claimant: branch("claimant", "Entity", party),
  }),
};

/** JSON-LD of another organisation's review; null where it has no rating, without which it would be no ClaimReview. */
export function othersClaimReviewOf(review: OthersReviewFacts): WithContext<ClaimReview> | null {
  const { title, language, publishedAt, modifiedAt, url, claimReviewed, publisher } = review;
  const reviewRating = ratingOf(review);
  if (reviewRating === null) return null;
  const [site] = publisher.sameAs;
  return {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    url,
    claimReviewed,
    ...(title !== null && { name: title }),
    // Of what nobody told the language of, the script alone is known.
    ...(!language.startsWith("und") && { inLanguage: language }),
    datePublished: publishedAt,
    ...(modifiedAt !== null && { dateModified: modifiedAt }),
    author: partyOf(publisher, language, site),
    reviewRating,
    itemReviewed: claimOf(review),
  };
}

/** In its publisher's words; where they gave only a number, as that number of the best. */
function ratingOf({ rating, summary }: OthersReviewFacts): Rating | null {
  if (rating === null) return null;
  const { value, best, worst } = rating;
  const number = value === null ? null : `${value}${best === null ? "" : `/${best}`}`;
  const alternateName = rating.labels[0]?.text ?? number;
  if (alternateName === null) return null;
  // A scale that begins at 0 or below is none to readers of the format: the words stand alone then.
  const least = worst ?? 1;
  const isScale = least >= 1 && (best ?? Infinity) > least;
  const isOnScale = value !== null && isScale && value >= least && value <= (best ?? Infinity);
  return {
    "@type": "Rating",
    alternateName,
    ...(isOnScale && { ratingValue: value }),
    ...(isOnScale && best !== null && { bestRating: best }),
    ...(isOnScale && worst !== null && { worstRating: worst }),
    ...(summary !== null && { ratingExplanation: summary }),
  };
}

function claimOf({ claim, language, appearanceUrls }: OthersReviewFacts): Claim {
  return {
    "@type": "Claim",
    ...(!isNobody(claim.claimant.names) && { author: partyOf(claim.claimant, language) }),
    ...(claim.claimedAt !== null && { datePublished: claim.claimedAt }),
    ...(appearanceUrls.length > 0 && {
      appearance: appearanceUrls.map((url) => ({ "@type": "CreativeWork" as const, url })),
    }),
  };
}
