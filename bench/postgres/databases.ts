/** Databases of so many claims, made once and kept. */

import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import { reindex } from "@sanad/core/search";
import { newsroom } from "../data/newsroom.ts";
import { tell } from "../progress.ts";
import { copyIn } from "./copy.ts";
import { addHistoryFunction } from "./history.ts";
import { withClient } from "./sql.ts";

const root = join(import.meta.dirname, "../..");

/** The address of a database with so many claims, which is there once this resolves. Nobody should write to it. */
export async function databaseOf(server: string, claims: number): Promise<string> {
  const name = `claims_${claims}_${versionOfData()}`;
  const url = `${server}/${name}`;
  await withClient(`${server}/postgres`, async (client) => {
    const known = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like $1",
      [`claims\\_${claims}\\_%`],
    );
    if (known.rows.some((database) => database.name === name)) return;
    for (const old of known.rows) await client.query(`drop database ${old.name}`);
    await client.query("drop database if exists being_made");
    await client.query("create database being_made");
    await fill(`${server}/being_made`, claims);
    // Only what is whole has the name.
    await client.query(`alter database being_made rename to ${name}`);
  });
  return url;
}

/** A copy to write to, in place of an earlier one. */
export async function copyOf(server: string, url: string, name: string): Promise<string> {
  const original = new URL(url).pathname.slice(1);
  await dropDatabase(server, name);
  await withClient(`${server}/postgres`, (client) =>
    client.query(`create database ${name} template ${original} strategy file_copy`),
  );
  return `${server}/${name}`;
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await withClient(`${server}/postgres`, (client) =>
    client.query(`drop database if exists ${name} with (force)`),
  );
}

async function fill(url: string, claims: number): Promise<void> {
  tell(`making ${claims.toLocaleString("en")} claims`);
  const connection = await connect(url);
  await migrate(connection.db);
  await connection.close();
  await addHistoryFunction(url);
  await copyIn(url, newsroom(claims), (rows) => tell(`${rows.toLocaleString("en")} rows`));
  await indexClaims(url);
}

/** As a server would in time, with half of the machine while others are measured. */
async function indexClaims(url: string): Promise<void> {
  const connection = await connect(url);
  const actor = { kind: "system", job: "bench" } as const;
  const ctx = { db: connection.db, actor, now: () => new Date() };
  for await (const { claims } of reindex(ctx))
    tell(`${claims.toLocaleString("en")} claims indexed`);
  await connection.close();
  await withClient(url, (client) => client.query("vacuum (freeze, analyze)"));
}

/** Another one whenever the rows or the tables may be others. */
function versionOfData(): string {
  const hash = createHash("sha256");
  const files = globSync(
    [
      "bench/data/*.ts",
      "bench/postgres/{copy,databases,history}.ts",
      "packages/core/migrations/*/migration.sql",
    ],
    {
      cwd: root,
    },
  );
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 12);
}
