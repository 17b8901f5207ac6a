import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  primaryKey,
  snakeCase,
  text,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf, partialDateOrder, partialDateShape } from "../database/columns.ts";
import { entity } from "../entity/entity.sql.ts";
import { person } from "../person/person.sql.ts";
import { review } from "../review/review.sql.ts";
import { verdicts } from "../review/verdict.ts";
import { claimStatuses } from "../workflow/status.ts";

export const claim = snakeCase.table(
  "claim",
  {
    id: id(),
    text: text().notNull(),
    language: text().notNull(),
    claimantId: text()
      .notNull()
      .references(() => entity.id, { onDelete: "restrict" }),
    claimedAt: text(),
    claimedOrder: text().generatedAlwaysAs((): ReturnType<typeof sql> =>
      partialDateOrder(claim.claimedAt),
    ),
    /** The period of which the claim speaks, where it names one. */
    validFrom: text(),
    validUntil: text(),
    /** When somebody should look again, and why, once events have given a reason before that. */
    recheckAt: instant(),
    recheckReason: text(),
    topics: text().array().notNull(),
    status: text({ enum: claimStatuses }).notNull(),
    statusReason: text(),
    assigneeId: text().references((): AnyPgColumn => person.id, { onDelete: "restrict" }),
    /** The newsroom's own review that stands, and its verdict, kept here to be filtered by. */
    reviewId: text().references((): AnyPgColumn => review.id, { onDelete: "restrict" }),
    verdict: text({ enum: verdicts }),
    mergedIntoId: text().references((): AnyPgColumn => claim.id, { onDelete: "restrict" }),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    /** SHA-256 of the squashed text: equal for two spellings of the same words. */
    fingerprint: text().notNull(),
    /** Of no use any more; it goes once no version that writes it is deployed. */
    searchKeys: text().array().notNull().default([]),
  },
  (table) => [
    check("claim_text_check", sql`length(${table.text}) between 1 and 10000`),
    check("claim_claimed_at_check", partialDateShape(table.claimedAt)),
    check("claim_valid_from_check", partialDateShape(table.validFrom)),
    check("claim_valid_until_check", partialDateShape(table.validUntil)),
    check("claim_status_check", oneOf(table.status, claimStatuses)),
    check("claim_verdict_check", oneOf(table.verdict, verdicts)),
    check("claim_review_check", sql`${table.verdict} is null or ${table.reviewId} is not null`),
    check(
      "claim_published_check",
      sql`${table.status} <> 'PUBLISHED' or ${table.reviewId} is not null`,
    ),
    check(
      "claim_assignee_check",
      sql`${table.assigneeId} is null or ${table.status} in ('IN_REVIEW', 'AWAITING_APPROVAL')`,
    ),
    check(
      "claim_merged_into_check",
      sql`${table.mergedIntoId} is null or (${table.mergedIntoId} <> ${table.id} and ${table.status} = 'DISMISSED')`,
    ),
    check("claim_version_check", sql`${table.version} > 0`),
    index("claim_created_at_idx").on(table.createdAt, table.id),
    index("claim_updated_at_idx").on(table.updatedAt, table.id),
    index("claim_claimed_idx").on(table.claimedOrder, table.id),
    index("claim_status_created_at_idx").on(table.status, table.createdAt, table.id),
    index("claim_status_updated_at_idx").on(table.status, table.updatedAt, table.id),
    index("claim_claimant_created_at_idx").on(table.claimantId, table.createdAt, table.id),
    index("claim_claimant_claimed_idx").on(table.claimantId, table.claimedOrder, table.id),
    index("claim_verdict_updated_at_idx").on(table.verdict, table.updatedAt, table.id),
    // By its bytes, so that what begins alike stands together whatever the database's collation: `en` and `en-GB`.
    index("claim_language_idx").on(
      table.language.op("text_pattern_ops"),
      table.updatedAt,
      table.id,
    ),
    index("claim_recheck_idx").on(table.recheckAt, table.id),
    index("claim_recheck_reason_idx")
      .on(table.updatedAt, table.id)
      .where(sql`${table.recheckReason} is not null`),
    index("claim_merged_into_idx").on(table.mergedIntoId),
    index("claim_fingerprint_idx").on(table.fingerprint, table.claimantId),
    index("claim_topics_idx").using("gin", table.topics),
  ],
);

/** Whom a claim is about, in the order given; part of the claim's record. */
export const claimAbout = snakeCase.table(
  "claim_about",
  {
    claimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    entityId: text()
      .notNull()
      .references(() => entity.id, { onDelete: "restrict" }),
    position: integer().notNull(),
    /** The claim's, which a trigger sets: an entity's claims are listed in this order. */
    claimCreatedAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.claimId, table.entityId] }),
    index("claim_about_created_at_idx").on(table.entityId, table.claimCreatedAt, table.claimId),
  ],
);

/** A claim's text in other languages; part of the claim's record. */
export const claimTranslation = snakeCase.table(
  "claim_translation",
  {
    claimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    language: text().notNull(),
    text: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.claimId, table.language] }),
    check("claim_translation_text_check", sql`length(${table.text}) between 1 and 10000`),
  ],
);
