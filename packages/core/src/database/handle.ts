import {
  type PgAsyncDatabase,
  PgAsyncTransaction,
  type PgQueryResultHKT,
} from "drizzle-orm/pg-core";
import { hearOfLosses, isUnavailable } from "./faults.ts";
import { PreparedStatements } from "./prepared.ts";

/** A connection or a transaction on it, the same for all three databases. */
export type Database = PgAsyncDatabase<PgQueryResultHKT>;

/** Whether what is run on it stands or falls with a transaction. */
export function isTransaction(db: Database): boolean {
  return db instanceof PgAsyncTransaction;
}

/** Of databases that may be given statements to keep. */
const prepared = new WeakMap<Database, PreparedStatements>();

/** Has steady statements prepared as they come again. Not for a database that changes sessions by itself. */
export function keepPrepared(db: Database): void {
  prepared.set(db, new PreparedStatements());
}

/**
 * Rows of one statement that is at hand as text, in the order it gives them.
 *
 * Every statement that a request runs outside of a transaction comes by here. It is run a second time where its connection failed, which may be
 * after it was carried out: it must be one that may run twice, a read or an upsert. One that `isSteady`, so that Postgres would
 * carry it out in one way whatever its parameters are, may be planned once for many times.
 */
export async function query<Row>(
  db: Database,
  text: string,
  params: unknown[],
  isSteady = false,
): Promise<Row[]> {
  const name = (isSteady && prepared.get(db)?.nameOf(text)) || false;
  const run = async () =>
    (await db._.session.prepareQuery({ sql: text, params }, "objects", name).execute()) as Row[];
  if (isTransaction(db)) return run();
  try {
    return await run();
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    await hearOfLosses();
    return run();
  }
}
