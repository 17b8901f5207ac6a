/** What else could be asked: Postgres's own text search, its trigrams, and plain BM25 over words. */

import { type Database, query } from "@sanad/core/database";
import { wordsOf } from "@sanad/core/search";
import type { Item } from "./collections.ts";

export type Rival = { name: string; find: (text: string) => Promise<string[]> };

const depth = 20;

export async function rivalsOf(
  db: Database,
  items: readonly Item[],
  claimIds: ReadonlyMap<string, string>,
): Promise<Rival[]> {
  await query(db, "create extension if not exists pg_trgm", []);
  await query(
    db,
    `create table rival as
    select claim.id, claim.text || ' ' || coalesce(string_agg(review.title, ' '), '') as said
    from claim left join review on review.claim_id = claim.id group by claim.id`,
    [],
  );
  await query(
    db,
    "alter table rival add found tsvector generated always as (to_tsvector('simple', said)) stored",
    [],
  );
  await query(db, "create index on rival using gin (found)", []);
  await query(db, "analyze rival", []);
  const ask = async (sql: string, text: string) =>
    (await query<{ id: string }>(db, sql, [text])).map(({ id }) => id);
  const bm25 = bm25Of(items);
  return [
    {
      name: "ts_rank",
      find: (text) =>
        ask(
          `select id from rival, to_tsquery('simple', $1) asked where found @@ asked order by ts_rank(found, asked) desc, id limit ${depth}`,
          [...new Set(wordsOf(text))].map((word) => `'${word.replaceAll("'", "''")}'`).join(" | "),
        ),
    },
    {
      name: "word_similarity",
      find: (text) =>
        ask(
          `select id from rival order by word_similarity(said, $1) desc, id limit ${depth}`,
          text,
        ),
    },
    { name: "BM25", find: async (text) => bm25(text).flatMap((id) => claimIds.get(id) ?? []) },
  ];
}

function bm25Of(items: readonly Item[]): (text: string) => string[] {
  const documents = items.map(({ text, title }) => wordsOf(`${text} ${title}`));
  const usual = documents.reduce((sum, words) => sum + words.length, 0) / documents.length;
  const postings = new Map<string, [at: number, weight: number][]>();
  for (const [at, words] of documents.entries())
    for (const [word, those] of Map.groupBy(words, (word) => word)) {
      const weight =
        (those.length * 2.2) / (those.length + 1.2 * (0.25 + (0.75 * words.length) / usual));
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [[at, weight]]);
      else list.push([at, weight]);
    }
  return (text) => {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(text))) {
      const list = postings.get(word) ?? [];
      const rarity = Math.log(1 + (items.length - list.length + 0.5) / (list.length + 0.5));
      for (const [at, weight] of list) scores.set(at, (scores.get(at) ?? 0) + rarity * weight);
    }
    return [...scores]
      .toSorted(([, some], [, other]) => other - some)
      .slice(0, depth)
      .map(([at]) => items[at]?.id ?? "");
  };
}
