import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  primaryKey,
  snakeCase,
  text,
} from "drizzle-orm/pg-core";

/**
 * One row: which of the indexes is in use, and up to where in the ledger it tells. Nothing here is part of the record: all of
 * it can be made again from claims and reviews.
 */
export const searchState = snakeCase.table(
  "search_state",
  {
    single: boolean().primaryKey(),
    generation: integer().notNull(),
    sequence: bigint({ mode: "number" }).notNull(),
    documents: integer().notNull(),
    /** The number of the next document. */
    nextNumber: integer().notNull(),
  },
  (table) => [check("search_state_single_check", sql`${table.single}`)],
);

/** A claim's words. A claim that changes gets another row with another number; a posting of one that is gone finds nothing. */
export const searchDocument = snakeCase.table(
  "search_document",
  {
    generation: integer().notNull(),
    number: integer().notNull(),
    claimId: text().notNull(),
    words: text().notNull(),
    body: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.generation, table.number] }),
    index("search_document_claim_idx").on(table.claimId),
    check("search_document_number_check", sql`${table.number} between 0 and 33554431`),
  ],
);

/** Documents that were indexed together; what is added is a small one, and small ones are merged as they become many. */
export const searchSegment = snakeCase.table(
  "search_segment",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    generation: integer().notNull(),
    documents: integer().notNull(),
  },
  (table) => [index("search_segment_generation_idx").on(table.generation)],
);

/** The documents of a segment that have a term: each a number, shifted by six bits, with the term's weight in the rest. */
export const searchPosting = snakeCase.table(
  "search_posting",
  {
    term: text().notNull(),
    segment: integer().notNull(),
    documents: integer().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.term, table.segment] }),
    // For merging small segments, which the key would not find among a large one's terms.
    index("search_posting_segment_idx").on(table.segment),
  ],
);

/** In how many documents of an index a term stands. */
export const searchTerm = snakeCase.table(
  "search_term",
  { generation: integer().notNull(), term: text().notNull(), documents: integer().notNull() },
  (table) => [primaryKey({ columns: [table.generation, table.term] })],
);
