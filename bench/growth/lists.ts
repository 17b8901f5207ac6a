/** The contract's lists as editors ask for them, and where half-way in each of them is. */

type List = {
  readonly title: string;
  /** With `#` where the page's arguments go. */
  readonly query: string;
  /** The name of the order, as Sanad's cursors have it. */
  readonly order: string;
  readonly rows: string;
  readonly keys: readonly string[];
};

const someone = "(select claimant_id from claim order by created_at desc, id desc limit 1)";

const claims = (
  title: string,
  filter: string,
  order: string,
  where: string,
  key: string,
): List => ({
  title,
  query: `{ claims(${filter && `filter: ${filter},`} orderBy: ${order}, #) { nodes { id text status language } } }`,
  order,
  rows: `claim ${where && `where ${where}`}`,
  keys: [key, "id"],
});

/** The claimant is another one in each database. */
export const claimant = "CLAIMANT";

export const lists: readonly List[] = [
  claims("claims, newest first", "", "CREATED_AT_DESC", "", "created_at"),
  claims("claims, changed last", "", "UPDATED_AT_DESC", "", "updated_at"),
  claims(
    "claims in a status and a language, changed last",
    '{ status: [IN_REVIEW], language: ["fa"] }',
    "UPDATED_AT_DESC",
    "status = 'IN_REVIEW' and language = 'fa'",
    "updated_at",
  ),
  claims(
    "claims by a claimant, by date",
    `{ claimantId: ["${claimant}"] }`,
    "CLAIMED_AT_DESC",
    `claimant_id = ${someone}`,
    "claimed_order",
  ),
  claims(
    "claims with a topic and a verdict, changed last",
    '{ topic: ["energy"], verdict: [FALSE] }',
    "UPDATED_AT_DESC",
    "topics && '{energy}' and verdict = 'FALSE'",
    "updated_at",
  ),
  {
    title: "sources, published last",
    query: "{ sources(orderBy: PUBLISHED_AT_DESC, #) { nodes { id title publishedAt } } }",
    order: "PUBLISHED_AT_DESC",
    rows: "source",
    keys: ["published_order", "id"],
  },
  {
    title: "entities, newest first",
    query: "{ entities(#) { nodes { id name } } }",
    order: "CREATED_AT_DESC",
    rows: "entity",
    keys: ["created_at", "id"],
  },
  {
    title: "the log, oldest first",
    query: "{ revisions(#) { nodes { sequence action subject } } }",
    order: "SEQUENCE_ASC",
    rows: "revision",
    keys: ["sequence"],
  },
];

/** The query for the page at this place, or for the first page. */
export function pageOf(list: List, place: readonly string[] | null, claimantId: string): string {
  const [, field = ""] = /^\{ (\w+)/.exec(list.query) ?? [];
  const cursor = JSON.stringify([field, list.order, ...(place ?? [])]);
  const after = place && `after: "${Buffer.from(cursor).toString("base64url")}"`;
  return list.query.replace("#", `first: 20 ${after ?? ""}`).replace(claimant, claimantId);
}

/** A statement for the keys, as cursors hold them, of the row half-way; and another for the claimant's id. */
export function halfWay({ rows, keys, order }: List): string {
  const direction = order.endsWith("_DESC") ? "desc" : "asc";
  const texts = keys.map((key) =>
    key.endsWith("_at")
      ? `to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : `${key}::text`,
  );
  return `select array[${texts.join(", ")}] as place from ${rows}
    order by ${keys.map((key) => `${key} ${direction}`).join(", ")}
    offset (select count(*) / 2 from ${rows}) limit 1`;
}

export const theClaimant = `select ${someone} as id`;
