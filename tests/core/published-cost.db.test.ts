// What a page of published reviews costs, in rows that Postgres reads, among a hundred thousand entries of the ledger.
import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { branch, leaves, planRead, type Selection } from "@sanad/core/read";
import { describe, expect } from "vitest";
import { editing, freshDatabase, isPglite, test as base } from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import { rowsRead, scansOf } from "../support/graphql.ts";

const reviewCount = 20_000;
/** One entry in five of the ledger tells of a review. */
const entryCount = 5 * reviewCount;
const size = 20;

/** Claims with a review each, every other one another organisation's, written by a few statements for the file, in a database of their own. */
const test = base.extend<{ $file: { crowd: Context } }>({
  crowd: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const database = await freshDatabase();
      await use(await fill(editing(await database.connect())));
      await database.close();
    },
    { scope: "file" },
  ],
});

async function fill(ctx: Context): Promise<Context> {
  const { id: entityId } = await anEntity(ctx);
  const [claims, reviews] = [createId("claim").slice(0, -6), createId("review").slice(0, -6)];
  const number = "lpad(n::text, 6, '0')";
  const at = "timestamptz '2025-01-01' + n * interval '1 second'";
  const series = `generate_series(1, ${reviewCount}) n`;
  await ctx.db
    .execute(`insert into claim (id, text, language, claimant_id, topics, status, version, created_at, updated_at, fingerprint, search_keys)
    select '${claims}' || ${number}, 'ادعای شمارهٔ ' || n, 'fa', '${entityId}', '{}', 'UNVERIFIED', 1, ${at}, ${at}, md5(n::text), '{}' from ${series}`);
  await ctx.db
    .execute(`insert into review (id, claim_id, verdict, summary, body, language, publisher_id, url, published_at, evidence)
    select '${reviews}' || ${number}, '${claims}' || ${number}, 'FALSE', '[]', '[]', 'fa',
      case when n % 2 = 0 then '${entityId}' end, case when n % 2 = 0 then 'https://www.site' || n % 10 || '.example/' || n end, ${at}, '[]' from ${series}`);
  await ctx.db
    .execute(`insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
    select 1000 + n, now(), 'system:test', case when n % 5 = 0 then 'review.publish' else 'claim.revise' end,
      case when n % 5 = 0 then '${reviews}' || lpad((n / 5)::text, 6, '0') else '${claims}000001' end, '', '', n::text
    from generate_series(1, ${entryCount}) n`);
  for (const table of ["claim", "review", "revision"]) await ctx.db.execute(`analyze ${table}`);
  return ctx;
}

async function costOf(ctx: Context, selection: Selection): Promise<number> {
  return rowsRead(await scansOf(ctx, planRead(ctx, selection)));
}

const feed = (args: object) => ({
  ownReviews: branch(
    "ownReviews",
    "Page",
    { edges: branch("edges", "Edge", leaves("position")) },
    { first: size, ...args },
  ),
});
const factChecks = (args: object) => ({
  factChecks: branch(
    "factChecks",
    "Page",
    {
      nodes: branch("nodes", "FactCheck", {
        claim: branch("claim", "Claim", leaves("text")),
        reviews: branch("reviews", "Review", leaves("url"), args as never),
      }),
    },
    { first: size, ...args },
  ),
});

// PGlite is Postgres, and plans alike.
describe.skipIf(isPglite)("a page costs what is on it (on a server only)", () => {
  test("of the DataFeed, at the beginning and 80,000 entries in", async ({ crowd }) => {
    const first = await costOf(crowd, feed({ position: 0 }));
    const deep = await costOf(crowd, feed({ position: 81_000 }));
    console.log(`Rows read for a page of the DataFeed: ${first} at first, ${deep} deep in.`);
    for (const cost of [first, deep]) expect(cost).toBeLessThanOrEqual(6 * size);
  });

  test("of the feeds, newest first", async ({ crowd }) => {
    const cost = await costOf(crowd, feed({ isNewestFirst: true }));
    console.log(`Rows read for a page of the feeds: ${cost}.`);
    expect(cost).toBeLessThanOrEqual(6 * size);
  });

  test.for([
    ["the newsroom's own site", ""],
    ["another publisher's site", "site4.example"],
  ])("of the reviews of %s, last first", async ([, site], { crowd }) => {
    const cost = await costOf(crowd, factChecks({ filter: { site } }));
    console.log(`Rows read for a page of the reviews of “${site}”: ${cost}.`);
    expect(cost).toBeLessThanOrEqual(8 * size);
  });
});
