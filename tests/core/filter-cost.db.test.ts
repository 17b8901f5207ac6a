// What lists cost that are filtered and ordered, in rows and pages that Postgres reads among 40,000 claims, sources and entities each.
import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { describe, expect } from "vitest";
import { databaseKind, editing, test as base } from "../support/database.ts";
import { dataOf, pagesRead, planOf, rowsRead, stepsOf } from "../support/graphql.ts";

const count = 40_000;
const pageSize = 20;
/** Of common things every one in so many is at least; of rare ones there are a few dozens in all. */
const commonOneIn = 24;
const most = 4 * pageSize * commonOneIn;
/** The page of a row itself, and what of indexes is looked at to find it. */
const pagesARow = 5;
const mostPagesBesides = 40;
/** The last page asked for begins so many rows before the end; what is left Postgres may as well sort. */
const beforeEnd = 100;

/** `everywhere` is an entity that every third claim is about. */
type Crowd = { ctx: Context; ids: { entity: string; everywhere: string; source: string } };

const test = base.extend<{ $file: { crowd: Crowd } }>({
  crowd: [async ({ connection }, use) => use(await fill(editing(connection))), { scope: "file" }],
});

async function fill(ctx: Context): Promise<Crowd> {
  const prefixes = {
    claim: createId("claim").slice(0, -6),
    entity: createId("entity").slice(0, -6),
    source: createId("source").slice(0, -6),
  };
  const id = (kind: keyof typeof prefixes, n: string) =>
    `'${prefixes[kind]}' || lpad((${n})::text, 6, '0')`;
  const at = (step: number) =>
    `timestamptz '2025-01-01' + (n * ${step} % ${count}) * interval '1 minute'`;
  const day = (step: number) =>
    `to_char(date '2020-01-01' + ((n * ${step} % ${count}) / 20)::int, 'YYYY-MM-DD')`;
  const rows = `from generate_series(1, ${count}) n`;
  const isRare = "n % 1000 = 7";
  const statements = [
    `insert into entity (id, kind, names, aliases, same_as, no_interests, version, created_at, updated_at, search_keys)
      select ${id("entity", "n")}, case when ${isRare} then 'GOVERNMENT' else (array['PERSON', 'OUTLET'])[1 + n % 2] end,
        jsonb_build_array(jsonb_build_object('language', 'en', 'name', 'Entity ' || n)), '[]', '{}', true, 1,
        ${at(1_009)}, ${at(2_003)}, array['entity', 'w' || n % 500, 'n' || n] ${rows}`,
    `insert into source (id, title, kind, publisher_id, wire_id, authors, language, published_at, version, created_at, updated_at)
      select ${id("source", "n")}, 'Source ' || n, case when ${isRare} then 'DATASET' else 'ARTICLE' end,
        ${id("entity", "1 + n % 300")}, case when n % 50 = 0 then ${id("entity", "1 + n % 300")} end, '{}',
        case when ${isRare} then 'sw' else (array['fa', 'en', 'en-GB'])[1 + n % 3] end, ${day(7_919)}, 1,
        ${at(1_009)}, ${at(2_003)} ${rows}`,
    `insert into claim (id, text, language, claimant_id, claimed_at, topics, status, version, created_at, updated_at, fingerprint)
      select ${id("claim", "n")}, 'Claim ' || n, case when ${isRare} then 'sw' else (array['fa', 'en', 'ar', 'en-GB'])[1 + n % 4] end,
        ${id("entity", "1 + n % 300")}, ${day(7_919)},
        case when ${isRare} then array['rare'] else array['topic ' || n % 20, 'topic ' || n % 23] end,
        case when ${isRare} then 'DISMISSED' else (array['UNVERIFIED', 'IN_REVIEW', 'AWAITING_APPROVAL'])[1 + n * 7 % 3] end, 1,
        ${at(1_009)}, ${at(2_003)}, md5(n::text) ${rows}`,
    `insert into claim_about select ${id("claim", "n")}, ${id("entity", "1 + n * 11 % 300")}, 0 ${rows}`,
    `insert into claim_about select ${id("claim", "n")}, ${id("entity", "400")}, 1 ${rows} where n % 3 = 0`,
    `insert into appearance (id, claim_id, source_id, created_at)
      select '${createId("appearance").slice(0, -6)}' || lpad(n::text, 6, '0'), ${id("claim", "n")}, ${id("source", "1 + n * 29 % 20000")}, ${at(1)} ${rows}`,
    `insert into review (id, claim_id, verdict, summary, body, language, published_at, evidence)
      select '${createId("review").slice(0, -6)}' || lpad(n::text, 6, '0'), ${id("claim", "n")},
        (array['TRUE', 'MIXED', 'MISLEADING', 'FALSE'])[1 + n * 13 % 4], '[]', '[]', 'fa', ${at(1)}, '[]' ${rows} where n % 3 = 0`,
    `update claim set status = 'PUBLISHED', review_id = review.id, verdict = review.verdict,
      recheck_at = timestamptz '2125-01-01' from review where review.claim_id = claim.id`,
    `update claim set recheck_reason = 'New evidence' where verdict is not null and right(id, 3) = '999'`,
    `update claim set recheck_at = timestamptz '2025-01-02' where verdict is not null and right(id, 3) = '333'`,
    "vacuum analyze",
  ];
  for (const statement of statements) await ctx.db.execute(statement);
  const last = (kind: keyof typeof prefixes, n: number) =>
    prefixes[kind] + String(n).padStart(6, "0");
  return {
    ctx,
    ids: {
      entity: last("entity", 12),
      everywhere: last("entity", 400),
      source: last("source", 59),
    },
  };
}

