/** What the search index that is in use holds, in a form that does not tell how it came about. */

import { type Database, query } from "@sanad/core/database";

export type IndexContents = {
  claims: number;
  documents: [claimId: string, words: string, body: string][];
  frequencies: [term: string, documents: number][];
  /** Of documents that are there. */
  postings: [term: string, claimId: string, weight: number][];
};

export async function indexContents(db: Database): Promise<IndexContents> {
  const lists = async <Row>(text: string) =>
    (await query<{ row: Row }>(db, text, [])).map(({ row }) => row);
  const [claims = 0] = await lists<number>("select documents as row from search_state");
  return {
    claims,
    documents: await lists(`select json_build_array(claim_id, words, body) as row
      from search_document join search_state using (generation) order by claim_id`),
    frequencies: await lists(`select json_build_array(term, search_term.documents) as row
      from search_term join search_state using (generation)
      where search_term.documents <> 0 order by term`),
    postings: await lists(`select json_build_array(term, claim_id, posting & 63) as row
      from search_state join search_segment segment using (generation)
      join search_posting on segment = segment.id
      cross join unnest(search_posting.documents) posting
      join search_document document on document.generation = search_state.generation and number = posting >> 6
      order by term, claim_id, posting`),
  };
}

/** How many rows the index has, whichever index they are of. */
export async function indexRows(db: Database): Promise<Record<string, number>> {
  const [row] = await query<Record<string, number>>(
    db,
    `select (select count(distinct generation)::int from search_document) as generations,
      (select count(*)::int from search_segment) as segments,
      (select count(distinct segment)::int from search_posting) as "segmentsOfPostings",
      (select coalesce(sum(cardinality(documents)), 0)::int from search_posting) as postings`,
    [],
  );
  return row ?? {};
}
