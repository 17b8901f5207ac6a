import { connect } from "@sanad/core/connection";
import { type Database, maxPreparedInSession, query } from "@sanad/core/database";
import { describe, expect } from "vitest";
import { databaseKind, test } from "../support/database.ts";

const sessions = 10;

/** How many statements each of the pool's sessions keeps. */
async function preparedIn(db: Database): Promise<number[]> {
  const counts = Array.from({ length: sessions }, () =>
    query<{ count: number }>(
      db,
      `select count(*)::int from pg_prepared_statements, pg_sleep(0.1) -- ${Math.random()}`,
      [],
    ),
  );
  return (await Promise.all(counts)).flatMap((rows) => rows.map(({ count }) => count));
}

async function run(db: Database, text: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await query(db, text, [time], true);
}

describe.runIf(databaseKind === "postgres")("statements that a server keeps", () => {
  test("are those that came a few times", async ({ database }) => {
    const { db } = await database.connect();
    for (let other = 0; other < 300; other++) await run(db, `select $1::int + ${other}`, 1);
    expect(Math.max(...(await preparedIn(db)))).toBe(0);
    await run(db, "select $1::int as often", 4);
    expect(Math.max(...(await preparedIn(db)))).toBe(1);
  });

  test("are no more than so many, whatever is asked", async ({ database }) => {
    const { db } = await database.connect();
    for (let other = 0; other < 3 * maxPreparedInSession; other++)
      await run(db, `select $1::int - ${other}`, 4);
    const counts = await preparedIn(db);
    expect(Math.max(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(maxPreparedInSession);
    expect(await query(db, "select $1::int as answer", [42])).toEqual([{ answer: 42 }]);
  });

  test("are none behind a pooler, which hands each statement to another session", async ({
    database,
  }) => {
    const pooled = await connect(`${database.address}?pgbouncer=true`);
    await run(pooled.db, "select $1::int as often", 5);
    expect(Math.max(...(await preparedIn(pooled.db)))).toBe(0);
    await pooled.close();
  });
});
