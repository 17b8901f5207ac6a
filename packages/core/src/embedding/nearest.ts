/** The claims nearest to a text by meaning, beside those that share words with it. */

import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { type Candidate, documentWhere, type Found, heldBy } from "../search/candidates.ts";
import { maxEmbeddedChars } from "./embedder.ts";
import { hasVectors } from "./tables.ts";
import { embed, type Vector } from "./vector.ts";

/** Somebody waits: an endpoint that takes longer is done without. */
const timeoutMs = 1_000;
const maxNearest = 50;

/** A vector for each text that has words; none where there is no embedder, or it gives none. Does not fail. */
export async function embedAsked(
  { embedder }: Context,
  texts: readonly string[],
  asked: readonly (readonly string[])[],
): Promise<ReadonlyMap<number, Vector>> {
  const places = [...texts.keys()].filter((at) => asked[at]?.length !== 0);
  if (embedder === undefined || places.length === 0) return new Map();
  const cut = places.map((at) => (texts[at] ?? "").slice(0, maxEmbeddedChars).toWellFormed());
  try {
    const vectors = await embed(embedder, cut, timeoutMs);
    return new Map(vectors.map((vector, at) => [places[at] ?? 0, vector]));
  } catch {
    return new Map();
  }
}

/** What was found for each text with the claims nearest to its vector, and how similar each one is. */
export async function addNearest(
  { db, embedder }: Context,
  found: readonly Found[],
  vectors: ReadonlyMap<number, Vector>,
): Promise<readonly Found[]> {
  const [first] = vectors.values();
  if (embedder === undefined || first === undefined || !(await hasVectors(db))) return found;
  const asked = Array.from(vectors, ([text, { text: vector }]) => ({ text, vector }));
  const known = found.flatMap(({ candidates }, text) =>
    candidates.map(({ claimId }) => ({ text, claim_id: claimId })),
  );
  const [near] = await query<Near>(db, nearestSql(first.numbers), [
    embedder.model,
    JSON.stringify(asked),
    JSON.stringify(known),
  ]);
  return near === undefined ? found : found.map((each, text) => withNear(each, text, near));
}

type Near = {
  similarities: [text: number, claimId: string, similarity: number][];
  candidates: (Candidate & { text: number })[];
  frequencies: [text: number, word: string, documents: number][];
};

function withNear({ candidates, frequencies }: Found, text: number, near: Near): Found {
  const isOfText = ([of]: readonly [number, ...unknown[]]) => of === text;
  const similarities = new Map(
    near.similarities.filter(isOfText).map(([, claimId, similarity]) => [claimId, similarity]),
  );
  const added = near.candidates.filter((each) => each.text === text);
  return {
    candidates: [...candidates, ...added].map((each) => ({
      ...each,
      similarity: similarities.get(each.claimId) ?? null,
    })),
    frequencies: {
      ...Object.fromEntries(
        near.frequencies.filter(isOfText).map(([, word, documents]) => [word, documents]),
      ),
      ...frequencies,
    },
  };
}

/** Of another number of numbers nothing is read, so that a model which changed under its name finds nothing and fails nobody. */
function nearestSql(numbers: number): string {
  const type = `halfvec(${numbers})`;
  const comparable = `model = $1 and vector_dims(vector) = ${numbers}`;
  return `
with state as materialized (
  select generation from search_state
), asked as materialized (
  select text, vector::${type} as asked from json_to_recordset($2::json) as asked (text int, vector text)
), known as materialized (
  select text, claim_id from json_to_recordset($3::json) as known (text int, claim_id text)
), near as materialized (
  select text, claim_id from asked cross join lateral (
    select claim_id from claim_vector where ${comparable} order by vector::${type} <=> asked limit ${maxNearest}
  ) nearest
  union select text, claim_id from known
), compared as materialized (
  select text, claim_id, 1 - (vector::${type} <=> asked) as similarity
  from near join asked using (text) join claim_vector using (claim_id) where ${comparable}
), candidate as materialized (
  select compared.text, document.*
  from compared ${documentWhere("claim_id = compared.claim_id")}
  where (compared.text, compared.claim_id) not in (select text, claim_id from known)
), word as materialized (
  select distinct text, word from candidate cross join string_to_table(translate(words, E'\\n', ' '), ' ') word
)
select
  coalesce((select json_agg(json_build_array(text, claim_id, similarity)) from compared), '[]') as similarities,
  coalesce((select json_agg(json_build_object('text', text, 'claimId', claim_id, 'claimantId', claimant_id, 'texts', texts,
    'score', 0, 'words', words, 'body', body) order by text, claim_id) from candidate), '[]') as candidates,
  coalesce((select json_agg(json_build_array(text, word, held.documents)) from word ${heldBy("word.word")}), '[]') as frequencies`;
}
