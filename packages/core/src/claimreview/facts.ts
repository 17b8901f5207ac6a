/** What a ClaimReview is made of, and how the planner is asked for it. */

import type { Localized } from "../database/columns.ts";
import type { EntityKind } from "../entity/kinds.ts";
import { branch, leaves, page, type Selection } from "../read/index.ts";
import type { Verdict } from "../review/verdict.ts";

/** An entity as it is named in JSON-LD. */
export type PartyFacts = {
  readonly kind: EntityKind;
  readonly names: readonly { readonly language: string; readonly name: string }[];
  readonly wikidataId: string | null;
  readonly sameAs: readonly string[];
};

/** A place where the claim was made. */
export type AppearanceFacts = {
  readonly appearedAt: string | null;
  readonly source: {
    readonly url: string | null;
    readonly title: string;
    readonly language: string | null;
    readonly publishedAt: string | null;
    readonly publisher: PartyFacts | null;
  };
};

/** A review, as `claimReviewSelection` has it read. */
export type ClaimReviewFacts = {
  readonly verdict: Verdict;
  readonly rating: {
    readonly labels: readonly Localized[];
    readonly value: number | null;
    readonly best: number;
    readonly worst: number;
  } | null;
  readonly summary: string;
  readonly language: string;
  readonly publishedAt: string;
  /** A path of ours, or an address. */
  readonly url: string;
  readonly claim: {
    readonly text: string;
    readonly language: string;
    readonly claimedAt: string | null;
    readonly claimant: PartyFacts;
    readonly appearances: { readonly nodes: readonly AppearanceFacts[] };
    /** Newest first; the newest hundred where there are more, of any organisation. */
    readonly reviews: {
      readonly nodes: readonly {
        readonly publisher: object | null;
        readonly publishedAt: string;
        readonly correction: { readonly note: string } | null;
      }[];
    };
  };
};

/** On a `Review`: its rating in all its words and numbers. */
export const rating = branch("rating", "Rating", {
  ...leaves("value", "best", "worst"),
  labels: branch("labels", "LocalizedText", leaves("language", "text")),
});

/** On an `Entity`: what it is named by. */
export const party = {
  ...leaves("kind", "wikidataId", "sameAs"),
  names: branch("names", "LocalizedName", leaves("language", "name")),
};

const source = {
  ...leaves("url", "title", "language", "publishedAt"),
  publisher: branch("publisher", "Entity", party),
};

const claim = {
  ...leaves("text", "language", "claimedAt"),
  claimant: branch("claimant", "Entity", party),
  appearances: page(
    "appearances",
    "Appearance",
    { ...leaves("appearedAt"), source: branch("source", "Source", source) },
    { first: 100 },
  ),
  reviews: page(
    "reviews",
    "Review",
    {
      ...leaves("publishedAt"),
      publisher: branch("publisher", "Entity", leaves("id")),
      correction: branch("correction", "Correction", leaves("note")),
    },
    { first: 100 },
  ),
};

/** On a `Review`: what `claimReviewOf` needs. A door that needs more adds to it. */
export const claimReviewSelection: Selection = {
  ...leaves("verdict", "summary", "language", "publishedAt", "url"),
  rating,
  claim: branch("claim", "Claim", claim),
};