/** Filters with the orders in which they are asked for; where an index has both, a page costs itself and no more. */
const claims: readonly (readonly [filter: string, order: string, limit?: number])[] = [
  ...["CREATED_AT_DESC", "CREATED_AT_ASC", "UPDATED_AT_DESC", "UPDATED_AT_ASC"].map(
    (order) => ["", order, pageSize] as const,
  ),
  ["", "CLAIMED_AT_DESC", pageSize],
  ["", "CLAIMED_AT_ASC", pageSize],
  ["status: IN_REVIEW", "CREATED_AT_DESC", pageSize],
  ["status: IN_REVIEW", "UPDATED_AT_DESC", pageSize],
  ["status: DISMISSED", "CREATED_AT_DESC", pageSize],
  ["status: DISMISSED", "CLAIMED_AT_DESC"],
  ["status: [IN_REVIEW, AWAITING_APPROVAL]", "UPDATED_AT_ASC"],
  ["verdict: FALSE", "UPDATED_AT_DESC", pageSize],
  ["verdict: [FALSE, MIXED]", "CREATED_AT_DESC"],
  ['claimantId: "ENTITY"', "CLAIMED_AT_DESC", pageSize + 1],
  ['claimantId: "ENTITY"', "CREATED_AT_DESC", pageSize + 1],
  ['claimantId: "ENTITY"', "UPDATED_AT_DESC"],
  ['aboutId: "ENTITY"', "CREATED_AT_DESC", 2 * pageSize + 1],
  ['aboutId: "EVERYWHERE"', "CREATED_AT_DESC", 2 * pageSize + 1],
  ['aboutId: "ENTITY"', "UPDATED_AT_DESC"],
  ['aboutId: "EVERYWHERE"', "UPDATED_AT_DESC"],
  ['topic: "topic 3"', "CREATED_AT_DESC"],
  ['topic: "rare"', "UPDATED_AT_DESC"],
  ['language: "en"', "UPDATED_AT_DESC"],
  ['language: "sw"', "CREATED_AT_DESC"],
  ['sourceId: "SOURCE"', "CREATED_AT_DESC"],
  ['claimedAfter: "2024"', "CLAIMED_AT_DESC", pageSize],
  ['claimedAfter: "2021"', "CLAIMED_AT_ASC", pageSize],
  ['claimedBefore: "2021"', "CLAIMED_AT_DESC", pageSize],
  ['claimedBefore: "2024"', "CLAIMED_AT_ASC", pageSize],
  ['claimedBefore: "2021"', "CREATED_AT_DESC"],
  ['updatedAfter: "2025-01-03T00:00:00Z"', "UPDATED_AT_ASC", pageSize],
  ['updatedAfter: "2025-01-03T00:00:00Z"', "UPDATED_AT_DESC", pageSize],
  ['updatedBefore: "2025-01-20T00:00:00Z"', "UPDATED_AT_DESC", pageSize],
  ['updatedBefore: "2025-01-03T00:00:00Z"', "UPDATED_AT_ASC", pageSize],
  ["needsRecheck: true", "UPDATED_AT_DESC"],
  ["needsRecheck: false", "UPDATED_AT_DESC"],
  // As editors combine them.
  ['status: IN_REVIEW, language: "fa", updatedAfter: "2025-01-10T00:00:00Z"', "UPDATED_AT_DESC"],
  ['claimantId: "ENTITY", claimedAfter: "2022"', "CLAIMED_AT_DESC", pageSize + 1],
  ['topic: "topic 3", verdict: FALSE', "CREATED_AT_DESC"],
  ['topic: "topic 3", verdict: FALSE', "UPDATED_AT_DESC"],
  ['topic: ["topic 3", "topic 4"], status: [IN_REVIEW, AWAITING_APPROVAL]', "UPDATED_AT_DESC"],
  ['topic: "topic 3", status: IN_REVIEW', "CREATED_AT_DESC"],
  ['claimantId: "ENTITY", status: IN_REVIEW', "UPDATED_AT_DESC"],
  // Each value's claims stand together in an index, and these two are joined: every twelfth claim is false.
  ['aboutId: "ENTITY", verdict: FALSE', "UPDATED_AT_DESC", count / 10],
  ['aboutId: "EVERYWHERE", status: PUBLISHED, language: "fa"', "CREATED_AT_DESC"],
  ['sourceId: "SOURCE", status: [IN_REVIEW, PUBLISHED]', "UPDATED_AT_DESC"],
  ['status: PUBLISHED, topic: "topic 3", language: "en"', "UPDATED_AT_DESC"],
];

