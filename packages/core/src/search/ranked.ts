/** A reading's claims in SQL, best first: those with all of the words before the others, and within both by BM25. */

/** Parameters of a statement that hold a reading: lists with a value for each meaning, and what goes for all of them. */
export type RankedBy = {
  readonly units: string;
  readonly terms: string;
  readonly weights: string;
  readonly froms: string;
  readonly mosts: string;
  readonly phrases: string;
  /** A bit for each word. */
  readonly all: string;
  /** What is added for having all words, so that nothing without comes before. */
  readonly top: string;
};

/** Which of the claims are read: so many of those between these places, from the best or from the worst. */
export type Window = {
  readonly most: Place;
  readonly least: Place;
  readonly isBackward: boolean;
  readonly size: number;
};
/** Claims that rank alike stand by their number. */
type Place = { readonly rank: string; readonly number: string };

const generation = "(select generation from search_state)";

/**
 * Claims with `rank`, `number` (higher of those that were indexed later), `score` (over 0, at most 1), `candidates` (how many have
 * any of the words and are ranked within the window's bounds) and the words that they are found by: `found_words`, `found_body`.
 */
export function rankedClaims(by: RankedBy, { most, least, isBackward, size }: Window): string {
  const direction = isBackward ? "asc" : "desc";
  return `(select claim.*, ranked.rank, ranked.number, ranked.candidates, least(1, ranked.rank / (2.0 * ${by.top}))::float8 as score,
      document.words as found_words, document.body as found_body
    from (
      select number, rank, count(*) over () as candidates from (
        select number, sum(points)::bigint + case when bit_or(1 << unit) = ${by.all} then ${by.top} else 0 end as rank
        from (
          select asked.unit, asked.phrase, posting >> 6 as number, asked.weight * (63 + (posting & 63)) as points
          from unnest(${by.units}, ${by.terms}, ${by.weights}, ${by.froms}, ${by.mosts}, ${by.phrases})
            asked (unit, term, weight, first, most, phrase)
          cross join lateral (
            select unnest(documents[width_bucket(asked.first << 6, documents) + 1:]) as posting from search_posting
            where term = asked.term
              and segment = any (array(select id from search_segment where generation = ${generation}))
            limit asked.most
          ) list
          where case when asked.phrase = '' then true else exists (
            select from search_document where generation = ${generation} and number = posting >> 6
              and strpos(' ' || translate(words || ' ' || body, E'\\n', ' ') || ' ', ' ' || asked.phrase || ' ') > 0
          ) end
        ) read group by number
      ) summed
      where (rank, number) between (${least.rank}, ${least.number}) and (${most.rank}, ${most.number})
      order by rank ${direction}, number ${direction} limit ${size}
    ) ranked
    cross join lateral (
      select claim_id, words, body from search_document
      where generation = ${generation} and number = ranked.number limit 1
    ) document
    cross join lateral (select * from claim where id = document.claim_id limit 1) claim)`;
}
