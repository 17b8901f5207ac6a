import { type SQL, sql } from "drizzle-orm";
import { type Database, query } from "../database/index.ts";

const rowsAtOnce = 500;

/** A statement's rows, a few at a time, so that memory does not grow with the table. One at a time, within a transaction. */
export async function* streamRows<Row>(tx: Database, statement: SQL): AsyncGenerator<Row> {
  await tx.execute(sql`declare verified no scroll cursor for ${statement}`);
  for (;;) {
    const rows = await query<Row>(tx, `fetch ${rowsAtOnce} from verified`, []);
    yield* rows;
    if (rows.length < rowsAtOnce) break;
  }
  await tx.execute(sql`close verified`);
}
