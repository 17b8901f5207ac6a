/** `test` with an embedded database that has pgvector, in which `ctx` edits and is undone. PostgreSQL as npm brings it has none. */

import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { type Connection, wrapPglite } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { prepareVectors } from "@sanad/core/embedding";
import { inject, test as base } from "vitest";
import { undo } from "./database.ts";

async function openWithVectors(): Promise<Connection> {
  const provided = inject("database");
  if (provided.kind !== "pglite") throw new Error("There is no pgvector.");
  const loadDataDir = await openAsBlob(provided.dump);
  const connection = wrapPglite(await PGlite.create({ loadDataDir, extensions: { vector } }));
  await prepareVectors(connection.db);
  return connection;
}

export const test = base.extend<{
  $worker: { vectors: Connection };
  $test: { ctx: Context };
}>({
  vectors: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const connection = await openWithVectors();
      await use(connection);
      await connection.close();
    },
    { scope: "worker" },
  ],
  ctx: async ({ vectors }, use) => undo(vectors, use),
});
