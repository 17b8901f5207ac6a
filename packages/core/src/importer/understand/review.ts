import type { EntityKind } from "../../entity/kinds.ts";
import type { Verdict } from "../../review/verdict.ts";

/** Who is named in a review; `sameAs` are pages of theirs, as far as they are addresses. */
export type Party = { name: string; kind: EntityKind; sameAs: readonly string[] };

/** A rating as its publisher wrote it; numbers only where they make a scale. */
export type PublishedRating = {
  label: string | null;
  value: number | null;
  best: number | null;
  worst: number | null;
};

/** A review of another organisation in the newsroom's words. Texts are plain, addresses http or https. */
export type ImportedReview = {
  place: string;
  /** `url` is the publisher's own, where it is told; `site` is its host, or the review's, without `www.`. */
  publisher: Party & { url: string | null; site: string };
  url: string;
  claimReviewed: string;
  /** Null where nobody is named. */
  claimant: Party | null;
  /** A partial date. */
  claimedAt: string | null;
  /** Where the publisher says the claim was made. */
  appearanceUrls: readonly string[];
  /** Null where there is none at all. */
  rating: PublishedRating | null;
  /** Null where the table does not know the label. */
  verdict: Verdict | null;
  /** Canonical; `und-` and the script of the claim where no language is told. */
  language: string;
  title: string | null;
  summary: string | null;
  /** Instants, RFC 3339 in UTC. */
  publishedAt: string;
  modifiedAt: string | null;
};

/** A field that was not understood, and so left out of a review that was. */
export type Note = { path: string; message: string };
