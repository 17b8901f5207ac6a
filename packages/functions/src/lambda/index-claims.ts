/** Every minute: brings the search index to the ledger's end. What a run does not finish, the next one goes on with. */

import type { Context } from "@sanad/core/context";
import { connectNeon } from "@sanad/core/neon";
import { keepUp, serverUpkeep } from "@sanad/core/search";
import type { Context as Invocation } from "aws-lambda";
import { readJobConfig } from "./settings.ts";

/** Of the fifteen minutes, so much is left for what was begun last: a merge of a million claims takes minutes. */
const reserveMs = 10 * 60_000;

const config = readJobConfig();
const ctx: Context = {
  db: connectNeon(config.database).db,
  actor: { kind: "system", job: "index" },
  now: () => new Date(),
};

export async function handler(
  _event: unknown,
  { getRemainingTimeInMillis }: Pick<Invocation, "getRemainingTimeInMillis">,
): Promise<void> {
  await keepUp(ctx, serverUpkeep, () => getRemainingTimeInMillis() > reserveMs);
}
