import { verifyLedger } from "@sanad/core/verify";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { newsroom } from "../../bench/data/newsroom.ts";
import { closeLedger, tables } from "../../bench/data/rows.ts";
import { workloads } from "../../bench/reads/workloads.ts";
import { test } from "../support/database.ts";
import { dataOf } from "../support/graphql.ts";

const claims = 50;

test("a newsroom made in bulk satisfies every constraint, verifies, and is read as any other", async ({
  ctx,
}) => {
  const made = Map.groupBy(newsroom(claims), ({ table }) => table);
  await ctx.db.execute(sql`set constraints all deferred`);
  for (const table of tables) {
    const rows = made.get(table)?.map(({ values }) => values) ?? [];
    const columns = Object.keys(rows[0] ?? {}).map((column) => sql.identifier(column));
    const list = sql.join(columns, sql`, `);
    await ctx.db.execute(sql`insert into ${sql.identifier(table)} (${list})
      select ${list} from jsonb_populate_recordset(null::${sql.identifier(table)}, ${JSON.stringify(rows)}::jsonb)`);
  }
  await ctx.db.execute(sql`set constraints all immediate`);
  await ctx.db.execute(sql.raw(closeLedger));

  const { faults, records } = await verifyLedger(ctx.db);
  expect(faults).toEqual([]);
  expect(records).toBeGreaterThan(claims * 6);

  const { id } = made.get("claim")?.[0]?.values ?? {};
  const { claim } = await dataOf(ctx, workloads.claim.query, { id });
  expect(claim).toMatchObject({ id, status: "PUBLISHED" });
  expect(claim.evidence.nodes).toHaveLength(3);
  expect(claim.history.nodes).toHaveLength(9);
  const list = await dataOf(ctx, workloads.list.query, { after: null });
  expect(list.claims.nodes).toHaveLength(20);
});
