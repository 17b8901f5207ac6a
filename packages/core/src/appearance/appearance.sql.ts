import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { claim } from "../claim/claim.sql.ts";
import {
  id,
  instant,
  json,
  oneOf,
  partialDateOrder,
  partialDateShape,
  type Quote,
} from "../database/columns.ts";
import { entity } from "../entity/entity.sql.ts";
import { source } from "../source/source.sql.ts";
import { attributionRoles } from "./roles.ts";

export const appearance = snakeCase.table(
  "appearance",
  {
    id: id(),
    claimId: text()
      .notNull()
      .references(() => claim.id, { onDelete: "restrict" }),
    sourceId: text()
      .notNull()
      .references(() => source.id, { onDelete: "restrict" }),
    quote: json<Quote>(),
    appearedAt: text(),
    appearedOrder: text().generatedAlwaysAs((): ReturnType<typeof sql> =>
      partialDateOrder(appearance.appearedAt),
    ),
    createdAt: instant().notNull(),
  },
  (table) => [
    check("appearance_appeared_at_check", partialDateShape(table.appearedAt)),
    check("appearance_quote_check", sql`length(${table.quote}->>'exact') > 0`),
    index("appearance_claim_idx").on(table.claimId, table.createdAt, table.id),
    index("appearance_source_idx").on(table.sourceId, table.claimId),
  ],
);

/** The chain from the original speaker (position 0) to the outlet; part of the appearance's record. */
export const attribution = snakeCase.table(
  "attribution",
  {
    appearanceId: text()
      .notNull()
      .references(() => appearance.id, { onDelete: "restrict" }),
    position: integer().notNull(),
    entityId: text()
      .notNull()
      .references(() => entity.id, { onDelete: "restrict" }),
    role: text({ enum: attributionRoles }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.appearanceId, table.position] }),
    check("attribution_role_check", oneOf(table.role, attributionRoles)),
    index("attribution_entity_idx").on(table.entityId),
  ],
);
