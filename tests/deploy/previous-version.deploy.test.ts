// While a new version is deployed, its migration is applied and the version before it still answers.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { test } from "../support/database.ts";
import { disposableFolder, sanad, serve } from "../support/server.ts";
import { beforeNewestMigration, layOut } from "./previous-version.ts";

const previous = beforeNewestMigration();

test("the version before the newest migration records, publishes and reads on the schema after it", async ({
  database,
  skip,
}) => {
  if (previous === null) {
    skip("git does not know the version before the newest migration.");
    return;
  }
  console.log(`${previous.commit.slice(0, 7)} runs on the schema with ${previous.migration}.`);
  using checkout = disposableFolder();
  using folder = disposableFolder();
  layOut(previous.commit, checkout.path);
  const applied = readdirSync(join(checkout.path, "packages/core/migrations"));
  expect(applied).not.toContain(previous.migration);

  const settings = { DATABASE_URL: database.address ?? "", DATA_DIR: folder.path };
  const seeded = await sanad(["seed"], settings, checkout.path);
  expect(seeded.exitCode, seeded.output).toBe(0);

  await using server = await serve(folder.path, settings, checkout.path);
  const queries = join(checkout.path, "packages/explorer/queries");
  const files = readdirSync(queries);
  expect(files).not.toEqual([]);
  for (const file of files) {
    const answer = await fetch(`http://localhost:${server.port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: readFileSync(join(queries, file), "utf8") }),
    });
    const { data, errors } = (await answer.json()) as { data?: object; errors?: unknown };
    expect(errors, file).toBeUndefined();
    expect(Object.values(data ?? {}), file).not.toContain(null);
  }

  const today = await sanad(["verify"], settings);
  expect(today.exitCode, today.output).toBe(0);
});
