import type { Context } from "@sanad/core/context";
import { saveDraft, type SaveDraftInput } from "@sanad/core/draft";
import { withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { draft } from "../../packages/core/src/draft/draft.sql.ts";
import { ratingScale, review } from "../../packages/core/src/review/review.sql.ts";
import { badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { aClaim, as, someEvidence } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";
import {
  aClaimAwaitingApproval,
  aClaimInReview,
  aDraftedClaim,
  aNewsroom,
  aPublishedClaim,
  claimNow,
  draftOf,
  move,
  unproven,
} from "../support/workflow.ts";

describe("saving a draft", () => {
  test("keeps all of it, with a revision that counts on the claim", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const claim = await aClaimInReview(newsroom);
    const piece = await someEvidence(ctx, { claimId: claim.id });
    const given = {
      verdict: "FALSE",
      summary: [
        { language: "FA", text: "سندی برای آن نیست." },
        { language: "en", text: "Nothing shows it." },
      ],
      body: [{ language: "fa", text: "شرح" }],
      evidenceIds: [piece.id],
      soleSourceReason: "تنها سند",
      searchNote: "بایگانی دیده شد",
      claimantAsked: { askedAt: "2025-05-19T10:00:00+03:30", answer: "پاسخی نداریم" },
    } as const satisfies Partial<SaveDraftInput>;
    const { row, entries } = await entriesOf(ctx, () => draftOf(newsroom.checker, claim.id, given));
    const now = await claimNow(ctx, claim.id);
    expect(entries).toMatchObject([{ action: "draft.save", subject: row.id, before: null }]);
    expect(entries[0]?.after).toEqual({
      ...given,
      id: row.id,
      claimId: claim.id,
      ratingScaleId: null,
      summary: [{ language: "fa", text: "سندی برای آن نیست." }, given.summary[1]],
      claimantAsked: {
        askedAt: "2025-05-19T06:30:00.000Z",
        answer: "پاسخی نداریم",
        reasonNotAsked: null,
      },
      authorIds: [newsroom.checker.actor.id],
      sentBackReason: null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      claim: { id: claim.id, version: claim.version + 2, updatedAt: now.updatedAt.toISOString() },
    });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("leaves what is left out, and empties what is null", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aDraftedClaim(newsroom);
    const kept = await draftOf(newsroom.checker, id, { verdict: "FALSE" });
    expect(kept).toMatchObject({ ...unproven, verdict: "FALSE", claimantAsked: {} });
    const emptied = await draftOf(newsroom.checker, id, {
      verdict: null,
      summary: null,
      searchNote: null,
      claimantAsked: null,
    });
    expect(emptied).toMatchObject({
      verdict: null,
      summary: [],
      searchNote: null,
      claimantAsked: null,
    });
  });

  test("makes an author of everyone who does it, until it is discarded", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { checker, editor, otherEditor } = newsroom;
    const { id } = await aDraftedClaim(newsroom);
    await draftOf(editor, id, { body: [{ language: "fa", text: "افزوده" }] });
    const row = await draftOf(checker, id, { searchNote: "باز هم دیده شد" });
    expect(row.authorIds).toEqual([checker.actor.id, editor.actor.id]);
    await move(editor, id, "UNVERIFIED", { reason: "کسی نیست" });
    expect(await ctx.db.select().from(draft)).toEqual([]);
    await move(checker, id, "IN_REVIEW");
    const anew = await draftOf(otherEditor, id, unproven);
    expect(anew.authorIds).toEqual([otherEditor.actor.id]);
    expect(anew.id).not.toBe(row.id);
  });

  test("shows a review's rating in the words of the scale", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const ratingScaleId = await aScale(ctx);
    const { reviewId } = await aPublishedClaim(newsroom, { ratingScaleId });
    const [row] = await ctx.db
      .select()
      .from(review)
      .where(eq(review.id, String(reviewId)));
    expect(row?.rating).toEqual({
      labels: [{ language: "fa", text: "ثابت‌نشده" }],
      value: null,
      best: 5,
      worst: 1,
    });
  });
});

test("a draft is not published in the words of a scale that has lost its rating", async ({
  ctx,
}) => {
  const newsroom = await aNewsroom(ctx);
  const ratingScaleId = await aScale(ctx);
  const { id } = await aClaimAwaitingApproval(newsroom, { ratingScaleId });
  await ctx.db.update(ratingScale).set({ ratings: [] }).where(eq(ratingScale.id, ratingScaleId));
  const refusal = await refusalOf(ctx, () => move(newsroom.editor, id, "PUBLISHED"));
  expect(refusal).toMatchObject({ name: "VerdictNotOnScale", verdict: "UNPROVEN" });
});

/** With a rating for UNPROVEN alone. */
async function aScale(ctx: Context): Promise<string> {
  const id = createId("scale");
  const labels = [{ language: "fa", text: "ثابت‌نشده" }];
  await ctx.db.insert(ratingScale).values({
    id,
    name: `مقیاس ${id}`,
    worst: 1,
    best: 5,
    ratings: [{ verdict: "UNPROVEN", value: null, labels }],
    version: 1,
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  });
  return id;
}

