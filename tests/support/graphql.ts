/** The GraphQL door on a real database: requests as clients send them, and what they leave behind. */

import type { Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { type Database, query } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { type Plan, planRead } from "@sanad/core/read";
import { Kind, OperationTypeNode, parse } from "graphql";
import { vi } from "vitest";
import { createSchema } from "../../packages/functions/src/graphql/schema.ts";
import { operationSelection } from "../../packages/functions/src/graphql/selection.ts";
import { openDoor } from "./lambda.ts";

const faults: unknown[] = [];
export const door = openDoor({
  publicUrl: "https://sanad.example",
  log: (error) => faults.push(error),
});

export const standard = "application/graphql-response+json";
export const legacy = "application/json";

/** Where a question is asked: a connection or a context. */
export type Place = { readonly db: Database; readonly now?: () => Date };
export type Who = Role | "public";
export type GraphQLFault = { message: string; extensions: Record<string, unknown> };
export type Answer<Data = any> = {
  status: number;
  type: string | null;
  data?: Data;
  errors?: GraphQLFault[];
};

/** POSTs a body as it is. A fault of ours fails the test with its cause. */
export async function send(
  { db, now = () => new Date() }: Place,
  body: string | Uint8Array<ArrayBuffer>,
  { who = "public" as Who, accept = standard, contentType = "application/json" } = {},
): Promise<Answer> {
  const request = new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers: { "content-type": contentType, accept },
    body,
  });
  const response = await door.handle(request, { db, now, actor: actorOf(who) });
  const [fault] = faults.splice(0);
  if (fault !== undefined) throw fault;
  const type = response.headers.get("content-type");
  return { status: response.status, type, ...((await response.json()) as object) };
}

export function ask(
  place: Place,
  query: string,
  variables: Record<string, unknown> = {},
  who: Who = "public",
): Promise<Answer> {
  return send(place, JSON.stringify({ query, variables }), { who });
}

/** What was answered, once it is sure that there was no error. */
export async function dataOf(
  place: Place,
  query: string,
  variables: Record<string, unknown> = {},
  who: Who = "public",
): Promise<any> {
  const { data, errors } = await ask(place, query, variables, who);
  if (errors !== undefined) throw new Error(`${JSON.stringify(errors)}\n${query}`);
  return data;
}

/** The same person for each role, so that nothing but the role differs between two questions. */
const people = new Map<Role, string>();

function actorOf(who: Who): Context["actor"] {
  if (who === "public") return { kind: "public" };
  const id = people.get(who) ?? createId("person");
  people.set(who, id);
  return { kind: "person", id, name: "Parisa", role: who };
}

/** One hash over every row of every table: two are equal only where nothing was written in between. */
export async function checksum(db: Database): Promise<string> {
  const tables = await query<{ name: string }>(
    db,
    // The search index is no part of the record: whoever asks brings it up to date.
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not like 'search\\_%' order by 1",
    [],
  );
  const hashes = tables.map(
    ({ name }) =>
      `(select '${name}' || md5(coalesce(string_agg(held::text, e'\\n' order by held::text), '')) from ${name} held)`,
  );
  const [row] = await query<{ hash: string }>(
    db,
    `select md5(concat(${hashes.join(", ")})) as hash`,
    [],
  );
  if (row === undefined) throw new Error("No table could be read.");
  return row.hash;
}

/** What the driver is given, outside of transactions, while something runs. */
export async function statementsOf({ db }: Place, run: () => Promise<unknown>): Promise<string[]> {
  const { $client } = db as unknown as { $client: { query: (...given: unknown[]) => unknown } };
  const spy = vi.spyOn($client, "query");
  try {
    await run();
    return spy.mock.calls.map(([query]) =>
      typeof query === "string" ? query : (query as { text: string }).text,
    );
  } finally {
    spy.mockRestore();
  }
}

const schema = createSchema(
  () => null,
  () => null,
);

/** The planner's own statement for a query. */
export function planOf(
  { now = () => new Date() }: Place,
  query: string,
  who: Who = "public",
): Plan {
  const document = parse(query);
  const [operation] = document.definitions;
  const rootType = schema.getRootType(OperationTypeNode.QUERY);
  if (operation?.kind !== Kind.OPERATION_DEFINITION || !rootType)
    throw new Error("This is no query.");
  const asked = { schema, fragments: new Map(), variables: {} };
  return planRead({ actor: actorOf(who), now }, operationSelection(asked, rootType, operation));
}

export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  /** Of one loop; what was left out likewise. */
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Actual Loops": number;
  /** Pages that were looked at, in memory and not, by this node and all below it. */
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: PlanNode[];
};

/** How Postgres carried a plan's statement out: every node that reads a table, deepest last. */
export async function scansOf(place: Place, plan: Plan): Promise<PlanNode[]> {
  const nodes = await stepsOf(place, plan);
  return nodes.filter((node) => node["Relation Name"] !== undefined);
}

/** Every node of it, with what has to be found before it is run. */
export async function stepsOf(
  { db, now = () => new Date() }: Place,
  { statement: { text, params }, params: given, run }: Plan,
): Promise<PlanNode[]> {
  const values = await params.withFound(given, { db, now, actor: run.actor }, run);
  const [row] = await query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    db,
    `explain (analyze, buffers, format json) ${text}`,
    values,
  );
  if (row === undefined) throw new Error("Nothing was explained.");
  const nodes = [row["QUERY PLAN"][0].Plan];
  for (const { Plans = [] } of nodes) nodes.push(...Plans);
  return nodes;
}

/** How many rows these scans read in all, those that they then left out included. */
export function rowsRead(scans: readonly PlanNode[]): number {
  const rows = scans.map((node) => {
    const leftOut =
      (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
    return (node["Actual Rows"] + leftOut) * node["Actual Loops"];
  });
  return Math.round(rows.reduce((sum, each) => sum + each, 0));
}

/** How many pages of 8 KB a statement with these nodes looked at. */
export function pagesRead([top]: readonly PlanNode[]): number {
  return top === undefined ? 0 : top["Shared Hit Blocks"] + top["Shared Read Blocks"];
}
