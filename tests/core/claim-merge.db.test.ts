import { addAppearance } from "@sanad/core/appearance";
import { type ClaimRow, recordClaim, reviseClaim, translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { saveDraft } from "@sanad/core/draft";
import { addEvidence, withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { matchTexts } from "@sanad/core/match";
import { planRead, runRead } from "@sanad/core/read";
import { mergeClaims, relateClaims, unrelateClaims } from "@sanad/core/relation";
import { correctReview, moveClaim } from "@sanad/core/review";
import { verifyLedger } from "@sanad/core/verify";
import { asc, eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { appearance } from "../../packages/core/src/appearance/appearance.sql.ts";
import { claimTranslation } from "../../packages/core/src/claim/claim.sql.ts";
import { draft } from "../../packages/core/src/draft/draft.sql.ts";
import { evidence } from "../../packages/core/src/evidence/evidence.sql.ts";
import { relation } from "../../packages/core/src/relation/relation.sql.ts";
import { review } from "../../packages/core/src/review/review.sql.ts";
import { editing, isPglite, test } from "../support/database.ts";
import {
  aClaim,
  anAppearance,
  anEntity,
  aRelation,
  as,
  someEvidence,
} from "../support/fixtures.ts";
import { dataOf } from "../support/graphql.ts";
import { type Entry, entriesOf, readLedger, refusalOf } from "../support/ledger.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aDraftedClaim,
  aNewsroom,
  aPublishedClaim,
  claimNow,
  move,
  signedIn,
} from "../support/workflow.ts";

/** The same statement, recorded twice. */
async function twoRecords(ctx: Context) {
  return { target: await aClaim(ctx), duplicate: await aClaim(ctx) };
}

async function into(ctx: Context, duplicate: { id: string }, target: { id: string }) {
  const { version: expectedVersion } = await claimNow(ctx, duplicate.id);
  return { id: duplicate.id, intoId: target.id, expectedVersion };
}

async function translate(ctx: Context, { id }: ClaimRow, language: string, text: string) {
  const { version: expectedVersion } = await claimNow(ctx, id);
  return translateClaim(ctx, { id, language, text, expectedVersion });
}

const entriesAbout = (entries: readonly Entry[], subject: string) =>
  entries.filter((entry) => entry.subject === subject);

describe("merging a duplicate", () => {
  test("dismisses it, and says into what it went", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const given = { ...(await into(ctx, duplicate, target)), reason: "همان سخن، دو بار ثبت شده" };
    const { row, entries } = await entriesOf(ctx, () => mergeClaims(ctx, given));
    expect(row).toMatchObject({ id: target.id, status: "UNVERIFIED", version: 2 });
    expect(entries).toMatchObject([
      {
        action: "claim.merge",
        subject: duplicate.id,
        before: { status: "UNVERIFIED", mergedIntoId: null, version: 1 },
        after: {
          status: "DISMISSED",
          statusReason: "همان سخن، دو بار ثبت شده",
          mergedIntoId: target.id,
          version: 2,
        },
      },
      { action: "claim.merge", subject: target.id, before: { version: 1 }, after: { version: 2 } },
    ]);
  });

  test("gives the other its appearances and evidence, each with a revision that counts on the other", async ({
    ctx,
  }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const place = await anAppearance(ctx, { claimId: duplicate.id });
    const pieces = [
      await someEvidence(ctx, { claimId: duplicate.id }),
      await someEvidence(ctx, { claimId: duplicate.id }),
    ];
    const own = await someEvidence(ctx, { claimId: target.id });
    const given = await into(ctx, duplicate, target);
    const { row, entries } = await entriesOf(ctx, () => mergeClaims(ctx, given));
    const stamp = { id: target.id, version: row.version, updatedAt: row.updatedAt.toISOString() };
    for (const { id } of [place, ...pieces])
      expect(entriesAbout(entries, id)).toMatchObject([
        {
          action: "claim.merge",
          before: { claimId: duplicate.id },
          after: { claimId: target.id, claim: stamp },
        },
      ]);
    expect(entriesAbout(entries, own.id)).toEqual([]);
    const claimsOf = async (table: typeof appearance | typeof evidence) =>
      (await ctx.db.select({ claimId: table.claimId }).from(table)).map(({ claimId }) => claimId);
    expect(new Set(await claimsOf(appearance))).toEqual(new Set([target.id]));
    expect(new Set(await claimsOf(evidence))).toEqual(new Set([target.id]));
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("takes nothing from a history: it tells of all that ever belonged to the claim, gone or merged away", async ({
    ctx,
  }) => {
    const newsroom = await aNewsroom(ctx);
    const target = await aPublishedClaim(newsroom);
    const duplicate = await aDraftedClaim(newsroom);
    await anAppearance(ctx, { claimId: duplicate.id });
    await someEvidence(ctx, { claimId: duplicate.id });
    const kept = await aRelation(ctx, { fromId: duplicate.id });
    const gone = await aRelation(ctx, { toId: duplicate.id });
    const { version: expectedVersion } = await claimNow(ctx, gone.claimId);
    await unrelateClaims(ctx, { id: gone.id, expectedVersion });
    await mergeClaims(ctx, await into(ctx, duplicate, target));

    const log = await readLedger(ctx);
    const { editor } = newsroom;
    for (const { id } of [target, duplicate, { id: kept.claimId }, { id: gone.claimId }]) {
      const belonged = ({ after }: Entry) => [after?.["claimId"], after?.["otherClaimId"]];
      const subjects = new Set([id]);
      for (const entry of log) if (belonged(entry).includes(id)) subjects.add(entry.subject);
      const told = log.filter(({ subject }) => subjects.has(subject)).toReversed();
      const { claim } = await dataOf(
        editor,
        `{ claim(id: "${id}") { history(first: 100) { nodes { action subject } } } }`,
        {},
        "EDITOR",
      );
      expect(claim.history.nodes).toEqual(told.map(({ action, subject }) => ({ action, subject })));
    }
  });

  test("gives the other the translations that it lacks, and it is found by them", async ({
    ctx,
  }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const revised = { id: duplicate.id, expectedVersion: 1, language: "ps" };
    await reviseClaim(ctx, revised);
    await translate(ctx, target, "en", "The ceasefire was violated.");
    await translate(ctx, duplicate, "en", "They broke the truce.");
    await translate(ctx, duplicate, "de", "Die Waffenruhe wurde verletzt.");
    await translate(ctx, duplicate, "fa", "آتش‌بس شکسته شد.");
    await mergeClaims(ctx, await into(ctx, duplicate, target));
    const rows = await ctx.db
      .select()
      .from(claimTranslation)
      .orderBy(asc(claimTranslation.claimId), asc(claimTranslation.language));
    expect(rows.map(({ claimId, language }) => [claimId, language])).toEqual([
      [target.id, "de"],
      [target.id, "en"],
      [duplicate.id, "en"],
      [duplicate.id, "fa"],
    ]);
    const [found = []] = await matchTexts(ctx, ["Die Waffenruhe wurde verletzt."]);
    expect(found.map(({ claimId }) => claimId)).toEqual([target.id]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("takes its relations to the other, but for those to itself and those that the other has", async ({
    ctx,
  }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const [older, third, fourth] = [await aClaim(ctx), await aClaim(ctx), await aClaim(ctx)];
    const between = await aRelation(ctx, { fromId: duplicate.id, toId: target.id });
    const known = await aRelation(ctx, { fromId: target.id, toId: third.id });
    const double = await aRelation(ctx, { fromId: duplicate.id, toId: third.id });
    const onward = await aRelation(ctx, {
      kind: "REPEATS",
      fromId: duplicate.id,
      toId: older.id,
    });
    const back = await aRelation(ctx, { kind: "PART_OF", fromId: fourth.id, toId: duplicate.id });
    const both = await aRelation(ctx, { kind: "TRANSLATES", fromId: duplicate.id, toId: older.id });
    const given = await into(ctx, duplicate, target);
    const { entries } = await entriesOf(ctx, () => mergeClaims(ctx, given));
    const rows = await ctx.db.select().from(relation).orderBy(asc(relation.id));
    expect(rows.map(({ id, claimId, otherClaimId }) => [id, claimId, otherClaimId])).toEqual([
      [known.id, target.id, third.id],
      [onward.id, target.id, older.id],
      [back.id, fourth.id, target.id],
      [both.id, target.id, older.id],
    ]);
    expect(entriesAbout(entries, between.id)).toMatchObject([{ after: null }]);
    expect(entriesAbout(entries, double.id)).toMatchObject([
      { action: "claim.relate", before: { claimId: duplicate.id }, after: null },
    ]);
    expect(entriesAbout(entries, back.id)).toMatchObject([
      { action: "claim.relate", after: { otherClaimId: target.id, claim: { id: fourth.id } } },
    ]);
    for (const { id } of [third, fourth, older])
      expect(entriesAbout(entries, id)).toMatchObject([{ action: "claim.relate" }]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("turns a relation that holds both ways where the ids ask for it", async ({ ctx }) => {
    const { target: middle, duplicate: late } = await twoRecords(ctx);
    const target = await aClaim(ctx);
    const { id } = await aRelation(ctx, { fromId: middle.id, toId: late.id });
    await mergeClaims(ctx, await into(ctx, middle, target));
    const [row] = await ctx.db.select().from(relation).where(eq(relation.id, id));
    expect(row).toMatchObject({ claimId: late.id, otherClaimId: target.id });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("discards its draft, and nobody is assigned to it any more", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const duplicate = await aClaimAwaitingApproval(newsroom);
    const target = await aClaim(ctx);
    const given = await into(ctx, duplicate, target);
    const { entries } = await entriesOf(ctx, () => mergeClaims(newsroom.editor, given));
    expect(await ctx.db.select().from(draft)).toEqual([]);
    expect(await claimNow(ctx, duplicate.id)).toMatchObject({
      status: "DISMISSED",
      assigneeId: null,
    });
    expect(entries).toMatchObject([
      { action: "draft.discard", before: { claimId: duplicate.id }, after: null },
      { subject: duplicate.id },
      { subject: target.id },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("sends what was merged into it before to the other as well", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const earlier = await aClaim(ctx);
    await mergeClaims(ctx, await into(ctx, earlier, duplicate));
    const given = await into(ctx, duplicate, target);
    const { entries } = await entriesOf(ctx, () => mergeClaims(ctx, given));
    expect(entriesAbout(entries, earlier.id)).toMatchObject([
      {
        action: "claim.merge",
        before: { mergedIntoId: duplicate.id, version: 2 },
        after: { mergedIntoId: target.id, version: 3 },
      },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("works on a dismissed claim, and into a published one", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { claim: target } = await aClaimFoundFalse(newsroom);
    const duplicate = await aClaim(ctx);
    await move(newsroom.editor, duplicate.id, "DISMISSED", { reason: "تکراری" });
    await someEvidence(ctx, { claimId: target.id });
    const row = await mergeClaims(newsroom.editor, await into(ctx, duplicate, target));
    expect(row).toMatchObject({ status: "PUBLISHED", verdict: "FALSE", recheckReason: null });
    expect(await claimNow(ctx, duplicate.id)).toMatchObject({ mergedIntoId: target.id });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("leaves with it what other organisations published of it", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const [outlet, id] = [await anEntity(ctx), createId("review")];
    await ctx.db.insert(review).values({
      id,
      claimId: duplicate.id,
      verdict: "FALSE",
      summary: [{ language: "fa", text: "نادرست است." }],
      body: [],
      language: "fa",
      publisherId: outlet.id,
      publishedAt: ctx.now(),
      evidence: [],
    });
    await mergeClaims(ctx, await into(ctx, duplicate, target));
    expect(await ctx.db.select().from(review)).toMatchObject([{ id, claimId: duplicate.id }]);
  });
});

test("as it stood before a merge, a claim has its own evidence, and after it the other has", async ({
  ctx,
}) => {
  const { target, duplicate } = await twoRecords(ctx);
  const { id } = await someEvidence(ctx, { claimId: duplicate.id });
  await aRelation(ctx, { fromId: duplicate.id, toId: (await aClaim(ctx)).id });
  const at = ctx.now().toISOString();
  await mergeClaims(ctx, await into(ctx, duplicate, target));
  const later = ctx.now().toISOString();

  const nodes = { nodes: { name: "nodes", args: {}, select: { Evidence: field("id") } } };
  const asked = {
    ...field("status"),
    ...field("version"),
    mergedInto: { name: "mergedInto", args: {}, select: { Claim: field("id") } },
    relations: { name: "relations", args: {}, select: { ClaimRelation: field("kind") } },
    evidence: { name: "evidence", args: {}, select: { EvidenceConnection: nodes } },
  };
  const read = async (claimId: string, asOf?: string) => {
    const args = { id: claimId, ...(asOf && { asOf }) };
    const plan = planRead(ctx, { claim: { name: "claim", args, select: { Claim: asked } } });
    return (await runRead(ctx, plan))["claim"];
  };
  const piece = { id: expect.stringMatching(new RegExp(`^${id}(@\\d+)?$`)) };
  const mergedInto = { id: expect.stringContaining(target.id) };
  expect(await read(duplicate.id, at)).toEqual({
    status: "UNVERIFIED",
    version: 3,
    mergedInto: null,
    relations: [{ kind: "CONTRADICTS" }],
    evidence: { nodes: [piece] },
  });
  expect(await read(target.id, at)).toMatchObject({ version: 1, evidence: { nodes: [] } });
  for (const asOf of [undefined, later]) {
    expect(await read(duplicate.id, asOf)).toEqual({
      status: "DISMISSED",
      version: 4,
      mergedInto,
      relations: [],
      evidence: { nodes: [] },
    });
    expect(await read(target.id, asOf)).toMatchObject({
      version: 2,
      relations: [{ kind: "CONTRADICTS" }],
      evidence: { nodes: [piece] },
    });
  }
});

function field(name: string) {
  return { [name]: { name, args: {} } };
}

describe("a merge is refused", () => {
  test("to all but editors", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const given = await into(ctx, duplicate, target);
    const merge = (who: "public" | "CONTRIBUTOR" | "CHECKER") => () =>
      mergeClaims(as(ctx, who), given);
    expect(await refusalOf(ctx, merge("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, merge("CONTRIBUTOR"))).toMatchObject({ name: "NotPermitted" });
    expect(await refusalOf(ctx, merge("CHECKER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("of a claim into itself, and of or into one that is not there", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const missing = createId("claim");
    const given = await into(ctx, duplicate, target);
    const merge = (other: object) => () => mergeClaims(ctx, { ...given, ...other });
    expect(await refusalOf(ctx, merge({ intoId: duplicate.id }))).toMatchObject({
      name: "MergeIntoSelf",
    });
    const notFound = { name: "ClaimNotFound", id: missing };
    expect(await refusalOf(ctx, merge({ intoId: missing }))).toMatchObject(notFound);
    expect(await refusalOf(ctx, merge({ id: missing }))).toMatchObject(notFound);
    for (const [path, value] of Object.entries({ id: "ادعا", intoId: "ادعا", reason: " \n" }))
      expect(await refusalOf(ctx, merge({ [path]: value }))).toMatchObject({
        name: "BadInput",
        path,
      });
  });

  test("where the duplicate has changed since", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const given = await into(ctx, duplicate, target);
    await someEvidence(ctx, { claimId: duplicate.id });
    const merge = () => mergeClaims(ctx, given);
    expect(await refusalOf(ctx, merge)).toMatchObject({
      name: "VersionConflict",
      expected: 1,
      current: 2,
    });
  });

  test("where we ever published a review of the duplicate, though it was retracted", async ({
    ctx,
  }) => {
    const newsroom = await aNewsroom(ctx);
    const target = await aClaim(ctx);
    const { id } = await aPublishedClaim(newsroom);
    const merge = async () => mergeClaims(newsroom.editor, await into(ctx, { id }, target));
    expect(await refusalOf(ctx, merge)).toMatchObject({ name: "ClaimEverPublished" });
    await move(newsroom.editor, id, "RETRACTED", { reason: "نادرست بود" });
    expect(await refusalOf(ctx, merge)).toMatchObject({ name: "ClaimEverPublished" });
  });

  test("of and into a claim that was merged, so that no circle comes about", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const third = await aClaim(ctx);
    await mergeClaims(ctx, await into(ctx, duplicate, target));
    const refusal = { name: "ClaimAlreadyMerged", into: { type: "Claim", id: target.id } };
    for (const [from, to] of [
      [duplicate, third],
      [third, duplicate],
      [target, duplicate],
    ] as const) {
      const given = await into(ctx, from, to);
      expect(await refusalOf(ctx, () => mergeClaims(ctx, given))).toMatchObject(refusal);
    }
  });

  test("where the other would become part of itself", async ({ ctx }) => {
    const { target, duplicate } = await twoRecords(ctx);
    const between = await aClaim(ctx);
    await aRelation(ctx, { kind: "PART_OF", fromId: duplicate.id, toId: between.id });
    await aRelation(ctx, { kind: "PART_OF", fromId: between.id, toId: target.id });
    const given = await into(ctx, duplicate, target);
    expect(await refusalOf(ctx, () => mergeClaims(ctx, given))).toMatchObject({
      name: "RelationCycle",
      path: [target.id, between.id],
    });
  });
});

test("nothing more is added to a merged claim, nor is it changed", async ({ ctx }) => {
  const editor = await signedIn(ctx, "EDITOR");
  const { target, duplicate } = await twoRecords(ctx);
  const { id, sourceId } = await someEvidence(ctx, { claimId: duplicate.id });
  await mergeClaims(editor, await into(ctx, duplicate, target));
  const claimId = duplicate.id;
  const { version: expectedVersion } = await claimNow(ctx, claimId);
  const seen = { id: claimId, expectedVersion };
  const verbs: Record<string, () => Promise<unknown>> = {
    addEvidence: () => addEvidence(editor, { claimId, sourceId, stance: "CONTEXT" }),
    addAppearance: () => addAppearance(editor, { claimId, sourceId }),
    saveDraft: () => saveDraft(editor, { claimId, expectedVersion }),
    reviseClaim: () => reviseClaim(editor, { ...seen, topics: [] }),
    translateClaim: () => translateClaim(editor, { ...seen, language: "en", text: "It broke." }),
    moveClaim: () => moveClaim(editor, { ...seen, to: "UNVERIFIED", reason: "باز شد" }),
    correctReview: () => correctReview(editor, { claimId, expectedVersion, note: "املا" }),
    relateFrom: () => relateClaims(editor, { kind: "REPEATS", fromId: claimId, toId: target.id }),
    relateTo: () => relateClaims(editor, { kind: "REPEATS", fromId: target.id, toId: claimId }),
  };
  for (const [name, verb] of Object.entries(verbs))
    expect([name, await refusalOf(ctx, verb)]).toMatchObject([
      name,
      { name: "ClaimAlreadyMerged", into: { type: "Claim", id: target.id } },
    ]);
  // What has gone over is changed where it is now.
  const withdraw = { id, reason: "جعلی است", expectedVersion: 2 };
  expect(await withdrawEvidence(editor, withdraw)).toMatchObject({ claimId: target.id });
});

test("who records a merged claim's words again is told of the claim that stays", async ({
  ctx,
}) => {
  const { target, duplicate } = await twoRecords(ctx);
  await mergeClaims(ctx, await into(ctx, duplicate, target));
  const { text, language, claimantId } = duplicate;
  expect(
    await refusalOf(ctx, () => recordClaim(ctx, { text, language, claimantId })),
  ).toMatchObject({
    name: "DuplicateClaim",
    existing: { type: "Claim", id: target.id },
  });
});

test.skipIf(isPglite)(
  "two merges at once, each into the other's duplicate, end with one (real Postgres only)",
  async ({ database }) => {
    const contexts = await Promise.all([1, 2].map(async () => editing(await database.connect())));
    const [first, second] = contexts as [Context, Context];
    const { target: one, duplicate: other } = await twoRecords(first);
    const related = await aClaim(first);
    const attempts = await Promise.allSettled([
      mergeClaims(first, { id: one.id, intoId: other.id, expectedVersion: 1 }),
      mergeClaims(second, { id: other.id, intoId: one.id, expectedVersion: 1 }),
      aRelation(second, { fromId: related.id, toId: one.id, kind: "REPEATS" }),
    ]);
    const merges = attempts.slice(0, 2);
    expect(merges.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [refused] = merges.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(["ClaimAlreadyMerged", "VersionConflict"]).toContain(refused.name);
    const merged = await Promise.all([one, other].map(({ id }) => claimNow(first, id)));
    const gone = merged.find(({ mergedIntoId }) => mergedIntoId !== null);
    const rows = await first.db.select().from(relation);
    expect(rows.every((row) => row.otherClaimId !== gone?.id)).toBe(true);
    expect(await verifyLedger(first.db)).toMatchObject({ faults: [] });
  },
);
