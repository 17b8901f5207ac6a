import { setImmediate } from "node:timers/promises";
import type { Context } from "../context/index.ts";
import { catchUp, type Portion, smallPortion } from "./catch-up.ts";
import { mergeSegments } from "./merge.ts";

export type Upkeep = {
  portion: Portion;
  /** Of a merge that others do not wait for. */
  maxMerged: number;
};

/** For a server, where only readers who want the latest wait for a portion, and nobody for a merge: a second, and minutes. */
export const serverUpkeep: Upkeep = {
  portion: { maxEntries: 500, maxMerged: 0 },
  maxMerged: Number.MAX_SAFE_INTEGER,
};
/**
 * For an embedded database, where every request waits for what is being done: larger segments stay apart, some forty among
 * 20,000 claims, until there is a reindex.
 */
export const embeddedUpkeep: Upkeep = { portion: smallPortion, maxMerged: 512 };

/** Brings the index to the ledger's end and its segments in order, a portion after the other, for as long as it may go on. */
export async function keepUp(
  ctx: Context,
  { portion, maxMerged }: Upkeep,
  mayGoOn: () => boolean,
): Promise<void> {
  // An embedded database answers without a turn of the event loop, in which alone requests come in.
  while (mayGoOn() && (await catchUp(ctx, portion)) === "BEHIND") await setImmediate();
  while (mayGoOn() && (await mergeSegments(ctx, maxMerged))) await setImmediate();
}
