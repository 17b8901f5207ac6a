import { type SQL, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { hold } from "../record/index.ts";
import { segmentsLock } from "./locks.ts";

/** Takes indexes away, in a transaction. @param which a condition on a `generation` */
export async function removeIndexes(ctx: Context, which: SQL): Promise<void> {
  await hold(ctx, segmentsLock);
  await ctx.db.execute(sql`delete from search_posting
    where segment in (select id from search_segment where ${which})`);
  for (const table of ["search_segment", "search_document", "search_term"])
    await ctx.db.execute(sql`delete from ${sql.identifier(table)} where ${which}`);
}
