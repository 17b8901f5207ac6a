import type { Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { reviseEntity } from "@sanad/core/entity";
import { erasePayload } from "@sanad/core/erasure";
import { unrelateClaims } from "@sanad/core/relation";
import { verifyLedger } from "@sanad/core/verify";
import { eq, sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { revisionPayload } from "../../packages/core/src/revision/revision.sql.ts";
import { badTexts, cases } from "../support/bad-input.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, anEntity, aRelation, as, someEvidence } from "../support/fixtures.ts";
import { refusalOf } from "../support/ledger.ts";

type Entry = {
  sequence: number;
  actor: string;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  salt: string | null;
};

/** Every entry, oldest first, erased or not. */
async function entries({ db }: Context): Promise<Entry[]> {
  return query<Entry>(
    db,
    `select sequence::int, actor, action, subject, before, after, salt
     from revision join revision_payload using (sequence) order by revision.sequence`,
    [],
  );
}

const reason = "به درخواست صاحب نام";
const erase = (ctx: Context, sequence: number) =>
  erasePayload(as(ctx, "ADMIN"), { sequence, reason });

const named = (name: string) => ({ names: [{ language: "fa", name }] });
const secretName = "نام کسی که حق فراموشی دارد";

/** An entity recorded under a name that is to be forgotten, and since called something else. */
async function aRenamedEntity(ctx: Context): Promise<string> {
  const { id } = await anEntity(ctx, named(secretName));
  await reviseEntity(ctx, { id, expectedVersion: 1, ...named("نام تازه") });
  return id;
}

describe("what a revision says is erased", () => {
  test("whole, and that is a revision of its own", async ({ ctx }) => {
    await aRenamedEntity(ctx);
    const { id } = await erase(ctx, 1);
    const [erased, , entry, ...rest] = await entries(ctx);
    expect(id).toBe("revision_00000000000000000000000001");
    expect(erased).toMatchObject({
      action: "entity.record",
      before: null,
      after: null,
      salt: null,
    });
    expect(entry).toMatchObject({
      sequence: 3,
      actor: expect.stringMatching(/^person_/),
      action: "payload.erase",
      subject: id,
      before: null,
      after: { reason },
    });
    expect(rest).toEqual([]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ revisions: 3, erased: 1, faults: [] });
  });

  test("until nothing of a name is left, though the last revision tells it of the time before", async ({
    ctx,
  }) => {
    const id = await aRenamedEntity(ctx);
    await erase(ctx, 1);
    await erase(ctx, 2);
    const all = await entries(ctx);
    expect(JSON.stringify(all)).not.toContain(secretName);
    const restated = all.find(({ action }) => action === "record.restate");
    expect(restated).toMatchObject({
      subject: id,
      after: { id, version: 2, ...named("نام تازه") },
    });
    expect(restated?.before).toEqual(restated?.after);
    expect(await verifyLedger(ctx.db)).toMatchObject({ erased: 2, faults: [] });

    await ctx.db.execute(sql`update entity set no_interests = true where id = ${id}`);
    const { faults } = await verifyLedger(ctx.db);
    expect(faults).toEqual([expect.stringContaining(`${id} (revision ${restated?.sequence})`)]);
  });

  test("of a record that is there no longer, to its last", async ({ ctx }) => {
    const { id, claimId } = await aRelation(ctx, { note: secretName });
    await unrelateClaims(ctx, { id, claimId, expectedVersion: 2 });
    const own = (await entries(ctx)).filter(({ subject }) => subject === id);
    expect(own).toHaveLength(2);
    for (const { sequence } of own) await erase(ctx, sequence);
    expect(JSON.stringify(await entries(ctx))).not.toContain(secretName);
    expect(await verifyLedger(ctx.db)).toMatchObject({ erased: 2, faults: [] });
  });

  test("of an erasure too", async ({ ctx }) => {
    await aRenamedEntity(ctx);
    await erase(ctx, 1);
    await erase(ctx, 3);
    expect(await verifyLedger(ctx.db)).toMatchObject({ revisions: 4, erased: 2, faults: [] });
  });

  test("but not where the record still says it", async ({ ctx }) => {
    const { id } = await anEntity(ctx);
    const only = await refusalOf(ctx, () => erase(ctx, 1));
    expect(only).toMatchObject({ name: "LastRevisionOfRecord", subject: id });
    await reviseEntity(ctx, { id, expectedVersion: 1, ...named("نام دیگر") });
    await erase(ctx, 2);
    const restated = await refusalOf(ctx, () => erase(ctx, 3));
    expect(restated).toMatchObject({ name: "LastRevisionOfRecord", subject: id });
  });

  test("but not the newest of a piece of evidence, which counted its claim up", async ({ ctx }) => {
    const { id } = await someEvidence(ctx);
    const [entry] = (await entries(ctx)).filter(({ subject }) => subject === id);
    const refusal = await refusalOf(ctx, () => erase(ctx, entry?.sequence ?? 0));
    expect(refusal).toMatchObject({ name: "LastRevisionOfRecord", subject: id });
  });

  test("once", async ({ ctx }) => {
    await aRenamedEntity(ctx);
    await erase(ctx, 1);
    const again = await refusalOf(ctx, () => erase(ctx, 1));
    expect(again).toMatchObject({ name: "PayloadAlreadyErased" });
  });

  test("only of an entry that is there", async ({ ctx }) => {
    const missing = await refusalOf(ctx, () => erase(ctx, 99));
    expect(missing).toMatchObject({ name: "RevisionNotFound", sequence: 99 });
    for (const sequence of [0, -1, 1.5])
      expect(await refusalOf(ctx, () => erase(ctx, sequence))).toMatchObject({
        name: "BadInput",
        path: "sequence",
      });
  });

  test.for(cases(badTexts, "reason", (given) => ({ reason: given })))(
    "but not for %s",
    async ([, path, given], { ctx }) => {
      await aRenamedEntity(ctx);
      const run = () => erasePayload(as(ctx, "ADMIN"), { sequence: 1, reason, ...given });
      expect(await refusalOf(ctx, run)).toMatchObject({ name: "BadInput", path });
    },
  );

  test.for<[Role | "public", string]>([
    ["public", "NotSignedIn"],
    ["READER", "NotPermitted"],
    ["CONTRIBUTOR", "NotPermitted"],
    ["CHECKER", "NotPermitted"],
    ["EDITOR", "NotPermitted"],
  ])("but not by %s", async ([who, name], { ctx }) => {
    await aRenamedEntity(ctx);
    const run = () => erasePayload(as(ctx, who), { sequence: 1, reason });
    expect(await refusalOf(ctx, run)).toMatchObject({ name });
  });
});

describe("verify", () => {
  test("names an erasure that did not happen", async ({ ctx }) => {
    await aRenamedEntity(ctx);
    const [kept] = await ctx.db
      .select()
      .from(revisionPayload)
      .where(eq(revisionPayload.sequence, 1));
    const { id } = await erase(ctx, 1);
    await ctx.db.execute(sql`set local session_replication_role = replica`);
    await ctx.db
      .update(revisionPayload)
      .set({ before: null, after: kept?.after ?? null, salt: kept?.salt ?? null })
      .where(eq(revisionPayload.sequence, 1));
    const { faults } = await verifyLedger(ctx.db);
    expect(faults).toEqual([
      `Revision 3 says that the payload of ${id} was erased, and it was not.`,
    ]);
  });

  test("still holds a claim to its own last revision, its version too", async ({ ctx }) => {
    const told = await aClaim(ctx);
    await someEvidence(ctx, { claimId: told.id });
    await aRenamedEntity(ctx);
    const renamed = (await entries(ctx)).findLast(({ action }) => action === "entity.record");
    await erase(ctx, renamed?.sequence ?? 0);
    await ctx.db
      .update(claim)
      .set({ topics: ["ورزش"] })
      .where(eq(claim.id, told.id));
    const { faults } = await verifyLedger(ctx.db);
    expect(faults).toEqual([expect.stringContaining(`${told.id} (revision`)]);
  });
});

test.skipIf(isPglite)(
  "an erasure and a revision of the same record at once leave a ledger that fits",
  async ({ database }) => {
    const ctx = editing(await database.connect());
    const id = await aRenamedEntity(ctx);
    for (let version = 2; version < 12; version++) {
      const last = (await entries(ctx)).findLast(({ subject }) => subject === id);
      await Promise.allSettled([
        erase(ctx, last?.sequence ?? 0),
        reviseEntity(ctx, { id, expectedVersion: version, ...named(`نام ${version}`) }),
      ]);
    }
    const found = await verifyLedger(ctx.db);
    expect(found.faults).toEqual([]);
    expect(found.erased).toBeGreaterThan(0);
  },
);
