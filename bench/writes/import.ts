/** Imported reviews a second, against COPY of the very rows that they became. */

import { buffer } from "node:stream/consumers";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import { importAll } from "@sanad/core/importer";
import { from, to } from "pg-copy-streams";
import { dropDatabase } from "../postgres/databases.ts";
import type { Postgres } from "../postgres/server.ts";
import { withClient } from "../postgres/sql.ts";
import { tell } from "../progress.ts";
import { someReviews } from "./reviews.ts";

/** What an import fills, each after those that its rows point to. */
const tables = [
  "entity",
  "source",
  "capture",
  "claim",
  "claim_about",
  "appearance",
  "attribution",
  "review",
  "revision",
  "revision_payload",
];

type Import = { items: number; itemsASecond: number; copiedASecond: number };

export async function measureImport(postgres: Postgres, items: number): Promise<Import> {
  tell(`importing ${items.toLocaleString("en")} reviews`);
  const imported = await emptyDatabase(postgres, "bench_import");
  const connection = await connect(imported);
  const ctx = {
    db: connection.db,
    actor: { kind: "system", job: "bench" } as const,
    now: () => new Date(),
  };
  const itemsASecond = await perSecond(items, async () => {
    for await (const outcomes of importAll(ctx, someReviews(items)))
      for (const { kind } of outcomes)
        if (kind !== "TAKEN_IN") throw new Error(`An item became ${kind}.`);
  });
  await connection.close();

  const rows = await copiesOf(imported);
  const copied = await emptyDatabase(postgres, "bench_copy");
  const copiedASecond = await perSecond(items, () => copyIn(copied, rows));
  for (const name of ["bench_import", "bench_copy"]) await dropDatabase(postgres.url, name);
  return { items, itemsASecond, copiedASecond };
}

async function perSecond(count: number, run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return count / ((performance.now() - started) / 1_000);
}

async function emptyDatabase(postgres: Postgres, name: string): Promise<string> {
  await dropDatabase(postgres.url, name);
  await withClient(`${postgres.url}/postgres`, (client) => client.query(`create database ${name}`));
  const connection = await connect(`${postgres.url}/${name}`);
  await migrate(connection.db);
  await connection.close();
  return `${postgres.url}/${name}`;
}

async function copiesOf(url: string): Promise<Map<string, Buffer>> {
  return withClient(url, async (client) => {
    const rows = new Map<string, Buffer>();
    for (const table of tables)
      rows.set(table, await buffer(client.query(to(`copy ${table} to stdout`))));
    return rows;
  });
}

/** In one transaction, with every index and key in place. */
async function copyIn(url: string, rows: ReadonlyMap<string, Buffer>): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("begin");
    for (const [table, content] of rows)
      await pipeline(Readable.from([content]), client.query(from(`copy ${table} from stdin`)));
    await client.query("commit");
  });
}

export function describeImport({ items, itemsASecond, copiedASecond }: Import): string {
  return [
    "## Import",
    `Of ${items.toLocaleString("en")} reviews ${itemsASecond.toFixed(0)} a second are understood, checked, compared with the record,
entered in the ledger and stored; COPY of the same rows into empty tables with all indexes takes ${copiedASecond.toFixed(0)} a second,
${(copiedASecond / itemsASecond).toFixed(1)} times as many.`,
  ].join("\n\n");
}
