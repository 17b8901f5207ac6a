/** Drafts: what the newsroom is about to say of a claim, seen by nobody else. */

import { eq, inArray } from "drizzle-orm";
import { authorize, pseudonymOf } from "../actor/index.ts";
import { lockClaim, touchClaim } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import type { Localized } from "../database/columns.ts";
import {
  BadInput,
  DraftNotOpen,
  EvidenceAlreadyWithdrawn,
  EvidenceNotFound,
  EvidenceOfAnotherClaim,
  ScaleNotFound,
  VerdictNotOnScale,
} from "../errors/index.ts";
import { evidence } from "../evidence/evidence.sql.ts";
import { createId } from "../id/index.ts";
import {
  type Changes,
  checkDistinct,
  checkId,
  checkInstant,
  checkLanguage,
  checkList,
  checkText,
  given,
  optional,
} from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { ratingScale } from "../review/review.sql.ts";
import type { Verdict } from "../review/verdict.ts";
import { record } from "../revision/index.ts";
import { type ClaimantAsked, draft } from "./draft.sql.ts";
import { draftRecord, type DraftRow } from "./record.ts";

export { discardDraft, draftRecord, type DraftRow, findDraft, sendBack } from "./record.ts";

export type SaveDraftInput = { claimId: string; expectedVersion: number } & Changes<{
  verdict: Verdict;
  ratingScaleId: string;
  summary: readonly Localized[];
  body: readonly Localized[];
  evidenceIds: readonly string[];
  soleSourceReason: string;
  searchNote: string;
  claimantAsked: { [K in keyof ClaimantAsked]?: ClaimantAsked[K] | Date | undefined };
}>;

/** A review is longer than anything else that is written here: some 15 pages a language. */
const maxBodyChars = 50_000;

/**
 * Saves what is drafted of a claim in review: what is left out stays, null empties. Whoever saves becomes an author.
 * The version expected is the claim's.
 * @throws {ClaimNotFound} @throws {VersionConflict} @throws {ClaimAlreadyMerged} @throws {DraftNotOpen} @throws {ScaleNotFound} @throws {VerdictNotOnScale}
 * @throws {EvidenceNotFound} @throws {EvidenceOfAnotherClaim} @throws {EvidenceAlreadyWithdrawn}
 */
export async function saveDraft(ctx: Context, input: SaveDraftInput): Promise<DraftRow> {
  authorize(ctx, "draft.save");
  const claimId = checkId(input.claimId, "claim", "claimId");
  const changes = checkFields(ctx, input);

  return transaction(ctx, async (ctx) => {
    const claim = await lockClaim(ctx, claimId, input.expectedVersion);
    if (claim.status !== "IN_REVIEW") throw new DraftNotOpen(claim.status);
    const [current] = await ctx.db.select().from(draft).where(eq(draft.claimId, claimId));
    await requireOnScale(
      ctx,
      changes.ratingScaleId === undefined
        ? (current?.ratingScaleId ?? null)
        : changes.ratingScaleId,
      changes.verdict === undefined ? (current?.verdict ?? null) : changes.verdict,
    );
    if (changes.evidenceIds !== undefined) await requireCitable(ctx, claimId, changes.evidenceIds);

    const author = pseudonymOf(ctx.actor);
    const now = ctx.now();
    const before = current === undefined ? null : await snapshotOf(ctx, draftRecord, current.id);
    const authorIds = [...new Set([...(current?.authorIds ?? []), author])];
    const [row] =
      current === undefined
        ? await ctx.db
            .insert(draft)
            .values({
              ...changes,
              id: createId("draft"),
              claimId,
              summary: changes.summary ?? [],
              body: changes.body ?? [],
              evidenceIds: changes.evidenceIds ?? [],
              authorIds,
              createdAt: now,
              updatedAt: now,
            })
            .returning()
        : await ctx.db
            .update(draft)
            .set({ ...changes, authorIds, updatedAt: now })
            .where(eq(draft.id, current.id))
            .returning();
    if (row === undefined) throw new Error("A draft that was saved is not there.");
    const stamp = await touchClaim(ctx, claimId);
    await record(ctx, {
      action: "draft.save",
      subject: row.id,
      before,
      after: { ...(await snapshotOf(ctx, draftRecord, row.id)), claim: stamp },
    });
    return row;
  });
}

