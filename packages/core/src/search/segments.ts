/**
 * The index as it is written: documents go in as a segment of their own, and segments of about one size are merged as they
 * become eight, so that a posting is written anew no more often than the record grows eightfold (a log-structured merge).
 */

import { sql } from "drizzle-orm";
import { type Database, query } from "../database/index.ts";
import { type Document, weightsOf } from "./document.ts";

/** Which index, and what it holds: the row of `search_state`, or of one that is being made beside it. */
export type Index = { generation: number; documents: number; nextNumber: number };

const mergedAt = 8;

/**
 * Adds documents, in place of those that the same claims had. What it holds afterwards; a claim without a document is taken out.
 * To be called by one at a time.
 */
export async function replaceDocuments(
  db: Database,
  index: Index,
  claimIds: readonly string[],
  documents: ReadonlyMap<string, Document>,
): Promise<Index> {
  const { generation } = index;
  const gone = await removeDocuments(db, generation, claimIds);
  const changes = new Map<string, number>();
  const change = (term: string, by: number) => changes.set(term, (changes.get(term) ?? 0) + by);
  for (const document of gone) for (const term of weightsOf(document).keys()) change(term, -1);

  let number = index.nextNumber;
  const rows: unknown[] = [];
  const postings = new Map<string, number[]>();
  for (const [claimId, document] of documents) {
    rows.push({ number, claim_id: claimId, ...document });
    for (const [term, weight] of weightsOf(document)) {
      change(term, 1);
      const held = postings.get(term);
      const posting = number * 64 + weight;
      if (held === undefined) postings.set(term, [posting]);
      else held.push(posting);
    }
    number += 1;
  }
  if (rows.length > 0) {
    await db.execute(sql`insert into search_document (generation, number, claim_id, words, body)
      select ${generation}, number, claim_id, words, body
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as document (number int, claim_id text, words text, body text)`);
    await addSegment(db, generation, rows.length, postings);
  }
  await countTerms(db, generation, changes);
  return {
    generation,
    documents: index.documents - gone.length + rows.length,
    nextNumber: number,
  };
}

async function removeDocuments(
  db: Database,
  generation: number,
  claimIds: readonly string[],
): Promise<Document[]> {
  return query(
    db,
    `delete from search_document where generation = $1 and claim_id = any ($2::text[]) returning words, body`,
    [generation, claimIds],
  );
}

async function addSegment(
  db: Database,
  generation: number,
  documents: number,
  postings: ReadonlyMap<string, readonly number[]>,
): Promise<void> {
  const terms = [...postings.keys()];
  const lists = Array.from(postings.values(), (each) => `{${each.join(",")}}`);
  await db.execute(sql`
    with segment as (
      insert into search_segment (generation, documents) values (${generation}, ${documents}) returning id
    )
    insert into search_posting (term, segment, documents)
    select term, segment.id, documents::int[]
    from segment, unnest(${sql.param(terms)}::text[], ${sql.param(lists)}::text[]) list (term, documents)`);
}

async function countTerms(
  db: Database,
  generation: number,
  changes: ReadonlyMap<string, number>,
): Promise<void> {
  const changed = [...changes].filter(([, by]) => by !== 0);
  if (changed.length === 0) return;
  const terms = changed.map(([term]) => term);
  const by = changed.map(([, by]) => by);
  await db.execute(sql`insert into search_term (generation, term, documents)
    select ${generation}, term, documents
    from unnest(${sql.param(terms)}::text[], ${sql.param(by)}::int[]) change (term, documents)
    on conflict (generation, term) do update set documents = search_term.documents + excluded.documents`);
}

/**
 * Merges the segments of a size of which there are many, the smallest first, and leaves out what is gone from them.
 * @param maxDocuments of a merge: one of many takes long, which whoever waits for an answer should not
 * @returns whether there was anything to merge
 */
export async function mergeSegments(
  db: Database,
  generation: number,
  maxDocuments: number,
): Promise<boolean> {
  const [due] = await query<{ ids: number[]; documents: number }>(
    db,
    `
    select array_to_json(array_agg(id)) as ids, sum(documents)::int as documents
    from search_segment where generation = $1
    group by floor(log(8, greatest(documents, 1)))
    having count(*) >= $2 and sum(documents) <= $3
    order by sum(documents) limit 1`,
    [generation, mergedAt, maxDocuments],
  );
  if (due === undefined) return false;
  const ids = sql`${sql.param(due.ids)}::int[]`;
  await db.execute(sql`
    with gone as (delete from search_segment where id = any(${ids})),
    segment as (
      insert into search_segment (generation, documents) values (${generation}, ${due.documents}) returning id
    ),
    merged as (delete from search_posting where segment = any(${ids}) returning term, documents)
    insert into search_posting (term, segment, documents)
    select term, (select id from segment), array_agg(posting order by posting)
    from merged cross join unnest(documents) posting
    where exists (select from search_document where generation = ${generation} and number = posting >> 6)
    group by term`);
  return true;
}
