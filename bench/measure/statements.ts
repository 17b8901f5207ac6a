/** Counting statements. The counter stands still otherwise, since it costs each statement a little. */

import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { withClient } from "../postgres/sql.ts";

/** Sessions that wait for their next statement take a new setting within this. */
const reloadMs = 200;

/** What a request costs the database, on average: statements that were sent, and pages of 8 KB that were looked at. */
export type Cost = { statements: number; pages: number };

/** Of the requests that `ask` makes, which tells how many they were. */
export async function costOf(database: string, ask: () => Promise<number>): Promise<Cost> {
  const { pathname } = new URL(database);
  return withClient(new URL("/postgres", database).href, async (client) => {
    await client.query("create extension if not exists pg_stat_statements");
    await count(client, "top");
    await client.query("select pg_stat_statements_reset()");
    const requests = await ask();
    const { rows } = await client.query<{ calls: string; pages: string }>(
      `select coalesce(sum(calls), 0) as calls, coalesce(sum(shared_blks_hit + shared_blks_read), 0) as pages
       from pg_stat_statements where dbid = (select oid from pg_database where datname = $1)`,
      [pathname.slice(1)],
    );
    await count(client, "none");
    const [{ calls, pages } = { calls: 0, pages: 0 }] = rows;
    return { statements: Number(calls) / requests, pages: Number(pages) / requests };
  });
}

export async function count(client: pg.Client, which: "top" | "none"): Promise<void> {
  await client.query(`alter system set pg_stat_statements.track = '${which}'`);
  await client.query("select pg_reload_conf()");
  await setTimeout(reloadMs);
}
