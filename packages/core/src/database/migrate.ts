import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as apply } from "drizzle-orm/pg-core/async/session";
import { sqlState } from "./faults.ts";
import type { Database } from "./handle.ts";

const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Applies the migrations that are missing, all or none, and gives back their names in order. */
export async function migrate(db: Database): Promise<string[]> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0) await apply(localMigrations(), db, { migrationsFolder });
  return pending;
}

/** The names of the migrations that this code needs and the database lacks, oldest first. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db));
  return localMigrations()
    .map((migration) => migration.name)
    .filter((name) => !applied.has(name));
}

function localMigrations() {
  if (!existsSync(migrationsFolder))
    throw new Error(`There are no migrations in ${migrationsFolder}.`);
  return readMigrationFiles({ migrationsFolder });
}

/** The names of the migrations that the database has, in the order of their names; none where it was never migrated. */
export async function appliedMigrations(db: Database): Promise<string[]> {
  try {
    const rows = await db
      .select({ name: sql<string>`name` })
      .from(sql`drizzle.__drizzle_migrations`)
      .orderBy(sql`name collate "C"`);
    return rows.map((row) => row.name);
  } catch (error) {
    const undefinedTable = "42P01";
    if (sqlState(error) === undefinedTable) return [];
    throw error;
  }
}
