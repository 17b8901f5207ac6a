/** Pages by keyset: a cursor holds its row's place in the order, so a page deep in a list costs what the first one costs. */

import { BadInput } from "../errors/index.ts";
import type { Json } from "./json.ts";
import { instantSql } from "./reader.ts";
import type { Scope } from "./scope.ts";
import { type Field, Given } from "./selection.ts";

export const maxPageSize = 100;
export const defaultPageSize = 20;

export type KeyType = "text" | "timestamptz" | "bigint";

/** A total order of a list: columns that no two rows share, all in one direction. */
export type Order = {
  readonly name: string;
  readonly keys: readonly { readonly column: string; readonly type: KeyType }[];
  readonly isDescending: boolean;
};

/** An order by a column and then by id, named as the contract's enums are: `CREATED_AT_DESC`. */
export function orderBy(name: string, column: string, type: KeyType): Order {
  return {
    name,
    keys: [
      { column, type },
      { column: "id", type: "text" },
    ],
    isDescending: name.endsWith("_DESC"),
  };
}

/** Which list a cursor belongs to: those of one list or order are refused by another. */
export type ListName = {
  readonly name: string;
  readonly order: Order;
  /** What its cursors carry besides, which makes the pages after them. */
  readonly note?: Note;
};

/** A text, as SQL, and what it must be to have come from here. */
export type Note = { readonly sql: string; readonly isOurs: (text: string) => boolean };

export type Page = {
  readonly size: number;
  /** Read from the end of the list, so its rows come last first. */
  readonly isBackward: boolean;
  readonly after: Cursor | null;
  readonly before: Cursor | null;
};

/** What an argument gives, which is a cursor of the list: at least where it was given to begin with. */
type Cursor = { readonly given: unknown; readonly path: string };

/** The page that a field's arguments name. @throws {BadInput} with the argument's path */
export function readPage(list: ListName, { args }: Field, scope: Scope): Page {
  const first = readOptionalSize(args["first"], scope.pathOf("first"));
  const last = readOptionalSize(args["last"], scope.pathOf("last"));
  if (first !== null && last !== null) {
    throw new BadInput(scope.pathOf("last"), "give first or last, not both");
  }
  return {
    size: first ?? last ?? defaultPageSize,
    isBackward: last !== null,
    after: cursorIn(list, args["after"], scope.pathOf("after")),
    before: cursorIn(list, args["before"], scope.pathOf("before")),
  };
}

function readOptionalSize(value: unknown, path: string): number | null {
  return value === null || value === undefined ? null : readSize(value, path);
}

/** A page's size; safe to be written into a statement. @throws {BadInput} where it is not 1 to 100 */
export function readSize(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > maxPageSize) {
    throw new BadInput(path, `must be 1 to ${maxPageSize}`);
  }
  return value;
}

/** The order's keys as columns of a row, to compare and to sort by. */
export function orderColumns(order: Order, row: string): string[] {
  return order.keys.map(({ column }) => `${row}.${column}`);
}

/** What a cursor carries besides its row's place. @throws {BadInput} where it is none of the list's */
export function noteIn(list: ListName, given: unknown, path: string): string | null {
  return readCursor(list, given, path)[list.order.keys.length] ?? null;
}

/** The place of a cursor's row by one of the order's keys. @throws {BadInput} where it is none of the list's */
export function keyIn(list: ListName, given: unknown, index: number, path: string): string | null {
  return readCursor(list, given, path)[index] ?? null;
}

/**
 * The list's conditions on a row, and those that keep it within the page: row comparisons, so that Postgres starts reading its
 * index at the cursor.
 */
export function pageConditions(
  list: ListName,
  page: Page,
  row: string,
  conditions: readonly string[],
  scope: Scope,
): string[] {
  const { keys, isDescending } = list.order;
  const columns = orderColumns(list.order, row);
  const bounds: string[] = [];
  let own = [...conditions];
  const bound = (cursor: Cursor | null, comparison: "<" | ">") => {
    if (cursor === null) return;
    const values = keys.map(({ type }, index) =>
      scope.argument(cursor.given, (given) => readCursor(list, given, cursor.path)[index], type),
    );
    bounds.push(`(${columns.join(", ")}) ${comparison} (${values.join(", ")})`);
    // Where a filter bounds the same end, Postgres would start there, however far from the cursor: unless no index knows of it.
    own = own.map((condition) =>
      condition.startsWith(`${columns[0]} ${comparison}`) ? `(${condition}) is true` : condition,
    );
  };
  bound(page.after, isDescending ? "<" : ">");
  bound(page.before, isDescending ? ">" : "<");
  return [...own, ...bounds];
}

/** A row's cursor: its keys as text, with what they are keys of; opaque to clients. */
export function cursorSql({ name, order, note }: ListName, row: string): Json {
  const keys = order.keys.map(({ column, type }) => {
    const key = type === "timestamptz" ? instantSql(`${row}.${column}`) : `${row}.${column}::text`;
    return `to_json(${key})::text`;
  });
  if (note !== undefined) keys.push(`to_json(${note.sql})::text`);
  const json = `'["${name}","${order.name}",' || ${keys.join(" || ',' || ")} || ']'`;
  // Base 64 as addresses have it: Postgres breaks it into lines and fills it up.
  const cursor = `translate(encode(convert_to(${json}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
  return ['"', { sql: cursor }, '"'];
}

function cursorIn(list: ListName, given: unknown, path: string): Cursor | null {
  if (given === null || given === undefined) return null;
  readCursor(list, given instanceof Given ? given.example : given, path);
  return { given, path };
}

function readCursor(list: ListName, cursor: unknown, path: string): string[] {
  const [name, order, ...keys] = typeof cursor === "string" ? decode(cursor) : [];
  const isOurs = name === list.name && order === list.order.name;
  const { keys: expected } = list.order;
  const [note, ...rest] = keys.slice(expected.length);
  const isNoted = list.note === undefined ? note === undefined : isNote(note, list.note);
  if (
    !isOurs ||
    !isNoted ||
    rest.length > 0 ||
    !expected.every(({ type }, at) => isKey(keys[at], type))
  ) {
    throw new BadInput(path, "is no cursor of this list in this order");
  }
  return keys as string[];
}

function isNote(value: unknown, { isOurs }: Note): boolean {
  return typeof value === "string" && isOurs(value);
}

function decode(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function isKey(value: unknown, type: KeyType): boolean {
  if (typeof value !== "string") return false;
  switch (type) {
    case "text":
      return !value.includes("\0") && value.isWellFormed();
    case "timestamptz":
      // Exactly as the statement writes it: JavaScript reads days and years that Postgres does not know.
      return (
        /^(?!0000)\d{4}-/.test(value) &&
        !Number.isNaN(Date.parse(value)) &&
        new Date(value).toISOString() === value
      );
    case "bigint":
      return /^\d{1,15}$/.test(value);
  }
}
