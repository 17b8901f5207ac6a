import { fileURLToPath } from "node:url";
import { roles } from "@sanad/core/actor";
import type { Connection } from "@sanad/core/database";
import { createApp } from "../app.ts";
import type { Config } from "../config.ts";
import { createGraphQL, type GraphQLDoor } from "../graphql/server.ts";
import { createLog } from "../log.ts";
import { startServer, untilAskedToStop } from "../node.ts";
import {
  createAuthenticate,
  localIssuer,
  type LocalIssuer,
  remoteIssuer,
} from "../session/index.ts";
import { bringUpToDate, seedWhereEmpty, withDatabase } from "./database.ts";
import { signToken } from "./token.ts";

const explorerFolder = fileURLToPath(new URL("../../../explorer/dist", import.meta.url));
const now = () => new Date();

/** Serves until it is asked to stop. */
export async function serve(config: Config): Promise<boolean> {
  const stopping = untilAskedToStop();
  const log = createLog(config.logLevel);
  await withDatabase(config, async (connection) => {
    await bringUpToDate(connection);
    // A server's database is somebody's newsroom to be: only `sanad seed` puts a sample there.
    const isSeeded = connection.kind === "embedded" && (await seedWhereEmpty(connection));
    const local = config.issuer === null ? await localIssuer(config.dataDir) : null;
    const authenticate = createAuthenticate({
      db: connection.db,
      issuer: config.issuer === null ? local : remoteIssuer(config.issuer),
      roleClaim: config.issuer?.roleClaim ?? "role",
      now,
    });
    let graphql: GraphQLDoor | undefined;
    const server = await startServer(config, async (port) => {
      graphql = createGraphQL({
        publicUrl: publicUrlAt(config, port),
        log: (error, requestId) => log.error("A GraphQL operation failed.", { requestId, error }),
      });
      return createApp({ db: connection.db, graphql, authenticate, log, now, explorerFolder });
    });
    process.stdout.write(await welcome(config, connection, server.port, { local, isSeeded }));
    log.info("listening", { host: config.host, port: server.port, database: connection.kind });

    await stopping;
    log.info("stopping");
    await server.stop();
    await graphql?.stop();
  });
  log.info("stopped");
  return true;
}

function publicUrlAt(config: Config, port: number): string {
  return config.publicUrl ?? `http://localhost:${port}`;
}

/** What people want to know who have just started it. */
async function welcome(
  config: Config,
  { kind }: Connection,
  port: number,
  { local, isSeeded }: { local: LocalIssuer | null; isSeeded: boolean },
): Promise<string> {
  const url = publicUrlAt(config, port);
  const sample = isSeeded ? ", new, with the sample newsroom" : "";
  const query = "{ claims(first: 3) { nodes { text language status claimant { name } } } }";
  const lines = [
    `Sanad is at ${url}/graphql: the API, and in a browser its explorer.`,
    `Database: ${kind === "embedded" ? config.database : "PostgreSQL"}${sample}.`,
    "",
    "A first query:",
    `  curl -s ${url}/graphql -H 'content-type: application/json' \\`,
    `    -d '${JSON.stringify({ query })}'`,
    "",
  ];
  if (local !== null) {
    lines.push(
      "Tokens of this machine for 12 hours, as the header “Authorization: Bearer …”; a READER needs none:",
    );
    for (const role of roles.filter((each) => each !== "READER")) {
      lines.push(`  ${role.padEnd(11)} ${await signToken(local, { role })}`);
    }
    lines.push("");
  }
  return `${[...lines, "Ctrl+C stops it."].join("\n")}\n`;
}
