import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { claim } from "../claim/claim.sql.ts";
import { claimRecord, lockClaim } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { type Localized } from "../database/columns.ts";
import { checkBody, checkTexts } from "../draft/index.ts";
import { BadInput, NoStandingReview } from "../errors/index.ts";
import { checkId, checkText, kept } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { addReview } from "./publish.ts";
import type { ReviewRow } from "./record.ts";
import { review } from "./review.sql.ts";

export type CorrectReviewInput = {
  claimId: string;
  expectedVersion: number;
  summary?: readonly Localized[] | null;
  body?: readonly Localized[] | null;
  note: string;
};

/**
 * Corrects a slip of the pen in the review that stands: a new review of the kind TYPO, like the old but for its texts.
 * Whatever changes what is said passes the workflow instead.
 * @throws {ClaimNotFound} @throws {VersionConflict} @throws {ClaimAlreadyMerged} @throws {NoStandingReview}
 */
export async function correctReview(ctx: Context, input: CorrectReviewInput): Promise<ReviewRow> {
  authorize(ctx, "review.correct");
  const claimId = checkId(input.claimId, "claim", "claimId");
  const summary = kept(input.summary, "summary", (texts, path) => checkTexts(texts, path));
  const body = kept(input.body, "body", checkBody);
  const note = checkText(input.note, "note");

  return transaction(ctx, async (ctx) => {
    const current = await lockClaim(ctx, claimId, input.expectedVersion);
    if (current.verdict === null || current.reviewId === null) throw new NoStandingReview();
    const [old] = await ctx.db.select().from(review).where(eq(review.id, current.reviewId));
    if (old === undefined) throw new Error("A claim's review is not there.");
    refuseOtherLanguages("summary", old.summary, summary);
    refuseOtherLanguages("body", old.body, body);
    const isSame =
      isDeepStrictEqual(summary ?? old.summary, old.summary) &&
      isDeepStrictEqual(body ?? old.body, old.body);
    if (isSame) throw new BadInput("summary", "corrects nothing, nor does the body");

    const before = await snapshotOf(ctx, claimRecord, claimId);
    const stamp = { id: claimId, version: current.version + 1, updatedAt: ctx.now().toISOString() };
    const { verdict, rating, language, evidence } = old;
    const row = await addReview(ctx, stamp, {
      claimId,
      verdict,
      rating,
      language,
      evidence,
      summary: summary ?? old.summary,
      body: body ?? old.body,
      supersedesId: old.id,
      correctionKind: "TYPO",
      correctionNote: note,
    });
    await ctx.db
      .update(claim)
      .set({ reviewId: row.id, version: stamp.version, updatedAt: ctx.now() })
      .where(eq(claim.id, claimId));
    const after = await snapshotOf(ctx, claimRecord, claimId);
    await record(ctx, { action: "review.correct", subject: claimId, before, after });
    return row;
  });
}

/** A text that was published is not taken back as a slip of the pen, nor does one person publish another beside it. */
function refuseOtherLanguages(
  path: string,
  old: readonly Localized[],
  corrected: readonly Localized[] | undefined,
): void {
  if (corrected === undefined) return;
  const lost = old.find(({ language }) => !isIn(corrected, language));
  if (lost !== undefined) throw new BadInput(path, `leaves out the language ${lost.language}`);
  const added = corrected.find(({ language }) => !isIn(old, language));
  if (added !== undefined)
    throw new BadInput(path, `was not published in ${added.language}: that passes the workflow`);
}

function isIn(texts: readonly Localized[], language: string): boolean {
  return texts.some((text) => text.language === language);
}
