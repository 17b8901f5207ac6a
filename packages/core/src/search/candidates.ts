/**
 * The claims that share the most with a text: one statement, whose cost is bounded by a number of postings and not by how
 * many claims are recorded. The rarest terms are read first, until the budget is spent.
 */

import { type Database, query } from "../database/index.ts";
import { gramsOf } from "./terms.ts";

/** A claim that shares terms with a text, and what it is compared by. */
export type Candidate = {
  readonly claimId: string;
  readonly claimantId: string;
  /** The claim's text and its translations, as they are recorded. */
  readonly texts: readonly string[];
  /** BM25 over words and runs of characters; comparable within one answer only. */
  readonly score: number;
  /** Its wordings, a line each, of words parted by blanks; the claim's own text first. */
  readonly words: string;
  readonly body: string;
  /** By meaning, from -1 to 1: the cosine of its vector with the text's, where there are both. */
  readonly similarity?: number | null;
};

/** What is found for one text. */
export type Found = {
  readonly candidates: readonly Candidate[];
  /** In how many claims each term of the text and each word of the candidates' wordings stands; one that is missing stands in none. */
  readonly frequencies: Readonly<Record<string, number>>;
};
export type Answer = {
  /** Whether the index tells of all that the ledger held. */
  readonly isCurrent: boolean;
  /** How many claims it holds. */
  readonly documents: number;
  readonly found: readonly Found[];
};

/** Postings read for one text; some 0.2 microseconds each. */
const budget = 20_000;
const maxCandidates = 100;
/** What a run of characters weighs beside a word. */
const gramBoost = 0.3;
/** Of a long text, the rarest of its terms are asked for all the same; this bounds what is looked up. */
const maxWords = 300;

/** In how many claims a term stands, asked for a term at a time: the planner expects far more terms than there are. */
export function heldBy(term: string): string {
  return `cross join lateral (
    select documents from search_term
    where generation = (select generation from state) and term = ${term} and documents > 0 limit 1
  ) held`;
}

/** A claim of the index in use as it is compared, asked for a claim at a time for the same reason. */
export function documentWhere(condition: string): string {
  return `cross join lateral (
    select claim_id, words, body, claimant_id, array[claim.text]
      || array(select translation.text from claim_translation translation where translation.claim_id = claim.id) as texts
    from search_document join claim on claim.id = claim_id
    where generation = (select generation from state) and ${condition}
    limit 1
  ) document`;
}

export const candidatesSql = `
with state as materialized (
  select search_state.*, ledger_head.sequence as head from search_state, ledger_head limit 1
), asked as materialized (
  select text, term, boost from json_to_recordset($1::json) as asked (text int, term text, boost real)
), rare as materialized (
  select text, term, boost * ln(1 + (state.documents - held.documents + 0.5) / (held.documents + 0.5)) as weight,
    sum(held.documents) over (partition by text order by held.documents, term rows unbounded preceding) as spent,
    row_number() over (partition by text order by held.documents, term) as place
  from asked cross join state ${heldBy("asked.term")}
  where state.sequence = state.head or $2::bool
), best as materialized (
  select asked.text, best.* from (select text from rare where place = 1) asked
  cross join lateral (
    select posting >> 6 as number, sum((posting & 63) * weight) as score
    from rare
    cross join lateral (
      select unnest(case when spent <= ${budget} then documents else documents[1:${budget}] end) as posting from search_posting
      where term = rare.term
        and segment = any (array(select id from search_segment where generation = (select generation from state)))
      limit ${budget}
    ) list
    where rare.text = asked.text and (spent <= ${budget} or place = 1)
    group by 1 order by score desc, 1 limit ${maxCandidates}
  ) best
), candidate as materialized (
  select best.text, best.score / 63 as score, document.*
  from best ${documentWhere("number = best.number")}
), word as materialized (
  select text, word from candidate cross join unnest(string_to_array(translate(words, E'\\n', ' '), ' ')) word
  union select text, term from rare
)
select state.sequence = state.head as "isCurrent", state.documents,
  coalesce((select json_agg(json_build_object('text', text, 'claimId', claim_id, 'claimantId', claimant_id, 'texts', texts,
    'score', score, 'words', words, 'body', body) order by text, score desc, claim_id) from candidate), '[]') as candidates,
  coalesce((select json_agg(json_build_array(text, word, held.documents)) from word ${heldBy("word.word")}), '[]') as frequencies
from state`;

type Row = {
  isCurrent: boolean;
  documents: number;
  candidates: (Candidate & { text: number })[];
  frequencies: [text: number, word: string, documents: number][];
};

/**
 * The nearest claims to each text, given as its words; at most 100 each, best first. Where the index does not tell of all that
 * the ledger holds, none are looked for unless `evenIfBehind`.
 */
export async function findCandidates(
  db: Database,
  texts: readonly (readonly string[])[],
  evenIfBehind: boolean,
): Promise<Answer> {
  const asked = texts.flatMap((words, text) => {
    const distinct = new Set(words.slice(0, maxWords));
    return [
      ...Array.from(distinct, (term) => ({ text, term, boost: 1 })),
      ...Array.from(new Set(gramsOf(distinct)), (term) => ({ text, term, boost: gramBoost })),
    ];
  });
  const [row] = await query<Row>(db, candidatesSql, [JSON.stringify(asked), evenIfBehind], true);
  if (row === undefined) throw new Error("The search index has no state.");
  const found = texts.map(() => ({
    candidates: [] as Candidate[],
    frequencies: {} as Record<string, number>,
  }));
  for (const { text, ...candidate } of row.candidates) found[text]?.candidates.push(candidate);
  for (const [text, word, documents] of row.frequencies) {
    const of = found[text];
    if (of !== undefined) of.frequencies[word] = documents;
  }
  return { isCurrent: row.isCurrent, documents: row.documents, found };
}
