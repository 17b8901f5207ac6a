/** Claims whose published review rests on something that has changed since are marked, so that somebody looks again. */

import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { snapshotOf } from "../record/index.ts";
import { review } from "../review/review.sql.ts";
import { record } from "../revision/index.ts";
import { claim } from "./claim.sql.ts";
import { claimRecord } from "./record.ts";

/** What a standing review may cite: a piece of evidence, or any piece from a source. */
type Cited = { id: string } | { sourceId: string };

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
  for (const { id } of claims) {
    const before = await snapshotOf(ctx, claimRecord, id);
    await ctx.db
      .update(claim)
      .set({ recheckReason: why, version: sql`${claim.version} + 1`, updatedAt: ctx.now() })
      .where(eq(claim.id, id));
    const after = await snapshotOf(ctx, claimRecord, id);
    await record(ctx, { action: "claim.recheck", subject: id, before, after });
  }
}
