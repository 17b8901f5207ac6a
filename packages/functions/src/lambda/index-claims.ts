/**
 * Every minute: brings the search index, and claims' vectors where they have any, to the ledger's end. What a run does not finish,
 * the next one goes on with.
 */

import type { Context } from "@sanad/core/context";
import { connectNeon } from "@sanad/core/neon";
import { keepUp, serverUpkeep } from "@sanad/core/search";
import type { Context as Invocation } from "aws-lambda";
import { embedderOf } from "../embedder.ts";
import { createLog } from "../log.ts";
import { readJobConfig } from "./settings.ts";

/** Of the fifteen minutes, so much is left for what was begun last: a merge of a million claims takes minutes. */
const reserveMs = 10 * 60_000;
/** Of vectors no more are begun once the next run may have: both would have the same ones made. */
const reserveOfVectorsMs = 14 * 60_000;

const config = readJobConfig();
const ctx: Context = {
  db: connectNeon(config.database).db,
  actor: { kind: "system", job: "index" },
  now: () => new Date(),
  embedder: await embedderOf(config, createLog(config.logLevel)),
};

export async function handler(
  _event: unknown,
  { getRemainingTimeInMillis }: Pick<Invocation, "getRemainingTimeInMillis">,
): Promise<void> {
  await keepUp(ctx, serverUpkeep, () => getRemainingTimeInMillis() > reserveMs);
  if (ctx.embedder === undefined) return;
  const { embedClaims } = await import("@sanad/core/embedding");
  while (getRemainingTimeInMillis() > reserveOfVectorsMs)
    if ((await embedClaims(ctx)) !== "more") return;
}
