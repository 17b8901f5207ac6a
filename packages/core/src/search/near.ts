/** What a word that hardly stands anywhere was meant to be: the known words of nearly the same letters. */

import { distance } from "fastest-levenshtein";
import { type Database, query } from "../database/index.ts";
import { gramsOf } from "./terms.ts";

export type Near = { readonly term: string; readonly documents: number };

const maxNear = 3;
/** Of the record's claims that share the rarest runs of characters with a word, whose words are looked at. */
const maxGrams = 6;
const maxPostings = 500;
const maxDocuments = 100;
/** Of terms with the same beginning, which short words need: a wrong letter leaves none of their runs. */
const maxScanned = 2_000;
const minChars = 4;

const nearSql = `
with state as materialized (select generation from search_state),
asked as materialized (
  select * from json_to_recordset($1::json) as asked (word text, gram text)
), rare as materialized (
  select word, gram, row_number() over (partition by word order by held.documents, gram) as place
  from asked cross join lateral (
    select documents from search_term
    where generation = (select generation from state) and term = gram and documents > 0 limit 1
  ) held
), shared as materialized (
  select word, number, count(*) as runs from rare cross join lateral (
    select unnest(documents[:${maxPostings}]) >> 6 as number from search_posting
    where term = rare.gram
      and segment = any (array(select id from search_segment where generation = (select generation from state)))
    limit ${maxPostings * 4}
  ) list where place <= ${maxGrams} group by 1, 2
), best as materialized (
  select word, number from (
    select word, number, row_number() over (partition by word order by runs desc, number) as place from shared
  ) placed where place <= ${maxDocuments}
), said as materialized (
  select distinct word, term from best
  cross join lateral (
    select words from search_document where generation = (select generation from state) and number = best.number limit 1
  ) document
  cross join string_to_table(translate(words, E'\\n', ' '), ' ') term
  where abs(length(term) - length(word)) <= 2
    and exists (select from asked where asked.word = best.word and strpos('_' || term || '_', substr(gram, 2)) > 0)
), begun as materialized (
  select word, term, documents from (select distinct word from asked) short cross join lateral (
    select term, documents from search_term
    where generation = (select generation from state) and term >= left(word, 2) order by term limit ${maxScanned}
  ) scanned where length(word) < 7 and starts_with(term, left(word, 2)) and abs(length(term) - length(word)) <= 1
)
select word, term, documents from begun where documents > 0
union
select word, term, held.documents from said cross join lateral (
  select documents from search_term
  where generation = (select generation from state) and term = said.term and documents > 0 limit 1
) held`;

/** At most three known words for each, the most usual of the nearest; a word without any is left out. */
export async function nearWords(
  db: Database,
  words: readonly string[],
): Promise<Map<string, Near[]>> {
  const long = words.filter((word) => Array.from(word).length >= minChars && !/\d/.test(word));
  const asked = long.flatMap((word) => gramsOf([word]).map((gram) => ({ word, gram })));
  if (asked.length === 0) return new Map();
  const rows = await query<Near & { word: string }>(db, nearSql, [JSON.stringify(asked)]);
  const found = new Map<string, Near[]>();
  for (const [word, terms] of Map.groupBy(rows, (row) => row.word)) {
    const near = nearestOf(word, terms);
    if (near.length > 0) found.set(word, near);
  }
  return found;
}

export function nearestOf(word: string, terms: readonly Near[]): Near[] {
  const maxEdits = Array.from(word).length < 6 ? 1 : 2;
  const measured = terms
    .map(({ term, documents }) => ({ term, documents, edits: editsBetween(word, term) }))
    .filter(({ edits }) => edits > 0 && edits <= maxEdits);
  const fewest = Math.min(...measured.map(({ edits }) => edits));
  return measured
    .filter(({ edits }) => edits === fewest)
    .toSorted((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1))
    .slice(0, maxNear)
    .map(({ term, documents }) => ({ term, documents }));
}

/** Two letters in each other's places are one slip, which Levenshtein counts as two. */
function editsBetween(a: string, b: string): number {
  const edits = distance(a, b);
  if (edits !== 2 || a.length !== b.length) return edits;
  const at = Array.from(a).findIndex((char, index) => char !== Array.from(b)[index]);
  const [x, y] = [Array.from(a), Array.from(b)];
  return x[at] === y[at + 1] && x[at + 1] === y[at] ? 1 : edits;
}
