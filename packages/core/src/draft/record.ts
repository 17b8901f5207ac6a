/** A draft's place in the ledger, and what the workflow does to it. */

import { eq } from "drizzle-orm";
import type { ClaimStamp } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { recordKind, snapshotOf } from "../record/index.ts";
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
  const current = await findDraft(ctx, claimId);
  if (current === null) return;
  const before = await snapshotOf(ctx, draftRecord, current.id);
  await ctx.db.delete(draft).where(eq(draft.id, current.id));
  await record(ctx, { action: "draft.discard", subject: current.id, before, after: null });
}

/** Notes in the draft, where only the newsroom reads it, why it was sent back. */
export async function sendBack(ctx: Context, stamp: ClaimStamp, reason: string): Promise<void> {
  const current = await findDraft(ctx, stamp.id);
  if (current === null) return;
  const before = await snapshotOf(ctx, draftRecord, current.id);
  await ctx.db
    .update(draft)
    .set({ sentBackReason: reason, updatedAt: ctx.now() })
    .where(eq(draft.id, current.id));
  const after = { ...(await snapshotOf(ctx, draftRecord, current.id)), claim: stamp };
  await record(ctx, { action: "draft.send_back", subject: current.id, before, after });
}
