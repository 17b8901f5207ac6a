import { markDueForRecheck } from "@sanad/core/claim";
import type { Config } from "../config.ts";
import { requireDatabase, requireMigrated, withDatabase } from "./database.ts";

/** Marks what is due, once: whoever runs a server has their own timer call it, as Lambda's does in the cloud. */
export async function recheck(config: Config): Promise<boolean> {
  requireDatabase(config);
  const marked = await withDatabase(config, async ({ db }) => {
    await requireMigrated(db);
    const actor = { kind: "system", job: "recheck" } as const;
    return markDueForRecheck({ db, actor, now: () => new Date() });
  });
  process.stdout.write(
    `Marked ${marked === 1 ? "1 claim" : `${marked} claims`} to be looked at again.\n`,
  );
  return true;
}