describe("a draft is not saved", () => {
  test("by the public, readers or contributors", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id, version } = await aClaimInReview(newsroom);
    const save = (who: "public" | "READER" | "CONTRIBUTOR") => () =>
      saveDraft(as(ctx, who), { claimId: id, expectedVersion: version });
    expect(await refusalOf(ctx, save("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, save("READER"))).toMatchObject({ name: "NotPermitted" });
    expect(await refusalOf(ctx, save("CONTRIBUTOR"))).toMatchObject({ name: "NotPermitted" });
  });

  test("from a stale version, nor of a claim that is not there", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id, version } = await aDraftedClaim(newsroom);
    const stale = () =>
      saveDraft(newsroom.checker, { claimId: id, expectedVersion: version - 1, verdict: "TRUE" });
    expect(await refusalOf(ctx, stale)).toMatchObject({
      name: "VersionConflict",
      expected: version - 1,
      current: version,
    });
    const missing = createId("claim");
    const nowhere = () => saveDraft(newsroom.checker, { claimId: missing, expectedVersion: 1 });
    expect(await refusalOf(ctx, nowhere)).toMatchObject({ name: "ClaimNotFound", id: missing });
  });

  test("of a claim that is not in review", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const claims = [
      await aClaim(ctx),
      await aClaimAwaitingApproval(newsroom),
      await aPublishedClaim(newsroom),
    ];
    for (const { id, status } of claims)
      expect(await refusalOf(ctx, () => draftOf(newsroom.checker, id, unproven))).toMatchObject({
        name: "DraftNotOpen",
        status,
      });
  });

  test("with a verdict from another scale", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aDraftedClaim(newsroom);
    const ratingScaleId = await aScale(ctx);
    const save = (given: Partial<SaveDraftInput>) => () => draftOf(newsroom.checker, id, given);
    const refusal = { name: "VerdictNotOnScale", verdict: "FALSE" };
    expect(await refusalOf(ctx, save({ ratingScaleId, verdict: "FALSE" }))).toMatchObject(refusal);
    await save({ ratingScaleId })();
    expect(await refusalOf(ctx, save({ verdict: "FALSE" }))).toMatchObject(refusal);
    const missing = createId("scale");
    expect(await refusalOf(ctx, save({ ratingScaleId: missing }))).toMatchObject({
      name: "ScaleNotFound",
      id: missing,
    });
  });

  test("citing evidence of another claim, withdrawn, or not there", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aClaimInReview(newsroom);
    const [own, others] = [await someEvidence(ctx, { claimId: id }), await someEvidence(ctx)];
    const { version: expectedVersion } = await claimNow(ctx, id);
    await withdrawEvidence(ctx, { id: own.id, reason: "جعلی است", expectedVersion });
    const missing = createId("evidence");
    const cite = (evidenceId: string) => () =>
      draftOf(newsroom.checker, id, { evidenceIds: [evidenceId] });
    expect(await refusalOf(ctx, cite(others.id))).toMatchObject({
      name: "EvidenceOfAnotherClaim",
      id: others.id,
    });
    expect(await refusalOf(ctx, cite(own.id))).toMatchObject({ name: "EvidenceAlreadyWithdrawn" });
    expect(await refusalOf(ctx, cite(missing))).toMatchObject({
      name: "EvidenceNotFound",
      id: missing,
    });
  });

  const fa = (text: string) => [{ language: "fa", text }];
  const piece = createId("evidence");
  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "summary.0.text", (text) => ({ summary: fa(text) })),
    ...cases(badTexts.slice(0, 3), "body.0.text", (text) => ({ body: fa(text) })),
    ["50,001 characters", "body.0.text", { body: fa("آ".repeat(50_001)) }],
    ...cases(badTexts, "searchNote", (searchNote) => ({ searchNote })),
    ...cases(badTexts, "soleSourceReason", (soleSourceReason) => ({ soleSourceReason })),
    ...cases(badTexts, "claimantAsked.reasonNotAsked", (reasonNotAsked) => ({
      claimantAsked: { reasonNotAsked },
    })),
    ["no tag", "summary.0.language", { summary: [{ language: "فارسی", text: "متن" }] }],
    ["one language twice", "summary.1", { summary: [...fa("یک"), ...fa("دو")] }],
    ["one piece twice", "evidenceIds.1", { evidenceIds: [piece, piece] }],
    ["no id", "evidenceIds.0", { evidenceIds: ["سند"] }],
    ["no instant", "claimantAsked.askedAt", { claimantAsked: { askedAt: "دیروز" } }],
    ["an answer to nothing", "claimantAsked.answer", { claimantAsked: { answer: "نه" } }],
    [
      "a reason not to have done it",
      "claimantAsked.reasonNotAsked",
      { claimantAsked: { askedAt: "2025-05-19T10:00:00Z", reasonNotAsked: "نشد" } },
    ],
  ])("with %s, which names %s", async ([, path, given], { ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aClaimInReview(newsroom);
    const save = () => draftOf(newsroom.checker, id, given);
    expect(await refusalOf(ctx, save)).toMatchObject({ name: "BadInput", path });
  });
});

test("why a draft was sent back is kept with it, and its authors stay", async ({ ctx }) => {
  const newsroom = await aNewsroom(ctx);
  const { id } = await aClaimAwaitingApproval(newsroom);
  const reason = "سند دوم کو؟";
  const { entries } = await entriesOf(ctx, () =>
    move(newsroom.editor, id, "IN_REVIEW", { reason }),
  );
  const [row] = await ctx.db.select().from(draft).where(eq(draft.claimId, id));
  expect(row).toMatchObject({ sentBackReason: reason, authorIds: [newsroom.checker.actor.id] });
  expect(entries).toMatchObject([
    { action: "draft.send_back", subject: row?.id, after: { sentBackReason: reason } },
    { action: "claim.move", subject: id, after: { statusReason: null } },
  ]);
});
