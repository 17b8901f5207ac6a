/** Every hour: marks the claims whose review is due to be looked at again. Run twice, it finds nothing to do. */

import { markDueForRecheck } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { connectNeon } from "@sanad/core/neon";
import { createLog } from "../log.ts";
import { readJobConfig } from "./settings.ts";

const config = readJobConfig();
const log = createLog(config.logLevel);
const ctx: Context = {
  db: connectNeon(config.database).db,
  actor: { kind: "system", job: "recheck" },
  now: () => new Date(),
};

/** How many were marked. */
export async function handler(): Promise<{ marked: number }> {
  const marked = await markDueForRecheck(ctx);
  log.info({ marked }, "marked what is due");
  return { marked };
}
