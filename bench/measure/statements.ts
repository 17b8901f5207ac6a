/** Counting statements. The counter stands still otherwise, since it costs each statement a little. */

import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { withClient } from "../postgres/sql.ts";

/** Sessions that wait for their next statement take a new setting within this. */
const reloadMs = 200;

/** Statements a request that clients send to the database while `ask` runs, which tells how many requests it made. */
export async function countStatements(
  database: string,
  ask: () => Promise<number>,
): Promise<number> {
  const { pathname } = new URL(database);
  return withClient(new URL("/postgres", database).href, async (client) => {
    await client.query("create extension if not exists pg_stat_statements");
    await count(client, "top");
    await client.query("select pg_stat_statements_reset()");
    const requests = await ask();
    const { rows } = await client.query<{ calls: string }>(
      `select coalesce(sum(calls), 0) as calls from pg_stat_statements
       where dbid = (select oid from pg_database where datname = $1)`,
      [pathname.slice(1)],
    );
    await count(client, "none");
    return Number(rows[0]?.calls) / requests;
  });
}

export async function count(client: pg.Client, which: "top" | "none"): Promise<void> {
  await client.query(`alter system set pg_stat_statements.track = '${which}'`);
  await client.query("select pg_reload_conf()");
  await setTimeout(reloadMs);
}
