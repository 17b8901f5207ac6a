import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  snakeCase,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { id, instant, oneOf, partialDateOrder, partialDateShape } from "../database/columns.ts";
import { entity } from "../entity/entity.sql.ts";
import { sourceKinds } from "./kinds.ts";

export const source = snakeCase.table(
  "source",
  {
    id: id(),
    /** As it was given; null for a document that came without an address. */
    url: text(),
    /** What two spellings of one address share (source/url.ts). */
    canonicalUrl: text().unique("source_canonical_url_key"),
    title: text().notNull(),
    kind: text({ enum: sourceKinds }).notNull(),
    publisherId: text().references((): AnyPgColumn => entity.id, { onDelete: "restrict" }),
    authors: text().array().notNull(),
    language: text(),
    publishedAt: text(),
    publishedOrder: text().generatedAlwaysAs((): ReturnType<typeof sql> =>
      partialDateOrder(source.publishedAt),
    ),
    derivedFromId: text().references((): AnyPgColumn => source.id, { onDelete: "restrict" }),
    /** The agency whose wire it was taken from, where the agency's own page is not known. */
    wireId: text().references((): AnyPgColumn => entity.id, { onDelete: "restrict" }),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    check("source_kind_check", oneOf(table.kind, sourceKinds)),
    check(
      "source_url_check",
      sql`${table.url} ~* '^https?://' and (${table.url} is null) = (${table.canonicalUrl} is null)`,
    ),
    check("source_published_at_check", partialDateShape(table.publishedAt)),
    check("source_derived_from_check", sql`${table.derivedFromId} <> ${table.id}`),
    check("source_version_check", sql`${table.version} > 0`),
    index("source_created_at_idx").on(table.createdAt, table.id),
    index("source_updated_at_idx").on(table.updatedAt, table.id),
    index("source_published_idx").on(table.publishedOrder, table.id),
    index("source_publisher_idx").on(table.publisherId, table.createdAt, table.id),
    index("source_derived_from_idx").on(table.derivedFromId, table.createdAt, table.id),
    index("source_kind_idx").on(table.kind, table.createdAt, table.id),
    index("source_language_idx").on(
      table.language.op("text_pattern_ops"),
      table.createdAt,
      table.id,
    ),
    index("source_wire_idx").on(table.wireId),
  ],
);

/** What a source held at a time somebody read it; rows are only ever added. */
export const capture = snakeCase.table(
  "capture",
  {
    id: id(),
    sourceId: text()
      .notNull()
      .references(() => source.id, { onDelete: "restrict" }),
    at: instant().notNull(),
    contentHash: text(),
    archiveUrl: text(),
    /** For checking quotes; never shown, since it is another's work. */
    content: text(),
  },
  (table) => [
    unique("capture_source_key").on(table.sourceId, table.id),
    index("capture_source_at_idx").on(table.sourceId, table.at, table.id),
    check("capture_content_hash_check", sql`${table.contentHash} ~ '^sha256:[0-9a-f]{64}$'`),
    check("capture_archive_url_check", sql`${table.archiveUrl} ~* '^https?://'`),
  ],
);
