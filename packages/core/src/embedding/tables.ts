/**
 * Where vectors are kept. These tables are in no migration: pgvector, which they need, is not everywhere, and what is in them can
 * be made again. Their owner makes them, since the app may not.
 */

import { sql } from "drizzle-orm";
import { type Database, query, sqlState } from "../database/index.ts";

/**
 * Makes the place for vectors where the database has pgvector 0.7 or later and this login may install it; gives back whether
 * there is one.
 */
export async function prepareVectors(db: Database): Promise<boolean> {
  if (!(await hasVectorType(db))) return false;
  // Half-precision numbers: half the size, up to 4,000 of them can be indexed, and the order is the same for all purposes.
  await db.execute(sql`create table if not exists claim_vector (
    model text not null,
    claim_id text not null,
    content_hash text not null,
    vector halfvec not null,
    primary key (model, claim_id)
  )`);
  // Until it is null, claims are looked through in the order of their ids; from then on the ledger is read on.
  await db.execute(sql`create table if not exists claim_vector_state (
    model text primary key,
    sequence bigint not null,
    looked_through_to text
  )`);
  return true;
}

async function hasVectorType(db: Database): Promise<boolean> {
  const available = await query(
    db,
    "select from pg_available_extensions where name = 'vector'",
    [],
  );
  if (available.length === 0) return false;
  try {
    await db.transaction((tx) => tx.execute(sql`create extension if not exists vector`));
  } catch (error) {
    if (sqlState(error) !== insufficientPrivilege) throw error;
    return false;
  }
  const [type] = await query<{ isThere: boolean }>(
    db,
    `select to_regtype('halfvec') is not null as "isThere"`,
    [],
  );
  return type?.isThere === true;
}

const insufficientPrivilege = "42501";

/** Whether there is a place for vectors. */
export async function hasVectors(db: Database): Promise<boolean> {
  const [table] = await query<{ isThere: boolean }>(
    db,
    `select to_regclass('claim_vector_state') is not null as "isThere"`,
    [],
  );
  return table?.isThere === true;
}

/** Fewer are compared one by one in some tens of milliseconds, and then none is missed. */
const usualMinIndexed = 50_000;
/** As pgvector has it, of half-precision numbers. */
const maxIndexedLength = 4_000;

/** Gives a model's vectors an index where they are many and this login owns them; gives back whether there was one to make. */
export async function indexVectors(
  db: Database,
  model: string,
  minIndexed = usualMinIndexed,
): Promise<boolean> {
  const [made] = await query<{ creation: string }>(
    db,
    `select format(
      'create index if not exists %I on claim_vector using hnsw ((vector::halfvec(%s)) halfvec_cosine_ops)
        where model = %L and vector_dims(vector) = %s',
      'claim_vector_' || left(md5($1), 8) || '_' || length || '_idx', length, $1::text, length) as creation
    from (select vector_dims(vector) as length, count(*) from claim_vector where model = $1 group by 1) vectors
    where count >= $2 and length <= ${maxIndexedLength}
      and pg_has_role((select relowner from pg_class where oid = 'claim_vector'::regclass), 'usage')
    order by count desc limit 1`,
    [model, minIndexed],
  );
  if (made === undefined) return false;
  await db.execute(sql.raw(made.creation));
  return true;
}
