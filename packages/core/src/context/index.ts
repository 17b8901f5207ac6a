/** What every verb is given first: the database or a transaction on it, who acts, and the clock. */

import type { Actor } from "../actor/index.ts";
import {
  begin,
  type Database,
  hearOfLosses,
  isTransaction,
  isTransient,
  isUnavailable,
} from "../database/index.ts";
import type { Embedder } from "../embedding/embedder.ts";

export type Context = {
  db: Database;
  actor: Actor;
  now: () => Date;
  /** Where the records' pages are served, without a slash at the end; where it is not known, only their paths are told. */
  origin?: string;
  /** Where there is one, claims are found by what they mean as well. */
  embedder?: Embedder | undefined;
};

/** A verb that met another's lock in the wrong order is run again, so often at most. */
const maxAttempts = 5;

/** Runs reads that all see one moment of the record, and change nothing. */
export function atOneMoment<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  return begin(ctx.db, (db) => run({ ...ctx, db }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/**
 * Runs all of it or none of it, at one instant: all revisions of an act have the same time, so that nobody who reads the past
 * sees half of it. Within a transaction it is a part of that one, so verbs compose; outermost, it is run again
 * where Postgres ended it for a deadlock or a serialization failure, and once where the connection failed before COMMIT was
 * sent, so `run` must do nothing but use its context. After that nobody here can tell whether it was committed.
 */
export async function transaction<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  if (isTransaction(ctx.db)) return once(ctx, run);
  let hasLostConnection = false;
  for (let attempt = 1; ; attempt++) {
    let isCommitting = false;
    try {
      return await once(ctx, async (ctx) => {
        const result = await run(ctx);
        isCommitting = true;
        return result;
      });
    } catch (error) {
      const isLost = isUnavailable(error) && !isCommitting;
      const mayRunAgain = isLost ? !hasLostConnection : isTransient(error) && attempt < maxAttempts;
      if (!mayRunAgain) throw error;
      if (isLost) await hearOfLosses();
      hasLostConnection ||= isLost;
    }
  }
}

function once<T>(ctx: Context, run: (ctx: Context) => Promise<T>): Promise<T> {
  const now = ctx.now();
  return begin(ctx.db, (db) => run({ ...ctx, db, now: () => now }));
}
