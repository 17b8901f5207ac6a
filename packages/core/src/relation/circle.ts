/** That no claim is part of itself or supersedes itself, over however many others. */

import { and, eq } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { RelationCycle } from "../errors/index.ts";
import { among, hold } from "../record/index.ts";
import type { RelationKind } from "./kinds.ts";
import { relation } from "./relation.sql.ts";

/** Kinds that put claims in an order: whoever follows them must come to an end. */
export const orderingKinds = ["PART_OF", "SUPERSEDES"] as const satisfies RelationKind[];
type OrderingKind = (typeof orderingKinds)[number];

export function putsInOrder(kind: RelationKind): kind is OrderingKind {
  return orderingKinds.some((ordering) => ordering === kind);
}

/**
 * Waits for others who put claims in order. Take it first: two halves of a circle stand in rows of different claims, and
 * neither writer would see the other's.
 */
export async function lockOrder(ctx: Context): Promise<void> {
  await hold(ctx, "order of claims");
}

/** @throws {RelationCycle} where the claim, as this transaction has it now, comes back to itself */
export async function refuseRelationCycle(
  ctx: Context,
  kind: OrderingKind,
  start: string,
): Promise<void> {
  const cameFrom = new Map<string, string>();
  for (let reached = [start]; reached.length > 0;) {
    const steps = await ctx.db
      .select({ from: relation.claimId, to: relation.otherClaimId })
      .from(relation)
      .where(and(eq(relation.kind, kind), among(relation.claimId, reached)));
    reached = [];
    for (const { from, to } of steps) {
      if (to === start) throw new RelationCycle(wayTo(from, cameFrom));
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, from);
      reached.push(to);
    }
  }
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = cameFrom.get(end); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
