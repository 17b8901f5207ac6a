import { sql } from "drizzle-orm";
import { boolean, check, foreignKey, index, snakeCase, text } from "drizzle-orm/pg-core";
import { claim } from "../claim/claim.sql.ts";
import { id, instant, json, oneOf, type Quote } from "../database/columns.ts";
import { capture, source } from "../source/source.sql.ts";
import { stances } from "./stance.ts";

export const evidence = snakeCase.table(
  "evidence",
  {
    id: id(),
    claimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    sourceId: text()
      .notNull()
      .references(() => source.id, { onDelete: "restrict" }),
    captureId: text(),
    stance: text({ enum: stances }).notNull(),
    isPrimary: boolean().notNull(),
    quote: json<Quote>(),
    note: text(),
    createdAt: instant().notNull(),
    withdrawnAt: instant(),
    withdrawnReason: text(),
  },
  (table) => [
    // A piece is pinned to a capture of its own source.
    foreignKey({
      name: "evidence_capture_fk",
      columns: [table.sourceId, table.captureId],
      foreignColumns: [capture.sourceId, capture.id],
    }).onDelete("restrict"),
    check("evidence_stance_check", oneOf(table.stance, stances)),
    check("evidence_quote_check", sql`length(${table.quote}->>'exact') > 0`),
    check(
      "evidence_withdrawn_check",
      sql`(${table.withdrawnAt} is null) = (${table.withdrawnReason} is null)`,
    ),
    index("evidence_claim_idx").on(table.claimId, table.createdAt, table.id),
    index("evidence_source_idx").on(table.sourceId, table.claimId),
  ],
);
