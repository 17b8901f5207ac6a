import { type Database, pendingMigrations } from "@sanad/core/database";
import type { Handler } from "hono";
import { keptByNobody } from "./caching.ts";
import type { Doors } from "./request.ts";

/** Whether the process answers at all; nothing else is asked. */
export const alive: Handler<Doors> = (c) =>
  c.json({ status: "alive" }, 200, { "cache-control": keptByNobody });

/** Whether requests can be answered: the database can be reached and has every migration that this code needs. */
export function ready(db: Database, migrationsFolder?: string): Handler<Doors> {
  return async (c) => {
    const missing = await findMissing(db, migrationsFolder).catch((error: unknown) => {
      c.var.log.warn({ requestId: c.var.requestId, error }, "Not ready.");
      return ["the database cannot be reached"];
    });
    const isReady = missing.length === 0;
    const body = isReady ? { status: "ready" } : { status: "not ready", missing };
    return c.json(body, isReady ? 200 : 503, { "cache-control": keptByNobody });
  };
}

async function findMissing(db: Database, migrationsFolder?: string): Promise<string[]> {
  const names = await pendingMigrations(db, migrationsFolder);
  return names.map((name) => `the migration ${name} is not applied`);
}
