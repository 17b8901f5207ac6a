/** Entities: who makes claims and publishes sources, and what could bias them. */

import { and, eq, ne } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { BadInput, DuplicateEntity, EntityAlreadyMerged } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import {
  type Changes,
  checkDistinct,
  checkId,
  checkList,
  checkUrl,
  given,
  kept,
} from "../input/index.ts";
import { alreadyHolds, hold, snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { entity, type Name } from "./entity.sql.ts";
import {
  checkInterests,
  type InterestInput,
  replaceInterests,
  resolveInterests,
} from "./interests.ts";
import type { EntityKind } from "./kinds.ts";
import { checkAliases, checkNames, searchKeysOf } from "./names.ts";
import { lockOwnership, refuseOwnershipCycle } from "./ownership.ts";
import { entityRecord, type EntityRow, lockEntity } from "./record.ts";

export type { Name } from "./entity.sql.ts";
export type { InterestInput } from "./interests.ts";
export { type EntityKind, type InterestKind } from "./kinds.ts";
export { mergeEntities, type MergeEntitiesInput } from "./merge.ts";
export { entityRecord, type EntityRow, requireEntities } from "./record.ts";

export type RecordEntityInput = {
  kind: EntityKind;
  names: readonly Name[];
  aliases?: readonly Name[] | null;
  wikidataId?: string | null;
  sameAs?: readonly string[] | null;
  interests?: readonly InterestInput[] | null;
  noInterests?: boolean | null;
};

/**
 * Records an entity.
 * @throws {DuplicateEntity} where its Wikidata item is recorded already @throws {EntityNotFound} @throws {SourceNotFound}
 */
export async function recordEntity(ctx: Context, input: RecordEntityInput): Promise<EntityRow> {
  authorize(ctx, "entity.record");
  const names = checkNames(input.names);
  const { aliases = [], wikidataId = null, sameAs = [] } = checkDetails(input);
  const { interests = [], noInterests = false } = checkInterestsKnown(input);

  return transaction(ctx, async (ctx) => {
    if (wikidataId !== null) {
      await holdItem(ctx, wikidataId);
      await refuseDuplicate(ctx, wikidataId);
    }
    const id = createId("entity");
    const resolved = await resolveInterests(ctx, id, interests);
    const now = ctx.now();
    const [row] = await ctx.db
      .insert(entity)
      .values({
        id,
        kind: input.kind,
        names,
        aliases,
        wikidataId,
        sameAs,
        noInterests,
        version: 1,
        createdAt: now,
        updatedAt: now,
        searchKeys: searchKeysOf([...names, ...aliases]),
      })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    // Nothing can own or fund through an entity that is only now there: no circle to look for.
    await replaceInterests(ctx, id, resolved);
    await record(ctx, {
      action: "entity.record",
      subject: id,
      before: null,
      after: await snapshotOf(ctx, entityRecord, id),
    });
    return row;
  });
}

export type ReviseEntityInput = Changes<RecordEntityInput> & {
  id: string;
  expectedVersion: number;
};

/**
 * Changes what is recorded of an entity: what is left out stays, null empties.
 * @throws {EntityNotFound} @throws {VersionConflict} @throws {EntityAlreadyMerged} @throws {DuplicateEntity}
 * @throws {SourceNotFound} @throws {OwnershipCycle}
 */
export async function reviseEntity(ctx: Context, input: ReviseEntityInput): Promise<EntityRow> {
  authorize(ctx, "entity.revise");
  const id = checkId(input.id, "entity", "id");
  const changes = {
    kind: kept(input.kind, "kind", (kind) => kind),
    names: kept(input.names, "names", checkNames),
    ...checkDetails(input),
  };
  const { interests, noInterests } = checkInterestsKnown(input);

  return transaction(ctx, async (ctx) => {
    if (interests !== undefined) await lockOwnership(ctx);
    if (typeof changes.wikidataId === "string") await holdItem(ctx, changes.wikidataId);
    const current = await lockEntity(ctx, id, input.expectedVersion);
    if (current.mergedIntoId !== null) throw new EntityAlreadyMerged(current.mergedIntoId);
    if (typeof changes.wikidataId === "string") await refuseDuplicate(ctx, changes.wikidataId, id);
    const resolved = interests && (await resolveInterests(ctx, id, interests));
    const before = await snapshotOf(ctx, entityRecord, id);
    if (before === null) throw new Error("A record that is held has no snapshot.");
    const after = { ...before, ...(resolved && { interests: resolved }) };
    if (noInterests === true && !alreadyHolds(after, { interests: [] }))
      throw new BadInput("noInterests", "contradicts the interests that are recorded");
    if (alreadyHolds(before, { ...changes, interests: resolved, noInterests })) return current;

    const names = [...(changes.names ?? current.names), ...(changes.aliases ?? current.aliases)];
    const [row] = await ctx.db
      .update(entity)
      .set({
        ...changes,
        noInterests,
        searchKeys: searchKeysOf(names),
        version: current.version + 1,
        updatedAt: ctx.now(),
      })
      .where(eq(entity.id, id))
      .returning();
    if (row === undefined) throw new Error("An update gave nothing back.");
    if (resolved !== undefined) {
      await replaceInterests(ctx, id, resolved);
      await refuseOwnershipCycle(ctx, id);
    }
    await record(ctx, {
      action: "entity.revise",
      subject: id,
      before,
      after: await snapshotOf(ctx, entityRecord, id),
    });
    return row;
  });
}

/** The fields that recording and revising take alike. */
function checkDetails(input: Changes<RecordEntityInput>) {
  return {
    aliases: input.aliases === undefined ? undefined : checkAliases(input.aliases ?? []),
    wikidataId: given(input.wikidataId, "wikidataId", checkWikidataId),
    sameAs: input.sameAs === undefined ? undefined : checkSameAs(input.sameAs ?? []),
  };
}

/** What is known of the interests; interests that are given say that it is not true that there are none. */
function checkInterestsKnown(input: Changes<RecordEntityInput>) {
  const interests =
    input.interests === undefined ? undefined : checkInterests(input.interests ?? []);
  const hasSome = interests !== undefined && interests.length > 0;
  if (hasSome && input.noInterests === true)
    throw new BadInput("noInterests", "contradicts the interests that are given");
  const noInterests = input.noInterests === undefined ? undefined : input.noInterests === true;
  return { interests, noInterests: hasSome ? false : noInterests };
}

function checkWikidataId(value: string, path: string): string {
  if (!/^Q[1-9]\d{0,14}$/.test(value))
    throw new BadInput(path, "must be the id of an item in Wikidata, such as Q159");
  return value;
}

function checkSameAs(urls: readonly string[]): string[] {
  const checked = checkList(urls, "sameAs", checkUrl);
  checkDistinct(checked, "sameAs", (url) => url, "an address");
  return checked;
}

/** Whoever is about to record the same item waits, and then finds it; taken before any row, so that two writers meet here first. */
async function holdItem(ctx: Context, wikidataId: string): Promise<void> {
  await hold(ctx, `wikidata ${wikidataId}`);
}

async function refuseDuplicate(ctx: Context, wikidataId: string, ownId = ""): Promise<void> {
  const [existing] = await ctx.db
    .select({ id: entity.id, mergedIntoId: entity.mergedIntoId })
    .from(entity)
    .where(and(eq(entity.wikidataId, wikidataId), ne(entity.id, ownId)));
  if (existing !== undefined)
    throw new DuplicateEntity(existing.mergedIntoId ?? existing.id, wikidataId);
}
