/** Making a duplicate part of the claim that it duplicates. */

import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { appearance } from "../appearance/appearance.sql.ts";
import { appearanceRecord } from "../appearance/index.ts";
import { claim, claimTranslation } from "../claim/claim.sql.ts";
import {
  claimRecord,
  type ClaimRow,
  type ClaimStamp,
  lockClaims,
  wasPublished,
} from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { discardDraft } from "../draft/record.ts";
import {
  ClaimAlreadyMerged,
  ClaimEverPublished,
  MergeIntoSelf,
  VersionConflict,
} from "../errors/index.ts";
import { evidence } from "../evidence/evidence.sql.ts";
import { evidenceRecord } from "../evidence/index.ts";
import { checkId, checkText, optional } from "../input/index.ts";
import { changed, type Entry, idsOf } from "../record/change.ts";
import { among, type RecordKind } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { lockOrder, orderingKinds, refuseRelationCycle } from "./circle.ts";
import { type Ends, readFrom, relationRecord, type RelationRow, stored } from "./record.ts";
import { relation } from "./relation.sql.ts";

export type MergeClaimsInput = {
  id: string;
  intoId: string;
  expectedVersion: number;
  reason?: string | null;
};

/** The ids of a duplicate and of what it duplicates. */
type Merge = { id: string; intoId: string };

/**
 * Makes a duplicate part of the claim that it duplicates: what belongs to it goes over, each record with a revision of its
 * own. The duplicate keeps its words and, since reviews never change, those of other organisations. Gives back the claim
 * that it was merged into.
 * @throws {MergeIntoSelf} @throws {ClaimNotFound} @throws {VersionConflict} @throws {RelationCycle}
 * @throws {ClaimAlreadyMerged} where either of them was @throws {ClaimEverPublished} where the duplicate was
 */
export async function mergeClaims(ctx: Context, input: MergeClaimsInput): Promise<ClaimRow> {
  authorize(ctx, "claim.merge");
  const merge = {
    id: checkId(input.id, "claim", "id"),
    intoId: checkId(input.intoId, "claim", "intoId"),
  };
  const reason = optional(input.reason, "reason", (text, path) => checkText(text, path));
  if (merge.id === merge.intoId) throw new MergeIntoSelf();

  return transaction(ctx, async (ctx) => {
    await lockOrder(ctx);
    const target = await lockBoth(ctx, merge, input.expectedVersion);
    if (await wasPublished(ctx, merge.id)) throw new ClaimEverPublished();
    const relations = await relationsOf(ctx, [merge.id]);
    const plan = planRelations(relations, await relationsOf(ctx, [merge.intoId]), merge);
    const earlierIds = await mergedBefore(ctx, merge.id);
    await lockClaims(ctx, [...earlierIds, ...plan.countedOn]);

    const parts = [
      ...(await moveParts(ctx, appearanceRecord, appearance, merge)),
      ...(await moveParts(ctx, evidenceRecord, evidence, merge)),
    ];
    const moved = await changed(ctx, relationRecord, idsOf(relations), () =>
      moveRelations(ctx, plan),
    );
    for (const kind of orderingKinds) await refuseRelationCycle(ctx, kind, merge.intoId);
    const claims = await changed(
      ctx,
      claimRecord,
      [...new Set([merge.id, ...earlierIds, merge.intoId, ...plan.countedOn])],
      (ids) => changeClaims(ctx, merge, ids, earlierIds, target, reason),
    );

    // All at the end: from the first on, no other writer can finish.
    await discardDraft(ctx, merge.id);
    return tell(ctx, merge, plan, { parts, moved, claims });
  });
}

/** Enters what has changed, each record with the new version of the claim that it is counted on; gives back the target. */
async function tell(
  ctx: Context,
  { intoId }: Merge,
  plan: RelationPlan,
  { parts, moved, claims }: Readonly<Record<"parts" | "moved" | "claims", readonly Entry[]>>,
): Promise<ClaimRow> {
  const rows = await lockClaims(
    ctx,
    claims.map(({ subject }) => subject),
  );
  const target = rows.get(intoId);
  if (target === undefined) throw new Error("A claim that is held is not there.");
  for (const entry of parts)
    await record(ctx, { action: "claim.merge", ...stamped(entry, target) });
  const endsOf = new Map(plan.moved.map(({ id, ends }) => [id, ends]));
  for (const entry of moved) {
    const ends = endsOf.get(entry.subject);
    const told = ends === undefined ? entry : stamped(entry, rows.get(ends.claimId));
    await record(ctx, { action: "claim.relate", ...told });
  }
  for (const entry of claims) {
    const isRelated = plan.countedOn.has(entry.subject);
    await record(ctx, { action: isRelated ? "claim.relate" : "claim.merge", ...entry });
  }
  return target;
}

/**
 * Verbs that name one of them wait, and then find it merged; those that were first have finished, and what they wrote is seen.
 * Gives the one merged into.
 */
