import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { mergeEntities, reviseEntity } from "@sanad/core/entity";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { entity } from "../../packages/core/src/entity/entity.sql.ts";
import { test } from "../support/database.ts";
import { aClaim, anAppearance, anEntity, as, aSource } from "../support/fixtures.ts";
import { type Entry, entriesOf, refusalOf } from "../support/ledger.ts";

/** The same agency, recorded once in Persian and once in English. */
async function twoRecords(ctx: Context, given: object = {}) {
  const target = await anEntity(ctx, { names: [{ language: "fa", name: "رویترز" }] });
  const duplicate = await anEntity(ctx, {
    names: [{ language: "en", name: "Reuters" }],
    aliases: [{ language: "fa", name: "خبرگزاری رویترز" }],
    ...given,
  });
  return { target, duplicate };
}

const into = (duplicate: { id: string; version: number }, target: { id: string }) => ({
  id: duplicate.id,
  intoId: target.id,
  expectedVersion: duplicate.version,
});

const entryOf = (entries: readonly Entry[], subject: string) =>
  entries.filter((entry) => entry.subject === subject);

test("a merged entity's names, pages, item and interests go over", async ({ ctx }) => {
  const owner = await anEntity(ctx);
  const { target, duplicate } = await twoRecords(ctx, {
    wikidataId: "Q130879",
    sameAs: ["https://example.org/reuters"],
    interests: [{ kind: "OWNED_BY", ofId: owner.id }],
  });
  const { row, entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(duplicate, target)));
  expect(row).toMatchObject({
    id: target.id,
    version: 2,
    names: [{ language: "fa", name: "رویترز" }],
    aliases: [
      { language: "en", name: "Reuters" },
      { language: "fa", name: "خبرگزاری رویترز" },
    ],
    wikidataId: "Q130879",
    sameAs: ["https://example.org/reuters"],
    noInterests: false,
  });
  expect(row.searchKeys).toContain("reuters");
  expect(entries).toMatchObject([
    {
      action: "entity.merge",
      subject: duplicate.id,
      before: { mergedIntoId: null, version: 1, wikidataId: "Q130879" },
      after: {
        mergedIntoId: target.id,
        version: 2,
        wikidataId: null,
        interests: [],
        names: [{ language: "en", name: "Reuters" }],
      },
    },
    {
      action: "entity.merge",
      subject: target.id,
      before: { version: 1, interests: [] },
      after: { version: 2, interests: [{ kind: "OWNED_BY", ofId: owner.id }] },
    },
  ]);
});

test("an item that the target has stays the target's, and the duplicate keeps its own", async ({
  ctx,
}) => {
  const { target, duplicate } = await twoRecords(ctx, { wikidataId: "Q2" });
  await reviseEntity(ctx, { id: target.id, expectedVersion: 1, wikidataId: "Q1" });
  expect(await mergeEntities(ctx, into(duplicate, target))).toMatchObject({ wikidataId: "Q1" });
  const [merged] = await ctx.db.select().from(entity).where(eq(entity.id, duplicate.id));
  expect(merged?.wikidataId).toBe("Q2");
});

test("a merged entity's claims go over, whether it made them or they are about it", async ({
  ctx,
}) => {
  const { target, duplicate } = await twoRecords(ctx);
  const third = await anEntity(ctx);
  const made = await aClaim(ctx, { claimantId: duplicate.id });
  const about = await aClaim(ctx, { aboutIds: [duplicate.id, third.id, target.id] });
  const apart = await aClaim(ctx);
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(duplicate, target)));
  expect(entryOf(entries, made.id)).toMatchObject([
    {
      action: "entity.merge",
      before: { claimantId: duplicate.id, version: 1 },
      after: { claimantId: target.id, version: 2 },
    },
  ]);
  expect(entryOf(entries, about.id)).toMatchObject([
    {
      before: { about: [duplicate.id, third.id, target.id] },
      after: { about: [target.id, third.id] },
    },
  ]);
  expect(entryOf(entries, apart.id)).toEqual([]);
  const [row] = await ctx.db.select().from(claim).where(eq(claim.id, made.id));
  expect(row?.updatedAt.toISOString()).toBe(entryOf(entries, made.id)[0]?.after?.["updatedAt"]);
});

