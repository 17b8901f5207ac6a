/** Makes, once for all test files of a project, a migrated database that each of them copies. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { wrapPglite } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import type { TestProject } from "vitest/node";
import { startNeonFront } from "./neon-front.ts";
import { startServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /**
     * Where the migrated database is: a file that PGlite loads, or a server whose database `template` is copied; it may stand
     * behind Neon's front door, on a port of its own, where the tests come as the app does.
     */
    database:
      | { kind: "pglite"; dump: string }
      | { kind: "postgres"; server: string }
      | { kind: "neon"; server: string; front: number };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-test-"));
  switch (project.name) {
    case "pglite":
      return dumpPglite(project, folder);
    case "lambda":
      return startNeon(project, folder);
    default:
      return provideServer(project, folder);
  }
}

async function dumpPglite(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const client = await PGlite.create();
  await migrate(wrapPglite(client).db);
  const dump = join(folder, "migrated.tar");
  writeFileSync(dump, await (await client.dumpDataDir("none")).bytes());
  await client.close();
  project.provide("database", { kind: "pglite", dump });
  return async () => rmSync(folder, { recursive: true });
}

async function provideServer(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const { server, stop } = await startServer(folder);
  project.provide("database", { kind: "postgres", server });
  return stop;
}

async function startNeon(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const { server, stop } = await startServer(folder);
  const front = await startNeonFront({ server });
  project.provide("database", { kind: "neon", server, front: front.port });
  return async () => {
    await front.close();
    await stop();
  };
}
