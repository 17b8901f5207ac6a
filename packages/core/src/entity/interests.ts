/** An entity's interests: part of its record, replaced as a whole. */

import { asc, eq } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { BadInput, OwnershipCycle } from "../errors/index.ts";
import { checkDistinct, checkId, checkList, checkName, optional } from "../input/index.ts";
import { among } from "../record/index.ts";
import { requireSources } from "../source/record.ts";
import { entityInterest } from "./entity.sql.ts";
import { controllingKinds, type InterestKind } from "./kinds.ts";
import { requireEntities } from "./record.ts";

export type InterestInput = {
  kind: InterestKind;
  ofId?: string | null;
  note?: string | null;
  sourceId?: string | null;
};
export type Interest = {
  kind: InterestKind;
  ofId: string | null;
  note: string | null;
  sourceId: string | null;
};

export function checkInterests(interests: readonly InterestInput[]): Interest[] {
  return checkList(interests, "interests", ({ kind, ...given }, path) => {
    const interest = {
      kind,
      ofId: optional(given.ofId, `${path}.ofId`, (id, at) => checkId(id, "entity", at)),
      // A name's length and not a text's, since the note is part of a unique key.
      note: optional(given.note, `${path}.note`, checkName),
      sourceId: optional(given.sourceId, `${path}.sourceId`, (id, at) => checkId(id, "source", at)),
    };
    if (interest.ofId === null && (kind !== "PARTY_TO" || interest.note === null))
      throw new BadInput(
        `${path}.ofId`,
        "may be left out only for PARTY_TO with a note that tells to what",
      );
    return interest;
  });
}

/**
 * The interests with live entities, after a look that all they name is there.
 * @throws {EntityNotFound} @throws {SourceNotFound} @throws {OwnershipCycle} where one is of the entity itself
 */
export async function resolveInterests(
  ctx: Context,
  entityId: string,
  interests: readonly Interest[],
): Promise<Interest[]> {
  const entities = await requireEntities(
    ctx,
    interests.flatMap(({ ofId }) => ofId ?? []),
  );
  await requireSources(
    ctx,
    interests.flatMap(({ sourceId }) => sourceId ?? []),
  );
  const resolved = interests.map((interest) => ({
    ...interest,
    ofId: interest.ofId === null ? null : entities.liveId(interest.ofId),
  }));
  checkDistinct(resolved, "interests", keyOf, "an interest");
  resolved.forEach(({ kind, ofId }, index) => {
    if (ofId !== entityId) return;
    if (isControlling(kind)) throw new OwnershipCycle([entityId]);
    throw new BadInput(`interests.${index}.ofId`, "must be another entity");
  });
  return resolved;
}

export function isControlling(kind: InterestKind): boolean {
  return controllingKinds.some((controlling) => controlling === kind);
}

/** What two interests must differ in, as the database's key has it. */
export function keyOf({ kind, ofId, note }: Interest): string {
  return JSON.stringify([kind, ofId, note]);
}

/** Of several entities, by their ids, each one's in order. */
export async function interestsOf(
  ctx: Context,
  entityIds: readonly string[],
): Promise<Map<string, Interest[]>> {
  const rows = await ctx.db
    .select()
    .from(entityInterest)
    .where(among(entityInterest.entityId, entityIds))
    .orderBy(asc(entityInterest.entityId), asc(entityInterest.position));
  const grouped = Map.groupBy(rows, (row) => row.entityId);
  return new Map(
    entityIds.map((id) => [
      id,
      (grouped.get(id) ?? []).map(({ kind, ofId, note, sourceId }) => ({
        kind,
        ofId,
        note,
        sourceId,
      })),
    ]),
  );
}

export async function replaceInterests(
  ctx: Context,
  entityId: string,
  interests: readonly Interest[],
): Promise<void> {
  await ctx.db.delete(entityInterest).where(eq(entityInterest.entityId, entityId));
  const rows = interests.map((interest, position) => ({ entityId, position, ...interest }));
  if (rows.length > 0) await ctx.db.insert(entityInterest).values(rows);
}
