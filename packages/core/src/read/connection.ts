/** Relay's connections: a page of rows as edges, nodes and page info. @see https://relay.dev/graphql/connections.htm */

import { cursorOf, type ListName, orderColumns, type Page, pageBounds, readPage } from "./page.ts";
import { instantSql, jsonObject, objectOf, type Reader } from "./reader.ts";
import type { Expression, Scope } from "./scope.ts";
import { type Field, pick, type Selection, selectionOf } from "./selection.ts";

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
  readonly edgeFields?: Readonly<Record<string, (row: string) => string>>;
};

/** A row of the page as the statement gives it: its place in the order, and each slot's value. */
type Row = { readonly key: readonly string[]; readonly slots: unknown[] };
type RawPage = { rows: Row[]; total: number | null };
type Answer = { rows: Row[]; hasMore: boolean; total: number | null };

/** A field that is a connection over the list that the row and the arguments name. */
export function connection(listOf: (row: string, field: Field, scope: Scope) => List): Reader {
  return (row, field, scope) => connectionOf(listOf(row, field, scope), field, scope);
}

function connectionOf(list: List, field: Field, scope: Scope): Expression {
  const page = readPage(list, field, scope);
  const row = scope.alias(list.type);
  const slots = new Slots();
  const selection = onlySelection(field);
  const parts = Object.entries(selection).map(([key, part]) => {
    return [key, readerOf(part, list, page, row, slots, scope.at(key))] as const;
  });
  const isCounted = Object.values(selection).some(({ name }) => name === "totalCount");
  return {
    sql: jsonObject([
      `'rows': ${rowsSql(list, page, row, slots, scope)}`,
      `'total': ${isCounted ? totalSql(list, row) : "null"}`,
    ]),
    finish({ rows: raw, total }: RawPage) {
      const hasMore = raw.length > page.size;
      const rows = hasMore ? raw.slice(0, page.size) : raw;
      if (page.isBackward) rows.reverse();
      for (const each of rows) slots.finish(each.slots);
      const answer: Answer = { rows, hasMore, total };
      return Object.fromEntries(parts.map(([key, read]) => [key, read(answer)]));
    },
  };
}

/** What is computed of each row. `nodes` and `edges { node }` may ask for different things, so each has a slot of its own. */
class Slots {
  readonly #expressions: Expression[] = [];

  add(expression: Expression): (row: Row) => unknown {
    const index = this.#expressions.push(expression) - 1;
    return (row) => row.slots[index];
  }

  get sql(): string {
    const values = this.#expressions.map(({ sql }) => sql).join(", ");
    // Without values there is nothing that ON NULL could speak of.
    return values === "" ? "'[]'::json" : `json_array(${values} null on null returning json)`;
  }

  finish(values: unknown[]): void {
    this.#expressions.forEach(({ finish }, index) => {
      if (finish !== undefined) values[index] = finish(values[index]);
    });
  }
}

/** How a field of the connection is read from the page once that is there. */
function readerOf(
  part: Field,
  list: List,
  page: Page,
  row: string,
  slots: Slots,
  scope: Scope,
): (answer: Answer) => unknown {
  switch (part.name) {
    case "nodes": {
      const node = slots.add(objectOf(list.type, part, row, scope));
      return ({ rows }) => rows.map(node);
    }
    case "edges": {
      const edge = Object.entries(onlySelection(part)).map(([key, field]) => {
        return [key, edgeReaderOf(field, list, row, slots, scope.at(key))] as const;
      });
      return ({ rows }) =>
        rows.map((each) => Object.fromEntries(edge.map(([key, read]) => [key, read(each)])));
    }
    case "pageInfo":
      return (answer) => pick(pageInfo(list, page, answer), selectionOf(part, "PageInfo"));
    case "totalCount":
      return ({ total }) => (total === null || total > maxCounted ? null : total);
    default:
      throw new Error(`The planner does not know ${part.name} of a connection.`);
  }
}

function edgeReaderOf(
  field: Field,
  list: List,
  row: string,
  slots: Slots,
  scope: Scope,
): (each: Row) => unknown {
  if (field.name === "cursor") return (each) => cursorOf(list, each.key);
  const extra = list.edgeFields?.[field.name];
  return slots.add(extra ? { sql: extra(row) } : objectOf(list.type, field, row, scope));
}

function pageInfo(list: List, page: Page, { rows, hasMore }: Answer) {
  const cursor = (each: Row | undefined) => (each === undefined ? null : cursorOf(list, each.key));
  return {
    // Beyond a cursor stands at least the row whose cursor it is.
    hasNextPage: page.before !== null || (!page.isBackward && hasMore),
    hasPreviousPage: page.after !== null || (page.isBackward && hasMore),
    startCursor: cursor(rows[0]),
    endCursor: cursor(rows.at(-1)),
  };
}

/** The page's rows and one more, which tells whether there is more. */
function rowsSql(list: List, page: Page, row: string, slots: Slots, scope: Scope): string {
  const keys = list.order.keys.map(({ column, type }) =>
    type === "timestamptz" ? instantSql(`${row}.${column}`) : `${row}.${column}::text`,
  );
  const direction = list.order.isDescending === page.isBackward ? "asc" : "desc";
  const ordering = orderColumns(list.order, row).map((column) => `${column} ${direction}`);
  const where = [...list.where(row), ...pageBounds(list.order, page, row, scope)];
  const skip = list.offset && page.after === null ? ` offset ${list.offset}` : "";
  // The inner select ends in LIMIT, so that only the page's rows are made into objects.
  return `(select coalesce(json_agg(${jsonObject([`'key': json_array(${keys.join(", ")})`, `'slots': ${slots.sql}`])}), '[]'::json)
    from (select ${row}.* from ${list.from} ${row}${whereSql(where)}
      order by ${ordering.join(", ")} limit ${page.size + 1}${skip}) ${row})`;
}

function totalSql(list: List, row: string): string {
  return `(select count(*) from (select from ${list.from} ${row}${whereSql(list.where(row))} limit ${maxCounted + 1}) counted)`;
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`;
}

/** What is asked of a value whose type has one name only, whatever that is. */
function onlySelection(field: Field): Selection {
  return selectionOf(field, Object.keys(field.select ?? {})[0] ?? "");
}
