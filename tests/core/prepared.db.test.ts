import { connect } from "@sanad/core/connection";
import { type Database, query } from "@sanad/core/database";
import { describe, expect } from "vitest";
import { databaseKind, test } from "../support/database.ts";

const sessions = 10;
const maxInSession = 200;
const maxCharsInSession = 300_000;
const maxChars = 20_000;

type Kept = { statements: number; chars: number };

/** How much each of the pool's sessions keeps. */
async function keptIn(db: Database): Promise<Kept[]> {
  const counts = Array.from({ length: sessions }, () =>
    query<Kept>(
      db,
      `select count(*)::int as statements, coalesce(sum(length(statement)), 0)::int as chars
       from pg_prepared_statements, pg_sleep(0.1) -- ${Math.random()}`,
      [],
    ),
  );
  return (await Promise.all(counts)).flat();
}

async function mostStatements(db: Database): Promise<number> {
  return Math.max(...(await keptIn(db)).map(({ statements }) => statements));
}

async function mostChars(db: Database): Promise<number> {
  return Math.max(...(await keptIn(db)).map(({ chars }) => chars));
}

async function run(db: Database, text: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await query(db, text, [time], true);
}

describe.runIf(databaseKind === "postgres")("statements that a server keeps", () => {
  test("are those that came a few times", async ({ database }) => {
    const { db } = await database.connect();
    for (let other = 0; other < 300; other++) await run(db, `select $1::int + ${other}`, 1);
    expect(await mostStatements(db)).toBe(0);
    await run(db, "select $1::int as often", 4);
    expect(await mostStatements(db)).toBe(1);
  });

  test("are no more than so many, whatever is asked", async ({ database }) => {
    const { db } = await database.connect();
    // One after the other, so all in the session that was used last.
    for (let other = 0; other < 3 * maxInSession; other++)
      await run(db, `select $1::int - ${other}`, 4);
    const most = await mostStatements(db);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(maxInSession);
    expect(await query(db, "select $1::int as answer", [42])).toEqual([{ answer: 42 }]);
  });

  test("are together no longer than so many characters", async ({ database }) => {
    const { db } = await database.connect();
    for (let other = 0; other < 60; other++)
      await run(db, `select $1::int - ${other} -- ${"x".repeat(maxChars - 50)}`, 4);
    const most = await mostChars(db);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(maxCharsInSession);
  });

  test("are none that is long by itself", async ({ database }) => {
    const { db } = await database.connect();
    await run(db, `select $1::int -- ${"x".repeat(maxChars)}`, 5);
    expect(await mostStatements(db)).toBe(0);
  });

  test("are none behind a pooler, which hands each statement to another session", async ({
    database,
  }) => {
    const pooled = await connect(`${database.address}?pgbouncer=true`);
    await run(pooled.db, "select $1::int as often", 5);
    expect(await mostStatements(pooled.db)).toBe(0);
    await pooled.close();
  });
});
