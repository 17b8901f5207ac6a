import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  snakeCase,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { id, instant, json, oneOf } from "../database/columns.ts";
import { source } from "../source/source.sql.ts";
import { entityKinds, interestKinds } from "./kinds.ts";

export type Name = { language: string; name: string };

export const entity = snakeCase.table(
  "entity",
  {
    id: id(),
    kind: text({ enum: entityKinds }).notNull(),
    names: json<Name[]>().notNull(),
    aliases: json<Name[]>().notNull(),
    wikidataId: text().unique("entity_wikidata_id_key"),
    sameAs: text().array().notNull(),
    /** True where somebody looked and found no interests; an entity without interests and without this was not looked at. */
    noInterests: boolean().notNull(),
    mergedIntoId: text().references((): AnyPgColumn => entity.id, { onDelete: "restrict" }),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    searchKeys: text().array().notNull(),
  },
  (table) => [
    check("entity_kind_check", oneOf(table.kind, entityKinds)),
    check("entity_names_check", sql`jsonb_array_length(${table.names}) > 0`),
    check("entity_wikidata_id_check", sql`${table.wikidataId} ~ '^Q[1-9][0-9]*$'`),
    check("entity_merged_into_check", sql`${table.mergedIntoId} <> ${table.id}`),
    check("entity_version_check", sql`${table.version} > 0`),
    index("entity_created_at_idx").on(table.createdAt, table.id),
    index("entity_updated_at_idx").on(table.updatedAt, table.id),
    index("entity_kind_idx").on(table.kind, table.createdAt, table.id),
    index("entity_merged_into_idx").on(table.mergedIntoId),
    index("entity_same_as_idx").using("gin", table.sameAs),
    index("entity_names_idx").using("gin", sql`${table.names} jsonb_path_ops`),
    index("entity_aliases_idx").using("gin", sql`${table.aliases} jsonb_path_ops`),
    index("entity_search_keys_idx").using("gin", table.searchKeys),
  ],
);

/** What could bias an entity, each with the source that says so; part of the entity's record. */
export const entityInterest = snakeCase.table(
  "entity_interest",
  {
    entityId: text()
      .notNull()
      .references(() => entity.id, { onDelete: "restrict" }),
    position: integer().notNull(),
    kind: text({ enum: interestKinds }).notNull(),
    ofId: text().references(() => entity.id, { onDelete: "restrict" }),
    note: text(),
    sourceId: text().references((): AnyPgColumn => source.id, { onDelete: "restrict" }),
  },
  (table) => [
    unique("entity_interest_key")
      .on(table.entityId, table.kind, table.ofId, table.note)
      .nullsNotDistinct(),
    check("entity_interest_kind_check", oneOf(table.kind, interestKinds)),
    check("entity_interest_of_check", sql`${table.ofId} <> ${table.entityId}`),
    check(
      "entity_interest_names_it_check",
      sql`${table.ofId} is not null or (${table.note} is not null and ${table.kind} = 'PARTY_TO')`,
    ),
    index("entity_interest_of_idx").on(table.ofId),
    index("entity_interest_source_idx").on(table.sourceId),
  ],
);
