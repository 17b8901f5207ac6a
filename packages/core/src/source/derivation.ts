/** That no source derives from itself, over however many others. */

import { sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { DerivationCycle } from "../errors/index.ts";
import { hold } from "../record/index.ts";
import { source } from "./source.sql.ts";

/**
 * Waits for others who change what derives from what. Take it first: two halves of a circle stand in rows of different
 * sources, and neither writer would see the other's.
 */
export async function lockDerivation(ctx: Context): Promise<void> {
  await hold(ctx, "derivation");
}

/** @throws {DerivationCycle} where a source, made to derive from the other, would derive from itself */
export async function refuseDerivationCycle(
  ctx: Context,
  id: string,
  derivedFromId: string,
): Promise<void> {
  const chain = await ctx.db.select({ id: sql<string>`id` }).from(
    sql`(
      with recursive chain(id, step) as (
        select ${derivedFromId}::text, 1
        union all
        select ${source.derivedFromId}, chain.step + 1 from chain join ${source} on ${source.id} = chain.id
        where ${source.derivedFromId} is not null and chain.id <> ${id}
      )
      select id from chain order by step
    ) as chain`,
  );
  const ids = chain.map((row) => row.id);
  const end = ids.indexOf(id);
  if (end >= 0) throw new DerivationCycle([id, ...ids.slice(0, end)]);
}
