/**
 * The record as it stood, from the ledger's payloads. A past table is a plain select with the columns of the table itself, so
 * that readers need not know which of the two they read, and Postgres takes a look-up by id or by claim into it.
 */

import { getColumns } from "drizzle-orm";
import { type KnownPrefix, recordKinds } from "../record/kinds.ts";

/** Tables from which records are read, each called as the kind of record that it holds. */
export type Table = PastTable | (typeof presentTables)[number];
type PastTable = Exclude<KnownPrefix, "draft" | "scale" | "key" | "person">;

/** Captures never change; of the others the past is not told. */
const presentTables = ["capture", "draft", "rating_scale", "person"] as const;

/**
 * A table's rows as they stood at a sequence of the ledger. The lists that belong to a record are its columns too, as JSON:
 * `past_translations` of a claim, `past_interests` of an entity.
 */
export function rowsAt(table: Table, moment: string): string {
  return isPresent(table) ? table : pastRows(table, moment);
}

function isPresent(table: Table): table is (typeof presentTables)[number] {
  return presentTables.some((present) => present === table);
}

function pastRows(table: PastTable, moment: string): string {
  const { columns, parts, ...kind } = recordKinds[table];
  const described = getColumns(kind.table);
  const stamped = table === "claim" ? claimStamps(moment) : {};
  const values = [
    ...columns.map(
      ({ field, column, type }) =>
        // A column's type is told without that it is a list of it.
        `${stamped[field] ?? (described[field]?.dimensions ? listSql(field) : valueSql(field, type))} as ${column}`,
    ),
    ...parts.map((part) => `payload.after->'${part}' as past_${part.toLowerCase()}`),
  ];
  return `(select entry.subject as id, ${values.join(", ")}
    from revision entry join revision_payload payload on payload.sequence = entry.sequence
    where starts_with(entry.subject, '${table}_') and payload.after is not null and entry.sequence = (
      select max(newest.sequence) from revision newest where newest.subject = entry.subject and newest.sequence <= ${moment}))`;
}

/** What was added to a claim raised its version, and notes that in its own revision. */
function claimStamps(moment: string): Record<string, string> {
  const stamp = (field: string, type: string) => `greatest(${valueSql(field, type)}, (
      select max((child.after->'claim'->>'${field}')::${type}) from revision_payload child
      where child.after->>'claimId' = entry.subject and child.sequence <= ${moment}))`;
  return { version: stamp("version", "int"), updatedAt: stamp("updatedAt", "timestamptz") };
}

function valueSql(field: string, type: string): string {
  if (type === "jsonb") return `nullif(payload.after->'${field}', 'null')`;
  return type === "text" ? `(payload.after->>'${field}')` : `(payload.after->>'${field}')::${type}`;
}

function listSql(field: string): string {
  return `array(select jsonb_array_elements_text(nullif(payload.after->'${field}', 'null')))`;
}

/** A list that a past row holds, as rows in its order; `columns` names the column of each field. */
export function pastList(json: string, columns: Readonly<Record<string, string>>): string {
  const values = Object.entries(columns).map(
    ([field, column]) => `past.value->>'${field}' as ${column}`,
  );
  return `select ${values.join(", ")}, past.ordinality as position
    from jsonb_array_elements(${json}) with ordinality past order by past.ordinality`;
}
