import type { Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { reinstatePerson, signIn, suspendPerson } from "@sanad/core/person";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { person } from "../../packages/core/src/person/person.sql.ts";
import { badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { as } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const account = {
  issuer: "https://login.example",
  subject: "user-1",
  name: "Sara",
  role: "EDITOR",
};
const signInSara = (ctx: Context, given: { name?: string; role?: Role } = {}) =>
  signIn(ctx, { ...account, role: "EDITOR", ...given });

/** Sara, an editor who has signed in. */
async function sara(ctx: Context): Promise<string> {
  const actor = await signInSara(ctx);
  if (actor.kind !== "person") throw new Error("A person was expected.");
  return actor.id;
}

const suspend = (ctx: Context, id: string, given: object = {}) =>
  suspendPerson(as(ctx, "ADMIN"), { id, expectedVersion: 1, reason: "گذرواژه لو رفت.", ...given });

describe("somebody who is suspended", () => {
  test("cannot sign in, and the ledger tells why under their pseudonym alone", async ({ ctx }) => {
    const id = await sara(ctx);
    const { row, entries } = await entriesOf(ctx, () => suspend(ctx, id));
    await expect(signInSara(ctx)).rejects.toThrow(/suspended/);
    const suspendedAt = row.suspendedAt?.toISOString();
    const createdAt = row.createdAt.toISOString();
    const common = { id, createdAt };
    expect(entries).toEqual([
      {
        actor: expect.stringMatching(/^person_/),
        action: "person.suspend",
        subject: id,
        before: { ...common, suspendedAt: null, suspendedReason: null, version: 1 },
        after: { ...common, suspendedAt, suspendedReason: "گذرواژه لو رفت.", version: 2 },
      },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("is let in again once reinstated", async ({ ctx }) => {
    const id = await sara(ctx);
    await suspend(ctx, id);
    const { entries } = await entriesOf(ctx, () =>
      reinstatePerson(as(ctx, "ADMIN"), { id, expectedVersion: 2 }),
    );
    expect(entries).toMatchObject([
      {
        action: "person.reinstate",
        subject: id,
        before: { suspendedReason: "گذرواژه لو رفت." },
        after: { suspendedAt: null, suspendedReason: null, version: 3 },
      },
    ]);
    await expect(signInSara(ctx)).resolves.toMatchObject({ id });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("is found out where somebody lets them in straight in the database", async ({ ctx }) => {
    const id = await sara(ctx);
    await suspend(ctx, id);
    await ctx.db.update(person).set({ suspendedAt: null }).where(eq(person.id, id));
    const { faults } = await verifyLedger(ctx.db);
    expect(faults).toEqual([expect.stringMatching(`^The record ${id} .* in its suspendedAt: `)]);
  });
});

describe("of people the ledger is held to", () => {
  test("nothing, as long as nothing was entered of them", async ({ ctx }) => {
    await sara(ctx);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [], records: 0 });
  });

  test("nothing that sign-in keeps up", async ({ ctx }) => {
    const id = await sara(ctx);
    await suspend(ctx, id);
    await reinstatePerson(as(ctx, "ADMIN"), { id, expectedVersion: 2 });
    await signInSara(ctx, { name: "Sara A.", role: "CHECKER" });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [], records: 1 });
  });

  test("that nobody was suspended without it", async ({ ctx }) => {
    const id = await sara(ctx);
    await ctx.db.update(person).set({ suspendedAt: ctx.now() }).where(eq(person.id, id));
    const { faults } = await verifyLedger(ctx.db);
    expect(faults).toEqual([`The record ${id} is in no revision.`]);
  });
});

test("an ADMIN cannot suspend themself", async ({ ctx }) => {
  const actor = await signInSara(ctx, { role: "ADMIN" });
  const id = await sara(ctx);
  const input = { id, expectedVersion: 1, reason: "خسته‌ام." };
  expect(await refusalOf(ctx, () => suspendPerson({ ...ctx, actor }, input))).toMatchObject({
    name: "SelfSuspension",
  });
});

describe("people are suspended and reinstated", () => {
  test("by whoever saw them as they are, once", async ({ ctx }) => {
    const id = await sara(ctx);
    const missing = createId("person");
    const reinstate = (given: object = {}) =>
      reinstatePerson(as(ctx, "ADMIN"), { id, expectedVersion: 1, ...given });
    const refused = (run: () => Promise<unknown>) => refusalOf(ctx, run);
    expect(await refused(() => reinstate())).toMatchObject({ name: "PersonNotSuspended" });
    expect(await refused(() => reinstate({ id: missing }))).toMatchObject({
      name: "PersonNotFound",
    });
    expect(await refused(() => suspend(ctx, missing))).toMatchObject({
      name: "PersonNotFound",
      id: missing,
    });
    expect(await refused(() => suspend(ctx, id, { expectedVersion: 2 }))).toMatchObject({
      name: "VersionConflict",
      expected: 2,
      current: 1,
    });
    const { suspendedAt } = await suspend(ctx, id);
    expect(await refused(() => suspend(ctx, id, { expectedVersion: 2 }))).toMatchObject({
      name: "PersonAlreadySuspended",
      suspendedAt: suspendedAt?.toISOString(),
    });
    expect(await refused(() => reinstate())).toMatchObject({ name: "VersionConflict", current: 2 });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "reason", (reason) => ({ reason })),
    ["a claim's id", "id", { id: createId("claim") }],
  ])("but not with %s, which names %s", async ([, path, given], { ctx }) => {
    const id = await sara(ctx);
    expect(await refusalOf(ctx, () => suspend(ctx, id, given))).toMatchObject({
      name: "BadInput",
      path,
    });
  });

  test.for<[Role | "public", string]>([
    ["public", "NotSignedIn"],
    ["READER", "NotPermitted"],
    ["CONTRIBUTOR", "NotPermitted"],
    ["CHECKER", "NotPermitted"],
    ["EDITOR", "NotPermitted"],
  ])("but not by %s", async ([who, name], { ctx }) => {
    const id = await sara(ctx);
    const input = { id, expectedVersion: 1 };
    const out = () => suspendPerson(as(ctx, who), { ...input, reason: "بی‌دلیل" });
    const back = () => reinstatePerson(as(ctx, who), input);
    expect(await refusalOf(ctx, out)).toMatchObject({ name });
    expect(await refusalOf(ctx, back)).toMatchObject({ name });
  });
});
