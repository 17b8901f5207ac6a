import { sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";

/**
 * Holds a name of the caller's choice until the transaction ends; whoever holds the same one waits. For rules over rows that
 * no row lock covers: those not there yet, and those that a circle would be made of.
 */
export async function hold(ctx: Context, name: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
