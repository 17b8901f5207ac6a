import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, snakeCase, text } from "drizzle-orm/pg-core";
import { instant, json } from "../database/columns.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** A record as the ledger keeps it: the contract's names, instants as RFC 3339 text. */
export type Snapshot = { [key: string]: Json };

const sequence = () => bigint({ mode: "number" });

/** The ledger's headers, public and chained. Subjects are not foreign keys: an entry outlives what it tells of. */
export const revision = snakeCase.table(
  "revision",
  {
    sequence: sequence().primaryKey(),
    at: instant().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    payloadHash: text().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull().unique("revision_hash_key"),
  },
  (table) => [
    check("revision_sequence_check", sql`${table.sequence} > 0`),
    // These stand in the hashed text between quotation marks, unescaped.
    check(
      "revision_plain_check",
      sql`${table.actor} || ${table.action} || ${table.subject} ~ '^[A-Za-z0-9_.:-]+$'`,
    ),
    index("revision_subject_idx").on(table.subject, table.sequence),
    index("revision_at_idx").on(table.at, table.sequence),
    // What was published and retracted, for those who read on from a place.
    index("revision_review_idx")
      .on(table.sequence)
      .where(sql`${table.action} in ('review.publish', 'review.retract')`),
  ],
);

/** Of a record's id: that it is of a kind that is removed one day. All others stay in their tables. */
export const isRemovable = "~ '^(draft|relation)_'";

/** What a revision changed, apart from its header so that it can be erased without breaking the chain. */
export const revisionPayload = snakeCase.table(
  "revision_payload",
  {
    sequence: sequence()
      .primaryKey()
      .references(() => revision.sequence, { onDelete: "restrict" }),
    before: json<Snapshot>(),
    after: json<Snapshot>(),
    salt: text(),
  },
  (table) => [
    // Which records belonged to a claim, at any time.
    index("revision_payload_claim_idx").on(sql`(${table.after}->>'claimId')`),
    index("revision_payload_removable_idx")
      .on(sql`(${table.after}->>'claimId')`)
      .where(sql`${table.after}->>'id' ${sql.raw(isRemovable)}`),
    index("revision_payload_other_claim_idx").on(sql`(${table.after}->>'otherClaimId')`),
  ],
);

/** One row: the newest header. A writer locks it with its last statement, so sequences have no gap and the chain no fork. */
export const ledgerHead = snakeCase.table(
  "ledger_head",
  {
    single: boolean().primaryKey(),
    sequence: sequence().notNull(),
    at: instant().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [check("ledger_head_single_check", sql`${table.single}`)],
);
