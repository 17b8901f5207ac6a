/**
 * ClaimReview: a published review as search engines, platforms and other newsrooms read it, in schema.org's words and by
 * the rules of Google's documentation, which every reader of the format has grown up with.
 * @see https://schema.org/ClaimReview
 * @see https://developers.google.com/search/docs/appearance/structured-data/factcheck
 */

import type {
  Claim,
  ClaimReview,
  CorrectionComment,
  CreativeWork,
  Rating,
  WithContext,
} from "schema-dts";
import { ratingWord } from "../review/words.ts";
import { degreeOf } from "../scale/degrees.ts";
import type { AppearanceFacts, ClaimReviewFacts } from "./facts.ts";
import { partyOf } from "./parties.ts";

export { type ClaimReviewFacts, claimReviewSelection } from "./facts.ts";
export { othersClaimReviewOf, type OthersReviewFacts, othersReviewSelection } from "./others.ts";
export type { Finding } from "./report.ts";
export { validateClaimReview } from "./validate.ts";

/** Whose reviews they are; `url` is the address at which Sanad is served, without a slash at its end. */
export type Newsroom = { readonly name: string; readonly url: string };

/**
 * JSON-LD of a review of the newsroom's own. Whether it may be shown is the caller's to know: one that was retracted or
 * superseded, or is another organisation's, makes as good a ClaimReview. What is not known is left out, never empty.
 */
export function claimReviewOf(
  review: ClaimReviewFacts,
  newsroom: Newsroom,
): WithContext<ClaimReview> {
  const first = firstPublishedAt(review);
  const correction = ownReviewsUpTo(review).flatMap(({ correction, publishedAt }) =>
    correction === null ? [] : [correctionOf(correction.note, publishedAt)],
  );
  return {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    url: addressOf(review, newsroom),
    claimReviewed: review.claim.text,
    inLanguage: review.language,
    datePublished: first,
    ...(first !== review.publishedAt && { dateModified: review.publishedAt }),
    author: { "@type": "Organization", name: newsroom.name, url: newsroom.url },
    reviewRating: ratingOf(review),
    itemReviewed: claimOf(review),
    ...(correction.length > 0 && { correction }),
  };
}

/** Where the review is read. */
export function addressOf({ url }: Pick<ClaimReviewFacts, "url">, newsroom: Newsroom): string {
  return url.startsWith("/") ? newsroom.url + url : url;
}

/** When the newsroom first published on the review's claim. */
export function firstPublishedAt(review: ClaimReviewFacts): string {
  return ownReviewsUpTo(review).at(-1)?.publishedAt ?? review.publishedAt;
}

/** The review with those of the newsroom's own before it, newest first. */
function ownReviewsUpTo({ claim, publishedAt }: ClaimReviewFacts) {
  return claim.reviews.nodes.filter(
    (each) => each.publisher === null && each.publishedAt <= publishedAt,
  );
}

function correctionOf(text: string, datePublished: string): CorrectionComment {
  return { "@type": "CorrectionComment", text, datePublished };
}

/** In the newsroom's own word and number; without a scale in ours, from 1 for FALSE to 5 for TRUE. */
function ratingOf({ verdict, rating, language, summary }: ClaimReviewFacts): Rating {
  const scale = rating ?? { labels: [], value: degreeOf(verdict), best: 5, worst: 1 };
  return {
    "@type": "Rating",
    alternateName: ratingWord(scale.labels, verdict, language),
    // A verdict that is no matter of degree has no number, and ends of a scale without one would say nothing.
    ...(scale.value !== null && {
      ratingValue: scale.value,
      bestRating: scale.best,
      worstRating: scale.worst,
    }),
    ratingExplanation: summary,
  };
}

function claimOf({ claim, language }: ClaimReviewFacts): Claim {
  const [first, ...others] = byDate(claim.appearances.nodes);
  // Where there is no date at all, nobody knows which was the first.
  const isDated = first !== undefined && dateOf(first) !== null;
  const appearance = isDated ? others : claim.appearances.nodes;
  return {
    "@type": "Claim",
    inLanguage: claim.language,
    author: partyOf(claim.claimant, language),
    ...(claim.claimedAt !== null && { datePublished: claim.claimedAt }),
    ...(isDated && { firstAppearance: workOf(first, language) }),
    ...(appearance.length > 0 && {
      appearance: appearance.map((each) => workOf(each, language)),
    }),
  };
}

/** Those known to the day before those known to the month, since that may have been its last day; undated ones at the end. */
function byDate(appearances: readonly AppearanceFacts[]): AppearanceFacts[] {
  const place = (each: AppearanceFacts) => dateOf(each)?.padEnd("2025-01-01".length, "-99") ?? "~";
  return appearances.toSorted((a, b) => Number(place(a) > place(b)) - Number(place(a) < place(b)));
}

function dateOf({ appearedAt, source }: AppearanceFacts): string | null {
  return appearedAt ?? source.publishedAt;
}

function workOf(appearance: AppearanceFacts, language: string): CreativeWork {
  const { source } = appearance;
  const datePublished = dateOf(appearance);
  return {
    "@type": "CreativeWork",
    ...(source.url !== null && { url: source.url }),
    headline: source.title,
    ...(datePublished !== null && { datePublished }),
    ...(source.language !== null && { inLanguage: source.language }),
    ...(source.publisher !== null && { publisher: partyOf(source.publisher, language) }),
  };
}
