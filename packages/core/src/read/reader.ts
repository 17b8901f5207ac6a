/**
 * How fields are read. A type of the contract is a table of readers; each makes, from the name of a row in the statement, the
 * expression that gives the field. Nested objects and lists are nested selects, so that a whole answer is one statement.
 */

import type { Table } from "./past.ts";
import { type Field, selectionOf } from "./selection.ts";
import type { Expression, Scope } from "./scope.ts";

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
  return (row) => ({ sql: instantSql(`${row}.${name}`) });
}

export function instantSql(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What the statement fetches the facts for and a pure function computes. */
export function computed<Facts>(
  facts: (row: string, scope: Scope) => string,
  compute: (facts: Facts, field: Field, scope: Scope) => unknown,
): Reader {
  return (row, field, scope) => ({
    sql: facts(row, scope),
    finish: (value: Facts) => compute(value, field, scope),
  });
}

/** What does not depend on any row. */
export function constant(value: (field: Field, scope: Scope) => unknown): Reader {
  return (_row, field, scope) => ({ sql: "null", finish: () => value(field, scope) });
}

/** An object made of the same row's columns; null where `present` is false of it. */
export function part(type: string, present?: (row: string) => string): Reader {
  return (row, field, scope) => {
    const object = objectOf(type, field, row, scope);
    if (present === undefined) return object;
    return { ...object, sql: `case when ${present(row)} then ${object.sql} end` };
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
    const object = objectOf(type, field, other, scope);
    return {
      ...object,
      sql: `(select ${object.sql} from ${scope.from(table)} ${other} where ${where(row, other)})`,
    };
  };
}

/** All rows of a relation over the row, in its own order, as a list of objects. For short lists only: it has no pages. */
export function list(
  type: string,
  relation: (row: string, scope: Scope, field: Field) => string,
): Reader {
  return (row, field, scope) => {
    const other = scope.alias(type);
    const object = objectOf(type, field, other, scope);
    const { finish } = object;
    return {
      sql: `(select coalesce(json_agg(${object.sql}), '[]'::json) from (${relation(row, scope, field)}) ${other})`,
      ...(finish && { finish: (values: unknown[]) => values.map(finish) }),
    };
  };
}

/**
 * Not `json_build_object`, which takes no more than fifty keys; and without RETURNING the answer would be the slower jsonb as
 * soon as one value is.
 */
export function jsonObject(pairs: readonly string[]): string {
  return `json_object(${pairs.join(", ")} returning json)`;
}

/** An object of the type that has what the field asks of it; `constants` are added as they are. */
export function objectOf(
  typeName: string,
  field: Field,
  row: string,
  scope: Scope,
  constants: Readonly<Record<string, string>> = {},
): Expression {
  const type = scope.typeNamed(typeName);
  const selection = selectionOf(field, type.name);
  const finishes: [string, (value: unknown) => unknown][] = [];
  const pairs = Object.entries(constants).map(([key, value]) => `'${key}': '${value}'`);
  for (const [key, part] of Object.entries(selection)) {
    const reader = type.fields[part.name];
    if (reader === undefined)
      throw new Error(`The planner does not know ${type.name}.${part.name}.`);
    const { sql, finish } = reader(row, part, scope.at(key));
    pairs.push(`'${key}': ${sql}`);
    if (finish !== undefined) finishes.push([key, finish]);
  }
  const sql = jsonObject(pairs);
  if (finishes.length === 0) return { sql };
  return {
    sql,
    finish(value: Record<string, unknown> | null) {
      if (value === null) return null;
      for (const [key, finish] of finishes) value[key] = finish(value[key]);
      return value;
    },
  };
}
