import { connect } from "@sanad/core/connection";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test as plain } from "vitest";
import { test } from "../support/database.ts";
import { anApp, noDatabase } from "./an-app.ts";

describe("health", () => {
  plain("is alive without a database", async () => {
    const response = await anApp(noDatabase).app.request("/healthz");
    expect([response.status, await response.json()]).toEqual([200, { status: "alive" }]);
  });

  test("is ready with a migrated database", async ({ ctx }) => {
    const response = await anApp(ctx.db).app.request("/readyz");
    expect([response.status, await response.json()]).toEqual([200, { status: "ready" }]);
  });

  test("is not ready while a migration is missing, and names it", async ({ ctx }) => {
    const last = await ctx.db.execute(
      sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning name`,
    );
    const [{ name } = { name: "" }] = (last as unknown as { rows: { name: string }[] }).rows;
    const response = await anApp(ctx.db).app.request("/readyz");
    const missing = [`the migration ${name} is not applied`];
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: "not ready", missing },
    ]);
  });

  plain("is not ready without a database, and does not say where that should be", async () => {
    const connection = await connect("postgres://sanad:secret@127.0.0.1:1/sanad");
    onTestFinished(() => connection.close());
    const { app, lines } = anApp(connection.db);
    const response = await app.request("/readyz");
    const missing = ["the database cannot be reached"];
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: "not ready", missing },
    ]);
    expect(JSON.stringify(lines)).toContain("ECONNREFUSED");
    expect(JSON.stringify(lines)).not.toContain("secret");
  });
});
