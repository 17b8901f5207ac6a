import { fileURLToPath } from "node:url";
import { roles } from "@sanad/core/actor";
import type { Connection } from "@sanad/core/connection";
import { createApp } from "../app.ts";
import type { Config } from "../config.ts";
import { createGraphQL } from "../graphql/server.ts";
import { createLog } from "../log.ts";
import { clientOf, startServer, untilAskedToStop } from "../node.ts";
import { startUpkeep } from "../upkeep.ts";
import {
  createAuthenticate,
  type Issuer,
  localIssuer,
  type LocalIssuer,
  remoteIssuer,
} from "../session/index.ts";
import { bringUpToDate, seedWhereEmpty, withDatabase } from "./database.ts";
import { keepEmbedded, openEmbedder } from "./embedding.ts";
import { signToken } from "./token.ts";

const explorerFolder = fileURLToPath(new URL("../../../explorer/dist", import.meta.url));
const now = () => new Date();

/** Far more than any request's statement takes. */
const statementTimeoutMs = 30_000;

/** Serves until it is asked to stop. */
export async function serve(config: Config): Promise<boolean> {
  const stopping = untilAskedToStop();
  const log = createLog(config.logLevel);
  const run = async (connection: Connection) => {
    await bringUpToDate(connection);
    // A server's database is somebody's newsroom to be: only `sanad seed` puts a sample there.
    const isSeeded = connection.kind === "embedded" && (await seedWhereEmpty(connection));
    const { issuer, local } = await openIssuer(config);
    const authenticate = createAuthenticate({
      db: connection.db,
      issuer,
      roleClaim: config.issuer?.roleClaim ?? "role",
      now,
    });
    const embedder = await openEmbedder(config, connection, log);
    const embedding = keepEmbedded({ db: connection.db, embedder, now }, log);
    const server = await startServer(config, (port) => {
      const newsroom = { name: config.newsroomName, url: publicUrlAt(config, port) };
      const graphql = createGraphQL({
        publicUrl: newsroom.url,
        embedder,
        log: (error, requestId) => log.error({ requestId, error }, "A GraphQL operation failed."),
      });
      const app = createApp({
        db: connection.db,
        graphql,
        authenticate,
        log,
        now,
        newsroom,
        searchRequiresKey: config.searchRequiresKey,
        explorerFolder,
        corsOrigins: config.corsOrigins,
        clientOf,
      });
      return { fetch: app.fetch, stop: graphql.stop };
    });
    const upkeep = startUpkeep({ connection, log, now });
    const tokens = local === null ? [] : await tokenLines(local);
    process.stdout.write(welcome(config, connection, server.port, isSeeded, tokens));
    log.info({ host: config.host, port: server.port, database: connection.kind }, "listening");

    await stopping;
    log.info("stopping");
    await server.stop();
    await embedding.stop();
    await upkeep.stop();
  };
  await withDatabase(config, run, { statementTimeoutMs });
  log.info("stopped");
  return true;
}

async function openIssuer(config: Config): Promise<{ issuer: Issuer; local: LocalIssuer | null }> {
  if (config.issuer !== null) return { issuer: remoteIssuer(config.issuer), local: null };
  const local = await localIssuer(config.dataDir);
  return { issuer: local, local };
}

function publicUrlAt(config: Config, port: number): string {
  return config.publicUrl ?? `http://localhost:${port}`;
}

/** What people want to know who have just started it. */
function welcome(
  config: Config,
  { kind }: Connection,
  port: number,
  isSeeded: boolean,
  tokens: readonly string[],
): string {
  const url = `${publicUrlAt(config, port)}/graphql`;
  const sample = isSeeded ? ", new, with the sample newsroom" : "";
  const query = "{ claims(first: 3) { nodes { text language status claimant { name } } } }";
  const lines = [
    `Sanad is at ${url}: the API, and in a browser its explorer.`,
    `Database: ${kind === "embedded" ? config.database : "PostgreSQL"}${sample}.`,
    "",
    "A first query:",
    `  curl -s ${url} -H 'content-type: application/json' \\`,
    `    -d '${JSON.stringify({ query })}'`,
    "",
    ...tokens,
    "Ctrl+C stops it.",
  ];
  return `${lines.join("\n")}\n`;
}

async function tokenLines(issuer: LocalIssuer): Promise<string[]> {
  const lines = [
    "Tokens of this machine for 12 hours, as a header “Authorization: Bearer …”; to read takes none:",
  ];
  for (const role of roles.filter((each) => each !== "READER")) {
    lines.push(`  ${role.padEnd(11)} ${await signToken(issuer, { role })}`);
  }
  return [...lines, ""];
}
