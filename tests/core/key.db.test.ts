import { authorize, pseudonymOf, type Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { createApiKey, type CreateApiKeyInput, revokeApiKey, signInWithKey } from "@sanad/core/key";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { apiKey } from "../../packages/core/src/key/key.sql.ts";
import { badNames, cases } from "../support/bad-input.ts";
import { editing, test } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { entriesOf, readLedger, refusalOf } from "../support/ledger.ts";

/** A key of an ADMIN's, for a program that records. */
function aKey(ctx: Context, given: Partial<CreateApiKeyInput> = {}) {
  return createApiKey(as(ctx, "ADMIN"), {
    name: "Wire importer",
    scopes: ["CONTRIBUTE"],
    ...given,
  });
}

/** The same context at another time. */
const at = (ctx: Context, time: string): Context => ({ ...ctx, now: () => new Date(time) });

async function rowOf({ db }: Context, id: string) {
  const [row] = await db.select().from(apiKey).where(eq(apiKey.id, id));
  return row;
}

describe("an ADMIN makes a key", () => {
  test("and the ledger tells of it, but not of its secret", async ({ ctx }) => {
    const admin = as(ctx, "ADMIN");
    const expiresAt = "2026-05-20T00:00:00Z";
    const { row, entries } = await entriesOf(ctx, () => aKey(admin, { expiresAt }));
    const { key, secret } = row;
    expect(secret).toMatch(/^sanad_[0-9a-hjkmnp-tv-z]{59}$/);
    expect(entries).toEqual([
      {
        actor: expect.stringMatching(/^person_/),
        action: "key.create",
        subject: key.id,
        before: null,
        after: {
          id: key.id,
          name: "Wire importer",
          scopes: ["CONTRIBUTE"],
          createdBy: entries[0]?.actor,
          createdAt: key.createdAt.toISOString(),
          expiresAt: "2026-05-20T00:00:00.000Z",
          revokedAt: null,
          version: 1,
        },
      },
    ]);
    expect(JSON.stringify(await readLedger(ctx))).not.toContain(key.secretHash);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("whose secret stands in no table", async ({ ctx }) => {
    const { key, secret } = await aKey(ctx);
    await signInWithKey(ctx, secret);
    await revokeApiKey(as(ctx, "ADMIN"), { id: key.id, expectedVersion: 1 });
    const tables = await query<{ name: string }>(
      ctx.db,
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
      [],
    );
    expect(tables.length).toBeGreaterThan(15);
    const random = secret.slice("sanad_".length, -7);
    for (const { name } of tables) {
      const found = await query(
        ctx.db,
        `select from ${name} held where strpos(held::text, $1) > 0`,
        [random],
      );
      expect([name, found.length]).toEqual([name, 0]);
    }
  });

  test("and no two secrets are alike", async ({ ctx }) => {
    const [one, other] = [await aKey(ctx), await aKey(ctx)];
    expect(one.secret).not.toBe(other.secret);
    expect(one.key.secretHash).not.toBe(other.key.secretHash);
  });

  test.for<[fault: string, path: string, given: Partial<CreateApiKeyInput>]>([
    ...(cases(badNames, "name", (name) => ({ name })) as [string, string, { name: string }][]),
    ["no scope", "scopes", { scopes: [] }],
    ["a scope twice", "scopes.1", { scopes: ["READ", "READ"] }],
    ["an expiry that has passed", "expiresAt", { expiresAt: "2025-01-01T00:00:00Z" }],
    ["an expiry that is no time", "expiresAt", { expiresAt: "tomorrow" }],
  ])("but not with %s, which names %s", async ([, path, given], { ctx }) => {
    expect(await refusalOf(ctx, () => aKey(ctx, given))).toMatchObject({ name: "BadInput", path });
  });
});

describe("keys are made and revoked by nobody but an ADMIN", () => {
  test.for<[Role | "public", string]>([
    ["public", "NotSignedIn"],
    ["READER", "NotPermitted"],
    ["CONTRIBUTOR", "NotPermitted"],
    ["CHECKER", "NotPermitted"],
    ["EDITOR", "NotPermitted"],
  ])("not by %s", async ([who, name], { ctx }) => {
    const { key } = await aKey(ctx);
    const somebody = as(ctx, who);
    const create = () => createApiKey(somebody, { name: "Mine", scopes: ["READ"] });
    const revoke = () => revokeApiKey(somebody, { id: key.id, expectedVersion: 1 });
    expect(await refusalOf(ctx, create)).toMatchObject({ name });
    expect(await refusalOf(ctx, revoke)).toMatchObject({ name });
  });

  test("not by a key", async ({ ctx }) => {
    const { key, secret } = await aKey(ctx);
    const program = { ...ctx, actor: await signInWithKey(ctx, secret) };
    const create = () => createApiKey(program, { name: "Another", scopes: ["READ"] });
    const revoke = () => revokeApiKey(program, { id: key.id, expectedVersion: 1 });
    expect(await refusalOf(program, create)).toMatchObject({ name: "NotPermitted" });
    expect(await refusalOf(program, revoke)).toMatchObject({ name: "NotPermitted" });
  });
});

describe("whoever has a key", () => {
  test.for([
    [["READ"], "READER"],
    [["CONTRIBUTE"], "CONTRIBUTOR"],
    [["READ", "CONTRIBUTE"], "CONTRIBUTOR"],
  ] as const)("with the scopes %s is a %s", async ([scopes, role], { ctx }) => {
    const { key, secret } = await aKey(ctx, { scopes });
    const actor = await signInWithKey(ctx, secret);
    expect(actor).toEqual({ kind: "key", id: key.id, name: "Wire importer", role });
  });

  test("records under the key's own pseudonym, and judges nothing", async ({ ctx }) => {
    const { key, secret } = await aKey(ctx);
    const program = { ...ctx, actor: await signInWithKey(ctx, secret) };
    const { entries } = await entriesOf(ctx, () => aClaim(program));
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([key.id]));
    expect(pseudonymOf(program.actor)).toBe(key.id);
    for (const action of ["draft.save", "claim.move", "review.correct", "key.create"] as const)
      expect(() => authorize(program, action)).toThrow(/yours is CONTRIBUTOR/);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("that only reads records nothing", async ({ ctx }) => {
    const { secret } = await aKey(ctx, { scopes: ["READ"] });
    const program = { ...ctx, actor: await signInWithKey(ctx, secret) };
    expect(await refusalOf(ctx, () => anEntity(program))).toMatchObject({ name: "NotPermitted" });
  });

  test("is nobody once it has expired", async ({ ctx }) => {
    const { secret } = await aKey(ctx, { expiresAt: "2025-06-01T00:00:00Z" });
    const before = signInWithKey(at(ctx, "2025-05-31T23:59:59.999Z"), secret);
    await expect(before).resolves.toMatchObject({ kind: "key" });
    const then = signInWithKey(at(ctx, "2025-06-01T00:00:00.000Z"), secret);
    await expect(then).rejects.toThrow("The key has expired.");
  });

  test("is nobody once it is revoked", async ({ ctx }) => {
    const { key, secret } = await aKey(ctx);
    await revokeApiKey(as(ctx, "ADMIN"), { id: key.id, expectedVersion: 1 });
    const signIn = () => signInWithKey(ctx, secret);
    expect(await refusalOf(ctx, signIn)).toMatchObject({
      name: "InvalidKey",
      message: "The key was revoked.",
    });
  });

  test("is nobody with a key that nobody made, or that lost a letter", async ({ ctx }) => {
    const { secret } = await aKey(ctx);
    const other = await aKey(ctx);
    await ctx.db.delete(apiKey).where(eq(apiKey.id, other.key.id));
    await expect(signInWithKey(ctx, other.secret)).rejects.toThrow("The key is unknown.");
    const turned = secret.slice(0, 10) + (secret[10] === "0" ? "1" : "0") + secret.slice(11);
    for (const wrong of [secret.slice(0, -1), `${secret}0`, turned, "sanad_", "sanad_\0"])
      await expect(signInWithKey(ctx, wrong)).rejects.toThrow("The key is not whole");
  });
});

test("that a key is used is noted once a minute, and in no ledger", async ({ ctx }) => {
  const { key, secret } = await aKey(ctx);
  const { entries } = await entriesOf(ctx, async () => {
    await signInWithKey(at(ctx, "2025-06-01T00:00:00Z"), secret);
    await signInWithKey(at(ctx, "2025-06-01T00:00:59Z"), secret);
    expect((await rowOf(ctx, key.id))?.lastUsedAt).toEqual(new Date("2025-06-01T00:00:00Z"));
    await signInWithKey(at(ctx, "2025-06-01T00:01:00Z"), secret);
    expect((await rowOf(ctx, key.id))?.lastUsedAt).toEqual(new Date("2025-06-01T00:01:00Z"));
  });
  expect(entries).toEqual([]);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

describe("a key is revoked", () => {
  test("and the ledger tells of it", async ({ ctx }) => {
    const { key } = await aKey(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      revokeApiKey(as(ctx, "ADMIN"), { id: key.id, expectedVersion: 1 }),
    );
    expect(entries).toMatchObject([
      {
        action: "key.revoke",
        subject: key.id,
        before: { revokedAt: null, version: 1 },
        after: { revokedAt: row.revokedAt?.toISOString(), version: 2 },
      },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("by whoever saw it as it is, and once", async ({ ctx }) => {
    const { key } = await aKey(ctx);
    const admin = as(ctx, "ADMIN");
    const missing = createId("key");
    const revoke = (given: object) => () =>
      revokeApiKey(admin, { id: key.id, expectedVersion: 1, ...given });
    expect(await refusalOf(ctx, revoke({ expectedVersion: 2 }))).toMatchObject({
      name: "VersionConflict",
      expected: 2,
      current: 1,
    });
    expect(await refusalOf(ctx, revoke({ id: missing }))).toMatchObject({
      name: "ApiKeyNotFound",
      id: missing,
    });
    expect(await refusalOf(ctx, revoke({ id: createId("claim") }))).toMatchObject({
      name: "BadInput",
      path: "id",
    });
    const { revokedAt } = await revoke({})();
    expect(await refusalOf(ctx, revoke({ expectedVersion: 2 }))).toMatchObject({
      name: "ApiKeyAlreadyRevoked",
      revokedAt: revokedAt?.toISOString(),
    });
  });

  test("once, where two ADMINs revoke it at the same time", async ({ database }) => {
    const ctx = editing(await database.connect());
    const { key } = await aKey(ctx);
    const attempts = await Promise.allSettled(
      [1, 2].map(() => revokeApiKey(as(ctx, "ADMIN"), { id: key.id, expectedVersion: 1 })),
    );
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });
});

test("a key that was given more scopes, or revived, straight in the database is found out", async ({
  ctx,
}) => {
  const { key } = await aKey(ctx, { scopes: ["READ"] });
  await ctx.db
    .update(apiKey)
    .set({ scopes: ["CONTRIBUTE"] })
    .where(eq(apiKey.id, key.id));
  const { faults } = await verifyLedger(ctx.db);
  expect(faults).toEqual([expect.stringMatching(`^The record ${key.id} .* in its scopes: `)]);
});
