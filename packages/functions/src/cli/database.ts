import { existsSync } from "node:fs";
import { join } from "node:path";
import { connect, type Connection, type ConnectOptions } from "@sanad/core/connection";
import { directAddress, loginOf, migrate, pendingMigrations } from "@sanad/core/database";
import type { Context } from "@sanad/core/context";
import { readHead } from "@sanad/core/verify";
import type { Config } from "../config.ts";

/**
 * Opens the database for as long as `run` takes.
 * @throws {Error} that names the setting which names the database
 */
export async function withDatabase<T>(
  config: Config,
  run: (connection: Connection) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> {
  const hasVectors = config.embeddings !== null;
  const connection = await connect(config.database, { hasVectors, ...options }).catch(
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const hint = message.includes(config.databaseSetting)
        ? ""
        : ` ${config.databaseSetting} names it.`;
      throw new Error(`${message}${hint}`, { cause: error });
    },
  );
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}

/** @throws {Error} where there is no embedded database yet: a look at one should not make it */
export function requireDatabase(config: Config): void {
  const isFolder = !config.database.includes("://");
  if (isFolder && !existsSync(join(config.database, "postgres"))) {
    const { database, databaseSetting } = config;
    throw new Error(
      `There is no database in ${database}, which ${databaseSetting} names; \`npx sanad serve\` makes one.`,
    );
  }
}

export async function migrateDatabase(config: Config): Promise<boolean> {
  const app = config.appDatabase === null ? undefined : loginOf(config.appDatabase);
  const direct = { ...config, database: directAddress(config.database) };
  let hasVectors = false;
  const prepare = async (db: Connection["db"]) => {
    const { prepareVectors } = await import("@sanad/core/embedding");
    hasVectors = await prepareVectors(db);
  };
  const applied = await withDatabase(direct, ({ db, kind }) => {
    if (app !== undefined && kind === "embedded")
      throw new Error(
        "APP_DATABASE_URL is of use only with a server: this database has no logins.",
      );
    return migrate(db, { app, prepare: config.embeddings === null ? undefined : prepare });
  });
  const lines =
    applied.length === 0 ? ["Nothing to apply."] : applied.map((name) => `Applied ${name}.`);
  if (app !== undefined)
    lines.push(
      `Granted the role ${app.role} what the app needs: it reads and writes, and owns nothing.`,
    );
  if (config.embeddings !== null)
    lines.push(
      hasVectors
        ? "There is a place for vectors."
        : "There is no place for vectors: it takes pgvector 0.7 or later, and a login that may install it.",
    );
  process.stdout.write(`${lines.join("\n")}\n`);
  return true;
}

export async function seedDatabase(config: Config): Promise<boolean> {
  await withDatabase(config, async (connection) => {
    await bringUpToDate(connection);
    if (!(await seedWhereEmpty(connection))) {
      throw new Error("The database is not empty: the sample newsroom is for a new one.");
    }
  });
  process.stdout.write("The sample newsroom is in the database.\n");
  return true;
}

/**
 * Migrates an embedded database; a server's is migrated by whoever deploys, before the code that needs it runs.
 * @throws {Error} that names the missing migrations
 */
export async function bringUpToDate({ db, kind }: Connection): Promise<void> {
  if (kind === "embedded") await migrate(db);
  else await requireMigrated(db);
}

/** @throws {Error} that names the missing migrations */
export async function requireMigrated(db: Connection["db"]): Promise<void> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new Error(`The database lacks ${pending.join(", ")}: run \`npx sanad migrate\` first.`);
}

/** Puts the sample newsroom in where nothing was ever recorded, and says whether it did. */
export async function seedWhereEmpty({ db }: Connection): Promise<boolean> {
  if ((await readHead(db)).sequence > 0) return false;
  const ctx: Context = { db, actor: { kind: "system", job: "seed" }, now: () => new Date() };
  const { recordSampleNewsroom } = await import("@sanad/core/sample");
  await recordSampleNewsroom(ctx);
  return true;
}
