import { createId } from "@sanad/core/id";
import { relateClaims, unrelateClaims } from "@sanad/core/relation";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { relation } from "../../packages/core/src/relation/relation.sql.ts";
import { badIds, badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { aClaim, aRelation, as, someEvidence } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

test("a relation is entered, and raises the version of the claim that it is read from", async ({
  ctx,
}) => {
  const [part, whole] = [await aClaim(ctx), await aClaim(ctx)];
  const { row, entries } = await entriesOf(ctx, () =>
    relateClaims(as(ctx, "CONTRIBUTOR"), {
      kind: "PART_OF",
      fromId: whole.id,
      toId: part.id,
      note: "نیمهٔ دوم همان سخن",
    }),
  );
  const [after] = await ctx.db.select().from(claim).where(eq(claim.id, whole.id));
  expect(entries).toMatchObject([{ action: "claim.relate", subject: row.id, before: null }]);
  expect(entries[0]?.after).toEqual({
    id: row.id,
    kind: "PART_OF",
    claimId: whole.id,
    otherClaimId: part.id,
    note: "نیمهٔ دوم همان سخن",
    createdAt: row.createdAt.toISOString(),
    claim: { id: whole.id, version: 2, updatedAt: after?.updatedAt.toISOString() },
  });
});

test("a relation that holds both ways is one, from whichever side it is told", async ({ ctx }) => {
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  const first = await aRelation(ctx, { fromId: other.id, toId: one.id, kind: "CONTRADICTS" });
  const { row, entries } = await entriesOf(ctx, () =>
    aRelation(ctx, { fromId: one.id, toId: other.id, kind: "CONTRADICTS", note: "بار دوم" }),
  );
  expect(first).toMatchObject({ claimId: one.id, otherClaimId: other.id });
  expect([row, entries]).toEqual([first, []]);
});

test("a relation that holds both ways is counted by both claims", async ({ ctx }) => {
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  const { row, entries } = await entriesOf(ctx, () =>
    aRelation(ctx, { fromId: other.id, toId: one.id, kind: "TRANSLATES" }),
  );
  expect(entries).toMatchObject([
    { subject: row.id, after: { claim: { id: one.id, version: 2 } } },
    { action: "claim.relate", subject: other.id, before: { version: 1 }, after: { version: 2 } },
  ]);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test.for(["PART_OF", "SUPERSEDES"] as const)(
  "no claim comes back to itself by %s, over however many others",
  async (kind, { ctx }) => {
    const chain = [await aClaim(ctx), await aClaim(ctx), await aClaim(ctx)] as const;
    const [first, second, third] = chain;
    await aRelation(ctx, { kind, fromId: first.id, toId: second.id });
    await aRelation(ctx, { kind, fromId: second.id, toId: third.id });
    await aRelation(ctx, { kind, fromId: first.id, toId: third.id });
    const relate = () => relateClaims(ctx, { kind, fromId: third.id, toId: first.id });
    expect(await refusalOf(ctx, relate)).toMatchObject({
      name: "RelationCycle",
      path: [third.id, first.id],
    });
    const back = () => relateClaims(ctx, { kind, fromId: second.id, toId: first.id });
    expect(await refusalOf(ctx, back)).toMatchObject({ path: [second.id, first.id] });
  },
);

test("a relation that holds one way may hold the other way too", async ({ ctx }) => {
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  const first = await aRelation(ctx, { fromId: one.id, toId: other.id, kind: "REPEATS" });
  const second = await aRelation(ctx, { fromId: other.id, toId: one.id, kind: "REPEATS" });
  expect(second).toMatchObject({ claimId: other.id, otherClaimId: one.id });
  expect(second.id).not.toBe(first.id);
});

test("claims are not related to themselves, nor to what is not there", async ({ ctx }) => {
  const { id } = await aClaim(ctx);
  const missing = createId("claim");
  const relate = (fromId: string, toId: string) => () =>
    relateClaims(ctx, { kind: "CONTRADICTS", fromId, toId });
  const notFound = { name: "ClaimNotFound", id: missing };
  expect(await refusalOf(ctx, relate(id, id))).toMatchObject({ name: "SelfRelation" });
  expect(await refusalOf(ctx, relate(id, missing))).toMatchObject(notFound);
  expect(await refusalOf(ctx, relate(missing, id))).toMatchObject(notFound);
});

test("relating claims and taking it back are not for the public, nor for readers", async ({
  ctx,
}) => {
  const { id, claimId, otherClaimId } = await aRelation(ctx);
  const relate = (who: "public" | "READER") => () =>
    relateClaims(as(ctx, who), { kind: "REPEATS", fromId: claimId, toId: otherClaimId });
  const unrelate = (who: "public" | "READER") => () =>
    unrelateClaims(as(ctx, who), { id, expectedVersion: 2 });
  expect(await refusalOf(ctx, relate("public"))).toMatchObject({ name: "NotSignedIn" });
  expect(await refusalOf(ctx, relate("READER"))).toMatchObject({ name: "NotPermitted" });
  expect(await refusalOf(ctx, unrelate("public"))).toMatchObject({ name: "NotSignedIn" });
  expect(await refusalOf(ctx, unrelate("READER"))).toMatchObject({ name: "NotPermitted" });
});

test.for<[fault: string, path: string, given: object]>([
  ...cases(badIds, "fromId", (fromId) => ({ fromId })),
  ...cases(badIds, "toId", (toId) => ({ toId })),
  ...cases(badTexts, "note", (note) => ({ note })),
])("a relation with %s is refused, which names %s", async ([, path, given], { ctx }) => {
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  const relate = () =>
    relateClaims(ctx, { kind: "REPEATS", fromId: one.id, toId: other.id, ...given });
  expect(await refusalOf(ctx, relate)).toMatchObject({ name: "BadInput", path });
});

test("a relation that is taken back is gone, and stays in the ledger", async ({ ctx }) => {
  const { id, claimId, otherClaimId } = await aRelation(ctx);
  const { entries } = await entriesOf(ctx, () =>
    unrelateClaims(as(ctx, "CONTRIBUTOR"), { id, expectedVersion: 2 }),
  );
  const counted = { action: "claim.relate", before: { version: 2 }, after: { version: 3 } };
  expect(await ctx.db.select().from(relation)).toEqual([]);
  expect(entries).toMatchObject([
    { action: "claim.relate", subject: id, before: { id, kind: "CONTRADICTS" }, after: null },
    { ...counted, subject: claimId },
    { ...counted, subject: otherClaimId },
  ]);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test("a relation is taken back at the version of the claim on which it was seen", async ({
  ctx,
}) => {
  const [part, whole] = [await aClaim(ctx), await aClaim(ctx)];
  await someEvidence(ctx, { claimId: whole.id });
  await someEvidence(ctx, { claimId: whole.id });
  const { id } = await aRelation(ctx, { kind: "PART_OF", fromId: part.id, toId: whole.id });
  const unrelate = (given: object) => () =>
    unrelateClaims(ctx, { id, expectedVersion: 2, ...given });
  const ofWhole = { claimId: whole.id };
  const conflict = { name: "VersionConflict", expected: 2, current: 3 };
  expect(await refusalOf(ctx, unrelate(ofWhole))).toMatchObject(conflict);
  expect(await refusalOf(ctx, unrelate({ expectedVersion: 3 }))).toMatchObject({ current: 2 });
  expect(await refusalOf(ctx, unrelate({ claimId: (await aClaim(ctx)).id }))).toMatchObject({
    name: "BadInput",
    path: "claimId",
  });
  expect(await unrelate({ ...ofWhole, expectedVersion: 3 })()).toMatchObject({ id });
});

test("one that holds both ways is taken back at the version of either claim, unless one is named", async ({
  ctx,
}) => {
  const { id, claimId, otherClaimId } = await aRelation(ctx);
  await someEvidence(ctx, { claimId: otherClaimId });
  const unrelate = (given: object) => () =>
    unrelateClaims(ctx, { id, expectedVersion: 3, ...given });
  expect(await refusalOf(ctx, unrelate({ claimId }))).toMatchObject({ expected: 3, current: 2 });
  expect(await refusalOf(ctx, unrelate({ expectedVersion: 1 }))).toMatchObject({ current: 2 });
  expect(await unrelate({})()).toMatchObject({ id });
});

test("a relation is taken back by whoever saw its claim as it is", async ({ ctx }) => {
  const { id } = await aRelation(ctx);
  const missing = createId("relation");
  const unrelate = (given: object) => () =>
    unrelateClaims(ctx, { id, expectedVersion: 1, ...given });
  expect(await refusalOf(ctx, unrelate({}))).toMatchObject({
    name: "VersionConflict",
    expected: 1,
    current: 2,
  });
  expect(await refusalOf(ctx, unrelate({ id: missing }))).toMatchObject({
    name: "RelationNotFound",
    id: missing,
  });
});
