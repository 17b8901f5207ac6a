import { sql } from "drizzle-orm";
import { type Context, transaction } from "../context/index.ts";
import { query } from "../database/index.ts";
import { tryHold } from "../record/index.ts";
import { segmentsLock } from "./locks.ts";

/** So many segments of about one size become one: a posting is written anew once each time the record grows eightfold. */
const mergedAt = 8;

type Due = { generation: number; ids: number[]; documents: number };

/**
 * Merges the segments of a size of which there are many, the smallest first, and leaves out what is gone from them; or all of
 * them, where more than half of what they hold is gone. Readers see them before or after. It waits for nobody who is at it
 * already, and keeps nobody from adding segments.
 * @param maxDocuments of a merge: one of many takes long, which whoever waits for an answer should not
 * @returns whether anything was merged
 */
export async function mergeSegments(ctx: Context, maxDocuments: number): Promise<boolean> {
  if ((await findDue(ctx, maxDocuments)) === undefined) return false;
  return transaction(ctx, async (ctx) => {
    if (!(await tryHold(ctx, segmentsLock))) return false;
    const due = await findDue(ctx, maxDocuments);
    if (due === undefined) return false;
    const { generation, documents } = due;
    // A large one takes longer than any request may.
    await query(ctx.db, "select set_config('statement_timeout', '0', true)", []);
    const ids = sql`${sql.param(due.ids)}::int[]`;
    await ctx.db.execute(sql`
      with gone as (delete from search_segment where id = any(${ids})),
      segment as (
        insert into search_segment (generation, documents) values (${generation}, ${documents}) returning id
      ),
      merged as (delete from search_posting where segment = any(${ids}) returning term, documents)
      insert into search_posting (term, segment, documents)
      select term, (select id from segment), array_agg(posting order by posting)
      from merged cross join unnest(documents) posting
      where exists (select from search_document where generation = ${generation} and number = posting >> 6)
      group by term`);
    return true;
  });
}

async function findDue({ db }: Context, maxDocuments: number): Promise<Due | undefined> {
  const [due] = await query<Due>(
    db,
    `
    with held as (
      select generation, id, search_segment.documents, search_state.documents as live
      from search_segment join search_state using (generation)
    ), due as (
      select array_agg(id) as ids, sum(documents) as size from held
      group by floor(log(8, greatest(documents, 1))) having count(*) >= $1
      union all
      select array_agg(id), sum(documents) from held having sum(documents) > 2 * max(live) + 64
    )
    select generation, array_to_json(ids) as ids, least(size, documents)::int as documents
    from due, search_state where size <= $2 order by size limit 1`,
    [mergedAt, maxDocuments],
    true,
  );
  return due;
}
