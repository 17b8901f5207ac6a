import DataLoader from "dataloader";
import { openPool } from "./setting.ts";
import { placeOf } from "./statements.ts";

const pool = openPool();

export type Row = { id: string } & Record<string, unknown>;

const claimColumns = `id, text, language, claimed_at as "claimedAt", topics, status, version,
  created_at as "createdAt", updated_at as "updatedAt"`;

export type Loaders = ReturnType<typeof createLoaders>;

/** New ones for each request, so that none serves what another has read. */
export function createLoaders() {
  return {
    claim: byId(`select ${claimColumns} from claim where id = any ($1)`),
    source: byId(
      `select id, url, title, published_at as "publishedAt" from source where id = any ($1)`,
    ),
    evidence:
      byClaim(`select claim_id as "claimId", source_id as "sourceId", id, stance, is_primary as "isPrimary", quote,
        created_at as "addedAt"
      from evidence where claim_id = any ($1) and withdrawn_at is null order by created_at, id`),
    history: byClaim(`select claim.id as "claimId", entry.*
      from unnest($1::text[]) as claim (id) cross join lateral (
        select sequence::integer, at, actor, action, subject, payload_hash as "payloadHash", hash from revision
        where subject in (select claim.id
          union all select id from appearance where claim_id = claim.id
          union all select id from evidence where claim_id = claim.id
          union all select id from review where claim_id = claim.id)
        order by revision.sequence desc limit 10) entry`),
  };
}

export async function listClaims(first: number, after: string | null): Promise<Row[]> {
  const order = `order by created_at desc, id desc limit ${Math.trunc(first)}`;
  if (after === null) return select("first", `select ${claimColumns} from claim ${order}`, []);
  return select(
    "after",
    `select ${claimColumns} from claim where (created_at, id) < ($1::timestamptz, $2) ${order}`,
    placeOf(after),
  );
}

function byId(text: string): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await select(text, text, [ids])).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

function byClaim(text: string): DataLoader<string, Row[]> {
  return new DataLoader(async (ids) => {
    const rows = Map.groupBy(await select(text, text, [ids]), (row) => row["claimId"]);
    return ids.map((id) => rows.get(id) ?? []);
  });
}

/** Prepared once a connection. */
async function select(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name: name.slice(0, 63), text, values: [...values] });
  return rows;
}
