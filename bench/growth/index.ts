/** What each list costs the database as the record grows: its first page, and the one half-way. */

import type pg from "pg";
import { median } from "../measure/numbers.ts";
import { cpuOfFamily } from "../measure/process.ts";
import { costOf } from "../measure/statements.ts";
import type { Postgres } from "../postgres/server.ts";
import { withClient } from "../postgres/sql.ts";
import { tell } from "../progress.ts";
import { withServers } from "../servers/index.ts";
import { type Row, table } from "../table.ts";
import { halfWay, ids, lists, pageOf } from "./lists.ts";

/** Postgres's processor time in milliseconds and its pages of 8 KB, a request. */
type Read = { cpu: number; pages: number };
export type Growth = { claims: number; reads: { title: string; first: Read; deep: Read | null }[] };

const requestsABatch = 40;
const batches = 5;

export async function measureGrowth(
  postgres: Postgres,
  database: string,
  claims: number,
): Promise<Growth> {
  tell("the lists' pages, one by one");
  return withServers(["sanad"], database, ([sanad]) =>
    withClient(database, async (client) => {
      const read = (query: string) => costOfQuery(postgres, database, sanad?.url ?? "", query);
      const known = new Map<string, string>();
      for (const [name, statement] of Object.entries(ids)) {
        const [row] = (await client.query<{ id: string }>(statement)).rows;
        known.set(name, row?.id ?? "");
      }
      const reads: Growth["reads"] = [];
      for (const list of lists) {
        const place = list.order && (await placeHalfWay(client, halfWay(list.order)));
        reads.push({
          title: list.title,
          first: await read(pageOf(list, null, known)),
          deep: place && (await read(pageOf(list, place, known))),
        });
      }
      return { claims, reads };
    }),
  );
}

async function placeHalfWay(client: pg.Client, statement: string): Promise<string[]> {
  const { rows } = await client.query<{ place: string[] }>(statement);
  return rows[0]?.place ?? [];
}

async function costOfQuery(
  postgres: Postgres,
  database: string,
  url: string,
  query: string,
): Promise<Read> {
  const ask = async () => {
    for (let request = 0; request < requestsABatch; request++) await askFor(url, query);
    return requestsABatch;
  };
  await ask();
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const before = cpuOfFamily(postgres.pid);
    times.push((await ask(), cpuOfFamily(postgres.pid) - before) / requestsABatch);
  }
  const { pages } = await costOf(database, ask);
  return { cpu: median(times), pages };
}

async function askFor(url: string, query: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(`${query} failed: ${JSON.stringify(errors)}`);
}

export function describeGrowth(growths: readonly Growth[]): string {
  const head = growths.map(({ claims }) => `${claims.toLocaleString("en")} claims`);
  const [smallest] = growths;
  const rows = (smallest?.reads ?? []).map(({ title }, index): Row => {
    const cells = growths.map(({ reads }) => {
      const read = reads[index];
      return [read?.first, read?.deep].flatMap((each) => (each ? [shown(each)] : [])).join("; ");
    });
    return [title, ...cells];
  });
  return [
    "## Growth",
    "A page of 20: pages of 8 KB that Postgres looks at and its CPU in µs, for the first page; for the one half-way.",
    table([["list", ...head], ...rows]),
  ].join("\n\n");
}

function shown({ pages, cpu }: Read): string {
  return `${pages.toFixed(0)}, ${(cpu * 1_000).toFixed(0)} µs`;
}
