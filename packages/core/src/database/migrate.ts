import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as apply } from "drizzle-orm/pg-core/async/session";
import { type AppRole, grantToApp } from "./grants.ts";
import { type Database, query } from "./handle.ts";

/** Where the sources have them; a bundle has them elsewhere. */
const ownFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/**
 * Applies the migrations that are missing, all or none, and gives back their names in order. Of two that migrate at once, one
 * waits and then finds nothing to do. What `prepare` makes, and a login of the app's own with what it needs, is made each time, in
 * the same transaction.
 */
export async function migrate(
  db: Database,
  {
    app,
    prepare,
    migrationsFolder = ownFolder,
  }: {
    app?: AppRole | undefined;
    prepare?: ((db: Database) => Promise<void>) | undefined;
    migrationsFolder?: string;
  } = {},
): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('sanad migrate', 0))`);
    const pending = await pendingMigrations(tx, migrationsFolder);
    if (pending.length > 0)
      await apply(localMigrations(migrationsFolder), tx, { migrationsFolder });
    await prepare?.(tx);
    if (app !== undefined) await grantToApp(tx, app);
    return pending;
  });
}

/** The names of the migrations that this code needs and the database lacks, oldest first. */
export async function pendingMigrations(
  db: Database,
  migrationsFolder = ownFolder,
): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db));
  return localMigrations(migrationsFolder)
    .map((migration) => migration.name)
    .filter((name) => !applied.has(name));
}

function localMigrations(migrationsFolder: string) {
  if (!existsSync(migrationsFolder))
    throw new Error(`There are no migrations in ${migrationsFolder}.`);
  return readMigrationFiles({ migrationsFolder });
}

/** The names of the migrations that the database has, in the order of their names; none where it was never migrated. */
export async function appliedMigrations(db: Database): Promise<string[]> {
  // To ask a table that may not be there would end the transaction.
  const [table] = await query<{ isThere: boolean }>(
    db,
    `select to_regclass('drizzle.__drizzle_migrations') is not null as "isThere"`,
    [],
  );
  if (table?.isThere !== true) return [];
  const rows = await query<{ name: string }>(
    db,
    `select name from drizzle.__drizzle_migrations order by name collate "C"`,
    [],
  );
  return rows.map(({ name }) => name);
}
