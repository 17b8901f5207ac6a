import { correctReview, type CorrectReviewInput } from "@sanad/core/review";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { review } from "../../packages/core/src/review/review.sql.ts";
import { test } from "../support/database.ts";
import { aClaim, as } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";
import {
  aClaimFoundFalse,
  aNewsroom,
  aPublishedClaim,
  claimNow,
  draftOf,
  move,
  type Newsroom,
  unproven,
} from "../support/workflow.ts";

const summary = [{ language: "fa", text: "مدرکی برای این ادعا یافت نشد؛ غلط املایی درست شد." }];
const note = "غلط املایی";

async function correct(
  { ctx, editor }: Newsroom,
  claimId: string,
  given: Partial<CorrectReviewInput> = {},
) {
  const { version: expectedVersion } = await claimNow(ctx, claimId);
  return correctReview(editor, { claimId, expectedVersion, summary, note, ...given });
}

describe("correcting a slip of the pen", () => {
  test("publishes a review like the old but for its texts, which it supersedes", async ({
    ctx,
  }) => {
    const newsroom = await aNewsroom(ctx);
    const { claim } = await aClaimFoundFalse(newsroom);
    const [old] = await ctx.db.select().from(review);
    const { row, entries } = await entriesOf(ctx, () => correct(newsroom, claim.id));
    expect(row).toEqual({
      ...old,
      id: row.id,
      summary,
      supersedesId: old?.id,
      correctionKind: "TYPO",
      correctionNote: note,
      publishedAt: row.publishedAt,
      publishedById: newsroom.editor.actor.id,
    });
    expect(row.publishedAt > claim.updatedAt).toBe(true);
    const version = claim.version + 1;
    const now = await claimNow(ctx, claim.id);
    expect(now).toMatchObject({
      status: "PUBLISHED",
      verdict: "FALSE",
      reviewId: row.id,
      version,
    });
    expect(entries).toMatchObject([
      {
        action: "review.publish",
        subject: row.id,
        before: null,
        after: { supersedesId: old?.id, claim: { id: claim.id, version } },
      },
      {
        action: "review.correct",
        subject: claim.id,
        before: { reviewId: old?.id },
        after: { reviewId: row.id, version },
      },
    ]);
    expect(
      await ctx.db
        .select()
        .from(review)
        .where(eq(review.id, String(old?.id))),
    ).toEqual([old]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("works while the claim is open again, and the next review supersedes the corrected one", async ({
    ctx,
  }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(newsroom);
    const assigneeId = newsroom.checker.actor.id;
    await move(newsroom.editor, id, "IN_REVIEW", { reason: "سند تازه", assigneeId });
    await draftOf(newsroom.checker, id, unproven);
    const corrected = await correct(newsroom, id);
    await move(newsroom.checker, id, "AWAITING_APPROVAL");
    const correction = { kind: "UPDATE", note: "سند تازه" } as const;
    const { reviewId } = await move(newsroom.editor, id, "PUBLISHED", { correction });
    const [next] = await ctx.db
      .select()
      .from(review)
      .where(eq(review.id, String(reviewId)));
    expect(next?.supersedesId).toBe(corrected.id);
  });
});

describe("a correction is refused", () => {
  test("to all but editors", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(newsroom);
    const by = (who: "public" | "CONTRIBUTOR" | "CHECKER") => () =>
      correct({ ...newsroom, editor: as(ctx, who) as Newsroom["editor"] }, id);
    expect(await refusalOf(ctx, by("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, by("CONTRIBUTOR"))).toMatchObject({ name: "NotPermitted" });
    expect(await refusalOf(ctx, by("CHECKER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("where no review stands: never published, or retracted", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const unverified = await aClaim(ctx);
    const { id } = await aPublishedClaim(newsroom);
    await move(newsroom.editor, id, "RETRACTED", { reason: "نادرست بود" });
    for (const claimId of [unverified.id, id])
      expect(await refusalOf(ctx, () => correct(newsroom, claimId))).toMatchObject({
        name: "NoStandingReview",
      });
  });

  test("from a stale version", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id, version } = await aPublishedClaim(newsroom);
    const stale = () => correct(newsroom, id, { expectedVersion: version - 1 });
    expect(await refusalOf(ctx, stale)).toMatchObject({
      name: "VersionConflict",
      expected: version - 1,
      current: version,
    });
  });

  test.for<[fault: string, path: string, given: Partial<CorrectReviewInput>]>([
    ["a note of spaces", "note", { note: " \n" }],
    ["a note of nothing to be seen", "note", { note: "\u200c" }],
    ["no text that differs", "summary", { summary: unproven.summary }],
    ["no text at all", "summary", { summary: undefined as never }],
    ["a language less", "summary", { summary: [{ language: "en", text: "Nothing was found." }] }],
    [
      "a language more",
      "summary",
      { summary: [...summary, { language: "en", text: "Nothing was found." }] },
    ],
    ["a body where none was published", "body", { body: summary }],
    ["an empty summary", "summary", { summary: null }],
  ])("for %s, which names %s", async ([, path, given], { ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(newsroom);
    expect(await refusalOf(ctx, () => correct(newsroom, id, given))).toMatchObject({
      name: "BadInput",
      path,
    });
  });
});
