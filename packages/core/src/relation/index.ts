/** Relations: how one claim stands to another, and claims that are found to be one. */

import { and, eq } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import {
  claimRecord,
  type ClaimRow,
  type ClaimStamp,
  lockClaims,
  touchClaim,
} from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import {
  BadInput,
  ClaimAlreadyMerged,
  RelationNotFound,
  SelfRelation,
  VersionConflict,
} from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { checkId, checkText, optional } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { lockOrder, putsInOrder, refuseRelationCycle } from "./circle.ts";
import type { RelationKind } from "./kinds.ts";
import { type Ends, readFrom, relationRecord, type RelationRow, stored } from "./record.ts";
import { relation } from "./relation.sql.ts";

export type { RelationKind } from "./kinds.ts";
export { mergeClaims, type MergeClaimsInput } from "./merge.ts";
export { relationRecord, type RelationRow } from "./record.ts";

export type RelateClaimsInput = {
  kind: RelationKind;
  fromId: string;
  toId: string;
  note?: string | null;
};

/**
 * Records how one claim stands to another. Where that is recorded already, also from the other side for a kind that holds
 * both ways, gives it back as it is.
 * @throws {SelfRelation} @throws {ClaimNotFound} @throws {ClaimAlreadyMerged}
 * @throws {RelationCycle} where a claim would be part of itself or supersede itself
 */
export async function relateClaims(ctx: Context, input: RelateClaimsInput): Promise<RelationRow> {
  authorize(ctx, "claim.relate");
  const { kind } = input;
  const fromId = checkId(input.fromId, "claim", "fromId");
  const toId = checkId(input.toId, "claim", "toId");
  const note = optional(input.note, "note", (text, path) => checkText(text, path));
  if (fromId === toId) throw new SelfRelation();
  const ends = stored({ kind, claimId: fromId, otherClaimId: toId });

  return transaction(ctx, async (ctx) => {
    if (putsInOrder(kind)) await lockOrder(ctx);
    // Both, so that neither is merged into another before this is seen.
    const claims = await lockClaims(ctx, [fromId, toId]);
    for (const { mergedIntoId } of claims.values())
      if (mergedIntoId !== null) throw new ClaimAlreadyMerged(mergedIntoId);
    const same = and(
      eq(relation.kind, kind),
      eq(relation.claimId, ends.claimId),
      eq(relation.otherClaimId, ends.otherClaimId),
    );
    const [existing] = await ctx.db.select().from(relation).where(same);
    if (existing !== undefined) return existing;

    const id = createId("relation");
    const [row] = await ctx.db
      .insert(relation)
      .values({ ...ends, id, note, createdAt: ctx.now() })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    if (putsInOrder(kind)) await refuseRelationCycle(ctx, kind, fromId);
    const [counted, ...others] = await countOn(ctx, readFrom(row));
    const after = { ...(await snapshotOf(ctx, relationRecord, id)), claim: counted?.stamp ?? null };
    await record(ctx, { action: "claim.relate", subject: id, before: null, after });
    for (const other of others) await recordCount(ctx, other);
    return row;
  });
}

export type UnrelateClaimsInput = { id: string; expectedVersion: number; claimId?: string | null };

/**
 * Removes a relation; the ledger keeps it. The version expected is that of the claim named, otherwise of the one that the
 * relation is read from; of either where it holds both ways.
 * @throws {RelationNotFound} @throws {VersionConflict}
 */
export async function unrelateClaims(
  ctx: Context,
  input: UnrelateClaimsInput,
): Promise<RelationRow> {
  authorize(ctx, "claim.relate");
  const id = checkId(input.id, "relation", "id");
  const seenOn = optional(input.claimId, "claimId", (value, path) => checkId(value, "claim", path));

  return transaction(ctx, async (ctx) => {
    const { row, claims } = await lockRelation(ctx, id);
    if (seenOn !== null && !claims.has(seenOn))
      throw new BadInput("claimId", "is none of the relation's two claims");
    requireVersion(claims, seenOn === null ? readFrom(row) : [seenOn], input.expectedVersion);

    const before = await snapshotOf(ctx, relationRecord, id);
    await ctx.db.delete(relation).where(eq(relation.id, id));
    const counts = await countOn(ctx, readFrom(row));
    // Nothing is left of the relation that could note a claim's new version: each has a revision of its own.
    await record(ctx, { action: "claim.relate", subject: id, before, after: null });
    for (const count of counts) await recordCount(ctx, count);
    return row;
  });
}

type Held = { row: RelationRow; claims: Map<string, ClaimRow> };

/** @throws {RelationNotFound} */
async function lockRelation(ctx: Context, id: string): Promise<Held> {
  const found = await findRelation(ctx, id);
  const claims = await lockClaims(ctx, [found.claimId, found.otherClaimId]);
  // Read again: while this waited, a merge may have given it to another claim.
  const row = await findRelation(ctx, id);
  return claims.has(row.claimId) && claims.has(row.otherClaimId)
    ? { row, claims }
    : lockRelation(ctx, id);
}

/** @throws {RelationNotFound} */
async function findRelation(ctx: Context, id: string): Promise<RelationRow> {
  const [row] = await ctx.db.select().from(relation).where(eq(relation.id, id));
  if (row === undefined) throw new RelationNotFound(id);
  return row;
}

/** @throws {VersionConflict} where none of these claims has the version */
function requireVersion(
  claims: ReadonlyMap<string, ClaimRow>,
  ids: readonly Ends["claimId"][],
  expected: number,
): void {
  const versions = ids.flatMap((id) => claims.get(id)?.version ?? []);
  const [current] = versions;
  if (current === undefined) throw new Error("A claim that is held is not there.");
  if (!versions.includes(expected)) throw new VersionConflict(expected, current);
}

type Count = { stamp: ClaimStamp; before: Awaited<ReturnType<typeof snapshotOf>> };

/** Raises the versions of claims that this transaction holds. */
async function countOn(ctx: Context, claimIds: readonly string[]): Promise<Count[]> {
  const counts: Count[] = [];
  for (const id of claimIds) {
    const before = await snapshotOf(ctx, claimRecord, id);
    counts.push({ before, stamp: await touchClaim(ctx, id) });
  }
  return counts;
}

async function recordCount(ctx: Context, { before, stamp }: Count): Promise<void> {
  const after = await snapshotOf(ctx, claimRecord, stamp.id);
  await record(ctx, { action: "claim.relate", subject: stamp.id, before, after });
}
