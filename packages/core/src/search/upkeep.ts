import type { Context } from "../context/index.ts";
import { catchUp, type Portion, smallPortion } from "./catch-up.ts";
import { mergeSegments } from "./merge.ts";

export type Upkeep = {
  portion: Portion;
  /** Of a merge that others do not wait for. */
  maxMerged: number;
};

/** For a server, where everybody has a connection. */
export const serverUpkeep: Upkeep = {
  portion: { maxEntries: 2_000, maxMerged: 0 },
  maxMerged: Number.MAX_SAFE_INTEGER,
};
/** For an embedded database, where every request waits while one portion is done. */
export const embeddedUpkeep: Upkeep = { portion: smallPortion, maxMerged: 4_096 };

/** Brings the index to the ledger's end and its segments in order, a portion after the other, for as long as it may go on. */
export async function keepUp(
  ctx: Context,
  { portion, maxMerged }: Upkeep,
  mayGoOn: () => boolean,
): Promise<void> {
  while (mayGoOn() && (await catchUp(ctx, portion)) === "BEHIND");
  while (mayGoOn() && (await mergeSegments(ctx, maxMerged)));
}
