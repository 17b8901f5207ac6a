/**
 * Reads: the one planner turns what was asked for into one SQL statement whose answer is JSON that holds exactly that. A door
 * gives it a selection, a plain tree under the contract's names; nothing here knows GraphQL.
 */

import { type Role, roleOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { BadInput } from "../errors/index.ts";
import { fetched, filled } from "./answer.ts";
import { marks, textSql } from "./json.ts";
import { Parameters } from "./parameters.ts";
import { objectOf } from "./reader.ts";
import type { Run } from "./run.ts";
import { type Hole, Scope } from "./scope.ts";
import type { Selection } from "./selection.ts";
import { types } from "./types/index.ts";

export { defaultPageSize, maxPageSize } from "./page.ts";
export { branch, type Field, Given, leaves, page, type Selection, typeName } from "./selection.ts";

/**
 * Few fields can make a long statement, in the past above all. Postgres plans a million characters in about a second; five
 * million end the embedded one.
 */
const maxStatementChars = 1_000_000;

/** A statement for everybody of the role it was made for; what differs from run to run it is given then. */
export type Statement = {
  readonly text: string;
  readonly params: Parameters;
  readonly holes: readonly Hole[];
};

/** A statement ready to run. */
export type Plan = {
  readonly statement: Statement;
  readonly params: unknown[];
  readonly run: Run;
};

type Reading = Pick<Context, "actor" | "now" | "origin">;
type Means = Pick<Context, "db" | "embedder">;

/**
 * The statement that answers a selection on the contract's `Query`.
 * @throws {BadInput} with the path of the argument, such as `claims.nodes.evidence.first`
 */
export function makeStatement(role: Role, selection: Selection): Statement {
  const params = new Parameters();
  const holes: Hole[] = [];
  const scope = new Scope({ role, types, params, holes, aliases: 0 });
  const query = { name: "query", args: {}, select: { Query: selection } };
  const answer = `select ${textSql(objectOf("Query", query, "", scope))} as answer`;
  const unused = params.unusedIn(answer);
  const text = unused.length === 0 ? answer : `${answer} from (select ${unused.join(", ")}) unused`;
  if (text.length > maxStatementChars) {
    const keys = Object.keys(selection).join(", ");
    throw new BadInput(
      keys,
      "too many lists and records within one another: ask for them in several operations",
    );
  }
  return { text, params, holes };
}

/**
 * The plan by which a statement answers somebody of its role; `given` is what stands for the selection's `Given`.
 * @throws {BadInput} as the statement would have been refused with what is given
 */
export function planRun(
  statement: Statement,
  { actor, now, origin = "" }: Reading,
  given: readonly string[] = [],
): Plan {
  const run: Run = { actor, now: now(), origin, given };
  return { statement, params: statement.params.valuesFor(run), run };
}

/** The plan for a selection that is asked once. @throws {BadInput} */
export function planRead(ctx: Reading, selection: Selection): Plan {
  return planRun(makeStatement(roleOf(ctx.actor), selection), ctx);
}

/** The answer as JSON: an object with the selection's keys, in their order. Null where a field that is required is null. */
export async function readJson(ctx: Means, plan: Plan): Promise<string | null> {
  const answer = await readText(ctx, plan);
  return answer.includes(marks.missing) ? null : answer;
}

/** The answer as objects, with null wherever something is missing. */
export async function runRead(ctx: Means, plan: Plan): Promise<Record<string, unknown>> {
  const answer = await readText(ctx, plan);
  return JSON.parse(answer.replaceAll(marks.missing, "null")) as Record<string, unknown>;
}

async function readText(
  { db, embedder }: Means,
  { statement: { text, params, holes }, params: values, run }: Plan,
): Promise<string> {
  const ctx: Context = { db, embedder, actor: run.actor, now: () => run.now };
  const all = await params.withFound(values, ctx, run);
  const [row] = await query<{ answer: string }>(db, text, all, params.isSteady);
  if (row === undefined) throw new Error("A read gave no answer.");
  const read = (selection: Selection) =>
    readText(ctx, planRead({ ...ctx, origin: run.origin }, selection));
  return filled(row.answer, holes, await fetched(row.answer, holes, ctx, read), run);
}
