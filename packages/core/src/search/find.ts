/** Searching: a query is read first, by a look into the index's terms, and then ranks claims within whichever statement reads them. */

import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { catchUp, smallPortion } from "./catch-up.ts";
import { type Near, nearWords } from "./near.ts";
import type { Query } from "./query.ts";
import { type Known, type Reading, readingOf, splitsOf } from "./reading.ts";

/** Words that a person types; what is pasted is longer, and its words are not looked for in two halves. */
const maxTyped = 8;
/** Terms that begin as the last word, of those that are looked at in their order. */
const maxBegun = 12;
const maxScanned = 2_000;
/** A word of no more claims may be a slip, where a thousand are recorded for each; one that it was meant for has so many more. */
const fewDocuments = 2;
const timesRecorded = 1_000;
const timesMore = 10;
/** Portions that a search takes on where the index is behind; what is then still missing is found when it has caught up. */
const maxPortions = 20;

const knownSql = `
with state as materialized (
  select search_state.*, ledger_head.sequence as head from search_state, ledger_head limit 1
)
select state.sequence >= state.head as "isCurrent", current_setting('transaction_read_only') = 'off' as "isWritable",
  documents, next_number as "nextNumber",
  coalesce((select json_object_agg(asked.term, held.documents) from unnest($1::text[]) asked (term) cross join lateral (
    select documents from search_term
    where generation = (select generation from state) and term = asked.term and documents > 0 limit 1
  ) held), '{}') as held,
  coalesce((select json_agg(json_build_object('term', term, 'documents', documents)) from (
    select term, documents from (
      select term, documents from search_term
      where generation = (select generation from state) and term >= $2 order by term limit ${maxScanned}
    ) scanned where $2 <> '' and starts_with(term, $2) and documents > 0 order by documents desc, term limit ${maxBegun}
  ) begun), '[]') as begun
from state`;

type Row = Omit<Known, "near"> & { isCurrent: boolean; isWritable: boolean; begun: Near[] };

/**
 * How a query is read, by the index as it stands once it tells of all that was recorded.
 * @param before how it was read for the page before
 */
export async function findReading(
  ctx: Context,
  asked: Query,
  before: Reading | null,
): Promise<Reading> {
  if (before !== null) {
    await knownOf(ctx, [], "");
    return before;
  }
  const { words, glued, prefix } = asked;
  const parts = words.length > maxTyped ? [] : words.flatMap((word) => splitsOf(word));
  const terms = new Set([
    ...words,
    ...glued.map(({ term }) => term),
    ...parts.flatMap((split) => split.parts),
  ]);
  const known = await knownOf(ctx, [...terms], prefix ?? "");
  const plain = readingOf(asked, { ...known, near: new Map() });
  const rare = words.filter((word) => isHardlyKnown(word, plain, known));
  if (rare.length === 0 || words.length > maxTyped) return plain;
  const near = new Map<string, Near[]>();
  for (const [word, terms] of await nearWords(ctx.db, rare)) {
    const meant = terms.filter(({ documents }) => documents > timesMore * (known.held[word] ?? 0));
    if (meant.length > 0) near.set(word, meant);
  }
  return near.size === 0 ? plain : readingOf(asked, { ...known, near });
}

function isHardlyKnown(
  word: string,
  { words, meanings }: Reading,
  { held, documents }: Row,
): boolean {
  const unit = words.indexOf(word);
  const others = meanings.filter((each) => each.unit === unit && each.term !== word);
  const few = Math.min(fewDocuments, documents / timesRecorded);
  return others.length === 0 && (held[word] ?? 0) <= few;
}

async function knownOf(ctx: Context, terms: readonly string[], prefix: string): Promise<Row> {
  for (let portions = 0; ; portions++) {
    const [row] = await query<Row>(ctx.db, knownSql, [terms, prefix]);
    if (row === undefined) throw new Error("The search index has no state.");
    if (row.isCurrent || !row.isWritable || portions === maxPortions) return row;
    await catchUp(ctx, smallPortion);
  }
}
