/**
 * The workloads' answers as one hand-written statement each, which gives the value of `data` as JSON. Rows are made into JSON
 * whole: that takes Postgres a third less time than naming each key in json_build_object.
 */

/** A cursor as Sanad's list of claims has it. */
export function placeOf(after: string): [createdAt: string, id: string] {
  const [, , createdAt, id] = JSON.parse(Buffer.from(after, "base64url").toString()) as string[];
  return [createdAt ?? "", id ?? ""];
}

const instant = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A connection over rows that are as its nodes are to be. */
const connection = (rows: string) =>
  `(select connection from (select coalesce(json_agg(node), '[]') as nodes from (${rows}) node) connection)`;

const evidence = connection(`
  select piece.id, stance, is_primary as "isPrimary", ${instant("piece.created_at")} as "addedAt",
    (select quoted from (select quote->>'exact' as exact, quote->>'language' as language where quote is not null) quoted) as quote,
    (select cited from (select source.id, url, title, published_at as "publishedAt") cited) as source
  from (select * from evidence where claim_id = claim.id and withdrawn_at is null order by created_at, id limit 10) piece
  join source on source.id = piece.source_id
  order by piece.created_at, piece.id`);

const history = connection(`
  select sequence, ${instant("at")} as at, actor, action, subject, payload_hash as "payloadHash", hash
  from revision
  where subject in (
    select claim.id
    union all select id from appearance where claim_id = claim.id
    union all select id from evidence where claim_id = claim.id
    union all select id from review where claim_id = claim.id)
  order by sequence desc limit 10`);

const list = (where: string) =>
  answer(
    "claims",
    connection(`
      select id, text, language, claimed_at as "claimedAt", status, ${instant("created_at")} as "createdAt",
        ${evidence} as evidence
      from (select * from claim ${where} order by created_at desc, id desc limit 20) claim`),
  );

export const statements = {
  Claim: answer(
    "claim",
    `(select found from (
      select id, text, language, claimed_at as "claimedAt", topics, status, version, ${instant("created_at")} as "createdAt",
        ${instant("updated_at")} as "updatedAt", ${evidence} as evidence, ${history} as history
      from claim where id = $1) found)`,
  ),
  List: list(""),
  Deep: list("where (created_at, id) < ($1::timestamptz, $2)"),
  Tiny: answer("claim", "(select found from (select text from claim where id = $1) found)"),
} as const;

function answer(field: string, value: string): string {
  return `select row_to_json(data) from (select ${value} as ${field}) data`;
}

export type Operation = keyof typeof statements;

export function parametersOf(
  operation: Operation,
  variables: Readonly<Record<string, string | null>>,
): string[] {
  switch (operation) {
    case "Claim":
    case "Tiny":
      return [variables["id"] ?? ""];
    case "Deep":
      return placeOf(variables["after"] ?? "");
    case "List":
      return [];
  }
}
