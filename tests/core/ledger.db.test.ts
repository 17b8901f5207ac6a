import { recordClaim } from "@sanad/core/claim";
import { type Context, transaction } from "@sanad/core/context";
import type { Connection } from "@sanad/core/connection";
import { sqlState } from "@sanad/core/database";
import { mergeEntities, recordEntity, reviseEntity } from "@sanad/core/entity";
import { createId } from "@sanad/core/id";
import { recordSource, reviseSource } from "@sanad/core/source";
import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { retraction, review } from "../../packages/core/src/review/review.sql.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, anAppearance, anEntity, aSource } from "../support/fixtures.ts";
import { readLedger } from "../support/ledger.ts";

const restrictViolation = "23001";

const aWikidataItem = {
  kind: "GOVERNMENT",
  names: [{ language: "fa", name: "روسیه" }],
  wikidataId: "Q159",
} as const;

/** What the second verb comes to, or is refused with, when it is begun while the first one's transaction is still open. */
async function whileOpen(
  connection: Connection,
  ctx: Context,
  verbs: { first: (ctx: Context) => Promise<unknown>; second: () => Promise<unknown> },
): Promise<unknown> {
  let second: Promise<unknown> | undefined;
  await transaction(ctx, async (held) => {
    await verbs.first(held);
    second = verbs.second().catch((error: unknown) => error);
    await someoneWaits(connection);
  });
  return second;
}

async function someoneWaits({ db }: Connection): Promise<void> {
  const waiting = sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  for (let looks = 0; looks < 10_000; looks++) {
    const { rows } = (await db.execute(waiting)) as unknown as { rows: unknown[] };
    if (rows.length > 0) return;
  }
  throw new Error("Nobody waits.");
}

describe("what was entered once stays:", () => {
  test.for([
    ["revision", "update revision set actor = 'nobody'"],
    ["revision", "delete from revision"],
    ["revision", "truncate revision cascade"],
    ["revision_payload", "update revision_payload set after = '{}'"],
    ["revision_payload", "update revision_payload set after = null"],
    ["revision_payload", "delete from revision_payload"],
    ["revision_payload", "truncate revision_payload cascade"],
    ["ledger_head", "delete from ledger_head"],
    ["ledger_head", "truncate ledger_head cascade"],
    ["capture", "update capture set archive_url = null"],
    ["capture", "delete from capture"],
    ["capture", "truncate capture cascade"],
    ["review", "update review set verdict = 'TRUE'"],
    ["review", "delete from review"],
    ["review", "truncate review cascade"],
    ["retraction", "update retraction set reason = 'دلیلی دیگر'"],
    ["retraction", "delete from retraction"],
    ["retraction", "truncate retraction cascade"],
  ] as const)("the database refuses for a %s: %s", async ([, statement], { ctx }) => {
    await aSource(ctx);
    const { id: claimId } = await aClaim(ctx);
    const id = createId("review");
    await ctx.db.insert(review).values({
      id,
      claimId,
      verdict: "UNPROVEN",
      summary: [],
      body: [],
      language: "fa",
      publishedAt: ctx.now(),
      evidence: [],
    });
    await ctx.db.insert(retraction).values({ reviewId: id, at: ctx.now(), reason: "نادرست بود." });
    const change = transaction(ctx, ({ db }) => db.execute(sql.raw(statement)));
    const state = await change.then(() => "none", sqlState);
    expect(state).toBe(restrictViolation);
  });

  test("but a payload, which a person may have erased whole", async ({ ctx }) => {
    await aSource(ctx);
    await ctx.db.execute(
      sql.raw("update revision_payload set before = null, after = null, salt = null"),
    );
  });
});

test("the ledger's time stands still where a clock runs backwards", async ({ ctx }) => {
  await anEntity(ctx);
  await anEntity({ ...ctx, now: () => new Date("2001-01-01T00:00:00Z") });
  expect(await readLedger(ctx)).toHaveLength(2);
});

test("a verb that fails at its end leaves neither record nor revision", async ({ ctx }) => {
  const actor = { kind: "system", job: "a job with blanks, which no header takes" } as const;
  const record = transaction({ ...ctx, actor }, (inner) => anEntity(inner));
  await expect(record).rejects.toThrow();
  expect(await readLedger(ctx)).toEqual([]);
  expect(await ctx.db.execute(sql`select from entity`)).toMatchObject({ rows: [] });
});

