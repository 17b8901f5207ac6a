/** Making a duplicate part of the entity that it duplicates. */

import { asc, eq, inArray, or, sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { appearance, attribution } from "../appearance/appearance.sql.ts";
import { appearanceRecord } from "../appearance/record.ts";
import { claim, claimAbout } from "../claim/claim.sql.ts";
import { claimRecord, touchClaim } from "../claim/record.ts";
import { type Context, transaction } from "../context/index.ts";
import {
  EntityAlreadyMerged,
  EntityNotFound,
  MergeIntoSelf,
  VersionConflict,
} from "../errors/index.ts";
import { checkId } from "../input/index.ts";
import { changed, type Entry, idsOf } from "../record/change.ts";
import { among } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { source } from "../source/source.sql.ts";
import { sourceRecord } from "../source/record.ts";
import { entity, entityInterest } from "./entity.sql.ts";
import { type Interest, interestsOf, keyOf, replaceInterests } from "./interests.ts";
import { keyOfName, searchKeysOf } from "./names.ts";
import { lockOwnership, refuseOwnershipCycle } from "./ownership.ts";
import { entityRecord, type EntityRow } from "./record.ts";

export type MergeEntitiesInput = { id: string; intoId: string; expectedVersion: number };

/** The ids of a duplicate and of what it duplicates. */
type Merge = { id: string; intoId: string };

/**
 * Makes a duplicate part of the entity that it duplicates: all that points to it then points to that one, and each record
 * that changes so has a revision. Published reviews stay as they are. Gives back the entity it was merged into.
 * @throws {MergeIntoSelf} @throws {EntityNotFound} @throws {VersionConflict} @throws {OwnershipCycle}
 * @throws {EntityAlreadyMerged} where either of them was
 */
export async function mergeEntities(ctx: Context, input: MergeEntitiesInput): Promise<EntityRow> {
  authorize(ctx, "entity.merge");
  const merge = {
    id: checkId(input.id, "entity", "id"),
    intoId: checkId(input.intoId, "entity", "intoId"),
  };
  if (merge.id === merge.intoId) throw new MergeIntoSelf();

  return transaction(ctx, async (ctx) => {
    await lockOwnership(ctx);
    const { duplicate, target, others } = await lockAll(ctx, merge, input.expectedVersion);
    const entries = [
      ...(await moveClaims(ctx, merge)),
      ...(await moveSources(ctx, merge)),
      ...(await moveAppearances(ctx, merge)),
      ...(await changed(
        ctx,
        entityRecord,
        [...others.map((other) => other.id), duplicate.id, target.id],
        (ids) => moveEntities(ctx, merge, ids, duplicate, target),
      )),
    ];
    await refuseOwnershipCycle(ctx, target.id);
    const [row] = await ctx.db.select().from(entity).where(eq(entity.id, target.id));
    if (row === undefined) throw new EntityNotFound(target.id);
    // All at the end: from the first on, no other writer can finish.
    for (const entry of entries) await record(ctx, { action: "entity.merge", ...entry });
    return row;
  });
}

/**
 * The two, and the entities that point to the duplicate: those that were merged into it, and those with an interest of it.
 * Verbs that name one of them wait, and then find it merged; those that were first have finished, and what they wrote is seen.
 */
async function lockAll(ctx: Context, { id, intoId }: Merge, expectedVersion: number) {
  const rows = await ctx.db
    .select()
    .from(entity)
    .where(
      or(
        inArray(entity.id, [id, intoId]),
        eq(entity.mergedIntoId, id),
        sql`exists (select from ${entityInterest}
          where ${entityInterest.entityId} = ${entity.id} and ${entityInterest.ofId} = ${id})`,
      ),
    )
    .orderBy(asc(entity.id))
    .for("no key update");
  const duplicate = rows.find((row) => row.id === id);
  if (duplicate === undefined) throw new EntityNotFound(id);
  if (duplicate.version !== expectedVersion)
    throw new VersionConflict(expectedVersion, duplicate.version);
  const target = rows.find((row) => row.id === intoId);
  if (target === undefined) throw new EntityNotFound(intoId);
  for (const { mergedIntoId } of [duplicate, target])
    if (mergedIntoId !== null) throw new EntityAlreadyMerged(mergedIntoId);
  return { duplicate, target, others: rows.filter((row) => row.id !== id && row.id !== intoId) };
}

async function moveClaims(ctx: Context, { id, intoId }: Merge): Promise<Entry[]> {
  const rows = await ctx.db
    .select({ id: claim.id })
    .from(claim)
    .where(
      or(
        eq(claim.claimantId, id),
        sql`exists (select from ${claimAbout}
          where ${claimAbout.claimId} = ${claim.id} and ${claimAbout.entityId} = ${id})`,
      ),
    )
    .orderBy(asc(claim.id))
    .for("no key update");
  return changed(ctx, claimRecord, idsOf(rows), async (ids) => {
    await ctx.db
      .update(claim)
      .set({
        claimantId: sql`case when ${claim.claimantId} = ${id} then ${intoId} else ${claim.claimantId} end`,
        version: sql`${claim.version} + 1`,
        updatedAt: ctx.now(),
      })
      .where(among(claim.id, ids));
    // A claim about both is about the one that stays, at the place of the first of them.
    await ctx.db.execute(sql`
      update claim_about as kept set position = least(kept.position, gone.position)
      from claim_about as gone
      where kept.claim_id = gone.claim_id and kept.entity_id = ${intoId} and gone.entity_id = ${id}`);
    await ctx.db.execute(sql`
      delete from claim_about as gone using claim_about as kept
      where kept.claim_id = gone.claim_id and kept.entity_id = ${intoId} and gone.entity_id = ${id}`);
    await ctx.db.update(claimAbout).set({ entityId: intoId }).where(eq(claimAbout.entityId, id));
  });
}

async function moveSources(ctx: Context, { id, intoId }: Merge): Promise<Entry[]> {
  const rows = await ctx.db
    .select({ id: source.id })
    .from(source)
    .where(or(eq(source.publisherId, id), eq(source.wireId, id)))
    .orderBy(asc(source.id))
    .for("no key update");
  return changed(ctx, sourceRecord, idsOf(rows), async (ids) => {
    await ctx.db
      .update(source)
      .set({
        publisherId: sql`case when ${source.publisherId} = ${id} then ${intoId} else ${source.publisherId} end`,
        wireId: sql`case when ${source.wireId} = ${id} then ${intoId} else ${source.wireId} end`,
        version: sql`${source.version} + 1`,
        updatedAt: ctx.now(),
      })
      .where(among(source.id, ids));
  });
}

async function moveAppearances(ctx: Context, { id, intoId }: Merge): Promise<Entry[]> {
  const rows = await ctx.db
    .select({ id: appearance.id, claimId: appearance.claimId })
    .from(appearance)
    .where(
      sql`exists (select from ${attribution}
        where ${attribution.appearanceId} = ${appearance.id} and ${attribution.entityId} = ${id})`,
    )
    .orderBy(asc(appearance.claimId), asc(appearance.id));
  const entries = await changed(ctx, appearanceRecord, idsOf(rows), async () => {
    await ctx.db.update(attribution).set({ entityId: intoId }).where(eq(attribution.entityId, id));
  });
  for (const [index, { claimId }] of rows.entries()) {
    const entry = entries[index];
    if (entry !== undefined)
      entry.after = { ...entry.after, claim: await touchClaim(ctx, claimId) };
  }
  return entries;
}

/** Changes the two and the entities that point to the duplicate, all of which are in `ids`. */
async function moveEntities(
  ctx: Context,
  { id, intoId }: Merge,
  ids: readonly string[],
  duplicate: EntityRow,
  target: EntityRow,
): Promise<void> {
  const interests = await interestsOf(ctx, ids);
  const inherited = interests.get(id) ?? [];
  for (const [ownerId, own] of interests) {
    const wanted = ownerId === id ? [] : ownerId === intoId ? [...own, ...inherited] : own;
    await replaceInterests(ctx, ownerId, redirect(wanted, ownerId, { id, intoId }));
  }
  const ofTarget = (await interestsOf(ctx, [intoId])).get(intoId) ?? [];
  const aliases = mergeBy(keyOfName, target.aliases, duplicate.names, duplicate.aliases).filter(
    (alias) => !target.names.some((name) => keyOfName(name) === keyOfName(alias)),
  );
  const takesWikidataId = target.wikidataId === null;

  await ctx.db
    .update(entity)
    .set({ version: sql`${entity.version} + 1`, updatedAt: ctx.now() })
    .where(among(entity.id, ids));
  await ctx.db
    .update(entity)
    .set({ mergedIntoId: intoId })
    .where(or(eq(entity.id, id), eq(entity.mergedIntoId, id)));
  if (takesWikidataId)
    await ctx.db.update(entity).set({ wikidataId: null }).where(eq(entity.id, id));
  await ctx.db
    .update(entity)
    .set({
      aliases,
      wikidataId: takesWikidataId ? duplicate.wikidataId : target.wikidataId,
      sameAs: [...new Set([...target.sameAs, ...duplicate.sameAs])],
      // Whoever looked at the duplicate looked at this one.
      noInterests: ofTarget.length === 0 && (target.noInterests || duplicate.noInterests),
      searchKeys: searchKeysOf([...target.names, ...aliases]),
    })
    .where(eq(entity.id, intoId));
}

/** The interests with the duplicate's place taken by the target, without those of the owner itself and second ones alike. */
function redirect(
  interests: readonly Interest[],
  ownerId: string,
  { id, intoId }: Merge,
): Interest[] {
  const redirected = interests
    .map((interest) => (interest.ofId === id ? { ...interest, ofId: intoId } : interest))
    .filter((interest) => interest.ofId !== ownerId);
  return mergeBy(keyOf, redirected);
}

/** All lists in order, of items with the same key the first. */
function mergeBy<T>(key: (item: T) => string, ...lists: readonly (readonly T[])[]): T[] {
  const byKey = new Map<string, T>();
  for (const item of lists.flat()) if (!byKey.has(key(item))) byKey.set(key(item), item);
  return [...byKey.values()];
}
