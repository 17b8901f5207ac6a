/** The app as tests ask it. */

import { join } from "node:path";
import type { Database } from "@sanad/core/database";
import { createApp, type Dependencies } from "../../packages/functions/src/app.ts";
import { createGraphQL } from "../../packages/functions/src/graphql/server.ts";
import { createLog } from "../../packages/functions/src/log.ts";
import type { Authenticate } from "../../packages/functions/src/session/index.ts";

export const explorerFolder = join(import.meta.dirname, "../../packages/explorer/dist");
const anonymous: Authenticate = async () => ({ kind: "public" });

/** The whole app on a database, and the lines that it has logged. */
export function anApp(
  db: Database,
  given: Partial<Omit<Dependencies, "db" | "graphql" | "log">> = {},
) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog("debug", { write: (line) => lines.push(JSON.parse(line)) });
  const graphql = createGraphQL({ publicUrl: "http://localhost:4000", log: () => {} });
  const app = createApp({
    db,
    graphql,
    authenticate: anonymous,
    log,
    now: () => new Date(),
    explorerFolder,
    corsOrigins: null,
    clientOf: () => "192.0.2.1",
    ...given,
  });
  return { app, lines, graphql };
}

/** For what is answered without one. */
export const noDatabase = {} as Database;
/** A POST of this query. */
export const query = (text: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ query: text }),
});
/** The status and the one error of an answer. */
export const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message };
};
