/** How claims come by their vectors: in the background, a portion at a time, with no transaction open while the endpoint works. */

import type { Context } from "../context/index.ts";
import { type Database, query } from "../database/index.ts";
import { touchedSql } from "../search/catch-up.ts";
import { type Embedder, maxEmbeddedChars, TextsRefused } from "./embedder.ts";
import { hasVectors, indexVectors } from "./tables.ts";
import { embed, type Vector } from "./vector.ts";

/** Nobody waits for it but who stops the server. */
const timeoutMs = 10_000;
/** Texts at once: so many must be embedded in that time. */
const portionSize = 64;

/** What is left: more to do, nothing, or what cannot be done now, since the endpoint or a place for vectors is not there. */
export type Filled = "more" | "done" | "unavailable";

/**
 * Gives the next claims the vectors they lack, and takes those away that are of claims merged away. Two who do so at once do it
 * twice, and nothing worse. A claim that the endpoint refuses has none until its text or the model changes.
 * @throws {Error} where the model gives another number of numbers than it did
 */
export async function embedClaims({ db, embedder }: Context, limit = portionSize): Promise<Filled> {
  if (embedder === undefined) return "done";
  if (!(await hasVectors(db))) return "unavailable";
  const state = await stateOf(db, embedder.model);
  if (isDone(state, state.head)) return "done";
  const { claimIds, next } = await portionOf(db, state, limit);
  await removeMerged(db, claimIds);
  const pending = await pendingOf(db, embedder.model, claimIds);
  const vectors = await vectorsOf(embedder, pending);
  if (vectors === null) return "unavailable";
  await store(db, embedder.model, pending, vectors);
  await moveOn(db, state, next);
  return isDone(next, state.head) ? "done" : "more";
}

/** Looks through all claims once more, those that were refused included, and gives many vectors an index. */
export async function embedAllClaims(ctx: Context): Promise<Filled> {
  const { db, embedder } = ctx;
  if (embedder === undefined) return "done";
  if (!(await hasVectors(db))) return "unavailable";
  await query(db, "delete from claim_vector_state where model = $1", [embedder.model]);
  let filled: Filled;
  do filled = await embedClaims(ctx);
  while (filled === "more");
  if (filled === "done") await indexVectors(db, embedder.model);
  return filled;
}

type Progress = { sequence: number; lookedThroughTo: string | null };
type State = Progress & { model: string; head: number };

function isDone({ sequence, lookedThroughTo }: Progress, head: number): boolean {
  return lookedThroughTo === null && sequence >= head;
}

async function stateOf(db: Database, model: string): Promise<State> {
  const [state] = await query<State>(
    db,
    `select model, state.sequence::int, looked_through_to as "lookedThroughTo", ledger_head.sequence::int as head
    from claim_vector_state state, ledger_head where model = $1`,
    [model],
  );
  if (state !== undefined) return state;
  await query(
    db,
    `insert into claim_vector_state (model, sequence, looked_through_to) select $1, sequence, '' from ledger_head
    on conflict do nothing`,
    [model],
  );
  return stateOf(db, model);
}

async function portionOf(
  db: Database,
  { sequence, lookedThroughTo, head }: State,
  limit: number,
): Promise<{ claimIds: string[]; next: Progress }> {
  if (lookedThroughTo === null) {
    const until = Math.min(head, sequence + limit);
    const rows = await query<{ id: string }>(db, touchedSql, [sequence, until]);
    const claimIds = rows.map(({ id }) => id);
    return { claimIds, next: { sequence: until, lookedThroughTo: null } };
  }
  const rows = await query<{ id: string }>(
    db,
    "select id from claim where id > $1 order by id limit $2",
    [lookedThroughTo, limit],
  );
  const claimIds = rows.map(({ id }) => id);
  const last = rows.length < limit ? null : (claimIds.at(-1) ?? null);
  return { claimIds, next: { sequence, lookedThroughTo: last } };
}

async function removeMerged(db: Database, claimIds: readonly string[]): Promise<void> {
  await query(
    db,
    `delete from claim_vector using claim
    where claim.id = claim_id and claim_id = any ($1::text[]) and merged_into_id is not null`,
    [claimIds],
  );
}

type Pending = { id: string; text: string; hash: string };

async function pendingOf(
  db: Database,
  model: string,
  claimIds: readonly string[],
): Promise<Pending[]> {
  return query<Pending>(
    db,
    `select id, said.text, said.hash
    from claim
    cross join lateral (select left(claim.text, ${maxEmbeddedChars}) as text) cut
    cross join lateral (select cut.text, encode(sha256(convert_to(cut.text, 'UTF8')), 'hex') as hash) said
    left join claim_vector on claim_id = id and model = $1
    where id = any ($2::text[]) and merged_into_id is null and content_hash is distinct from said.hash
    order by id`,
    [model, claimIds],
  );
}

/** A vector for each, undefined for what is refused; null where the endpoint gives none. */
async function vectorsOf(
  embedder: Embedder,
  pending: readonly Pending[],
): Promise<(Vector | undefined)[] | null> {
  if (pending.length === 0) return [];
  const texts = pending.map(({ text }) => text);
  try {
    return await embed(embedder, texts, timeoutMs);
  } catch (error) {
    if (!(error instanceof TextsRefused)) return null;
  }
  const vectors: (Vector | undefined)[] = [];
  for (const text of texts) {
    try {
      vectors.push(...(await embed(embedder, [text], timeoutMs)));
    } catch (error) {
      if (!(error instanceof TextsRefused)) return null;
      vectors.push(undefined);
    }
  }
  return vectors;
}

async function store(
  db: Database,
  model: string,
  pending: readonly Pending[],
  vectors: readonly (Vector | undefined)[],
): Promise<void> {
  const rows = pending.flatMap(({ id, hash }, at) => {
    const vector = vectors[at];
    return vector === undefined ? [] : [{ id, hash, vector }];
  });
  const numbers = rows[0]?.vector.numbers;
  if (numbers === undefined) return;
  const [known] = await query<{ numbers: number }>(
    db,
    "select vector_dims(vector) as numbers from claim_vector where model = $1 limit 1",
    [model],
  );
  if (known !== undefined && known.numbers !== numbers)
    throw new Error(
      `The model ${model} gave vectors of ${known.numbers} numbers, and gives some of ${numbers}: another model needs another name.`,
    );
  await query(
    db,
    `insert into claim_vector (model, claim_id, content_hash, vector)
    select $1, id, hash, vector::halfvec from unnest($2::text[], $3::text[], $4::text[]) row (id, hash, vector)
    on conflict (model, claim_id) do update set content_hash = excluded.content_hash, vector = excluded.vector`,
    [
      model,
      rows.map(({ id }) => id),
      rows.map(({ hash }) => hash),
      rows.map(({ vector }) => vector.text),
    ],
  );
}

async function moveOn(db: Database, from: State, next: Progress): Promise<void> {
  await query(
    db,
    `update claim_vector_state set sequence = $2, looked_through_to = $3
    where model = $1 and sequence = $4 and looked_through_to is not distinct from $5`,
    [from.model, next.sequence, next.lookedThroughTo, from.sequence, from.lookedThroughTo],
  );
}
