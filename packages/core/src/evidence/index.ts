/** Evidence: which sources bear on a claim, and how. Pieces are withdrawn, never removed. */

import { eq } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { lockClaim, markForRecheck, touchClaim } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { EvidenceAlreadyWithdrawn, EvidenceNotFound } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { checkId, checkText, optional } from "../input/index.ts";
import { recordKind, snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import {
  checkQuote,
  checkQuoteIn,
  quoteIn,
  type QuoteInput,
  requireSource,
} from "../source/index.ts";
import { evidence } from "./evidence.sql.ts";
import type { Stance } from "./stance.ts";

export type { Stance } from "./stance.ts";
export type EvidenceRow = typeof evidence.$inferSelect;

export const evidenceRecord = recordKind(evidence);

export type AddEvidenceInput = {
  claimId: string;
  sourceId: string;
  stance: Stance;
  isPrimary?: boolean | null;
  quote?: QuoteInput | null;
  note?: string | null;
};

/**
 * Adds a source that bears on a claim, as it stood when it was last captured.
 * @throws {ClaimNotFound} @throws {ClaimAlreadyMerged} @throws {SourceNotFound} @throws {QuoteNotFound}
 */
export async function addEvidence(ctx: Context, input: AddEvidenceInput): Promise<EvidenceRow> {
  authorize(ctx, "evidence.add");
  const claimId = checkId(input.claimId, "claim", "claimId");
  const sourceId = checkId(input.sourceId, "source", "sourceId");
  const quote = optional(input.quote, "quote", checkQuote);
  const note = optional(input.note, "note", (text, path) => checkText(text, path));

  return transaction(ctx, async (ctx) => {
    const claim = await lockClaim(ctx, claimId);
    const source = await requireSource(ctx, sourceId);
    const [row] = await ctx.db
      .insert(evidence)
      .values({
        id: createId("evidence"),
        claimId,
        sourceId,
        captureId: await checkQuoteIn(ctx, sourceId, quote),
        stance: input.stance,
        isPrimary: input.isPrimary === true,
        quote: quoteIn(quote, source.language, claim.language),
        note,
        createdAt: ctx.now(),
      })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    const stamp = await touchClaim(ctx, claimId);
    await record(ctx, {
      action: "evidence.add",
      subject: row.id,
      before: null,
      after: { ...(await snapshotOf(ctx, evidenceRecord, row.id)), claim: stamp },
    });
    return row;
  });
}

export type WithdrawEvidenceInput = { id: string; reason: string; expectedVersion: number };

/**
 * Withdraws a piece of evidence; it stays readable. The version expected is its claim's.
 * @throws {EvidenceNotFound} @throws {VersionConflict} @throws {EvidenceAlreadyWithdrawn}
 */
export async function withdrawEvidence(
  ctx: Context,
  input: WithdrawEvidenceInput,
): Promise<EvidenceRow> {
  authorize(ctx, "evidence.withdraw");
  const id = checkId(input.id, "evidence", "id");
  const reason = checkText(input.reason, "reason");

  return transaction(ctx, async (ctx) => {
    const { claimId } = await findPiece(ctx, id);
    await lockClaim(ctx, claimId, input.expectedVersion);
    // Read again: whoever held the claim before may have withdrawn it.
    const { withdrawnAt } = await findPiece(ctx, id);
    if (withdrawnAt !== null) throw new EvidenceAlreadyWithdrawn(withdrawnAt);

    const before = await snapshotOf(ctx, evidenceRecord, id);
    const [row] = await ctx.db
      .update(evidence)
      .set({ withdrawnAt: ctx.now(), withdrawnReason: reason })
      .where(eq(evidence.id, id))
      .returning();
    if (row === undefined) throw new Error("An update gave nothing back.");
    await markForRecheck(ctx, { id }, "Evidence that the review cites was withdrawn.");
    const stamp = await touchClaim(ctx, claimId);
    await record(ctx, {
      action: "evidence.withdraw",
      subject: id,
      before,
      after: { ...(await snapshotOf(ctx, evidenceRecord, id)), claim: stamp },
    });
    return row;
  });
}

/** @throws {EvidenceNotFound} */
async function findPiece(ctx: Context, id: string): Promise<EvidenceRow> {
  const [row] = await ctx.db.select().from(evidence).where(eq(evidence.id, id));
  if (row === undefined) throw new EvidenceNotFound(id);
  return row;
}
