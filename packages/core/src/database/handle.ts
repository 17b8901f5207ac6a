import { getColumns, type InferSelectModel } from "drizzle-orm";
import {
  type AnyPgTable,
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

/** Begins a transaction, in which the same statements are kept prepared. */
export function begin<T>(
  db: Database,
  run: (db: Database) => Promise<T>,
  config?: Parameters<Database["transaction"]>[1],
): Promise<T> {
  const statements = prepared.get(db);
  return db.transaction((inner) => {
    if (statements !== undefined) prepared.set(inner, statements);
    return run(inner);
  }, config);
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

/** Of a table: its columns as a statement at hand as text selects them, and the row that `query` then gives, with dates. */
export function rowsOf<Table extends AnyPgTable>(
  table: Table,
): { columns: string; read: (row: object) => InferSelectModel<Table> } {
  const columns = Object.entries(getColumns(table));
  const instants = columns.flatMap(([field, column]) =>
    column.getSQLType().startsWith("timestamp") ? [field] : [],
  );
  return {
    columns: columns.map(([field, { name }]) => `"${name}" as "${field}"`).join(", "),
    read(row) {
      const dates = Object.entries(row).flatMap(([field, value]) =>
        value !== null && instants.includes(field) ? [[field, new Date(value)]] : [],
      );
      return { ...row, ...Object.fromEntries(dates) };
    },
  };
}
