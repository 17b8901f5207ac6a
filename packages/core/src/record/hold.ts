import { sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";

/**
 * Holds a name of the caller's choice until the transaction ends; whoever holds the same one waits. For rules over rows that
 * no row lock covers: those not there yet, and those that a circle would be made of.
 */
export async function hold(ctx: Context, name: string): Promise<void> {
  await query(ctx.db, "select pg_advisory_xact_lock(hashtextextended($1, 0))", [name], true);
}

/** Holds many names. They are taken in one order, so that two who want several of the same do not wait for each other. */
export async function holdAll(ctx: Context, names: readonly string[]): Promise<void> {
  await ctx.db.execute(sql`
    select pg_advisory_xact_lock(key) from (
      select distinct hashtextextended(name, 0) as key from jsonb_array_elements_text(${JSON.stringify(names)}::jsonb) held (name)
      order by key) keys`);
}

/** Holds a name if nobody else does, and says whether it does; it does not wait. */
export async function tryHold({ db }: Context, name: string): Promise<boolean> {
  const [row] = await query<{ isHeld: boolean }>(
    db,
    `select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isHeld"`,
    [name],
  );
  return row?.isHeld === true;
}
