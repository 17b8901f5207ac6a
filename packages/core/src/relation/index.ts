/** Relations: how one claim stands to another. */

import { and, eq } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { claimRecord, lockClaim, touchClaim } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { ClaimNotFound, RelationNotFound, SelfRelation } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { checkId, checkText, optional } from "../input/index.ts";
import { claim } from "../claim/claim.sql.ts";
import { recordKind, snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { type RelationKind, symmetricalKinds } from "./kinds.ts";
import { relation } from "./relation.sql.ts";

export type { RelationKind } from "./kinds.ts";
export type RelationRow = typeof relation.$inferSelect;

export const relationRecord = recordKind(relation);

export type RelateClaimsInput = {
  kind: RelationKind;
  fromId: string;
  toId: string;
  note?: string | null;
};

/**
 * Records how one claim stands to another. Where that is recorded already, also from the other side for a kind that holds
 * both ways, gives it back as it is.
 * @throws {SelfRelation} @throws {ClaimNotFound}
 */
export async function relateClaims(ctx: Context, input: RelateClaimsInput): Promise<RelationRow> {
  authorize(ctx, "claim.relate");
  const fromId = checkId(input.fromId, "claim", "fromId");
  const toId = checkId(input.toId, "claim", "toId");
  const note = optional(input.note, "note", (text, path) => checkText(text, path));
  if (fromId === toId) throw new SelfRelation();
  const { kind } = input;
  const turned = fromId > toId && symmetricalKinds.some((symmetrical) => symmetrical === kind);
  const [claimId, otherClaimId] = turned ? [toId, fromId] : [fromId, toId];

  return transaction(ctx, async (ctx) => {
    await lockClaim(ctx, claimId);
    await requireClaim(ctx, otherClaimId);
    const same = and(
      eq(relation.kind, kind),
      eq(relation.claimId, claimId),
      eq(relation.otherClaimId, otherClaimId),
    );
    const [existing] = await ctx.db.select().from(relation).where(same);
    if (existing !== undefined) return existing;

    const [row] = await ctx.db
      .insert(relation)
      .values({
        id: createId("relation"),
        kind,
        claimId,
        otherClaimId,
        note,
        createdAt: ctx.now(),
      })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    const stamp = await touchClaim(ctx, claimId);
    await record(ctx, {
      action: "claim.relate",
      subject: row.id,
      before: null,
      after: { ...(await snapshotOf(ctx, relationRecord, row.id)), claim: stamp },
    });
    return row;
  });
}

export type UnrelateClaimsInput = { id: string; expectedVersion: number };

/**
 * Removes a relation; the ledger keeps it. The version expected is that of the claim in `claimId`.
 * @throws {RelationNotFound} @throws {VersionConflict}
 */
export async function unrelateClaims(
  ctx: Context,
  input: UnrelateClaimsInput,
): Promise<RelationRow> {
  authorize(ctx, "claim.relate");
  const id = checkId(input.id, "relation", "id");

  return transaction(ctx, async (ctx) => {
    const [found] = await ctx.db.select().from(relation).where(eq(relation.id, id));
    if (found === undefined) throw new RelationNotFound(id);
    const { claimId } = found;
    await lockClaim(ctx, claimId, input.expectedVersion);
    const before = await snapshotOf(ctx, relationRecord, id);
    const claimBefore = await snapshotOf(ctx, claimRecord, claimId);
    const [row] = await ctx.db.delete(relation).where(eq(relation.id, id)).returning();
    if (row === undefined) throw new RelationNotFound(id);
    await touchClaim(ctx, claimId);
    const claimAfter = await snapshotOf(ctx, claimRecord, claimId);
    // Nothing is left of the relation that could note the claim's new version: the claim has a revision of its own.
    await record(ctx, { action: "claim.relate", subject: id, before, after: null });
    await record(ctx, {
      action: "claim.relate",
      subject: claimId,
      before: claimBefore,
      after: claimAfter,
    });
    return row;
  });
}

/** @throws {ClaimNotFound} */
async function requireClaim(ctx: Context, id: string): Promise<void> {
  const rows = await ctx.db.select({ id: claim.id }).from(claim).where(eq(claim.id, id));
  if (rows.length === 0) throw new ClaimNotFound(id);
}
