import {
  recordClaim,
  type RecordClaimInput,
  reviseClaim,
  type ReviseClaimInput,
  translateClaim,
} from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { matchTexts } from "@sanad/core/match";
import { describe, expect } from "vitest";
import { review } from "../../packages/core/src/review/review.sql.ts";
import { badDates, badIds, badLanguages, badNames, badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { aClaim, anEntity, as, someEvidence } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const text = "اوکراین بارها آتش‌بس انرژی را نقض کرده است.";

/** A published review of the newsroom's own, or another organisation's. */
async function publishReview(ctx: Context, claimId: string, publisherId: string | null = null) {
  await ctx.db.insert(review).values({
    id: createId("review"),
    claimId,
    verdict: "UNPROVEN",
    summary: [{ language: "fa", text: "مدرکی یافت نشد." }],
    body: [],
    language: "fa",
    publisherId,
    publishedAt: ctx.now(),
    evidence: [],
  });
}

describe("recording a claim", () => {
  test("leaves it unverified, with a revision of all that was recorded", async ({ ctx }) => {
    const [russia, ukraine, usa] = [await anEntity(ctx), await anEntity(ctx), await anEntity(ctx)];
    const { row, entries } = await entriesOf(ctx, () =>
      recordClaim(as(ctx, "CONTRIBUTOR"), {
        text,
        language: "FA",
        claimantId: russia.id,
        aboutIds: [usa.id, ukraine.id],
        claimedAt: "۲۹ اردیبهشت ۱۴۰۴",
        validFrom: "2025-03-18",
        validUntil: "2025-03",
        recheckAt: "2025-06-01T00:00:00Z",
        topics: ["آتش‌بس", " انرژی "],
      }),
    );
    expect(entries).toMatchObject([{ action: "claim.record", subject: row.id, before: null }]);
    expect(entries[0]?.after).toEqual({
      id: row.id,
      text,
      language: "fa",
      claimantId: russia.id,
      about: [usa.id, ukraine.id],
      claimedAt: "2025-05-19",
      validFrom: "2025-03-18",
      validUntil: "2025-03",
      recheckAt: "2025-06-01T00:00:00.000Z",
      recheckReason: null,
      topics: ["آتش‌بس", "انرژی"],
      translations: [],
      status: "UNVERIFIED",
      statusReason: null,
      assigneeId: null,
      reviewId: null,
      verdict: null,
      mergedIntoId: null,
      version: 1,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    });
  });

  test("keeps the words as they came, and is found however they are spelled", async ({ ctx }) => {
    const spelled = "  آتـش‌بسِ  «انرژي» ";
    const row = await aClaim(ctx, { text: spelled });
    expect(row.text).toBe(spelled);
    const [found = []] = await matchTexts(ctx, ["آتش‌بس انرژی"]);
    expect(found.map(({ claimId }) => claimId)).toEqual([row.id]);
  });

  test("is refused where the claimant's same words are there in another spelling", async ({
    ctx,
  }) => {
    const existing = await aClaim(ctx, { text });
    const { claimantId } = existing;
    const again = (given: Partial<RecordClaimInput> = {}) =>
      recordClaim(ctx, {
        text: "اوکراین بارها آتشبس انرژى را نقض کرده است",
        language: "fa",
        claimantId,
        ...given,
      });
    expect(await refusalOf(ctx, again)).toMatchObject({
      name: "DuplicateClaim",
      existing: { type: "Claim", id: existing.id },
      score: 1,
    });
    expect((await again({ allowDuplicate: true })).id).not.toBe(existing.id);
    expect((await again({ claimantId: (await anEntity(ctx)).id })).id).not.toBe(existing.id);
  });

  test("is refused where claimant or subject is not there", async ({ ctx }) => {
    const { id: claimantId } = await anEntity(ctx);
    const missing = createId("entity");
    const record = (given: object) => () =>
      recordClaim(ctx, { text, language: "fa", claimantId, ...given });
    const refusal = { name: "EntityNotFound", id: missing };
    expect(await refusalOf(ctx, record({ claimantId: missing }))).toMatchObject(refusal);
    expect(await refusalOf(ctx, record({ aboutIds: [missing] }))).toMatchObject(refusal);
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const { id: claimantId } = await anEntity(ctx);
    const record = (who: "public" | "READER") => () =>
      recordClaim(as(ctx, who), { text, language: "fa", claimantId });
    expect(await refusalOf(ctx, record("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, record("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "text", (bad) => ({ text: bad })),
    ...cases(badLanguages, "language", (language) => ({ language })),
    ...cases(badIds, "claimantId", (claimantId) => ({ claimantId })),
    ...cases(badIds, "aboutIds.0", (id) => ({ aboutIds: [id] })),
    ...cases(badDates, "claimedAt", (claimedAt) => ({ claimedAt })),
    ...cases(badDates, "validFrom", (validFrom) => ({ validFrom })),
    ...cases(badNames, "topics.1", (topic) => ({ topics: ["انرژی", topic] })),
    ["a topic twice", "topics.1", { topics: ["انرژی", "انرژی "] }],
    ["21 topics", "topics", { topics: Array.from({ length: 21 }, (_, n) => `موضوع ${n}`) }],
    ["an end before the beginning", "validUntil", { validFrom: "2025-04", validUntil: "2025-03" }],
    ["no instant", "recheckAt", { recheckAt: "فردا" }],
  ])("refuses %s, names %s and records nothing", async ([, path, given], { ctx }) => {
    const { id: claimantId } = await anEntity(ctx);
    const record = () => recordClaim(ctx, { text, language: "fa", claimantId, ...given });
    expect(await refusalOf(ctx, record)).toMatchObject({ name: "BadInput", path });
  });
});

describe("translating a claim", () => {
  const english = { language: "en", text: "Ukraine repeatedly violated the energy ceasefire." };

  test("adds the translation, or takes an earlier one's place", async ({ ctx }) => {
    const { id } = await aClaim(ctx, { text });
    const { row, entries } = await entriesOf(ctx, () =>
      translateClaim(as(ctx, "CONTRIBUTOR"), { id, expectedVersion: 1, ...english }),
    );
    expect(row).toMatchObject({ text, language: "fa", version: 2 });
    expect(entries).toMatchObject([
      {
        action: "claim.translate",
        subject: id,
        before: { version: 1, translations: [] },
        after: { version: 2, translations: [english] },
      },
    ]);
    const better = { language: "EN", text: "Ukraine broke the energy truce again and again." };
    expect(await translateClaim(ctx, { id, expectedVersion: 2, ...better })).toMatchObject({
      version: 3,
    });
  });

  test("into its own language is refused", async ({ ctx }) => {
    const { id } = await aClaim(ctx, { text });
    const translate = () => translateClaim(ctx, { id, expectedVersion: 1, language: "fa", text });
    expect(await refusalOf(ctx, translate)).toMatchObject({
      name: "TranslationIntoOwnLanguage",
      language: "fa",
    });
  });

  test("is refused where it is stale, not there or not permitted", async ({ ctx }) => {
    const { id, claimId } = await someEvidence(ctx);
    const missing = createId("claim");
    const translate = (context: Context, given: object) => () =>
      translateClaim(context, { id: claimId, expectedVersion: 2, ...english, ...given });
    expect(await refusalOf(ctx, translate(ctx, { expectedVersion: 1 }))).toMatchObject({
      name: "VersionConflict",
      expected: 1,
      current: 2,
    });
    expect(await refusalOf(ctx, translate(ctx, { id: missing }))).toMatchObject({
      name: "ClaimNotFound",
      id: missing,
    });
    expect(await refusalOf(ctx, translate(ctx, { id }))).toMatchObject({
      name: "BadInput",
      path: "id",
    });
    const [nobody, reader] = [as(ctx, "public"), as(ctx, "READER")];
    expect(await refusalOf(ctx, translate(nobody, {}))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, translate(reader, {}))).toMatchObject({ name: "NotPermitted" });
  });
});

describe("revising a claim", () => {
  test("changes what is given, empties what is null and leaves the rest", async ({ ctx }) => {
    const [first, second] = [await anEntity(ctx), await anEntity(ctx)];
    const { id, claimantId } = await aClaim(ctx, {
      text,
      aboutIds: [first.id],
      claimedAt: "2025-05-19",
      topics: ["انرژی"],
    });
    const { row, entries } = await entriesOf(ctx, () =>
      reviseClaim(as(ctx, "CONTRIBUTOR"), {
        id,
        expectedVersion: 1,
        text: "اوکراین آتش‌بس دریایی را نقض کرده است.",
        aboutIds: [second.id, first.id],
        claimedAt: null,
      }),
    );
    expect(row).toMatchObject({ version: 2, claimantId, topics: ["انرژی"], claimedAt: null });
    expect(entries).toMatchObject([
      {
        action: "claim.revise",
        subject: id,
        before: { version: 1, text, about: [first.id], claimedAt: "2025-05-19" },
        after: { version: 2, about: [second.id, first.id], claimedAt: null },
      },
    ]);
  });

  test("to what it is already leaves no revision", async ({ ctx }) => {
    const { id } = await aClaim(ctx, { text, topics: ["انرژی"], recheckAt: "2025-06-01" });
    const { row, entries } = await entriesOf(ctx, () =>
      reviseClaim(ctx, {
        id,
        expectedVersion: 1,
        text,
        topics: ["انرژی"],
        recheckAt: "2025-06-01",
        aboutIds: null,
      }),
    );
    expect([row.version, entries]).toEqual([1, []]);
  });

  test("leaves words that were published as readers saw them, and the rest free", async ({
    ctx,
  }) => {
    const { id } = await aClaim(ctx, { text });
    await publishReview(ctx, id);
    const revise = (given: Partial<ReviseClaimInput>) => () =>
      reviseClaim(ctx, { id, expectedVersion: 1, ...given });
    const frozen = { name: "ClaimTextFrozen" };
    expect(await refusalOf(ctx, revise({ text: `${text}!` }))).toMatchObject(frozen);
    expect(await refusalOf(ctx, revise({ language: "ps" }))).toMatchObject(frozen);
    expect(await revise({ text, topics: ["انرژی"] })()).toMatchObject({ version: 2 });
  });

  test("changes its words though another organisation has reviewed it", async ({ ctx }) => {
    const { id } = await aClaim(ctx, { text });
    await publishReview(ctx, id, (await anEntity(ctx)).id);
    const words = "سخنی دیگر";
    expect(await reviseClaim(ctx, { id, expectedVersion: 1, text: words })).toMatchObject({
      text: words,
    });
  });

  test("into a language that has a translation is refused", async ({ ctx }) => {
    const { id } = await aClaim(ctx, { text });
    await translateClaim(ctx, { id, expectedVersion: 1, language: "en", text: "A truce." });
    const revise = () => reviseClaim(ctx, { id, expectedVersion: 2, language: "en" });
    expect(await refusalOf(ctx, revise)).toMatchObject({
      name: "TranslationIntoOwnLanguage",
      language: "en",
    });
  });

  test("is refused where it is stale, not there, of nobody or not permitted", async ({ ctx }) => {
    const { claimId } = await someEvidence(ctx);
    const [missing, nobody] = [createId("claim"), createId("entity")];
    const revise =
      (given: object, context = ctx) =>
      () =>
        reviseClaim(context, { id: claimId, expectedVersion: 2, topics: [], ...given });
    expect(await refusalOf(ctx, revise({ expectedVersion: 1 }))).toMatchObject({
      name: "VersionConflict",
      expected: 1,
      current: 2,
    });
    expect(await refusalOf(ctx, revise({ id: missing }))).toMatchObject({ name: "ClaimNotFound" });
    expect(await refusalOf(ctx, revise({ claimantId: nobody }))).toMatchObject({
      name: "EntityNotFound",
    });
    expect(await refusalOf(ctx, revise({}, as(ctx, "public")))).toMatchObject({
      name: "NotSignedIn",
    });
    expect(await refusalOf(ctx, revise({}, as(ctx, "READER")))).toMatchObject({
      name: "NotPermitted",
    });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "text", (bad) => ({ text: bad })),
    ...cases(badLanguages, "language", (language) => ({ language })),
    ...cases(badDates, "validUntil", (validUntil) => ({ validUntil })),
    ["no text at all", "text", { text: null }],
    ["no claimant at all", "claimantId", { claimantId: null }],
    ["an end before the beginning", "validUntil", { validUntil: "2024" }],
  ])("refuses %s, names %s and changes nothing", async ([, path, given], { ctx }) => {
    const { id } = await aClaim(ctx, { validFrom: "2025-03-18" });
    const revise = () => reviseClaim(ctx, { id, expectedVersion: 1, ...given });
    expect(await refusalOf(ctx, revise)).toMatchObject({ name: "BadInput", path });
  });
});
