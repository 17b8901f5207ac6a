/** Publication: a draft becomes a review, which from then on never changes; and retraction, which leaves it readable. */

import { eq, getColumns, inArray } from "drizzle-orm";
import type { ClaimRow, ClaimStamp } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { BadInput, NotPermitted, VerdictNotOnScale } from "../errors/index.ts";
import { findDraft } from "../draft/record.ts";
import { evidence } from "../evidence/evidence.sql.ts";
import { createId } from "../id/index.ts";
import { isInterested } from "../independence/index.ts";
import type { PublicationFacts } from "../publication/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import type { CorrectionKind } from "./correction.ts";
import { reviewRecord, type ReviewRow } from "./record.ts";
import { type CitedEvidence, ratingScale, retraction, review } from "./review.sql.ts";
import type { Verdict } from "./verdict.ts";

export type CorrectionNote = { kind: CorrectionKind; note: string };
type CitedFacts = Pick<PublicationFacts, "claim" | "cited">;

/** Publishes the draft of a claim that this transaction holds and whose rules were found met by these facts. */
export async function publishDraft(
  ctx: Context,
  claim: ClaimRow,
  facts: CitedFacts,
  correction: CorrectionNote | null,
  stamp: ClaimStamp,
): Promise<ReviewRow> {
  const draft = await findDraft(ctx, claim.id);
  if (draft === null || draft.verdict === null)
    throw new Error("A draft without a verdict was let pass.");
  if (correction?.kind === "TYPO" && claim.verdict !== null && claim.verdict !== draft.verdict)
    throw new BadInput("correction.kind", "a verdict that changes is no slip of the pen");
  return addReview(ctx, stamp, {
    claimId: claim.id,
    verdict: draft.verdict,
    rating: await ratingOf(ctx, draft.ratingScaleId, draft.verdict),
    summary: draft.summary,
    body: draft.body,
    language: claim.language,
    evidence: await citedOf(ctx, draft.evidenceIds, facts),
    supersedesId: claim.reviewId,
    correctionKind: correction?.kind ?? null,
    correctionNote: correction?.note ?? null,
  });
}

/** Marks the claim's standing review as taken back. */
export async function retractReview(
  ctx: Context,
  claim: ClaimRow,
  reason: string,
  stamp: ClaimStamp,
): Promise<void> {
  if (claim.reviewId === null) throw new Error("A retraction without a review was let pass.");
  const before = await snapshotOf(ctx, reviewRecord, claim.reviewId);
  await ctx.db.insert(retraction).values({ reviewId: claim.reviewId, at: ctx.now(), reason });
  const after = { ...(await snapshotOf(ctx, reviewRecord, claim.reviewId)), claim: stamp };
  await record(ctx, { action: "review.retract", subject: claim.reviewId, before, after });
}

type NewReview = Omit<
  typeof review.$inferInsert,
  "id" | "publishedAt" | "publishedById" | "publisherId" | "url"
>;

/** Adds a review of the newsroom's own, by the person who acts. */
export async function addReview(
  ctx: Context,
  stamp: ClaimStamp,
  values: NewReview,
): Promise<ReviewRow> {
  // Two people answer for what is published: a job is nobody.
  if (ctx.actor.kind !== "person") throw new NotPermitted("Only a person publishes.");
  const [inserted] = await ctx.db
    .insert(review)
    .values({
      ...values,
      id: createId("review"),
      publishedAt: ctx.now(),
      publishedById: ctx.actor.id,
    })
    .returning({ ...getColumns(review), snapshot: reviewRecord.snapshot });
  if (inserted === undefined) throw new Error("An insert gave nothing back.");
  const { snapshot, ...row } = inserted;
  const after = { ...snapshot, claim: stamp };
  await record(ctx, { action: "review.publish", subject: row.id, before: null, after });
  return row;
}

async function ratingOf(ctx: Context, scaleId: string | null, verdict: Verdict) {
  if (scaleId === null) return null;
  const [scale] = await ctx.db.select().from(ratingScale).where(eq(ratingScale.id, scaleId));
  const rating = scale?.ratings.find((each) => each.verdict === verdict);
  // The scale may have lost the rating since the draft was saved.
  if (scale === undefined || rating === undefined)
    throw new VerdictNotOnScale(verdict, scale?.name ?? scaleId);
  return { labels: rating.labels, value: rating.value, best: scale.best, worst: scale.worst };
}

/** Copies of the pieces, in the order cited. */
async function citedOf(
  ctx: Context,
  ids: string[],
  { claim, cited }: CitedFacts,
): Promise<CitedEvidence[]> {
  if (ids.length === 0) return [];
  const pieces = await ctx.db.select().from(evidence).where(inArray(evidence.id, ids));
  const sourceOf = new Map(cited.map(({ id, source }) => [id, source]));
  return ids.flatMap((id) => {
    const piece = pieces.find((each) => each.id === id);
    const source = sourceOf.get(id);
    if (piece === undefined || source === undefined) return [];
    const { sourceId, captureId, stance, isPrimary, quote, note, createdAt } = piece;
    const isOfParty = isInterested(source, claim);
    return [
      {
        id,
        sourceId,
        captureId,
        stance,
        isPrimary,
        isInterested: isOfParty,
        quote,
        note,
        addedAt: createdAt.toISOString(),
      },
    ];
  });
}
