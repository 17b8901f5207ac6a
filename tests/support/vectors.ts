import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { wrapPglite } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { prepareVectors } from "@sanad/core/embedding";
import { inject, onTestFinished } from "vitest";
import { editing } from "./database.ts";

/** On an embedded database of the test's own, migrated and empty, with pgvector. */
export async function withVectors(embedder: Context["embedder"]): Promise<Context> {
  const provided = inject("database");
  if (provided.kind !== "pglite") throw new Error("PostgreSQL as npm brings it has no pgvector.");
  const loadDataDir = await openAsBlob(provided.dump);
  const connection = wrapPglite(await PGlite.create({ loadDataDir, extensions: { vector } }));
  onTestFinished(() => connection.close());
  await prepareVectors(connection.db);
  return { ...editing(connection), embedder };
}
