/** An entity's row under lock, its place in the ledger, and the check that entities which others name are there. */

import { eq, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { EntityNotFound, VersionConflict } from "../errors/index.ts";
import { recordKind } from "../record/index.ts";
import { entity, entityInterest } from "./entity.sql.ts";

export type EntityRow = typeof entity.$inferSelect;

export const entityRecord = recordKind(
  entity,
  {
    interests: sql`(select coalesce(jsonb_agg(
        jsonb_build_object('kind', ${entityInterest.kind}, 'ofId', ${entityInterest.ofId},
          'note', ${entityInterest.note}, 'sourceId', ${entityInterest.sourceId})
        order by ${entityInterest.position}), '[]')
      from ${entityInterest} where ${entityInterest.entityId} = ${entity.id})`,
  },
  ["searchKeys"],
);

/**
 * The entity, held until the transaction ends.
 * @throws {EntityNotFound} @throws {VersionConflict}
 */
export async function lockEntity(
  ctx: Context,
  id: string,
  expectedVersion: number,
): Promise<EntityRow> {
  const [row] = await ctx.db.select().from(entity).where(eq(entity.id, id)).for("no key update");
  if (row === undefined) throw new EntityNotFound(id);
  if (expectedVersion !== row.version) throw new VersionConflict(expectedVersion, row.version);
  return row;
}

const shareText = `select id, coalesce(merged_into_id, id) as live from entity where id = any ($1::text[])
  order by id for share`;

/**
 * That all of these are there. `liveId` gives for each the entity that stands for it: the one it was merged into, or itself.
 * None of them is merged until the transaction ends, and a merge under way is waited for.
 * @throws {EntityNotFound} for the first that is missing, in the order given
 */
export async function requireEntities(
  ctx: Context,
  ids: readonly string[],
): Promise<{ liveId: (id: string) => string }> {
  const rows =
    ids.length === 0
      ? []
      : await query<{ id: string; live: string }>(ctx.db, shareText, [ids], true);
  const live = new Map(rows.map((row) => [row.id, row.live]));
  const liveId = (id: string) => {
    const found = live.get(id);
    if (found === undefined) throw new EntityNotFound(id);
    return found;
  };
  ids.forEach(liveId);
  return { liveId };
}
