/**
 * A kind of record: a table, and how its rows stand in the ledger. The snapshot is made in SQL from the table's own columns,
 * so that what a write enters, what `verify` compares and what the past is read from cannot differ.
 */

import { isDeepStrictEqual } from "node:util";
import { getColumns, type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, type AnyPgTable, PgDialect } from "drizzle-orm/pg-core";
import type { Context } from "../context/index.ts";
import type { Snapshot } from "../revision/revision.sql.ts";

export { hold, holdAll, tryHold } from "./hold.ts";
export { type ReferenceType, referencePrefixes } from "./reference.ts";

export type RecordKind = {
  table: AnyPgTable;
  /** An expression over the table's row: a JSON object under the contract's names. */
  snapshot: SQL<Snapshot>;
  /** The same as text, for statements that are at hand as text. */
  snapshotText: string;
  idColumn: AnyPgColumn;
  /** The snapshot's fields that are columns, but for the id: under which name, in which column, of which type. */
  columns: readonly { field: string; column: string; type: string }[];
  /** The snapshot's fields that are lists of what belongs to the record. */
  parts: readonly string[];
  /** A condition: the row is as it was made without a revision, and needs none until something is entered of it. */
  isHousekeeping: SQL;
};

/**
 * @param parts what belongs to the record and stands in other tables, as JSON expressions over its row
 * @param omitted columns that are computed from the rest, are an index of it or are no part of the ledger
 */
export function recordKind(
  table: AnyPgTable,
  parts: Record<string, SQL> = {},
  omitted: readonly string[] = [],
  isHousekeeping: SQL = sql`false`,
): RecordKind {
  const columns = Object.entries(getColumns(table)).filter(
    ([name, column]) => column.generated === undefined && !omitted.includes(name),
  );
  const pairs = [
    ...columns.map(
      ([name, column]) =>
        sql`${sql.raw(`'${name}'`)}, ${column.getSQLType().startsWith("timestamp") ? instantText(column) : column}`,
    ),
    ...Object.entries(parts).map(([name, part]) => sql`${sql.raw(`'${name}'`)}, ${part}`),
  ];
  const idColumn = getColumns(table)["id"];
  if (idColumn === undefined) throw new Error("A kind of record needs a column id.");
  // Put together once: it is part of nearly every write.
  const snapshot = sql`jsonb_build_object(${sql.join(pairs, sql`, `)})`;
  const { sql: snapshotText } = new PgDialect().sqlToQuery(snapshot);
  return {
    table,
    snapshot: sql.raw(snapshotText) as SQL<Snapshot>,
    snapshotText,
    idColumn,
    columns: columns
      .filter(([field]) => field !== "id")
      .map(([field, column]) => ({ field, column: column.name, type: column.getSQLType() })),
    parts: Object.keys(parts),
    isHousekeeping,
  };
}

/** An instant as the contract and the ledger write it. */
export function instantText(column: SQL | AnyPgColumn): SQL {
  // Outside the years 1 to 9999 to_char would write the era off, and nothing for infinity: no change may look like another instant.
  return sql`case when ${column} >= '0001-01-01Z' and ${column} < '10000-01-01Z'
    then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') else ${column}::text end`;
}

/** The record as it stands, for the ledger; null where there is none. */
export async function snapshotOf(
  ctx: Context,
  kind: RecordKind,
  id: string,
): Promise<Snapshot | null> {
  const rows = await ctx.db
    .select({ snapshot: kind.snapshot })
    .from(kind.table)
    .where(sql`${kind.idColumn} = ${id}`);
  return rows[0]?.snapshot ?? null;
}

/** Records as they stand, by their ids; those that are not there are left out. */
export async function snapshotsOf(
  ctx: Context,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, Snapshot>> {
  const rows = await ctx.db
    .select({ id: sql<string>`${kind.idColumn}`, snapshot: kind.snapshot })
    .from(kind.table)
    .where(among(kind.idColumn, ids));
  return new Map(rows.map((row) => [row.id, row.snapshot]));
}

/** A condition: the column holds one of these ids, as many as there may be; they are one parameter, and Postgres takes 65,535. */
export function among(column: AnyPgColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)))`;
}

/** Whether a record already holds these values, so that a revision would tell of nothing. */
export function alreadyHolds(snapshot: Snapshot, changes: Record<string, unknown>): boolean {
  return Object.entries(changes).every(
    ([name, value]) =>
      value === undefined ||
      isDeepStrictEqual(value instanceof Date ? value.toISOString() : value, snapshot[name]),
  );
}
