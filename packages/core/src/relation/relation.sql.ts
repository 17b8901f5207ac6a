import { sql } from "drizzle-orm";
import { check, index, snakeCase, text, unique } from "drizzle-orm/pg-core";
import { claim } from "../claim/claim.sql.ts";
import { id, instant, oneOf } from "../database/columns.ts";
import { relationKinds, symmetricalKinds } from "./kinds.ts";

/** How one claim stands to another. */
export const relation = snakeCase.table(
  "relation",
  {
    id: id(),
    kind: text({ enum: relationKinds }).notNull(),
    claimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    otherClaimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    note: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    unique("relation_key").on(table.kind, table.claimId, table.otherClaimId),
    check("relation_kind_check", oneOf(table.kind, relationKinds)),
    check("relation_other_check", sql`${table.claimId} <> ${table.otherClaimId}`),
    check(
      "relation_order_check",
      sql`not (${oneOf(table.kind, symmetricalKinds)}) or ${table.claimId} < ${table.otherClaimId}`,
    ),
    index("relation_claim_idx").on(table.claimId, table.createdAt, table.id),
    index("relation_other_claim_idx").on(table.otherClaimId, table.createdAt, table.id),
  ],
);
