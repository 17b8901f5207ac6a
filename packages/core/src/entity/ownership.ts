/** That no entity owns or funds itself, over however many others. */

import { inArray, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { OwnershipCycle } from "../errors/index.ts";
import { hold } from "../record/index.ts";
import { entityInterest } from "./entity.sql.ts";
import { controllingKinds } from "./kinds.ts";

/**
 * Waits for others who change who owns whom. Take it first: two halves of a circle stand in rows of different entities, and
 * neither writer would see the other's.
 */
export async function lockOwnership(ctx: Context): Promise<void> {
  await hold(ctx, "ownership");
}

/** @throws {OwnershipCycle} where the entity, as this transaction has it now, owns or funds itself */
export async function refuseOwnershipCycle(ctx: Context, entityId: string): Promise<void> {
  const { entityId: from, ofId: to } = entityInterest;
  const controls = sql`${inArray(entityInterest.kind, controllingKinds)} and ${to} is not null`;
  // Edges, not paths: among many that own each other's parts, paths are too many to list.
  const ties = await ctx.db.select({ fromId: sql<string>`from_id`, toId: sql<string>`to_id` }).from(
    sql`(
        with recursive reached(id) as (
          select ${entityId}::text
          union
          select ${to} from reached join ${entityInterest} on ${from} = reached.id where ${controls}
        )
        select ${from} as from_id, ${to} as to_id
        from reached join ${entityInterest} on ${from} = reached.id where ${controls}
      ) as tie`,
  );
  const path = circleFrom(entityId, ties);
  if (path !== null) throw new OwnershipCycle(path);
}

/** The shortest way from one back to itself, each on it once and that one first; null where there is none. */
function circleFrom(
  start: string,
  ties: readonly { fromId: string; toId: string }[],
): string[] | null {
  const onward = Map.groupBy(ties, (tie) => tie.fromId);
  const seen = new Set<string>();
  const ways = [{ at: start, path: [start] }];
  for (const { at, path } of ways) {
    for (const { toId } of onward.get(at) ?? []) {
      if (toId === start) return path;
      if (seen.has(toId)) continue;
      seen.add(toId);
      ways.push({ at: toId, path: [...path, toId] });
    }
  }
  return null;
}
