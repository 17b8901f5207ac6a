/**
 * How the index follows the ledger: it notes the sequence up to which it tells, and reads on from there. The ledger has no
 * gaps and is committed in its order, so nothing is missed, whoever wrote it and whatever ended in between.
 */

import { type Context, transaction } from "../context/index.ts";
import { type Database, isTransaction, query } from "../database/index.ts";
import { holdIndex, isBusy } from "./locks.ts";
import { mergeSegments } from "./merge.ts";
import { indexClaims } from "./segments.ts";
import { beginAnew, readState, type State, writeState } from "./state.ts";

/** Work done at once, in entries of the ledger and in documents merged. */
export type Portion = { readonly maxEntries: number; readonly maxMerged: number };

/** What somebody who waits for an answer takes on: some tenths of a second at most. */
export const smallPortion: Portion = { maxEntries: 200, maxMerged: 128 };

/** How far it came: to the ledger's end, or not yet; or not at all, because others are at it or nothing can be written. */
export type Progress = "CURRENT" | "BEHIND" | "BUSY";

/** Reads on in the ledger. */
export async function catchUp(ctx: Context, portion: Portion): Promise<Progress> {
  const isAlone = !isTransaction(ctx.db);
  try {
    return await transaction(ctx, async (ctx) => {
      if (!(await holdIndex(ctx.db, isAlone))) return "BUSY";
      const progress = await readPortion(ctx, portion.maxEntries);
      await mergeSegments(ctx, portion.maxMerged);
      return progress;
    });
  } catch (error) {
    if (isBusy(error)) return "BUSY";
    throw error;
  }
}

async function readPortion(ctx: Context, maxEntries: number): Promise<Progress> {
  const found = await readState(ctx.db);
  const { head } = found;
  // A database that was put back to an earlier day has lost entries of which the index tells.
  const state = found.state.sequence > head ? await beginAnew(ctx) : found.state;
  const until = Math.min(head, state.sequence + maxEntries);
  if (until > state.sequence) await writeState(ctx.db, await readOn(ctx.db, state, until));
  return until === head ? "CURRENT" : "BEHIND";
}

/** An index that tells of the ledger up to a sequence, from one that tells of less. */
export async function readOn(db: Database, state: State, until: number): Promise<State> {
  const claims = await query<{ id: string }>(db, touchedSql, [state.sequence, until], true);
  const index = await indexClaims(
    db,
    state,
    claims.map(({ id }) => id),
  );
  return { ...index, sequence: until };
}

/** The claims of which entries between two places in the ledger tell something, and those that they were merged into. */
export const touchedSql = `
  with touched as (select subject from revision where sequence > $1 and sequence <= $2),
  changed as (
    select subject as id from touched where subject like 'claim\\_%'
    union select claim_id from review join touched on review.id = touched.subject
  )
  select id from changed
  union select merged_into_id from claim join changed using (id) where merged_into_id is not null order by 1`;
