/**
 * `test` with a database: `ctx` for a test that is undone when it ends, `database` for one that needs what others see, such
 * as locks, which is a copy of its own. Both begin migrated and empty.
 */

import { openAsBlob } from "node:fs";
import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import type { Context } from "@sanad/core/context";
import { connect, type Connection, wrapPglite } from "@sanad/core/connection";
import { createId } from "@sanad/core/id";
import { connectNeon } from "@sanad/core/neon";
import { sql } from "drizzle-orm";
import { inject, test as base } from "vitest";
import { app } from "./app-role.ts";
import { aNeonAddress, enterBy } from "./neon-front.ts";

export type TestDatabase = {
  kind: "pglite" | "postgres" | "neon";
  /** For code that connects by itself; null on PGlite. */
  address: string | null;
  /** Another connection; on PGlite, which has only one, the same again. Closed with the database. */
  connect: () => Promise<Connection>;
  close: () => Promise<void>;
};

export const databaseKind = inject("database").kind;
export const isPglite = databaseKind === "pglite";

/** A migrated, empty database. */
export async function freshDatabase(): Promise<TestDatabase> {
  const provided = inject("database");
  switch (provided.kind) {
    case "pglite":
      return loadDump(provided.dump);
    case "postgres":
      return onServer(provided.server, "template");
    case "neon":
      return behindFront(provided.server, provided.front);
  }
}

/** A database that nobody has migrated, as whoever owns it. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const provided = inject("database");
  return provided.kind === "pglite"
    ? inMemory(await PGlite.create())
    : onServer(provided.server, "template1");
}

async function loadDump(dump: string): Promise<TestDatabase> {
  return inMemory(await PGlite.create({ loadDataDir: await openAsBlob(dump) }));
}

function inMemory(client: PGlite): TestDatabase {
  const connection = wrapPglite(client);
  return {
    kind: "pglite",
    address: null,
    connect: async () => connection,
    close: () => connection.close(),
  };
}

/** A copy of another database of the server. */
async function onServer(server: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const address = `${server}/${name}`;
  await administer(server, `create database ${name} template ${template}`);
  const connections: Connection[] = [];
  return {
    kind: "postgres",
    address,
    async connect() {
      const connection = await connect(address);
      connections.push(connection);
      return connection;
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

/** As a deployed app has it: behind Neon's front door, as a role that owns nothing. */
async function behindFront(server: string, front: number): Promise<TestDatabase> {
  const database = await onServer(server, "template");
  const name = new URL(database.address ?? "").pathname.slice(1);
  const address = aNeonAddress(name, app);
  enterBy(front);
  const connections: Connection[] = [];
  return {
    kind: "neon",
    address,
    async connect() {
      const connection = connectNeon(address);
      connections.push(connection);
      return connection;
    },
    async close() {
      await Promise.all(connections.map((connection) => connection.close()));
      await database.close();
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const connection = await connect(`${server}/postgres`);
  await connection.db.execute(sql.raw(statement));
  await connection.close();
}

/** A clock that begins on a day of its own and moves on by a second each time it is asked. */
export function tickingClock(): () => Date {
  let ticks = 0;
  return () => new Date(Date.UTC(2025, 4, 20, 8) + 1_000 * ticks++);
}

/** A context in which an editor acts, under a clock of its own. */
export function editing(connection: Pick<Connection, "db">): Context {
  const actor = {
    kind: "person",
    id: createId("person"),
    name: "Parisa",
    role: "EDITOR",
  } as const;
  return { db: connection.db, actor, now: tickingClock() };
}

class Undo extends Error {}

/** Has somebody edit, and nothing of it stay. */
export async function undo(
  { db }: Pick<Connection, "db">,
  edit: (ctx: Context) => Promise<void>,
): Promise<void> {
  const undone = db.transaction(async (tx) => {
    await edit(editing({ db: tx }));
    throw new Undo();
  });
  await undone.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

export const test = base.extend<{
  $worker: { connection: Connection };
  $test: { ctx: Context; database: TestDatabase };
}>({
  connection: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const database = await freshDatabase();
      await use(await database.connect());
      await database.close();
    },
    { scope: "worker" },
  ],
  ctx: async ({ connection }, use) => undo(connection, use),
  // eslint-disable-next-line no-empty-pattern
  database: async ({}, use) => {
    const database = await freshDatabase();
    await use(database);
    await database.close();
  },
});
