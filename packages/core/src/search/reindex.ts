/**
 * Makes the index anew beside the one in use, which is read and written meanwhile, and then puts it in its place.
 */

import { sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { query } from "../database/index.ts";
import { embedAllClaims } from "../embedding/fill.ts";
import { hold } from "../record/index.ts";
import { readOn, smallPortion } from "./catch-up.ts";
import { indexLock, reindexLock } from "./locks.ts";
import { mergeSegments } from "./merge.ts";
import { removeIndexes } from "./remove.ts";
import { indexClaims } from "./segments.ts";
import { readState, type State, writeState } from "./state.ts";

/** Claims, or entries of the ledger, that are indexed in one transaction; the more, the fewer segments to merge. */
const portionSize = 40_000;

/**
 * Gives how many claims are indexed, as it goes on; killed, it leaves the index in use as it is, and is begun anew.
 * @throws {Error} where another one has begun meanwhile, which then goes on
 */
export async function* reindex(ctx: Context): AsyncGenerator<{ claims: number; of: number }> {
  authorize(ctx, "search.reindex");
  const { marker, ...begun } = await begin(ctx);
  let made: State = begun;
  const [count] = await query<{ claims: number }>(
    ctx.db,
    "select count(*)::int as claims from claim",
    [],
  );
  const of = count?.claims ?? 0;
  let claims = 0;
  for await (const ids of portionsOf(ctx)) {
    made = await portion(ctx, marker, async ({ db }) => ({
      ...(await indexClaims(db, made, ids)),
      sequence: made.sequence,
    }));
    claims += ids.length;
    yield { claims, of: Math.max(of, claims) };
  }
  for (;;) {
    const { head } = await readState(ctx.db);
    // The rest is read under the index's lock, for which whoever wants the latest waits.
    if (head - made.sequence <= smallPortion.maxEntries) break;
    const until = Math.min(head, made.sequence + portionSize);
    made = await portion(ctx, marker, ({ db }) => readOn(db, made, until));
  }
  await portion(ctx, marker, async (ctx) => {
    await hold(ctx, indexLock);
    const { head } = await readState(ctx.db);
    await writeState(ctx.db, await readOn(ctx.db, made, head));
  });
  while (await mergeSegments(ctx, Number.MAX_SAFE_INTEGER));
  await transaction(ctx, removeOthers);
  await embedAllClaims(ctx);
}

/** An empty index, with the id of a segment in it by which whoever makes it knows it as theirs. */
async function begin(ctx: Context): Promise<State & { marker: number }> {
  return transaction(ctx, async (ctx) => {
    await removeOthers(ctx);
    const { state, head } = await readState(ctx.db);
    const generation = state.generation + 1;
    const [segment] = await query<{ id: number }>(
      ctx.db,
      "insert into search_segment (generation, documents) values ($1, 0) returning id",
      [generation],
    );
    if (segment === undefined) throw new Error("No segment was made.");
    return { generation, documents: 0, nextNumber: 0, sequence: head, marker: segment.id };
  });
}

async function portion<T>(
  ctx: Context,
  marker: number,
  run: (ctx: Context) => Promise<T>,
): Promise<T> {
  return transaction(ctx, async (ctx) => {
    await hold(ctx, reindexLock);
    const [own] = await query(ctx.db, "select from search_segment where id = $1", [marker]);
    if (own === undefined)
      throw new Error("Another reindex has begun meanwhile, and goes on; this one ends here.");
    return run(ctx);
  });
}

/** The ids of all claims, in their order; of those that are recorded meanwhile, the ledger tells. */
async function* portionsOf({ db }: Context): AsyncGenerator<string[]> {
  for (let after: string | undefined = ""; after !== undefined;) {
    const claims: { id: string }[] = await query(
      db,
      `select id from claim where id > $1 order by id limit ${portionSize}`,
      [after],
    );
    if (claims.length > 0) yield claims.map(({ id }) => id);
    after = claims.at(-1)?.id;
  }
}

/** Takes away what is of no index in use: the one before, and what was left of one that was never finished. */
async function removeOthers(ctx: Context): Promise<void> {
  await hold(ctx, reindexLock);
  await removeIndexes(ctx, sql`generation <> (select generation from search_state)`);
}
