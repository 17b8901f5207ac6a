// The search index is kept up to date while a server runs.
import { setImmediate } from "node:timers/promises";
import { query } from "@sanad/core/database";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { createLog } from "../../packages/functions/src/log.ts";
import { startUpkeep } from "../../packages/functions/src/upkeep.ts";
import { editing, test, type TestDatabase } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";

async function started(database: TestDatabase) {
  const connection = await database.connect();
  const lines: { level: string; message: string }[] = [];
  const log = createLog("info", { write: (line) => lines.push(JSON.parse(line)) });
  const upkeep = startUpkeep({ connection, log, now: () => new Date(), pauseMs: 1 });
  const behind = async () => {
    const [row] = await query<{ entries: number }>(
      connection.db,
      "select (head.sequence - state.sequence)::int as entries from ledger_head head, search_state state",
      [],
    );
    return row?.entries;
  };
  return { connection, ctx: editing(connection), lines, upkeep, behind };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 10_000; looks++) {
    if (await condition()) return;
    // An embedded database answers without one, and no timer would ever run out.
    await setImmediate();
  }
  throw new Error("It never came about.");
}

test("what is recorded is indexed soon, with nobody searching", async ({ database }) => {
  const { ctx, upkeep, behind } = await started(database);
  await aClaim(ctx);
  await until(async () => (await behind()) === 0);
  await aClaim(ctx);
  await until(async () => (await behind()) === 0);
  await upkeep.stop();
});

test("once stopped, it begins nothing more", async ({ database }) => {
  const { ctx, upkeep, behind } = await started(database);
  await aClaim(ctx);
  await until(async () => (await behind()) === 0);
  await upkeep.stop();
  await aClaim(ctx);
  for (let looks = 0; looks < 100; looks++) expect(await behind()).toBe(2);
});

test("a failure is logged once and not for ever, and so is its end", async ({ database }) => {
  const { connection, ctx, lines, upkeep, behind } = await started(database);
  await aClaim(ctx);
  await connection.db.execute(sql`alter table search_state rename to put_away`);
  let looks = 0;
  await until(async () => {
    await connection.db.execute(sql`select`);
    return lines.length > 0 && looks++ > 100;
  });
  await connection.db.execute(sql`alter table put_away rename to search_state`);
  await until(async () => (await behind()) === 0 && lines.length > 1);
  expect(lines).toMatchObject([
    { level: "error", message: "The search index cannot be kept up to date." },
    { level: "info", message: "The search index is kept up to date again." },
  ]);
  await upkeep.stop();
});
