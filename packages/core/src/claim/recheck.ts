/** Claims whose published review rests on something that has changed since, or was to be looked at again by now, are marked. */

import { and, asc, eq, isNotNull, lte, sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { snapshotOf } from "../record/index.ts";
import { review } from "../review/review.sql.ts";
import { record } from "../revision/index.ts";
import { claim } from "./claim.sql.ts";
import { claimRecord, type ClaimRow } from "./record.ts";

/** What a standing review may cite: a piece of evidence, or any piece from a source. */
type Cited = { id: string } | { sourceId: string };

type Mark = { recheckReason: string; recheckAt?: null };

/** Marks every claim whose standing review cites it and that is not marked so yet; `why` is a sentence for readers. */
export async function markForRecheck(ctx: Context, cited: Cited, why: string): Promise<void> {
  const cites = sql`${review.evidence} @> ${JSON.stringify([cited])}::jsonb`;
  const claims = await ctx.db
    .select({ id: claim.id })
    .from(claim)
    .innerJoin(review, eq(review.id, claim.reviewId))
    .where(
      and(isNotNull(claim.verdict), cites, sql`${claim.recheckReason} is distinct from ${why}`),
    )
    .orderBy(claim.id)
    .for("no key update", { of: claim });
  for (const { id } of claims) await mark(ctx, id, { recheckReason: why });
}

/** So many claims are held at once at most, and with them the ledger's head, for which other writers wait. */
const batchSize = 25;

/**
 * Marks every claim with a standing review whose time to be looked at again has come. The time goes, having done its work: the
 * mark stands until somebody has looked. A claim that somebody is writing to is left to the next run.
 * @returns how many were marked
 */
export async function markDueForRecheck(ctx: Context): Promise<number> {
  authorize(ctx, "claim.recheck");
  let marked = 0;
  for (;;) {
    const batch = await transaction(ctx, markSomeDue);
    marked += batch;
    if (batch < batchSize) return marked;
  }
}

async function markSomeDue(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ id: claim.id, at: claim.recheckAt })
    .from(claim)
    .where(and(isNotNull(claim.verdict), lte(claim.recheckAt, ctx.now())))
    .orderBy(asc(claim.id))
    .limit(batchSize)
    .for("no key update", { skipLocked: true });
  for (const { id, at } of due) {
    const day = at?.toISOString().slice(0, 10);
    const recheckReason = `The date that was set for looking at it again has come: ${day}.`;
    await mark(ctx, id, { recheckReason, recheckAt: null });
  }
  return due.length;
}

/** Marks a claim that this transaction holds. */
async function mark(ctx: Context, id: string, changes: Mark): Promise<void> {
  const before = await snapshotOf(ctx, claimRecord, id);
  await ctx.db
    .update(claim)
    .set({ ...changes, version: sql`${claim.version} + 1`, updatedAt: ctx.now() })
    .where(eq(claim.id, id));
  const after = await snapshotOf(ctx, claimRecord, id);
  await record(ctx, { action: "claim.recheck", subject: id, before, after });
}

/** What stands of the mark once somebody has looked: nothing, but for a date that is still to come. */
export function unmarked(
  ctx: Context,
  { recheckAt }: ClaimRow,
): Pick<ClaimRow, "recheckReason" | "recheckAt"> {
  const isDue = recheckAt !== null && recheckAt <= ctx.now();
  return { recheckReason: null, recheckAt: isDue ? null : recheckAt };
}
