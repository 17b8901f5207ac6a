// What it costs to find claims by common words, in rows that Postgres reads among 20,000 claims, half of which rank alike.
import type { Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { findCandidates, keepUp, reindex, serverUpkeep } from "@sanad/core/search";
import { describe, expect } from "vitest";
import { candidatesSql } from "../../packages/core/src/search/candidates.ts";
import { editing, freshDatabase, isPglite, test as base } from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import { dataOf, planOf, type PlanNode, stepsOf } from "../support/graphql.ts";

const count = 20_000;
const budget = 20_000;
const maxCandidates = 100;
const pageSize = 20;
const pages = 15;

const test = base.extend<{ $file: { crowd: { ctx: Context } } }>({
  crowd: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const database = await freshDatabase();
      const ctx = editing(await database.connect());
      await fill(ctx);
      await use({ ctx });
      await database.close();
    },
    { scope: "file" },
  ],
});

async function fill(ctx: Context): Promise<void> {
  const { id: claimantId } = await anEntity(ctx);
  const prefix = createId("claim").slice(0, -6);
  await query(
    ctx.db,
    `insert into claim (id, text, language, claimant_id, topics, status, version, created_at, updated_at, fingerprint)
      select $1 || lpad(n::text, 6, '0'), concat_ws(' ', 'common', case when n % 2 = 0 then 'half' end, 'w' || n % 5000), 'en',
        $2, '{}', 'UNVERIFIED', 1, now(), now(), md5(n::text) from generate_series(1, ${count}) n`,
    [prefix, claimantId],
  );
  for await (const _ of reindex({ ...ctx, actor: { kind: "system", job: "test" } }));
  await keepUp(ctx, serverUpkeep, () => true);
  await ctx.db.execute("vacuum analyze");
}

/** The most rows that a step of this kind gives. */
const most = (steps: readonly PlanNode[], is: (step: PlanNode) => boolean) =>
  Math.max(...steps.filter(is).map((step) => step["Actual Rows"] * step["Actual Loops"]));
const mostOf = (steps: readonly PlanNode[], table: string) =>
  most(steps, (step) => step["Relation Name"] === table);

describe.skipIf(isPglite)("among 20,000 claims (on a server only)", () => {
  test("a word that all have, and one that half have, cost no more than the budget of postings", async ({
    crowd: { ctx },
  }) => {
    const one = await findCandidates(ctx.db, [["common"]], true);
    expect(one.found[0]?.candidates).toHaveLength(maxCandidates);
    const words = ["common", "half", "w77"];
    const terms = words.map((term) => ({ text: 0, term, boost: 1 }));
    const [row] = await query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      ctx.db,
      `explain (analyze, format json) ${candidatesSql}`,
      [JSON.stringify(terms), true],
    );
    const steps = row ? [row["QUERY PLAN"][0].Plan] : [];
    for (const { Plans = [] } of steps) steps.push(...Plans);
    expect(most(steps, (step) => step["Node Type"] === "ProjectSet")).toBeLessThanOrEqual(budget);
    expect(mostOf(steps, "search_posting")).toBeLessThanOrEqual(words.length);
    for (const table of ["search_document", "claim"])
      expect(mostOf(steps, table)).toBeLessThanOrEqual(maxCandidates);
  });

  test("a page of those that rank alike looks up its own claims, the first and one far down", async ({
    crowd: { ctx },
  }) => {
    const search = (page: string) =>
      `{ searchClaims(query: "common half", ${page}) { pageInfo { hasNextPage endCursor } nodes { id } } }`;
    const seen = new Set<string>();
    let page = `first: ${pageSize}`;
    for (let nth = 1; nth <= pages; nth++) {
      if (nth === 1 || nth === pages) {
        const steps = await stepsOf(ctx, planOf(ctx, search(page)));
        for (const table of ["search_document", "claim"])
          expect(mostOf(steps, table)).toBe(pageSize + 1);
      }
      const { searchClaims } = await dataOf(ctx, search(page));
      for (const { id } of searchClaims.nodes) seen.add(id);
      page = `first: ${pageSize}, after: "${searchClaims.pageInfo.endCursor}"`;
    }
    expect([...seen]).toHaveLength(pages * pageSize);
  });
});
