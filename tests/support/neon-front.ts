/**
 * Neon's front door, as far as its driver knows it, before a server of the tests: a WebSocket that is a tunnel to Postgres,
 * and `POST /sql` for a single statement or a batch of them. On loopback only, and without TLS.
 * @see https://github.com/neondatabase/serverless/blob/main/CONFIG.md
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { json } from "node:stream/consumers";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";

export type NeonFront = {
  port: number;
  /** How many tunnels are open. */
  tunnels: () => number;
  /** Cuts all that is connected, as a network does that forgot it while a Lambda was frozen: nobody says goodbye. */
  killTunnels: () => void;
  close: () => Promise<void>;
};

/** @param server the address of a Postgres; who connects names user, password and database, and not where it is */
export async function startNeonFront({
  server,
  port = 0,
}: {
  server: string;
  port?: number;
}): Promise<NeonFront> {
  const { hostname, port: serverPort } = new URL(server);
  const tunnels = new Set<Tunnel>();
  const pools = new Map<string, pg.Pool>();

  const http = createServer((request, response) => {
    void answer(request, response, (address) => poolFor(pools, address, hostname, serverPort));
  });
  new WebSocketServer({ server: http }).on("connection", (client) => {
    const tunnel = { client, postgres: connect(Number(serverPort), hostname) };
    tunnels.add(tunnel);
    join(tunnel, () => tunnels.delete(tunnel));
  });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("No port was given.");

  const killTunnels = () => {
    for (const { client, postgres } of tunnels) {
      client.terminate();
      postgres.destroy();
    }
    http.closeAllConnections();
  };
  return {
    port: address.port,
    tunnels: () => tunnels.size,
    killTunnels,
    async close() {
      killTunnels();
      await new Promise((resolve) => http.close(resolve));
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

/** Sends this process's connections to Neon by a front that listens on this port. */
export function enterBy(port: number): void {
  neonConfig.fetchEndpoint = `http://127.0.0.1:${port}/sql`;
  neonConfig.wsProxy = `127.0.0.1:${port}/v2`;
  neonConfig.useSecureWebSocket = false;
}

/** Where a database would be at Neon. */
export function aNeonAddress(
  database: string,
  { role, password }: { role: string; password: string },
): string {
  const login = `${encodeURIComponent(role)}:${encodeURIComponent(password)}`;
  return `postgres://${login}@ep-test-123456.eu-central-1.aws.neon.tech/${database}?sslmode=require`;
}

type Tunnel = { client: WebSocket; postgres: Socket };

function join({ client, postgres }: Tunnel, onClosed: () => void): void {
  postgres.setNoDelay(true);
  // A socket keeps what is written to it before it is connected.
  client.on("message", (data: Buffer) => postgres.write(data));
  postgres.on("data", (data) => client.send(data));
  client.on("close", () => postgres.end());
  client.on("error", () => postgres.destroy());
  postgres.on("error", () => client.close(1011));
  postgres.on("close", () => {
    client.close();
    onClosed();
  });
}

/** Text as Postgres wrote it: the driver parses it itself. */
const asText = { getTypeParser: () => (value: string) => value };

function poolFor(
  pools: Map<string, pg.Pool>,
  address: string,
  hostname: string,
  port: string,
): pg.Pool {
  const url = new URL(address);
  url.hostname = hostname;
  url.port = port;
  url.search = "";
  const pool = pools.get(url.href) ?? new pg.Pool({ connectionString: url.href });
  if (!pools.has(url.href)) {
    // A test's database goes, and with it the connections to it, idle or not.
    pool.on("error", () => {});
    pool.on("connect", (client) => client.on("error", () => {}));
    pools.set(url.href, pool);
  }
  return pool;
}

type Statement = { query: string; params?: unknown[] };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  poolOf: (address: string) => pg.Pool,
): Promise<void> {
  const say = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.method !== "POST" || request.url !== "/sql") return void say(404, {});
  const asked = (await json(request)) as Statement | { queries: Statement[] };
  const address = String(request.headers["neon-connection-string"]);
  let client: pg.PoolClient;
  try {
    client = await poolOf(address).connect();
  } catch (error) {
    // A refusal of Postgres, such as a wrong password, is told as one.
    return void say(error instanceof pg.DatabaseError ? 400 : 503, told(error));
  }
  try {
    say(
      200,
      "queries" in asked
        ? { results: await runBatch(client, asked.queries, request.headers) }
        : await run(client, asked),
    );
  } catch (error) {
    say(error instanceof pg.DatabaseError ? 400 : 503, told(error));
  } finally {
    client.release();
  }
}

async function run(client: pg.PoolClient, { query, params = [] }: Statement): Promise<object> {
  const { command, rowCount, rows, fields } = await client.query({
    text: query,
    values: params,
    rowMode: "array",
    types: asText,
  });
  return { command, rowCount, rows, fields, rowAsArray: true };
}

/** All of them or none, in a transaction of the kind that the headers ask for. */
async function runBatch(
  client: pg.PoolClient,
  statements: Statement[],
  headers: IncomingMessage["headers"],
): Promise<object[]> {
  const level = String(headers["neon-batch-isolation-level"] ?? "ReadCommitted");
  const words = level.replace(/(?<=[a-z])(?=[A-Z])/, " ");
  const isReadOnly = headers["neon-batch-read-only"] === "true";
  const isDeferrable = headers["neon-batch-deferrable"] === "true";
  await client.query(
    `begin isolation level ${words}${isReadOnly ? " read only" : ""}${isDeferrable ? " deferrable" : ""}`,
  );
  try {
    const results = [];
    for (const statement of statements) results.push(await run(client, statement));
    await client.query("commit");
    return results;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** What Postgres said, under the names of the driver, which are Postgres's own. */
function told(error: unknown): object {
  return error instanceof Error ? { ...error, message: error.message } : { message: String(error) };
}
