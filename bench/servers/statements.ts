/** The workloads' answers as one hand-written statement each, which gives the value of `data` as JSON. */

/** A cursor as Sanad's list of claims has it. */
export function placeOf(after: string): [createdAt: string, id: string] {
  const [, , createdAt, id] = JSON.parse(Buffer.from(after, "base64url").toString()) as string[];
  return [createdAt ?? "", id ?? ""];
}

const instant = (column: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const evidence = `'evidence', json_build_object('nodes', (
  select coalesce(json_agg(json_build_object(
    'id', piece.id, 'stance', stance, 'isPrimary', is_primary, 'addedAt', ${instant("piece.created_at")},
    'quote', case when quote is not null then json_build_object('exact', quote->'exact', 'language', quote->'language') end,
    'source', (select json_build_object('id', source.id, 'url', url, 'title', title, 'publishedAt', published_at)
      from source where source.id = piece.source_id))), '[]')
  from (select * from evidence where claim_id = claim.id and withdrawn_at is null
    order by created_at, id limit 11) piece))`;

const head = `'id', claim.id, 'text', text, 'language', claim.language, 'claimedAt', claimed_at,
  'status', status, 'createdAt', ${instant("claim.created_at")}`;

const list = (where: string) => `select json_build_object('claims', json_build_object('nodes', (
  select coalesce(json_agg(json_build_object(${head}, ${evidence})), '[]')
  from (select * from claim ${where} order by created_at desc, id desc limit 20) claim)))`;

export const statements = {
  Claim: `select json_build_object('claim', (select json_build_object(${head}, 'topics', topics,
    'version', version, 'updatedAt', ${instant("claim.updated_at")}, ${evidence},
    'history', json_build_object('nodes', (
      select coalesce(json_agg(json_build_object('sequence', sequence, 'at', ${instant("at")}, 'actor', actor,
        'action', action, 'subject', subject, 'payloadHash', payload_hash, 'hash', hash)), '[]')
      from (select * from revision where subject in (
          select claim.id
          union all select id from appearance where claim_id = claim.id
          union all select id from evidence where claim_id = claim.id
          union all select id from review where claim_id = claim.id)
        and subject !~ '^(draft|person|key)_'
        order by sequence desc limit 10) revision)))
    from claim where id = $1))`,
  List: list(""),
  Deep: list("where (created_at, id) < ($1::timestamptz, $2)"),
  Tiny: "select json_build_object('claim', (select json_build_object('text', text) from claim where id = $1))",
} as const;

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