async function lockBoth(
  ctx: Context,
  { id, intoId }: Merge,
  expectedVersion: number,
): Promise<ClaimRow> {
  const held = await lockClaims(ctx, [id, intoId]);
  const [duplicate, target] = [held.get(id), held.get(intoId)];
  if (duplicate === undefined || target === undefined)
    throw new Error("A claim that is held is not there.");
  if (duplicate.version !== expectedVersion)
    throw new VersionConflict(expectedVersion, duplicate.version);
  for (const { mergedIntoId } of [duplicate, target])
    if (mergedIntoId !== null) throw new ClaimAlreadyMerged(mergedIntoId);
  return target;
}

async function mergedBefore(ctx: Context, id: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: claim.id })
    .from(claim)
    .where(eq(claim.mergedIntoId, id))
    .orderBy(asc(claim.id));
  return idsOf(rows);
}

async function relationsOf(ctx: Context, claimIds: string[]): Promise<RelationRow[]> {
  return ctx.db
    .select()
    .from(relation)
    .where(or(inArray(relation.claimId, claimIds), inArray(relation.otherClaimId, claimIds)))
    .orderBy(asc(relation.createdAt), asc(relation.id));
}

type RelationPlan = {
  moved: readonly { id: string; ends: Ends }[];
  dropped: readonly string[];
  /** The third claims whose versions count that. */
  countedOn: ReadonlySet<string>;
};

/** Where a duplicate's relations go: to the target, but for those of the target to itself and those that it has already. */
function planRelations(
  relations: readonly RelationRow[],
  ofTarget: readonly RelationRow[],
  { id, intoId }: Merge,
): RelationPlan {
  const known = new Set(ofTarget.map(keyOf));
  const [moved, dropped, countedOn]: [{ id: string; ends: Ends }[], string[], Set<string>] = [
    [],
    [],
    new Set(),
  ];
  for (const row of relations) {
    const redirect = (claimId: string) => (claimId === id ? intoId : claimId);
    const ends = stored({
      kind: row.kind,
      claimId: redirect(row.claimId),
      otherClaimId: redirect(row.otherClaimId),
    });
    const isDropped = ends.claimId === ends.otherClaimId || known.has(keyOf(ends));
    if (isDropped) dropped.push(row.id);
    else moved.push({ id: row.id, ends });
    known.add(keyOf(ends));
    for (const claimId of readFrom(row))
      if (claimId !== id && claimId !== intoId) countedOn.add(claimId);
  }
  return { moved, dropped, countedOn };
}

function keyOf({ kind, claimId, otherClaimId }: Ends): string {
  return `${kind} ${claimId} ${otherClaimId}`;
}

async function moveRelations(ctx: Context, { moved, dropped }: RelationPlan): Promise<void> {
  if (dropped.length > 0) await ctx.db.delete(relation).where(among(relation.id, dropped));
  for (const { id, ends } of moved)
    await ctx.db.update(relation).set(ends).where(eq(relation.id, id));
}

/** Gives the target all appearances or all evidence of the duplicate. */
async function moveParts(
  ctx: Context,
  kind: RecordKind,
  table: typeof appearance | typeof evidence,
  { id, intoId }: Merge,
): Promise<Entry[]> {
  const rows = await ctx.db
    .select({ id: table.id })
    .from(table)
    .where(eq(table.claimId, id))
    .orderBy(asc(table.createdAt), asc(table.id));
  return changed(ctx, kind, idsOf(rows), async (ids) => {
    await ctx.db.update(table).set({ claimId: intoId }).where(among(table.id, ids));
  });
}

/** Changes the two, the claims that were merged into the duplicate earlier, and those in `ids` whose relations have moved. */
async function changeClaims(
  ctx: Context,
  { id, intoId }: Merge,
  ids: readonly string[],
  earlierIds: readonly string[],
  target: ClaimRow,
  reason: string | null,
): Promise<void> {
  await moveTranslations(ctx, { id, intoId }, target.language);
  await ctx.db
    .update(claim)
    .set({ version: sql`${claim.version} + 1`, updatedAt: ctx.now() })
    .where(among(claim.id, ids));
  await ctx.db.update(claim).set({ mergedIntoId: intoId }).where(among(claim.id, earlierIds));
  await ctx.db
    .update(claim)
    .set({
      mergedIntoId: intoId,
      status: "DISMISSED",
      statusReason: reason,
      assigneeId: null,
    })
    .where(eq(claim.id, id));
}

async function moveTranslations(
  ctx: Context,
  { id, intoId }: Merge,
  targetLanguage: string,
): Promise<void> {
  const { claimId, language } = claimTranslation;
  await ctx.db
    .update(claimTranslation)
    .set({ claimId: intoId })
    .where(
      and(
        eq(claimId, id),
        sql`${language} <> ${targetLanguage}`,
        sql`not exists (select from claim_translation own
          where own.claim_id = ${intoId} and own.language = ${language})`,
      ),
    );
}

/** With what a revision notes of the claim to which the record now belongs. */
function stamped(entry: Entry, row: ClaimRow | undefined): Entry {
  if (row === undefined) throw new Error("A claim that is held is not there.");
  const { id, version, updatedAt } = row;
  const stamp: ClaimStamp = { id, version, updatedAt: updatedAt.toISOString() };
  return { ...entry, after: { ...entry.after, claim: stamp } };
}
