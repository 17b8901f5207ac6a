import type { PgAsyncDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** A connection or a transaction on it, the same for all three databases. */
export type Database = PgAsyncDatabase<PgQueryResultHKT>;

/** Rows of one statement that is at hand as text, in the order it gives them. */
export async function query<Row>(db: Database, text: string, params: unknown[]): Promise<Row[]> {
  return (await db._.session
    .prepareQuery({ sql: text, params }, "objects", false)
    .execute()) as Row[];
}
