/** What every verb is given first: the database or a transaction on it, who acts, and the clock. */

import { PgAsyncTransaction } from "drizzle-orm/pg-core";
import type { Actor } from "../actor/index.ts";
import { type Database, isTransient } from "../database/index.ts";

export type Context = { db: Database; actor: Actor; now: () => Date };

/** A verb that met another's lock in the wrong order is run again, so often at most. */
const maxAttempts = 5;

/** Runs reads that all see one moment of the record, and change nothing. */
export function atOneMoment<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => run({ ...ctx, db }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/**
 * Runs all of it or none of it, at one instant: all revisions of an act have the same time, so that nobody who reads the past
 * sees half of it. Within a transaction it is a part of that one, so verbs compose; outermost, it is run again
 * where Postgres ended it for a deadlock or a serialization failure, so `run` must do nothing but use its context.
 */
export async function transaction<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  const once = () => {
    const now = ctx.now();
    return ctx.db.transaction((db) => run({ ...ctx, db, now: () => now }));
  };
  if (ctx.db instanceof PgAsyncTransaction) return once();
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (attempt === maxAttempts || !isTransient(error)) throw error;
    }
  }
}
