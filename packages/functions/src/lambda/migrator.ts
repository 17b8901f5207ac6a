/** Migrates as the tables' owner, before a deployment updates what needs it; what goes wrong fails the invocation, and so the deployment. */

import { type Database, directAddress, loginOf, migrate } from "@sanad/core/database";
import { connectNeon } from "@sanad/core/neon";
import { explain } from "../cli/explain.ts";
import { createLog } from "../log.ts";
import { beside } from "./files.ts";
import { readMigratorConfig } from "./settings.ts";

const config = readMigratorConfig();
const log = createLog(config.logLevel);

/** The names of the migrations that were applied, in order. @throws {Error} with a sentence, which the deployment shows */
export async function handler(): Promise<{ applied: string[] }> {
  // Whoever waits for the lock waits longer than a transaction may through the pooler.
  const connection = connectNeon(directAddress(config.database));
  try {
    const applied = await migrate(connection.db, {
      prepare: config.embeddings === null ? undefined : makePlaceForVectors,
      app: loginOf(config.appDatabase),
      migrationsFolder: beside("migrations"),
    });
    log.info({ applied }, "migrated");
    return { applied };
  } catch (error) {
    log.error({ error }, "The database was not migrated.");
    throw new Error(explain(error, false), { cause: error });
  } finally {
    await connection.close();
  }
}

async function makePlaceForVectors(db: Database): Promise<void> {
  const { prepareVectors } = await import("@sanad/core/embedding");
  if (!(await prepareVectors(db)))
    log.warn(
      "There is no place for vectors: it takes pgvector 0.7 or later, and an owner that may install it.",
    );
}