function checkFields(ctx: Context, input: SaveDraftInput) {
  return {
    verdict: input.verdict,
    ratingScaleId: given(input.ratingScaleId, "ratingScaleId", (id, path) =>
      checkId(id, "scale", path),
    ),
    summary: input.summary === undefined ? undefined : checkTexts(input.summary ?? [], "summary"),
    body: input.body === undefined ? undefined : checkBody(input.body ?? [], "body"),
    evidenceIds:
      input.evidenceIds === undefined ? undefined : checkCitations(input.evidenceIds ?? []),
    soleSourceReason: given(input.soleSourceReason, "soleSourceReason", (text, path) =>
      checkText(text, path),
    ),
    searchNote: given(input.searchNote, "searchNote", (text, path) => checkText(text, path)),
    claimantAsked: given(input.claimantAsked, "claimantAsked", (asked, path) =>
      checkAsked(ctx, asked, path),
    ),
  };
}

/** Texts in different languages. */
export function checkTexts(
  texts: readonly Localized[],
  path: string,
  maxChars?: number,
): Localized[] {
  const checked = checkList(texts, path, (each, at) => ({
    language: checkLanguage(each.language, `${at}.language`),
    text: checkText(each.text, `${at}.text`, maxChars),
  }));
  checkDistinct(checked, path, ({ language }) => language, "a language");
  return checked;
}

/** A review's full text in each language. */
export function checkBody(texts: readonly Localized[], path: string): Localized[] {
  return checkTexts(texts, path, maxBodyChars);
}

function checkCitations(ids: readonly string[]): string[] {
  const checked = checkList(ids, "evidenceIds", (id, path) => checkId(id, "evidence", path));
  checkDistinct(checked, "evidenceIds", (id) => id, "a piece of evidence");
  return checked;
}

function checkAsked(
  ctx: Context,
  asked: NonNullable<SaveDraftInput["claimantAsked"]>,
  path: string,
): ClaimantAsked {
  const text = (value: unknown, at: string) => checkText(String(value), at);
  const checked = {
    askedAt: optional(asked.askedAt, `${path}.askedAt`, checkInstant)?.toISOString() ?? null,
    answer: optional(asked.answer, `${path}.answer`, text),
    reasonNotAsked: optional(asked.reasonNotAsked, `${path}.reasonNotAsked`, text),
  };
  if (checked.askedAt !== null && new Date(checked.askedAt) > ctx.now()) {
    throw new BadInput(`${path}.askedAt`, "must not be in the future");
  }
  if (checked.askedAt !== null && checked.reasonNotAsked !== null) {
    throw new BadInput(`${path}.reasonNotAsked`, "contradicts that they were asked");
  }
  if (checked.answer !== null && checked.askedAt === null) {
    throw new BadInput(`${path}.answer`, "needs the time when they were asked");
  }
  return checked;
}

async function requireOnScale(
  ctx: Context,
  scaleId: string | null,
  verdict: Verdict | null,
): Promise<void> {
  if (scaleId === null) return;
  const [scale] = await ctx.db.select().from(ratingScale).where(eq(ratingScale.id, scaleId));
  if (scale === undefined) throw new ScaleNotFound(scaleId);
  if (verdict !== null && !scale.ratings.some((rating) => rating.verdict === verdict)) {
    throw new VerdictNotOnScale(verdict, scale.name);
  }
}

async function requireCitable(ctx: Context, claimId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const pieces = await ctx.db.select().from(evidence).where(inArray(evidence.id, ids));
  for (const id of ids) {
    const piece = pieces.find((each) => each.id === id);
    if (piece === undefined) throw new EvidenceNotFound(id);
    if (piece.claimId !== claimId) throw new EvidenceOfAnotherClaim(id);
    if (piece.withdrawnAt !== null) throw new EvidenceAlreadyWithdrawn(piece.withdrawnAt);
  }
}
