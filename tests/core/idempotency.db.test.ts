import type { Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { DuplicateClaim } from "@sanad/core/errors";
import { checkKey, once } from "@sanad/core/idempotency";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { keptAnswer } from "../../packages/core/src/idempotency/answer.sql.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const keyed = {
  key: "8e03978e-40d5-43e8-bc93-6894a57f9324",
  request: ["record", { text: "آتش‌بس" }],
};
const record = async (ctx: Context) => ({ id: (await anEntity(ctx)).id });
const kept = ({ db }: Context) => db.select().from(keptAnswer).orderBy(keptAnswer.key);

/** The same context at a time of the test's choice. */
const at = (ctx: Context, time: string): Context => ({ ...ctx, now: () => new Date(time) });

test("what is asked for twice under one key is done once, and answered alike", async ({ ctx }) => {
  const { row: first, entries } = await entriesOf(ctx, () => once(ctx, keyed, record));
  expect(entries).toHaveLength(1);
  expect(await entriesOf(ctx, () => once(ctx, keyed, record))).toEqual({ row: first, entries: [] });
});

test("an answer is given as JSON has it, its names in order, the first time too", async ({
  ctx,
}) => {
  const answer = {
    zeta: 1,
    alpha: { at: new Date("2025-05-19T10:00:00Z"), "2": undefined },
    "1": "‏",
  };
  const asJson = JSON.stringify(answer);
  expect(JSON.stringify(await once(ctx, keyed, async () => answer))).toBe(asJson);
  expect(JSON.stringify(await once(ctx, keyed, async () => answer))).toBe(asJson);
});

test("a key that stands for another request is refused, and nothing is done", async ({ ctx }) => {
  await once(ctx, keyed, record);
  const other = { ...keyed, request: ["record", { text: "آتش بس" }] };
  expect(await refusalOf(ctx, () => once(ctx, other, record))).toMatchObject({
    name: "IdempotencyKeyReused",
  });
});

test("somebody else's same key is another key", async ({ ctx }) => {
  const first = await once(ctx, keyed, record);
  const { row, entries } = await entriesOf(ctx, () => once(as(ctx, "EDITOR"), keyed, record));
  expect(row).not.toEqual(first);
  expect(entries).toHaveLength(1);
});

test("those who are not signed in have no keys", async ({ ctx }) => {
  const visitor = as(ctx, "public");
  expect(await refusalOf(ctx, () => once(visitor, keyed, record))).toMatchObject({
    name: "NotSignedIn",
  });
});

test("an answer is not given to a role below the one that it was given to", async ({ ctx }) => {
  const checker = as(ctx, "CHECKER");
  const { actor } = checker;
  const inRole = (role: Role): Context =>
    actor.kind === "person" ? { ...ctx, actor: { ...actor, role } } : ctx;
  const first = await once(checker, keyed, record);
  for (const role of ["READER", "CONTRIBUTOR"] as const) {
    expect(await refusalOf(ctx, () => once(inRole(role), keyed, record))).toMatchObject({
      name: "NotPermitted",
    });
  }
  for (const role of ["CHECKER", "ADMIN"] as const)
    expect(await once(inRole(role), keyed, record)).toEqual(first);
});

test("what was thrown is not kept, and what was written before it is undone", async ({ ctx }) => {
  const broken = async (ctx: Context) => {
    await record(ctx);
    throw new Error("The cable was cut.");
  };
  expect(await refusalOf(ctx, () => once(ctx, keyed, broken))).toEqual(
    new Error("The cable was cut."),
  );
  const { entries } = await entriesOf(ctx, () => once(ctx, keyed, record));
  expect(entries).toHaveLength(1);
});

test("a change whose answer cannot be kept is not made", async ({ ctx }) => {
  const unkeepable = async (ctx: Context) => ({ ...(await record(ctx)), size: 1n });
  expect(await refusalOf(ctx, () => once(ctx, keyed, unkeepable))).toBeInstanceOf(TypeError);
});