test("a merged agency's sources and wire copies go over", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const own = await aSource(ctx, { publisherId: duplicate.id });
  const copy = await aSource(ctx, { wireId: duplicate.id });
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(duplicate, target)));
  expect(entryOf(entries, own.id)).toMatchObject([
    { before: { version: 1 }, after: { publisherId: target.id, wireId: null, version: 2 } },
  ]);
  expect(entryOf(entries, copy.id)).toMatchObject([
    { after: { publisherId: null, wireId: target.id, version: 2 } },
  ]);
});

test("attribution chains name the target, and their claim counts each of them", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const speaker = await anEntity(ctx);
  const { id: claimId } = await aClaim(ctx, { claimantId: duplicate.id });
  const chain = [
    { entityId: speaker.id, role: "SPEAKER" },
    { entityId: duplicate.id, role: "AGENCY" },
  ] as const;
  const first = await anAppearance(ctx, { claimId, attribution: chain });
  const second = await anAppearance(ctx, { claimId, attribution: chain });
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(duplicate, target)));
  const ofClaim = entries.filter(({ subject }) =>
    [claimId, first.id, second.id].includes(String(subject)),
  );
  expect(ofClaim).toMatchObject([
    { subject: claimId, before: { version: 3 }, after: { version: 4 } },
    {
      subject: first.id,
      before: { attribution: chain },
      after: {
        attribution: [chain[0], { entityId: target.id, role: "AGENCY" }],
        claim: { id: claimId, version: 5 },
      },
    },
    { subject: second.id, after: { claim: { id: claimId, version: 6 } } },
  ]);
  const [row] = await ctx.db.select().from(claim).where(eq(claim.id, claimId));
  expect(row?.version).toBe(6);
});

test("interests of a merged entity become interests of the target, once each", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const outlet = await anEntity(ctx, {
    interests: [
      { kind: "FUNDED_BY", ofId: target.id },
      { kind: "FUNDED_BY", ofId: duplicate.id },
      { kind: "MEMBER_OF", ofId: duplicate.id, note: "از سال ۱۴۰۰" },
    ],
  });
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(duplicate, target)));
  expect(entryOf(entries, outlet.id)).toMatchObject([
    {
      after: {
        version: 2,
        interests: [
          { kind: "FUNDED_BY", ofId: target.id },
          { kind: "MEMBER_OF", ofId: target.id, note: "از سال ۱۴۰۰" },
        ],
      },
    },
  ]);
});

test("an interest that would be one of the target itself is dropped", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const other = await anEntity(ctx);
  await reviseEntity(ctx, {
    id: target.id,
    expectedVersion: 1,
    interests: [{ kind: "OWNED_BY", ofId: duplicate.id }],
  });
  const revised = await reviseEntity(ctx, {
    id: duplicate.id,
    expectedVersion: 1,
    interests: [
      { kind: "MEMBER_OF", ofId: target.id },
      { kind: "MEMBER_OF", ofId: other.id },
    ],
  });
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(revised, target)));
  expect(entryOf(entries, target.id)).toMatchObject([
    { after: { interests: [{ kind: "MEMBER_OF", ofId: other.id }] } },
  ]);
  expect(entryOf(entries, target.id)[0]?.after?.["interests"]).toHaveLength(1);
});

test("that a duplicate has no interests holds of the target, where none are known", async ({
  ctx,
}) => {
  const { target, duplicate } = await twoRecords(ctx, { noInterests: true });
  expect(await mergeEntities(ctx, into(duplicate, target))).toMatchObject({ noInterests: true });
});

test("what was merged into the duplicate before points to the target", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const earlier = await anEntity(ctx);
  const grown = await mergeEntities(ctx, into(earlier, duplicate));
  const { entries } = await entriesOf(ctx, () => mergeEntities(ctx, into(grown, target)));
  expect(entryOf(entries, earlier.id)).toMatchObject([
    { before: { mergedIntoId: duplicate.id }, after: { mergedIntoId: target.id, version: 3 } },
  ]);
});

