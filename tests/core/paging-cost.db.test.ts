import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { describe, expect } from "vitest";
import { editing, freshDatabase, isPglite, test as base } from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import { dataOf, planOf, rowsRead, scansOf } from "../support/graphql.ts";

const claimCount = 60_000;
const depth = 50_000;
const pageSize = 20;

type Crowd = { ctx: Context };

/** Sixty thousand claims, each order of which is another, written by one statement for the file, in a database of their own. */
const test = base.extend<{ $file: { crowd: Crowd } }>({
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

async function fill(ctx: Context): Promise<Crowd> {
  const { id: claimantId } = await anEntity(ctx);
  const prefix = createId("claim").slice(0, -6);
  // Steps that share no factor with the count, so that each order visits every claim once and no two agree.
  const spread = (step: number) => `(n * ${step} % ${claimCount})`;
  await ctx.db
    .execute(`insert into claim (id, text, language, claimant_id, claimed_at, topics, status, version, created_at, updated_at, fingerprint)
    select '${prefix}' || lpad(n::text, 6, '0'), 'ادعای شمارهٔ ' || n, 'fa', '${claimantId}',
      case when n % 10 > 0 then to_char(date '2020-01-01' + (${spread(7_919)} / 30)::int, 'YYYY-MM-DD') end, '{}',
      (array['UNVERIFIED', 'DISMISSED'])[1 + n % 100 / 95], 1,
      timestamptz '2025-01-01' + ${spread(1_009)} * interval '1 second',
      timestamptz '2025-02-01' + ${spread(2_003)} * interval '1 second', md5(n::text)
    from generate_series(1, ${claimCount}) n`);
  await ctx.db.execute("analyze claim");
  return { ctx };
}

const lists = [
  ["by when they were recorded", "orderBy: CREATED_AT_DESC", "created_at desc, id desc", ""],
  ["by when they last changed", "orderBy: UPDATED_AT_ASC", "updated_at, id", ""],
  ["by when they were made", "orderBy: CLAIMED_AT_DESC", "claimed_order desc, id desc", ""],
  [
    "of one status by when they last changed",
    "orderBy: UPDATED_AT_DESC, filter: { status: UNVERIFIED }",
    "updated_at desc, id desc",
    "where status = 'UNVERIFIED'",
  ],
] as const;

// PGlite is Postgres, and plans alike.
describe.skipIf(isPglite)("a page 50,000 claims in (on a server only)", () => {
  test.for(lists)(
    "costs what the first one does: claims %s",
    async ([name, args, order, where], { crowd }) => {
      const { ctx } = crowd;
      const query = (after: string) =>
        `{ claims(${args}, first: ${pageSize}${after}) { edges { cursor node { id } } } }`;
      const idsOf = (data: any): string[] => data.claims.edges.map(({ node }: any) => node.id);
      const first = await dataOf(ctx, query(""));
      // The cursor in the depth is made by hand from the page's own: no client could ask for it but by 2,500 pages.
      const keys = order.split(",").map((column) => column.trim().split(" ")[0] ?? "");
      const texts = keys.map((key) =>
        key.endsWith("_at")
          ? `to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
          : key,
      );
      const result: any = await ctx.db.execute(
        `select json_build_array(${texts.join(", ")}) as keys, id from claim ${where} order by ${order} offset ${depth - 1} limit ${pageSize + 1}`,
      );
      const [before, ...page] = result.rows ?? result;
      const [list, named] = JSON.parse(
        Buffer.from(first.claims.edges[0].cursor, "base64url").toString(),
      );
      const cursor = Buffer.from(JSON.stringify([list, named, ...before.keys])).toString(
        "base64url",
      );
      const deep = query(`, after: "${cursor}"`);
      expect(idsOf(await dataOf(ctx, deep))).toEqual(page.map(({ id }: { id: string }) => id));

      const atFirst = rowsRead(await scansOf(ctx, planOf(ctx, query(""))));
      const inDepth = rowsRead(await scansOf(ctx, planOf(ctx, deep)));
      console.log(
        `Rows read for claims ${name}: ${atFirst} for the first page, ${inDepth} for one ${depth.toLocaleString("en")} in.`,
      );
      expect(atFirst).toBeLessThanOrEqual(2 * pageSize);
      expect(Math.abs(inDepth - atFirst)).toBeLessThanOrEqual(pageSize);
    },
  );

  test("has a number of all claims only up to 10,000, and does not count on", async ({ crowd }) => {
    const { ctx } = crowd;
    expect(await dataOf(ctx, "{ claims(first: 1) { totalCount } }")).toEqual({
      claims: { totalCount: null },
    });
    const few = "{ claims(first: 1, filter: { status: DISMISSED }) { totalCount } }";
    expect(await dataOf(ctx, few)).toEqual({ claims: { totalCount: claimCount / 20 } });
    const read = rowsRead(await scansOf(ctx, planOf(ctx, "{ claims(first: 1) { totalCount } }")));
    expect(read).toBeLessThan(10_100);
  });
});
