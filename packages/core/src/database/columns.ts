import { sql, type SQL } from "drizzle-orm";
import { type AnyPgColumn, jsonb, text, timestamp } from "drizzle-orm/pg-core";

/** The record's own id, a TypeID such as `claim_01h…`. */
export const id = () => text().primaryKey();

/** An instant, to the millisecond, as JavaScript's `Date` and the contract's `DateTime` hold it. */
export const instant = () => timestamp({ withTimezone: true, precision: 3 });

/** A JSON value of the given shape; core writes it, so its shape is core's promise. */
export const json = <T>() => jsonb().$type<T>();

/** A CHECK's condition: the column holds one of the values that the contract's enum has. */
export function oneOf(column: AnyPgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`;
}

/** A CHECK's condition: a partial date's shape; that the day exists is core's to know. */
export function partialDateShape(column: AnyPgColumn): SQL {
  return sql`${column} ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'`;
}

/** A partial date as text that sorts by its first day: `2025-03` becomes `2025-03-00`, null the empty string. */
export function partialDateOrder(column: AnyPgColumn): SQL {
  return sql`coalesce(${column} || substr('-00-00', length(${column}) - 3), '')`;
}

/** A text in one language; lists of these hold at most one a language. */
export type Localized = { language: string; text: string };

/** W3C Web Annotation's TextQuoteSelector with the words' language and translation. */
export type Quote = {
  exact: string;
  prefix: string | null;
  suffix: string | null;
  language: string;
  translation: string | null;
  translatedBy: string | null;
};
