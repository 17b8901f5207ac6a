// What an operator does to a server's database.
import { pendingMigrations } from "@sanad/core/database";
import { describe, expect, onTestFinished, test } from "vitest";
import { app } from "./support/app-role.ts";
import { databaseKind, emptyDatabase } from "./support/database.ts";
import { sanad } from "./support/server.ts";

describe.skipIf(databaseKind !== "postgres")("on a server", () => {
  async function aServersDatabase() {
    const database = await emptyDatabase();
    onTestFinished(() => database.close());
    const address = database.address ?? "";
    const asApp = new URL(address);
    asApp.username = encodeURIComponent(app.role);
    asApp.password = encodeURIComponent(app.password);
    return { connection: await database.connect(), address, asApp: asApp.href };
  }

  test("migrate applies what is missing, and grants the app's role what it needs", async () => {
    const { connection, address, asApp } = await aServersDatabase();
    const settings = { DATABASE_URL: address, APP_DATABASE_URL: asApp };
    const pending = await pendingMigrations(connection.db);
    const lines = pending.map((name) => `Applied ${name}.`);
    const granted = `Granted the role ${app.role} what the app needs: it reads and writes, and owns nothing.`;
    expect(await sanad(["migrate"], settings)).toEqual({
      exitCode: 0,
      output: `${[...lines, granted].join("\n")}\n`,
    });
    expect(await sanad(["migrate"], settings)).toEqual({
      exitCode: 0,
      output: `Nothing to apply.\n${granted}\n`,
    });
    expect(await sanad(["recheck"], { DATABASE_URL: asApp })).toEqual({
      exitCode: 0,
      output: "Marked 0 claims to be looked at again.\n",
    });
    expect(await sanad(["reindex"], { DATABASE_URL: asApp })).toEqual({
      exitCode: 0,
      output: expect.stringMatching(/^Indexed 0 claims in \d+\.\d s\.\n$/),
    });
  });

  test("nothing can be done before somebody has migrated, and the app cannot", async () => {
    const { address, asApp } = await aServersDatabase();
    for (const DATABASE_URL of [address, asApp]) {
      const { exitCode, output } = await sanad(["recheck"], { DATABASE_URL });
      expect([exitCode, output]).toEqual([
        1,
        expect.stringMatching(/run `npx sanad migrate` first/),
      ]);
    }
    const { exitCode, output } = await sanad(["migrate"], { DATABASE_URL: asApp });
    expect([exitCode, output]).toEqual([
      1,
      expect.stringMatching(/The database refused: permission denied/),
    ]);
  });
});
