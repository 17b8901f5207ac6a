/** Relay's connections: a page of rows as edges, nodes and page info. @see https://relay.dev/graphql/connections.htm */

import { type Json, textSql } from "./json.ts";
import {
  cursorSql,
  type ListName,
  orderColumns,
  type Page,
  pageConditions,
  readPage,
} from "./page.ts";
import { fieldsJson, objectOf, type Reader } from "./reader.ts";
import type { Expression, Scope } from "./scope.ts";
import { type Field, type Selection, selectionOf } from "./selection.ts";

/** Counting stops here: beyond it the answer is null, so that its cost has a bound. */
const maxCounted = 10_000;

/** Rows of one type, to be paged through. */
export type List = ListName & {
  readonly type: string;
  /** What stands in FROM: a table, or a select in parentheses. */
  readonly from: string;
  readonly where: (row: string) => string[];
  /** How many rows to leave out at the start, where no cursor says where that is. */
  readonly offset?: number;
  /** Fields of an edge besides its node and cursor. */
  readonly edgeFields?: Readonly<Record<string, Reader>>;
  /** Fields of the connection besides Relay's, or in place of them. */
  readonly fields?: Readonly<Record<string, (field: Field, scope: Scope) => Expression>>;
};

/** A page's rows in the statement, as far as they were asked for. */
type Rows = {
  readonly list: List;
  readonly page: Page;
  readonly row: string;
  /** Whether a row more than the page has is read, which tells whether there is more. */
  readonly looksBeyond: boolean;
  /** Whether rows have `nth_`, their number as they are read, and `count_`, how many there are. */
  readonly isNumbered: boolean;
};

/** A field that is a connection over the list that the row and the arguments name. */
export function connection(listOf: (row: string, field: Field, scope: Scope) => List): Reader {
  return (row, field, scope) => connectionOf(listOf(row, field, scope), field, scope);
}

function connectionOf(list: List, field: Field, scope: Scope): Expression {
  const page = readPage(list, field, scope);
  const [type, selection] = onlySelection(field);
  const parts = Object.values(selection);
  const ofPage = (name: string) =>
    parts.some((part) => isSelected(name, part, selectionOf(part, "PageInfo")));
  const looksBeyond = page.isBackward
    ? page.after === null && ofPage("hasPreviousPage")
    : page.before === null && ofPage("hasNextPage");
  const hasCursor = ofPage("startCursor") || ofPage("endCursor");
  const rows: Rows = {
    list,
    page,
    row: scope.alias(list.type),
    looksBeyond,
    isNumbered: looksBeyond || hasCursor || page.isBackward,
  };
  const json = fieldsJson(selection, type, (part, at) => partOf(part, rows, at), scope);
  const hasRows = parts.some(({ name }) => name === "nodes" || name === "edges");
  // Where nothing is asked of the rows they are read all the same: a statement uses all its parameters.
  const ofNone = { sql: "coalesce(min(''), '')" };
  const all = hasRows || looksBeyond || hasCursor ? json : [...json, ofNone];
  const sql = `(select ${textSql(all)} from ${rowsSql(rows, scope)})`;
  return { json: [{ sql }], isNeverNull: true };
}

function isSelected(name: string, part: Field, selection: Selection): boolean {
  return part.name === "pageInfo" && Object.values(selection).some((field) => field.name === name);
}

/** A field of the connection, over all rows of its page. */
function partOf(part: Field, rows: Rows, scope: Scope): Expression {
  const { list, row } = rows;
  const own = list.fields?.[part.name];
  if (own !== undefined) return own(part, scope);
  switch (part.name) {
    case "nodes":
      return allOf(objectOf(list.type, part, row, scope), rows);
    case "edges": {
      const [type, selection] = onlySelection(part);
      return allOf(
        fieldsJson(selection, type, (field, at) => edgePart(field, rows, at), scope),
        rows,
      );
    }
    case "pageInfo": {
      const selection = selectionOf(part, "PageInfo");
      return {
        json: fieldsJson(selection, "PageInfo", ({ name }) => infoPart(name, rows), scope),
        isNeverNull: true,
      };
    }
    case "totalCount":
      return { sql: totalSql(list, row) };
    default:
      throw new Error(`The planner does not know ${part.name} of a connection.`);
  }
}

/** What is made of each row, as a list in the list's order. */
function allOf(json: Json, { page, looksBeyond }: Rows): Expression {
  const order = page.isBackward ? " order by nth_ desc" : "";
  const within = looksBeyond ? ` filter (where nth_ <= ${page.size})` : "";
  const sql = `coalesce(string_agg(${textSql(json)}, ','${order})${within}, '')`;
  return { json: ["[", { sql }, "]"], isNeverNull: true };
}

function edgePart(field: Field, { list, row }: Rows, scope: Scope): Expression {
  if (field.name === "cursor") return { json: cursorSql(list, row), isNeverNull: true };
  const extra = list.edgeFields?.[field.name];
  if (extra !== undefined) return extra(row, field, scope);
  return { json: objectOf(list.type, field, row, scope), isNeverNull: true };
}

function infoPart(name: string, { list, page, row }: Rows): Expression {
  const last = `least(count_, ${page.size})`;
  const cursorAt = (nth: string): Expression => ({
    json: [{ sql: `min(${textSql(cursorSql(list, row))}) filter (where nth_ = ${nth})` }],
  });
  const hasMore = `count(*) > ${page.size}`;
  switch (name) {
    case "startCursor":
      return cursorAt(page.isBackward ? last : "1");
    case "endCursor":
      return cursorAt(page.isBackward ? "1" : last);
    // Beyond a cursor stands at least the row whose cursor it is.
    case "hasNextPage":
      return condition(page.before !== null || (!page.isBackward && hasMore));
    case "hasPreviousPage":
      return condition(page.after !== null || (page.isBackward && hasMore));
    default:
      throw new Error(`The planner does not know ${name} of a page.`);
  }
}

function condition(value: boolean | string): Expression {
  return {
    json: [typeof value === "string" ? { sql: `(${value})::text` } : String(value)],
    isNeverNull: true,
  };
}

function rowsSql({ list, page, row, looksBeyond, isNumbered }: Rows, scope: Scope): string {
  const direction = list.order.isDescending === page.isBackward ? "asc" : "desc";
  const ordering = orderColumns(list.order, row).map((column) => `${column} ${direction}`);
  const where = pageConditions(list, page, row, list.where(row), scope);
  const skip = list.offset && page.after === null ? ` offset ${list.offset}` : "";
  // The inner select ends in LIMIT, so that only the page's rows are made into objects.
  const rows = `(select ${row}.* from ${list.from} ${row}${whereSql(where)}
      order by ${ordering.join(", ")} limit ${looksBeyond ? page.size + 1 : page.size}${skip}) ${row}`;
  if (!isNumbered) return rows;
  return `(select ${row}.*, row_number() over () as nth_, count(*) over () as count_ from ${rows}) ${row}`;
}

function totalSql(list: List, row: string): string {
  return `(select case when count(*) <= ${maxCounted} then count(*) end
    from (select from ${list.from} ${row}${whereSql(list.where(row))} limit ${maxCounted + 1}) counted)`;
}

export function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
}

/** What is asked of a value whose type has one name only, and that name. */
function onlySelection(field: Field): readonly [string, Selection] {
  return Object.entries(field.select ?? {})[0] ?? ["", {}];
}
