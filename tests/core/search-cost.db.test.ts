// What it costs to find claims by a common word, in rows that Postgres reads among 20,000 claims.
import { query } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { findCandidates, keepUp, reindex, serverUpkeep } from "@sanad/core/search";
import { describe, expect } from "vitest";
import { candidatesSql } from "../../packages/core/src/search/candidates.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import type { PlanNode } from "../support/graphql.ts";

const count = 20_000;
const budget = 20_000;
const maxCandidates = 100;

describe.skipIf(isPglite)("among 20,000 claims (on a server only)", () => {
  test("a word that all have, and one that half have, cost no more than the budget of postings", async ({
    database,
  }) => {
    const ctx = editing(await database.connect());
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

    const one = await findCandidates(ctx.db, [["common"]], true);
    expect(one.found[0]?.candidates).toHaveLength(maxCandidates);
    const words = ["common", "half", "w77"];
    const terms = words.map((term) => ({ text: 0, term, boost: 1 }));
    const [row] = await query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      ctx.db,
      `explain (analyze, format json) ${candidatesSql}`,
      [JSON.stringify(terms), true],
    );
    const nodes = row ? [row["QUERY PLAN"][0].Plan] : [];
    for (const { Plans = [] } of nodes) nodes.push(...Plans);
    const most = (of: (node: PlanNode) => boolean) =>
      Math.max(...nodes.filter(of).map((node) => node["Actual Rows"] * node["Actual Loops"]));
    const read = (table: string) => most((node) => node["Relation Name"] === table);
    expect(most((node) => node["Node Type"] === "ProjectSet")).toBeLessThanOrEqual(budget);
    expect(read("search_posting")).toBeLessThanOrEqual(words.length);
    for (const table of ["search_document", "claim"])
      expect(read(table)).toBeLessThanOrEqual(maxCandidates);
  });
});
