/**
 * What an archive of the newsroom holds: every table but housekeeping, in an order in which they can be filled again. Columns
 * are the tables' own, so that a new one cannot be forgotten; what Postgres computes is computed again.
 */

import { getColumns, type SQL, sql } from "drizzle-orm";
import { type AnyPgTable, getTableConfig, type PgColumn } from "drizzle-orm/pg-core";
import { appearance, attribution } from "../appearance/appearance.sql.ts";
import { claim, claimAbout, claimTranslation } from "../claim/claim.sql.ts";
import { draft } from "../draft/draft.sql.ts";
import { entity, entityInterest } from "../entity/entity.sql.ts";
import { evidence } from "../evidence/evidence.sql.ts";
import { apiKey } from "../key/key.sql.ts";
import { person } from "../person/person.sql.ts";
import { instantText } from "../record/index.ts";
import { relation } from "../relation/relation.sql.ts";
import { ratingScale, retraction, review } from "../review/review.sql.ts";
import { revision, revisionPayload } from "../revision/revision.sql.ts";
import { capture, source } from "../source/source.sql.ts";

export type ArchivedTable = {
  name: string;
  /** The fields of a row, in their order, as every row of an archive has them. */
  fields: readonly string[];
  /** All rows, one `row` of JSON text each, in an order that depends on nothing but the rows. */
  rows: SQL;
  /** Puts rows in. @param lines a JSON list of objects, each with a `row` */
  insertion: (lines: string) => SQL;
};

/**
 * Each after those that it points to; where rows point to one another the constraint is deferrable. The ledger's head is not
 * among them, being its last entry, nor are the answers kept for requests that come twice.
 */
export const archivedTables: readonly ArchivedTable[] = [
  archived(person),
  // When a key was last used is housekeeping.
  archived(apiKey, ["lastUsedAt"]),
  archived(entity),
  archived(source),
  archived(entityInterest),
  archived(capture),
  archived(ratingScale),
  archived(claim),
  // A trigger sets it, from the claim.
  archived(claimAbout, ["claimCreatedAt"]),
  archived(claimTranslation),
  archived(relation),
  archived(appearance),
  archived(attribution),
  archived(evidence),
  archived(draft),
  archived(review),
  archived(retraction),
  archived(revision),
  archived(revisionPayload),
];

function archived(table: AnyPgTable, omitted: readonly string[] = []): ArchivedTable {
  const { name, primaryKeys } = getTableConfig(table);
  const columns = Object.entries(getColumns(table) as Record<string, PgColumn>).filter(
    ([field, column]) => column.generated === undefined && !omitted.includes(field),
  );
  const keys = columns.filter(
    ([, column]) => column.primary || primaryKeys.some(({ columns }) => columns.includes(column)),
  );
  const list = (parts: SQL[]) => sql.join(parts, sql`, `);
  const fields = list(columns.map(([field]) => sql.identifier(field)).map((each) => sql`${each}`));
  return {
    name,
    fields: columns.map(([field]) => field),
    rows: sql`
      select row_to_json(held)::text as row
      from (select ${list(columns.map(([field, column]) => sql`${valueOf(column)} as ${sql.identifier(field)}`))} from ${table}) held
      order by ${list((keys.length > 0 ? keys : columns).map(orderOf))}`,
    insertion: (lines) => sql`
      insert into ${table} (${list(columns.map(([, column]) => sql`${sql.identifier(column.name)}`))})
      select ${fields} from jsonb_to_recordset(jsonb_path_query_array(${lines}::jsonb, '$[*].row'))
        as held (${list(columns.map(([field, column]) => sql`${sql.identifier(field)} ${sql.raw(typeOf(column))}`))})`,
  };
}

/** Instants as the contract writes them, which is the same whatever the session's time zone. */
function valueOf(column: PgColumn): SQL {
  return isInstant(column) ? instantText(column) : sql`${column}`;
}

/** By bytes: two databases may put letters in different orders. */
function orderOf([field, column]: [string, PgColumn]): SQL {
  const collation = column.getSQLType() === "text" ? sql` collate "C"` : sql``;
  return sql`held.${sql.identifier(field)}${collation}`;
}

/** A column's own type is told without that it is a list of it. */
function typeOf(column: PgColumn): string {
  return `${column.getSQLType()}${"[]".repeat(column.dimensions)}`;
}

function isInstant(column: PgColumn): boolean {
  return column.getSQLType().startsWith("timestamp");
}