test("a refusal that is answered leaves nothing but its answer", async ({ ctx }) => {
  const { text, claimantId } = await aClaim(ctx);
  const repeat = (ctx: Context) =>
    aClaim(ctx, { text, claimantId, allowDuplicate: false }).catch((error: unknown) => {
      if (error instanceof DuplicateClaim) return { refused: error.existing.id };
      throw error;
    });
  const { row, entries } = await entriesOf(ctx, () => once(ctx, keyed, repeat));
  expect(row).toHaveProperty("refused");
  expect(entries).toEqual([]);
  expect(await once(ctx, keyed, () => Promise.reject(new Error("It was run again.")))).toEqual(row);
});

test("after 24 hours it is done again", async ({ ctx }) => {
  const first = await once(at(ctx, "2025-05-20T08:00:00.000Z"), keyed, record);
  expect(await once(at(ctx, "2025-05-21T07:59:59.999Z"), keyed, record)).toEqual(first);
  const second = await once(at(ctx, "2025-05-21T08:00:00.000Z"), keyed, record);
  expect(second).not.toEqual(first);
  const other = { ...keyed, request: [] };
  expect(
    await refusalOf(ctx, () => once(at(ctx, "2025-05-22T07:00:00Z"), other, record)),
  ).toMatchObject({
    name: "IdempotencyKeyReused",
  });
  expect(await once(at(ctx, "2025-05-22T07:00:00Z"), keyed, record)).toEqual(second);
});

test("with each new answer up to a hundred old ones go, the oldest first", async ({ ctx }) => {
  await ctx.db.execute(sql`
    insert into kept_answer (actor, key, role, request_hash, answer, created_at)
    select 'person_x', 'k' || lpad(n::text, 3, '0'), 'EDITOR', '', '{}', timestamptz '2025-05-18T00:00:00Z' + n * interval '1 second'
    from generate_series(1, 150) n`);
  const keys = async () => (await kept(ctx)).map(({ key }) => key);
  await once(at(ctx, "2025-05-20T08:00:00Z"), keyed, record);
  const oldOnes = Array.from({ length: 50 }, (_, n) => `k${n + 101}`);
  expect(await keys()).toEqual([keyed.key, ...oldOnes]);
  await once(at(ctx, "2025-05-20T08:00:01Z"), { ...keyed, key: "new" }, record);
  expect(await keys()).toEqual([keyed.key, "new"]);
});

test("a key has 1 to 255 visible characters of ASCII", () => {
  const good = ["k", '"8e03978e-40d5-43e8-bc93-6894a57f9324"', "!~", "k".repeat(255)];
  for (const key of good) expect(checkKey(key, "Idempotency-Key")).toBe(key);
  const bad = ["", " ", "a b", "one, two", "کلید", "k\0", "k\n", "k\x7f", "k".repeat(256)];
  for (const key of bad)
    expect(() => checkKey(key, "Idempotency-Key")).toThrow(
      "Idempotency-Key: must be 1 to 255 visible ASCII characters",
    );
});

test("what Postgres ends for somebody else's sake is run again, and then kept", async ({
  database,
}) => {
  const ctx = editing(await database.connect());
  let runs = 0;
  const first = await once(ctx, keyed, async (ctx) => {
    const made = await record(ctx);
    if (++runs === 1)
      await ctx.db.execute(
        sql`do $$ begin raise exception 'no luck' using errcode = '40001'; end $$`,
      );
    return made;
  });
  expect(runs).toBe(2);
  const { row, entries } = await entriesOf(ctx, () => once(ctx, keyed, record));
  expect([row, entries]).toEqual([first, []]);
});

test.skipIf(isPglite)(
  "twenty who ask at once are all given the answer of one",
  async ({ database }) => {
    const connections = await Promise.all([database.connect(), database.connect()]);
    const editor = as(editing(connections[0]), "EDITOR");
    const ask = (_: unknown, n: number) =>
      once({ ...editor, db: connections[n % 2]?.db ?? editor.db }, keyed, record);
    const { row: answers, entries } = await entriesOf(editor, () =>
      Promise.all(Array.from({ length: 20 }, ask)),
    );
    expect(entries).toHaveLength(1);
    expect(answers).toEqual(Array(20).fill({ id: entries[0]?.subject }));
  },
);
