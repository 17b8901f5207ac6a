/** A draft's place in the ledger, and what the workflow does to it. */

import { eq } from "drizzle-orm";
import type { ClaimStamp } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { recordKind } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { draft } from "./draft.sql.ts";

export type DraftRow = typeof draft.$inferSelect;

export const draftRecord = recordKind(draft);

export async function findDraft(ctx: Context, claimId: string): Promise<DraftRow | null> {
  const [row] = await ctx.db.select().from(draft).where(eq(draft.claimId, claimId));
  return row ?? null;
}

/** Takes a claim's draft away, published or given up; the ledger keeps it for the newsroom. */
export async function discardDraft(ctx: Context, claimId: string): Promise<void> {
  const [gone] = await ctx.db
    .delete(draft)
    .where(eq(draft.claimId, claimId))
    .returning({ id: draft.id, before: draftRecord.snapshot });
  if (gone === undefined) return;
  const { id, before } = gone;
  await record(ctx, { action: "draft.discard", subject: id, before, after: null });
}

/** Notes in the draft, where only the newsroom reads it, why it was sent back. */
export async function sendBack(ctx: Context, stamp: ClaimStamp, reason: string): Promise<void> {
  const isOfClaim = eq(draft.claimId, stamp.id);
  const [current] = await ctx.db
    .select({ id: draft.id, before: draftRecord.snapshot })
    .from(draft)
    .where(isOfClaim);
  if (current === undefined) return;
  const [sent] = await ctx.db
    .update(draft)
    .set({ sentBackReason: reason, updatedAt: ctx.now() })
    .where(isOfClaim)
    .returning({ after: draftRecord.snapshot });
  const after = { ...sent?.after, claim: stamp };
  await record(ctx, {
    action: "draft.send_back",
    subject: current.id,
    before: current.before,
    after,
  });
}
