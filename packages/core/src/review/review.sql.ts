import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  snakeCase,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { claim } from "../claim/claim.sql.ts";
import { id, instant, json, type Localized, oneOf, type Quote } from "../database/columns.ts";
import { entity } from "../entity/entity.sql.ts";
import type { Stance } from "../evidence/stance.ts";
import { person } from "../person/person.sql.ts";
import { correctionKinds } from "./correction.ts";
import { type Verdict, verdicts } from "./verdict.ts";

/** One step of a scale: the newsroom's own words for a verdict, and its number for ClaimReview where it has one. */
export type Rating = { verdict: Verdict; value: number | null; labels: Localized[] };

export const ratingScale = snakeCase.table(
  "rating_scale",
  {
    id: id(),
    name: text().notNull().unique("rating_scale_name_key"),
    worst: integer().notNull(),
    best: integer().notNull(),
    ratings: json<Rating[]>().notNull(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    check("rating_scale_range_check", sql`1 <= ${table.worst} and ${table.worst} < ${table.best}`),
  ],
);

/** A piece of evidence as it stood when a review cited it. */
export type CitedEvidence = {
  id: string;
  sourceId: string;
  captureId: string | null;
  stance: Stance;
  isPrimary: boolean;
  isInterested: boolean;
  quote: Quote | null;
  note: string | null;
  addedAt: string;
};

/** A rating as it was published: without labels or without numbers only where another organisation gave none. */
export type PublishedRating = {
  labels: Localized[];
  value: number | null;
  best: number | null;
  worst: number | null;
};

/** A published assessment. Rows are only ever added: the database refuses any change to one. */
export const review = snakeCase.table(
  "review",
  {
    id: id(),
    claimId: text()
      .notNull()
      .references((): AnyPgColumn => claim.id, { onDelete: "restrict" }),
    /** Null only where another organisation's rating stands for none of them. */
    verdict: text({ enum: verdicts }),
    rating: json<PublishedRating>(),
    /** Of the article; our own reviews have none. */
    title: text(),
    summary: json<Localized[]>().notNull(),
    body: json<Localized[]>().notNull(),
    language: text().notNull(),
    /** The organisation that published it; null for the newsroom's own. */
    publisherId: text().references((): AnyPgColumn => entity.id, { onDelete: "restrict" }),
    publishedAt: instant().notNull(),
    /** When its publisher last changed it, as far as that is told. */
    modifiedAt: instant(),
    url: text(),
    /** The claim in the other organisation's words, and where it says that it was made; null for our own. */
    claimReviewed: text(),
    appearanceUrls: text().array(),
    /** What another organisation's review is known by beside its publisher, and what it said, as SHA-256; null for our own. */
    identity: text(),
    contentHash: text(),
    evidence: json<CitedEvidence[]>().notNull(),
    correctionKind: text({ enum: correctionKinds }),
    correctionNote: text(),
    supersedesId: text()
      .unique("review_supersedes_key")
      .references((): AnyPgColumn => review.id, { onDelete: "restrict" }),
    publishedById: text().references((): AnyPgColumn => person.id, { onDelete: "restrict" }),
  },
  (table) => [
    check("review_verdict_check", oneOf(table.verdict, verdicts)),
    check("review_correction_kind_check", oneOf(table.correctionKind, correctionKinds)),
    check(
      "review_correction_check",
      sql`(${table.correctionKind} is null) = (${table.correctionNote} is null)`,
    ),
    check("review_supersedes_check", sql`${table.supersedesId} <> ${table.id}`),
    check("review_url_check", sql`${table.url} ~* '^https?://'`),
    check(
      "review_own_verdict_check",
      sql`${table.publisherId} is not null or ${table.verdict} is not null`,
    ),
    check(
      "review_identity_check",
      sql`num_nulls(${table.claimReviewed}, ${table.appearanceUrls}, ${table.identity}, ${table.contentHash}) in (0, 4)
        and (${table.identity} is null or (${table.publisherId} is not null and ${table.url} is not null))`,
    ),
    // The first of its versions; each of the others supersedes one, and no two the same: so one of them stands.
    uniqueIndex("review_identity_key")
      .on(table.identity, table.publisherId)
      .where(sql`${table.supersedesId} is null`),
    index("review_identity_idx").on(table.identity),
    index("review_evidence_idx").using("gin", sql`${table.evidence} jsonb_path_ops`),
    index("review_claim_idx").on(table.claimId, table.publishedAt, table.id),
    index("review_published_at_idx").on(table.publishedAt, table.id),
  ],
);

/** That a review was taken back, and why; the review itself stays as it was. */
export const retraction = snakeCase.table("retraction", {
  reviewId: text()
    .primaryKey()
    .references(() => review.id, { onDelete: "restrict" }),
  at: instant().notNull(),
  reason: text().notNull(),
});
