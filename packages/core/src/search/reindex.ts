/**
 * Makes the index anew beside the one in use, which is read and written meanwhile, and then puts it in its place.
 */

import { sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { query } from "../database/index.ts";
import { embedAllClaims } from "../embedding/fill.ts";
import { hold } from "../record/index.ts";
import { largePortion, readOn, readState, writeState } from "./catch-up.ts";
import { type Index, mergeSegments, replaceDocuments } from "./segments.ts";
import { documentsOf } from "./texts.ts";

/** Claims of one segment; the more, the smaller the index, and the more memory is taken while it is made. */
const portionSize = 40_000;

/**
 * Gives how many claims are indexed, as it goes on; killed, it leaves the index in use as it is, and is begun anew.
 * To be run by one process at a time: two would each make one, and the later one's is kept.
 */
export async function* reindex(ctx: Context): AsyncGenerator<{ claims: number; of: number }> {
  authorize(ctx, "search.reindex");
  const { db } = ctx;
  await removeOthers(ctx);
  const { state, head } = await readState(db);
  let index: Index = { generation: state.generation + 1, documents: 0, nextNumber: 0 };
  const [count] = await query<{ claims: number }>(
    db,
    "select count(*)::int as claims from claim",
    [],
  );
  let after = "";
  for (;;) {
    const claims = await query<{ id: string }>(
      db,
      `select id from claim where id > $1 order by id limit ${portionSize}`,
      [after],
    );
    const last = claims.at(-1);
    if (last === undefined) break;
    after = last.id;
    const ids = claims.map(({ id }) => id);
    index = await transaction(ctx, async ({ db }) =>
      replaceDocuments(db, index, ids, await documentsOf(db, ids)),
    );
    yield { claims: index.nextNumber, of: count?.claims ?? 0 };
  }
  let made = { ...index, sequence: head };
  for (;;) {
    made = await transaction(ctx, async ({ db }) => {
      const { head } = await readState(db);
      return readOn(db, made, Math.min(head, made.sequence + largePortion.maxEntries));
    });
    const { head } = await readState(db);
    if (head - made.sequence < largePortion.maxEntries) break;
  }
  await transaction(ctx, async (ctx) => {
    await hold(ctx, "search index");
    const { head } = await readState(ctx.db);
    await writeState(ctx.db, await readOn(ctx.db, made, head));
  });
  while (
    await transaction(ctx, ({ db }) => mergeSegments(db, made.generation, Number.MAX_SAFE_INTEGER))
  );
  await removeOthers(ctx);
  await embedAllClaims(ctx);
}

/** Takes away what is of no index in use: the one before, and what was left of one that was never finished. */
async function removeOthers(ctx: Context): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await hold(ctx, "search index");
    const others = sql`generation <> (select generation from search_state)`;
    await ctx.db.execute(sql`delete from search_posting
      where segment in (select id from search_segment where ${others})`);
    for (const table of ["search_segment", "search_document", "search_term"])
      await ctx.db.execute(sql`delete from ${sql.identifier(table)} where ${others}`);
  });
}
