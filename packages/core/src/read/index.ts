/**
 * Reads: the one planner turns what was asked for into one SQL statement whose answer holds exactly that. A door gives it a
 * selection, a plain tree under the contract's names; nothing here knows GraphQL.
 */

import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { BadInput } from "../errors/index.ts";
import { objectOf } from "./reader.ts";
import { Scope } from "./scope.ts";
import type { Selection } from "./selection.ts";
import { types } from "./types/index.ts";

export { defaultPageSize, maxPageSize } from "./page.ts";
export { branch, type Field, leaves, page, pick, type Selection } from "./selection.ts";

/**
 * Few fields can make a long statement, in the past above all. Postgres plans a million characters in about a second; five
 * million end the embedded one.
 */
const maxStatementChars = 1_000_000;

/** A statement ready to run, and what makes its answer of its one value. For one actor: what may be seen depends on who asks. */
export type Plan = {
  readonly text: string;
  readonly params: unknown[];
  readonly finish: (data: Record<string, unknown>) => Record<string, unknown>;
};

/**
 * The statement that answers a selection on the contract's `Query`.
 * @throws {BadInput} with the path of the argument, such as `claims.nodes.evidence.first`
 */
export function planRead(ctx: Pick<Context, "actor" | "now">, selection: Selection): Plan {
  const params: unknown[] = [];
  const scope = new Scope({ actor: ctx.actor, now: ctx.now(), types, params, aliases: 0 });
  const { sql, finish } = objectOf(
    "Query",
    { name: "query", args: {}, select: { Query: selection } },
    "",
    scope,
  );
  const text = `select ${sql} as data`;
  if (text.length > maxStatementChars) {
    const keys = Object.keys(selection).join(", ");
    throw new BadInput(
      keys,
      "too many lists and records within one another: ask for them in several operations",
    );
  }
  return {
    text,
    params,
    finish: (data) => (finish === undefined ? data : (finish(data) as Record<string, unknown>)),
  };
}

/** The answer: an object with the selection's keys. Values of a type with several implementations have `__typename`. */
export async function runRead(
  ctx: Pick<Context, "db">,
  plan: Plan,
): Promise<Record<string, unknown>> {
  const rows = await query<{ data: Record<string, unknown> }>(ctx.db, plan.text, plan.params);
  return plan.finish(rows[0]?.data ?? {});
}
