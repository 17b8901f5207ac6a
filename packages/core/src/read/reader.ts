/**
 * How fields are read. A type of the contract is a table of readers; each makes, from the name of a row in the statement, the
 * expression that gives the field. Nested objects and lists are nested selects, so that a whole answer is one statement.
 */

import { type Json, joined, marks, textSql, valueJson } from "./json.ts";
import type { Table } from "./past.ts";
import type { Run } from "./run.ts";
import type { Expression, Scope } from "./scope.ts";
import { type Field, type Selection, selectionOf, typeName } from "./selection.ts";

export type Reader = (row: string, field: Field, scope: Scope) => Expression;
/** `name` is the contract's. Types refer to one another in circles, so they name one another and are looked up. */
export type ObjectType = {
  readonly name: string;
  readonly fields: Readonly<Record<string, Reader>>;
};

/** The row's column as it is; arrays become JSON lists. */
export function column(name: string): Reader {
  return (row) => ({ sql: `${row}.${name}` });
}

/** The record's id; of the past, marked with the ledger's sequence, so that a cache keeps both. */
export const id: Reader = (row, _field, scope) => ({
  sql: scope.moment === null ? `${row}.id` : `${row}.id || '@' || ${scope.moment}`,
});

/** What the past does not tell: null there. */
export function nowOnly(reader: Reader): Reader {
  return (row, field, scope) =>
    scope.moment === null ? reader(row, field, scope) : { sql: "null" };
}

/** An instant, RFC 3339 in UTC to the millisecond. */
export function instant(name: string): Reader {
  return (row) => ({ json: ['"', { sql: instantSql(`${row}.${name}`) }, '"'] });
}

export function instantSql(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What the statement fetches the facts for and a pure function computes. */
export function computed<Facts>(
  facts: (row: string, scope: Scope) => string,
  compute: (facts: Facts, field: Field, run: Run) => unknown,
): Reader {
  return (row, field, scope) => ({
    sql: facts(row, scope),
    finish: (value: Facts, run) => compute(value, field, run),
  });
}

/** An object made of the same row's columns; null where `present` is false of it. */
export function part(type: string, present?: (row: string) => string): Reader {
  return (row, field, scope) => {
    const json = objectOf(type, field, row, scope);
    if (present === undefined) return { json, isNeverNull: true };
    return { json: [{ sql: `case when ${present(row)} then ${textSql(json)} end` }] };
  };
}

/** The one row of a table that fits, as an object; null where none does. */
export function one(
  type: string,
  table: Table,
  where: (row: string, other: string) => string,
): Reader {
  return (row, field, scope) => {
    const other = scope.alias(type);
    const object = textSql(objectOf(type, field, other, scope));
    const sql = `(select ${object} from ${scope.from(table)} ${other} where ${where(row, other)})`;
    return { json: [{ sql }] };
  };
}

/** All rows of a relation over the row, in its own order, as a list of objects. For short lists only: it has no pages. */
export function list(
  type: string,
  relation: (row: string, scope: Scope, field: Field) => string,
): Reader {
  return (row, field, scope) => {
    const other = scope.alias(type);
    const object = textSql(objectOf(type, field, other, scope));
    const rows = `(${relation(row, scope, field)}) ${other}`;
    const sql = `(select coalesce(string_agg(${object}, ','), '') from ${rows})`;
    return { json: ["[", { sql }, "]"], isNeverNull: true };
  };
}

/** An object of the type that has what the field asks of it. */
export function objectOf(type: string, field: Field, row: string, scope: Scope): Json {
  const { name, fields } = scope.typeNamed(type);
  return fieldsJson(
    selectionOf(field, name),
    name,
    (part, at) => {
      const reader = fields[part.name];
      if (reader === undefined) throw new Error(`The planner does not know ${name}.${part.name}.`);
      return reader(row, part, at);
    },
    scope,
  );
}

/** An object with the selection's keys, each with what `read` gives for it. */
export function fieldsJson(
  selection: Selection,
  type: string,
  read: (part: Field, at: Scope) => Expression,
  scope: Scope,
): Json {
  const members = Object.entries(selection).map(([key, part]): Json => {
    if (part.name === typeName) return [`"${key}":"${type}"`];
    const at = scope.at(key);
    return [`"${key}":`, ...jsonOf(read(part, at), part, at)];
  });
  return ["{", ...joined(members), "}"];
}

/** An expression as JSON that is never null. */
function jsonOf(expression: Expression, { isRequired }: Field, scope: Scope): Json {
  const otherwise = isRequired === true ? marks.missing : "null";
  if ("sql" in expression) {
    const { sql, finish } = expression;
    if (finish !== undefined) return scope.hole(sql, { finish, otherwise });
    if (sql === "null") return [otherwise];
    return [{ sql: `coalesce(${textSql(valueJson(sql))}, '${otherwise}')` }];
  }
  const { json, isNeverNull } = expression;
  return isNeverNull === true ? json : [{ sql: `coalesce(${textSql(json)}, '${otherwise}')` }];
}
