import { migrate, pendingMigrations } from "@sanad/core/database";
import type { Database } from "@sanad/core/database";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { emptyDatabase, isPglite } from "./support/database.ts";

async function anEmptyDatabase() {
  const database = await emptyDatabase();
  onTestFinished(() => database.close());
  return database;
}

/** Whatever somebody could have made in it: relations, functions, types, schemas. */
async function everythingIn(db: Database): Promise<string[]> {
  const rows = await db
    .select({ name: sql<string>`name` })
    .from(
      sql`(select oid, nspname as name from pg_namespace union all select oid, relname from pg_class
        union all select oid, proname from pg_proc union all select oid, typname from pg_type) made`,
    )
    .where(sql`oid >= 16384 and name not like 'pg\_%'`)
    .orderBy(sql`name`);
  return rows.map(({ name }) => name);
}

test("all migrations are applied once, in their order", async () => {
  const { db } = await (await anEmptyDatabase()).connect();
  const pending = await pendingMigrations(db);
  expect(pending).toEqual(pending.toSorted());
  expect(await migrate(db)).toEqual(pending);
  expect(await pendingMigrations(db)).toEqual([]);
  expect(await migrate(db)).toEqual([]);
  expect(await tablesOfSeveralProcesses(db)).toEqual([]);
});

test("a migration that fails leaves nothing, not even the list of those applied", async () => {
  const { db } = await (await anEmptyDatabase()).connect();
  // It stands in the way, and not of the first migration.
  await db.execute(sql`create function refuse_change() returns int language sql as 'select 1'`);
  const before = await everythingIn(db);
  await expect(migrate(db)).rejects.toThrow();
  expect(await everythingIn(db)).toEqual(before);

  await db.execute(sql`drop function refuse_change`);
  expect(await migrate(db)).toHaveLength((await readMigrations(db)).length);
});

test.skipIf(isPglite)(
  "of two that migrate at once one waits, and finds nothing to do",
  async () => {
    const database = await anEmptyDatabase();
    const [{ db: one }, { db: other }] = [await database.connect(), await database.connect()];
    const all = await pendingMigrations(one);
    const applied = await Promise.all([migrate(one), migrate(other)]);
    expect(applied.toSorted((a, b) => a.length - b.length)).toEqual([[], all]);
    expect(await readMigrations(one)).toEqual(all);
  },
);

/** Those that Postgres would share among processes to read a page: a table that is new needs parallel_workers = 0 as well. */
async function tablesOfSeveralProcesses(db: Database): Promise<string[]> {
  const rows = await db
    .select({ name: sql<string>`relname` })
    .from(sql`pg_class`)
    .where(
      sql`relkind = 'r' and relnamespace = 'public'::regnamespace
        and not coalesce(reloptions @> array['parallel_workers=0'], false)`,
    );
  return rows.map(({ name }) => name);
}

async function readMigrations(db: Database): Promise<string[]> {
  const rows = await db
    .select({ name: sql<string>`name` })
    .from(sql`drizzle.__drizzle_migrations`)
    .orderBy(sql`id`);
  return rows.map(({ name }) => name);
}
