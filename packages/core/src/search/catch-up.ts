/**
 * How the index follows the ledger: it notes the sequence up to which it tells, and reads on from there. The ledger has no
 * gaps and is committed in its order, so nothing is missed, whoever wrote it and whatever ended in between.
 */

import { sql } from "drizzle-orm";
import { type Context, transaction } from "../context/index.ts";
import { type Database, query } from "../database/index.ts";
import { hold } from "../record/index.ts";
import { type Index, mergeSegments, replaceDocuments } from "./segments.ts";
import { documentsOf } from "./texts.ts";

/** Work done at once, in entries of the ledger and in documents merged. */
export type Portion = { readonly maxEntries: number; readonly maxMerged: number };

/** What somebody who waits for an answer takes on: some tenths of a second at most. */
export const smallPortion: Portion = { maxEntries: 500, maxMerged: 4_096 };
export const largePortion: Portion = { maxEntries: 20_000, maxMerged: Number.MAX_SAFE_INTEGER };

type State = Index & { sequence: number };

/** Reads on in the ledger. @returns whether the index then told of all of it and nothing was left to merge */
export async function catchUp(ctx: Context, portion: Portion): Promise<boolean> {
  return transaction(ctx, async (ctx) => {
    await hold(ctx, "search index");
    const { state, head } = await readState(ctx.db);
    const until = Math.min(head, state.sequence + portion.maxEntries);
    if (until > state.sequence) await writeState(ctx.db, await readOn(ctx.db, state, until));
    const hasMerged = await mergeSegments(ctx.db, state.generation, portion.maxMerged);
    return until === head && !hasMerged;
  });
}

export async function readState(db: Database): Promise<{ state: State; head: number }> {
  const [row] = await query<State & { head: number }>(
    db,
    `select generation, search_state.sequence::int, documents, next_number as "nextNumber", ledger_head.sequence::int as head
    from search_state, ledger_head`,
    [],
  );
  if (row === undefined) throw new Error("The search index has no state.");
  const { head, ...state } = row;
  return { state, head };
}

export async function writeState(db: Database, state: State): Promise<void> {
  await db.execute(sql`update search_state set generation = ${state.generation}, sequence = ${state.sequence},
    documents = ${state.documents}, next_number = ${state.nextNumber}`);
}

/** An index that tells of the ledger up to a sequence, from one that tells of less. */
export async function readOn(db: Database, state: State, until: number): Promise<State> {
  const claims = await query<{ id: string }>(db, touchedSql, [state.sequence, until]);
  const ids = claims.map(({ id }) => id);
  const index = await replaceDocuments(db, state, ids, await documentsOf(db, ids));
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