const others: readonly (readonly [list: string, filter: string, order: string, limit?: number])[] =
  [
    ["sources", "kind: ARTICLE", "CREATED_AT_DESC", pageSize],
    ["sources", "kind: DATASET", "PUBLISHED_AT_DESC"],
    ["sources", 'publisherId: "ENTITY"', "CREATED_AT_DESC", pageSize + 1],
    ["sources", 'wireId: "ENTITY"', "UPDATED_AT_DESC"],
    ["sources", 'language: "en"', "CREATED_AT_DESC"],
    ["sources", 'language: "sw"', "CREATED_AT_DESC"],
    ["sources", 'publishedAfter: "2021"', "PUBLISHED_AT_ASC", pageSize],
    ["sources", 'publishedBefore: "2024"', "PUBLISHED_AT_DESC", pageSize],
    ["entities", "kind: PERSON", "CREATED_AT_DESC"],
    ["entities", "kind: GOVERNMENT", "UPDATED_AT_DESC"],
    ["entities", 'name: "Entity n77"', "CREATED_AT_DESC"],
    ["entities", 'wikidataId: "Q42"', "CREATED_AT_DESC"],
  ];

const tables: Record<string, string> = { claims: "claim", sources: "source", entities: "entity" };

describe.runIf(databaseKind === "postgres")("a list reads about a page, and by an index", () => {
  const read: string[] = [];
  test.for([...claims.map((each) => ["claims", ...each] as const), ...others])(
    "%s of { %s } by %s",
    async ([list, filter, order, limit = most], { crowd: { ctx, ids } }) => {
      const filled = filter
        .replace("ENTITY", ids.entity)
        .replace("EVERYWHERE", ids.everywhere)
        .replace("SOURCE", ids.source);
      const query = (page: string) =>
        `{ ${list}(orderBy: ${order}, filter: { ${filled} }, ${page}) { edges { cursor node { id } } } }`;
      const first = await dataOf(ctx, query(`first: ${pageSize}`));
      const last = await dataOf(ctx, query(`last: ${beforeEnd}`));
      const { cursor } = first[list].edges.at(-1) ?? {};
      const { cursor: deep } = last[list].edges.at(0) ?? {};
      const pages = [
        query(`first: ${pageSize}`),
        query(`last: ${pageSize}`),
        ...(cursor ? [query(`first: ${pageSize}, after: "${cursor}"`)] : []),
        ...(deep ? [query(`first: ${pageSize}, after: "${deep}"`)] : []),
      ];
      const costs: number[] = [];
      for (const page of pages) {
        const steps = await stepsOf(ctx, planOf(ctx, page));
        const scans = steps.filter((step) => step["Relation Name"] !== undefined);
        const wholly = scans.filter((scan) => scan["Node Type"] === "Seq Scan");
        expect(wholly.map((scan) => scan["Relation Name"])).not.toContain(tables[list]);
        const rows = rowsRead(scans);
        costs.push(rows);
        // What an index skips is among no node's rows.
        expect(pagesRead(steps)).toBeLessThanOrEqual(pagesARow * rows + mostPagesBesides);
        expect(rows).toBeLessThanOrEqual(page.includes(deep) ? Math.max(limit, beforeEnd) : limit);
      }
      read.push(`${costs.join(", ").padEnd(30)} ${list} { ${filter} } ${order}`);
    },
  );

  test("says what was read", () => {
    console.log(
      `Rows read for the first page, the last, the second, and the one before the end:\n${read.join("\n")}`,
    );
  });
});
