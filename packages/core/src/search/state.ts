import { sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { type Database, query } from "../database/index.ts";
import { removeIndexes } from "./remove.ts";
import type { Index } from "./segments.ts";

/** An index, and up to where in the ledger it tells. */
export type State = Index & { sequence: number };

export async function readState(db: Database): Promise<{ state: State; head: number }> {
  const [row] = await query<State & { head: number }>(
    db,
    `select generation, search_state.sequence::int, documents, next_number as "nextNumber", ledger_head.sequence::int as head
    from search_state, ledger_head`,
    [],
    true,
  );
  if (row === undefined) throw new Error("The search index has no state.");
  const { head, ...state } = row;
  return { state, head };
}

export async function writeState(db: Database, state: State): Promise<void> {
  const { generation, sequence, documents, nextNumber } = state;
  await query(
    db,
    "update search_state set generation = $1, sequence = $2, documents = $3, next_number = $4",
    [generation, sequence, documents, nextNumber],
    true,
  );
}

/** Empties the index in use, for another ledger than the one it told of; under the index's lock, or where nobody else reads. */
export async function beginAnew(ctx: Context): Promise<State> {
  const { state } = await readState(ctx.db);
  const { generation } = state;
  await removeIndexes(ctx, sql`generation = ${generation}`);
  const empty = { generation, sequence: 0, documents: 0, nextNumber: 0 };
  await writeState(ctx.db, empty);
  return empty;
}