describe.skipIf(isPglite)("with many at work (a server only: PGlite has one connection)", () => {
  test("twenty claims at once are entered without gap or fork", async ({ database }) => {
    const connection = await database.connect();
    const { id: claimantId } = await anEntity(editing(connection));
    await Promise.all(
      Array.from({ length: 20 }, () => aClaim(editing(connection), { claimantId })),
    );
    const entries = await readLedger(connection);
    expect(entries).toHaveLength(21);
    expect(new Set(entries.map((entry) => entry.subject)).size).toBe(21);
  });

  test("twenty clashing writes leave the one that was first", async ({ database }) => {
    const connection = await database.connect();
    const { id: claimantId } = await anEntity(editing(connection));
    const input = { text: "روسیه و امریکا گفت‌وگو کردند.", language: "fa", claimantId };
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => recordClaim(editing(connection), input)),
      ...Array.from({ length: 10 }, () => recordEntity(editing(connection), aWikidataItem)),
    ]);
    const refusals = outcomes.flatMap((each) => (each.status === "rejected" ? each.reason : []));
    const names = refusals.map((refusal: Error) => refusal.name);
    expect(names.toSorted()).toEqual([
      ...Array.from({ length: 9 }, () => "DuplicateClaim"),
      ...Array.from({ length: 9 }, () => "DuplicateEntity"),
    ]);
    expect(await readLedger(connection)).toHaveLength(3);
  });

  test("one address that twenty record at once is one source, filled in by all", async ({
    database,
  }) => {
    const connection = await database.connect();
    const rows = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        recordSource(editing(connection), {
          url: `https://example.org/خبر?utm_source=${index}`,
          title: "خبر",
          archiveUrl: `https://archive.example.org/${index}`,
        }),
      ),
    );
    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect(rows.map((row) => row.version).toSorted((a, b) => a - b)).toEqual(
      rows.map((_, index) => index + 1),
    );
    expect(await readLedger(connection)).toHaveLength(20);
  });

  test("of two halves of a circle of owners, added at once, one is refused", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    // The halves have no entity in common, so that no row's lock brings the two together.
    const ownedBy = (ofId: string) => [{ kind: "OWNED_BY", ofId }] as const;
    const [a, c] = [await anEntity(ctx), await anEntity(ctx)];
    const b = await anEntity(ctx, { interests: ownedBy(c.id) });
    const d = await anEntity(ctx, { interests: ownedBy(a.id) });
    const second = await whileOpen(connection, ctx, {
      first: (held) =>
        reviseEntity(held, { id: a.id, expectedVersion: 1, interests: ownedBy(b.id) }),
      second: () => reviseEntity(ctx, { id: c.id, expectedVersion: 1, interests: ownedBy(d.id) }),
    });
    expect(second).toMatchObject({ name: "OwnershipCycle", path: [c.id, d.id, a.id, b.id] });
  });

  test("of two halves of a circle of copies, added at once, one is refused", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    const [one, other] = [await aSource(ctx), await aSource(ctx)];
    const derive = (context: Context, id: string, derivedFromId: string) =>
      reviseSource(context, { id, expectedVersion: 1, derivedFromId });
    const second = await whileOpen(connection, ctx, {
      first: (held) => derive(held, one.id, other.id),
      second: () => derive(ctx, other.id, one.id),
    });
    expect(second).toMatchObject({ name: "DerivationCycle", path: [other.id, one.id] });
  });

  test("a claim by an entity that is being merged waits, and goes to the target", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    const [target, duplicate] = [await anEntity(ctx), await anEntity(ctx)];
    const recorded = await whileOpen(connection, ctx, {
      first: (held) =>
        mergeEntities(held, { id: duplicate.id, intoId: target.id, expectedVersion: 1 }),
      second: () => aClaim(ctx, { claimantId: duplicate.id }),
    });
    expect(recorded).toMatchObject({ claimantId: target.id });
  });

  test("a merge waits for a claim that is being recorded, and takes it along", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    const [target, duplicate] = [await anEntity(ctx), await anEntity(ctx)];
    const merged = await whileOpen(connection, ctx, {
      first: (held) => aClaim(held, { claimantId: duplicate.id }),
      second: () => mergeEntities(ctx, { id: duplicate.id, intoId: target.id, expectedVersion: 1 }),
    });
    expect(merged).toMatchObject({ id: target.id });
    const left = await connection.db.select().from(claim).where(eq(claim.claimantId, duplicate.id));
    expect(left).toEqual([]);
  });

  test("a verb that met another's locks in the wrong order is done all the same", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    const [target, duplicate] = [await anEntity(ctx), await anEntity(ctx)];
    const claims = [];
    for (let made = 0; made < 5; made++)
      claims.push(await aClaim(ctx, { claimantId: duplicate.id }));
    await Promise.all([
      ...claims.map(({ id }) =>
        anAppearance(editing(connection), {
          claimId: id,
          attribution: [{ entityId: duplicate.id, role: "SPEAKER" }],
        }),
      ),
      mergeEntities(ctx, { id: duplicate.id, intoId: target.id, expectedVersion: 1 }),
    ]);
    const left = await connection.db.execute(
      sql`select from attribution where entity_id = ${duplicate.id}`,
    );
    expect(left).toMatchObject({ rows: [] });
    await readLedger(connection);
  });
});
