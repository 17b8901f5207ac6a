/**
 * The index as it is written: documents go in as a segment of their own, and only later are segments merged, so that who writes
 * touches no posting that others have written (a log-structured merge).
 */

import { sql } from "drizzle-orm";
import { type Database, query } from "../database/index.ts";
import { type Document, weightsOf } from "./document.ts";
import { documentsOf } from "./texts.ts";

/** Which index, and what it holds: the row of `search_state`, or of one that is being made beside it. */
export type Index = { generation: number; documents: number; nextNumber: number };

/** Claims whose texts are in memory at once; a text may have a hundred kilobytes. */
const batchSize = 500;
/** Of one segment, some 30,000 short documents: a hundred megabytes while it is made. */
const maxPostings = 4_000_000;

/**
 * Makes the documents of claims what the record says of them now, and gives back what the index then holds. What did not change
 * stays as it is. To be called by one at a time for each generation, in a transaction.
 */
export async function indexClaims(
  db: Database,
  index: Index,
  claimIds: readonly string[],
): Promise<Index> {
  const { generation } = index;
  let { documents, nextNumber } = index;
  let pending = nothingPending();
  for (let at = 0; at < claimIds.length; at += batchSize) {
    const ids = claimIds.slice(at, at + batchSize);
    const texts = await documentsOf(db, ids);
    const held = await heldDocuments(db, generation, ids);
    const gone: Held[] = [];
    for (const document of held) {
      if (isEqual(document, texts.get(document.claimId))) texts.delete(document.claimId);
      else gone.push(document);
    }
    const rows = Array.from(texts, ([claim_id, text]) => ({
      number: nextNumber++,
      claim_id,
      ...text,
    }));
    for (const document of gone) takeOut(pending, document);
    for (const row of rows) putIn(pending, row.number, row);
    const goneIds = gone.map(({ claimId }) => claimId);
    await removeDocuments(db, generation, goneIds);
    await addDocuments(db, generation, rows);
    documents += rows.length - gone.length;
    if (pending.size < maxPostings) continue;
    await write(db, generation, pending);
    pending = nothingPending();
  }
  await write(db, generation, pending);
  return { generation, documents, nextNumber };
}

/** What is to be written at once: the postings of documents, and by how many each term stands in more documents or fewer. */
type Pending = {
  documents: number;
  size: number;
  postings: Map<string, number[]>;
  changes: Map<string, number>;
};

function nothingPending(): Pending {
  return { documents: 0, size: 0, postings: new Map(), changes: new Map() };
}

function takeOut({ changes }: Pending, document: Document): void {
  for (const term of weightsOf(document).keys()) changes.set(term, (changes.get(term) ?? 0) - 1);
}

function putIn(pending: Pending, number: number, document: Document): void {
  const { postings, changes } = pending;
  for (const [term, weight] of weightsOf(document)) {
    changes.set(term, (changes.get(term) ?? 0) + 1);
    const held = postings.get(term);
    const posting = number * 64 + weight;
    if (held === undefined) postings.set(term, [posting]);
    else held.push(posting);
    pending.size += 1;
  }
  pending.documents += 1;
}

async function write(db: Database, generation: number, pending: Pending): Promise<void> {
  if (pending.documents > 0) await addSegment(db, generation, pending);
  await countTerms(db, generation, pending.changes);
}

type Held = Document & { claimId: string };

async function heldDocuments(
  db: Database,
  generation: number,
  claimIds: readonly string[],
): Promise<Held[]> {
  return query(
    db,
    `select claim_id as "claimId", words, body from search_document
    where generation = $1 and claim_id = any ($2::text[])`,
    [generation, claimIds],
    true,
  );
}

function isEqual(some: Document, other: Document | undefined): boolean {
  return some.words === other?.words && some.body === other.body;
}

async function removeDocuments(
  db: Database,
  generation: number,
  claimIds: readonly string[],
): Promise<void> {
  if (claimIds.length === 0) return;
  await db.execute(sql`delete from search_document
    where generation = ${generation} and claim_id = any (${sql.param(claimIds)}::text[])`);
}

async function addDocuments(
  db: Database,
  generation: number,
  rows: readonly (Document & { number: number; claim_id: string })[],
): Promise<void> {
  if (rows.length === 0) return;
  await query(
    db,
    `insert into search_document (generation, number, claim_id, words, body)
    select $1, number, claim_id, words, body
    from jsonb_to_recordset($2::jsonb) as document (number int, claim_id text, words text, body text)`,
    [generation, JSON.stringify(rows)],
    true,
  );
}

async function addSegment(
  db: Database,
  generation: number,
  { documents, postings }: Pending,
): Promise<void> {
  const terms = [...postings.keys()];
  const lists = Array.from(postings.values(), (each) => `{${each.join(",")}}`);
  await query(
    db,
    `with segment as (insert into search_segment (generation, documents) values ($1, $2) returning id)
    insert into search_posting (term, segment, documents)
    select term, segment.id, documents::int[] from segment, unnest($3::text[], $4::text[]) list (term, documents)`,
    [generation, documents, terms, lists],
    true,
  );
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
  await query(
    db,
    `insert into search_term (generation, term, documents)
    select $1, term, documents from unnest($2::text[], $3::int[]) change (term, documents)
    on conflict (generation, term) do update set documents = search_term.documents + excluded.documents`,
    [generation, terms, by],
    true,
  );
}
