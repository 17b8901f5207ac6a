/** What is done by one at a time, each under a name. Who takes several takes them in the order they stand here. */

import { type Database, query, sqlState } from "../database/index.ts";

/** Making an index anew: a portion of it, or taking away what is of no index in use. */
export const reindexLock = "search reindex";
/** Reading on in the ledger, and putting another index in use. */
export const indexLock = "search index";
/** Merging segments, and taking away an index's. */
export const segmentsLock = "search segments";

/** Who reads would rather have an answer that lacks the latest than wait for longer. */
const maxWaitMs = 2_000;

/**
 * Holds the name of the index that is in use until the transaction ends, and says whether it does: not where nothing can be
 * written, as on a standby.
 * @param isAlone whether the transaction does nothing else: its commit then does not wait for the disk, since what a crash
 *   takes from the index is read again
 * @throws {Error} one that `isBusy` knows, where others held it for seconds
 */
export async function holdIndex(db: Database, isAlone: boolean): Promise<boolean> {
  const rows = await query(
    db,
    `select set_config('lock_timeout', $2, true), pg_advisory_xact_lock(hashtextextended($1, 0)),
      set_config('lock_timeout', usual, true),
      case when $3 then set_config('synchronous_commit', 'off', true) end
    from (select current_setting('lock_timeout') as usual offset 0) setting
    where current_setting('transaction_read_only') = 'off'`,
    [indexLock, `${maxWaitMs}ms`, isAlone],
    true,
  );
  return rows.length > 0;
}

export function isBusy(error: unknown): boolean {
  return sqlState(error) === "55P03";
}
