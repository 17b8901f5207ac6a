/** The contract's lists as editors ask for them, and where half-way in each of them is. */

type List = {
  readonly title: string;
  /** With `#` where the page's arguments go, and names of `ids`. */
  readonly query: string;
  /** Null where only the beginning is asked for. */
  readonly order: Order | null;
};

type Order = {
  /** As Sanad's cursors have it. */
  readonly name: string;
  readonly rows: string;
  readonly keys: readonly string[];
};

const someone = "(select claimant_id from claim order by created_at desc, id desc limit 1)";

/** Those about whom most claims are, and those next to them. */
const subject = (place: number) =>
  `(select entity_id from claim_about group by entity_id order by count(*) desc, entity_id offset ${place} limit 1)`;
const [third, rarer] = [subject(0), subject(1)];

/** Records that are others in each database, by the name that stands for them: a statement for the id of each. */
export const ids = {
  CLAIMANT: `select ${someone} as id`,
  THIRD: `select ${third} as id`,
  RARER: `select ${rarer} as id`,
  SOURCE: "select id from source order by created_at, id offset 1 limit 1",
} as const;

const claims = (
  title: string,
  filter: string,
  order: string,
  where: string,
  key: string,
): List => ({
  title,
  query: `{ claims(${filter && `filter: ${filter},`} orderBy: ${order}, #) { nodes { id text status language } } }`,
  order: { name: order, rows: `claim ${where && `where ${where}`}`, keys: [key, "id"] },
});

const claimsAbout = (title: string, name: string, entity: string) =>
  claims(
    title,
    `{ aboutId: ["${name}"] }`,
    "CREATED_AT_DESC",
    `id in (select claim_id from claim_about where entity_id = ${entity})`,
    "created_at",
  );

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
    "claims in one of two statuses, changed last",
    "{ status: [IN_REVIEW, PUBLISHED] }",
    "UPDATED_AT_DESC",
    "status in ('IN_REVIEW', 'PUBLISHED')",
    "updated_at",
  ),
  claims(
    "claims by a claimant, newest first",
    '{ claimantId: ["CLAIMANT"] }',
    "CREATED_AT_DESC",
    `claimant_id = ${someone}`,
    "created_at",
  ),
  claims(
    "claims by a claimant, by date",
    '{ claimantId: ["CLAIMANT"] }',
    "CLAIMED_AT_DESC",
    `claimant_id = ${someone}`,
    "claimed_order",
  ),
  claimsAbout("claims about whom a third is about, newest first", "THIRD", third),
  claimsAbout("claims about whom one in 150 is about, newest first", "RARER", rarer),
  claims(
    "claims with a topic and a verdict, changed last",
    '{ topic: ["energy"], verdict: [FALSE] }',
    "UPDATED_AT_DESC",
    "topics && '{energy}' and verdict = 'FALSE'",
    "updated_at",
  ),
  {
    title: "claims with a source, newest first",
    query: '{ claims(filter: { sourceId: ["SOURCE"] }, #) { nodes { id text status language } } }',
    order: null,
  },
  {
    title: "how many claims are in a status, up to 10,000",
    query: "{ claims(filter: { status: [IN_REVIEW] }, #) { totalCount } }",
    order: null,
  },
  {
    title: "claims found by two words, best first",
    query: '{ searchClaims(query: "solar capacity", #) { nodes { id text status language } } }',
    order: null,
  },
  {
    title: "sources, published last",
    query: "{ sources(orderBy: PUBLISHED_AT_DESC, #) { nodes { id title publishedAt } } }",
    order: { name: "PUBLISHED_AT_DESC", rows: "source", keys: ["published_order", "id"] },
  },
  {
    title: "entities, newest first",
    query: "{ entities(#) { nodes { id name } } }",
    order: { name: "CREATED_AT_DESC", rows: "entity", keys: ["created_at", "id"] },
  },
  {
    title: "the log, oldest first",
    query: "{ revisions(#) { nodes { sequence action subject } } }",
    order: { name: "SEQUENCE_ASC", rows: "revision", keys: ["sequence"] },
  },
];

/** The query for the page at this place, or for the first page. */
export function pageOf(
  { query, order }: List,
  place: readonly string[] | null,
  known: ReadonlyMap<string, string>,
): string {
  const [, field = ""] = /^\{ (\w+)/.exec(query) ?? [];
  const cursor = JSON.stringify([field, order?.name, ...(place ?? [])]);
  const after = place && `after: "${Buffer.from(cursor).toString("base64url")}"`;
  const page = query.replace("#", `first: 20 ${after ?? ""}`);
  return page.replace(/"([A-Z]+)"/, (_all, name: string) => `"${known.get(name)}"`);
}

/** A statement for the keys, as cursors hold them, of the row half-way. */
export function halfWay({ rows, keys, name }: Order): string {
  const direction = name.endsWith("_DESC") ? "desc" : "asc";
  const texts = keys.map((key) =>
    key.endsWith("_at")
      ? `to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : `${key}::text`,
  );
  return `select array[${texts.join(", ")}] as place from ${rows}
    order by ${keys.map((key) => `${key} ${direction}`).join(", ")}
    offset (select count(*) / 2 from ${rows}) limit 1`;
}
