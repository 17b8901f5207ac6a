/** The app on a port of this machine. */

import type { Database } from "@sanad/core/database";
import { onTestFinished } from "vitest";
import { startServer } from "../../packages/functions/src/node.ts";
import { anApp } from "./an-app.ts";

/** Its address, without a slash at its end, until the test is over. */
export async function serving(
  db: Database,
  given: Parameters<typeof anApp>[1] = {},
): Promise<string> {
  const { app, graphql } = anApp(db, given);
  const server = await startServer({ host: "127.0.0.1", port: 0 }, () => ({
    fetch: app.fetch,
    stop: graphql.stop,
  }));
  onTestFinished(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}