test("who names a merged entity means the one it was merged into", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  await mergeEntities(ctx, into(duplicate, target));
  expect(await aClaim(ctx, { claimantId: duplicate.id })).toMatchObject({ claimantId: target.id });
  expect(await aSource(ctx, { publisherId: duplicate.id })).toMatchObject({
    publisherId: target.id,
  });
});

test("a merge that would make the target own itself is refused", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const between = await anEntity(ctx, { interests: [{ kind: "OWNED_BY", ofId: duplicate.id }] });
  await reviseEntity(ctx, {
    id: target.id,
    expectedVersion: 1,
    interests: [{ kind: "FUNDED_BY", ofId: between.id }],
  });
  const merge = () => mergeEntities(ctx, into(duplicate, target));
  expect(await refusalOf(ctx, merge)).toMatchObject({
    name: "OwnershipCycle",
    path: [target.id, between.id],
  });
});

test("after a merge every record is as the ledger has it", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx, { wikidataId: "Q130879" });
  const third = await anEntity(ctx, { interests: [{ kind: "OWNED_BY", ofId: duplicate.id }] });
  const { id: claimId } = await aClaim(ctx, { claimantId: duplicate.id, aboutIds: [third.id] });
  await aClaim(ctx, { aboutIds: [duplicate.id] });
  const { id: sourceId } = await aSource(ctx, { publisherId: duplicate.id, wireId: duplicate.id });
  for (const entityId of [duplicate.id, third.id])
    await anAppearance(ctx, { claimId, sourceId, attribution: [{ entityId, role: "SPEAKER" }] });
  await mergeEntities(ctx, into(duplicate, target));
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test("merging is for editors alone", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const merge = (who: "public" | "READER" | "CHECKER") => () =>
    mergeEntities(as(ctx, who), into(duplicate, target));
  expect(await refusalOf(ctx, merge("public"))).toMatchObject({ name: "NotSignedIn" });
  expect(await refusalOf(ctx, merge("READER"))).toMatchObject({ name: "NotPermitted" });
  expect(await refusalOf(ctx, merge("CHECKER"))).toMatchObject({ name: "NotPermitted" });
});

test("an entity cannot be merged into itself, nor into one that is not there", async ({ ctx }) => {
  const { target } = await twoRecords(ctx);
  const missing = { id: createId("entity"), version: 1 };
  const merge = (from: typeof missing, to: { id: string }) => () =>
    mergeEntities(ctx, into(from, to));
  expect(await refusalOf(ctx, merge(target, target))).toMatchObject({ name: "MergeIntoSelf" });
  expect(await refusalOf(ctx, merge(target, missing))).toMatchObject({
    name: "EntityNotFound",
    id: missing.id,
  });
  expect(await refusalOf(ctx, merge(missing, target))).toMatchObject({
    name: "EntityNotFound",
    id: missing.id,
  });
  const notAnId = () => mergeEntities(ctx, { id: "رویترز", intoId: target.id, expectedVersion: 1 });
  expect(await refusalOf(ctx, notAnId)).toMatchObject({ name: "BadInput", path: "id" });
});

test("a stale merge changes nothing", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  await reviseEntity(ctx, { id: duplicate.id, expectedVersion: 1, kind: "ORGANISATION" });
  const merge = () => mergeEntities(ctx, into(duplicate, target));
  expect(await refusalOf(ctx, merge)).toMatchObject({
    name: "VersionConflict",
    expected: 1,
    current: 2,
  });
});

test("a merged entity is neither merged again, nor merged into, nor revised", async ({ ctx }) => {
  const { target, duplicate } = await twoRecords(ctx);
  const third = await anEntity(ctx);
  await mergeEntities(ctx, into(duplicate, target));
  const merged = { id: duplicate.id, version: 2 };
  const refusal = { name: "EntityAlreadyMerged", into: { type: "Entity", id: target.id } };
  const again = () => mergeEntities(ctx, into(merged, third));
  const intoIt = () => mergeEntities(ctx, into(third, merged));
  const revise = () => reviseEntity(ctx, { id: merged.id, expectedVersion: 2, kind: "PERSON" });
  expect(await refusalOf(ctx, again)).toMatchObject(refusal);
  expect(await refusalOf(ctx, intoIt)).toMatchObject(refusal);
  expect(await refusalOf(ctx, revise)).toMatchObject(refusal);
});
