import { type SQL, sql } from "drizzle-orm";
import { type Database, query } from "./handle.ts";

/**
 * A statement's rows, a few at a time, so that memory does not grow with the table. One at a time, within a transaction.
 * @param rowsAtOnce fewer where rows are long
 */
export async function* streamRows<Row>(
  tx: Database,
  statement: SQL,
  rowsAtOnce = 500,
): AsyncGenerator<Row> {
  await tx.execute(sql`declare streamed no scroll cursor for ${statement}`);
  for (;;) {
    const rows = await query<Row>(tx, `fetch ${rowsAtOnce} from streamed`, []);
    yield* rows;
    if (rows.length < rowsAtOnce) break;
  }
  await tx.execute(sql`close streamed`);
}
