/**
 * Neon by its own driver, for a process that is frozen between requests. A single statement is one HTTP request and leaves
 * nothing open; a transaction has a WebSocket to itself, which ends with it, since one that was kept would be found dead
 * after the thaw.
 * @see https://github.com/neondatabase/serverless
 */

import { neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import type { Connection } from "../connection/index.ts";

/** So many transactions at once; Neon's own pooler stands behind them. */
const poolSize = 10;

/** A compute that sleeps wakes in less than this. @see https://neon.com/docs/introduction/auto-suspend */
const connectTimeoutMs = 5_000;

/** The driver hands the event of a socket that failed on as if it were an error, which nobody expects to catch. */
class TunnelSocket extends WebSocket {
  override addEventListener(type: string, listener: (given: any) => void): void {
    super.addEventListener(
      type,
      type === "error" ? (event) => listener(tunnelError(event)) : listener,
    );
  }
}

function tunnelError(event: Event): Error {
  const cause = "error" in event ? event.error : undefined;
  return new Error("Connection terminated: the WebSocket to the database failed.", { cause });
}

neonConfig.poolQueryViaFetch = true;
neonConfig.webSocketConstructor = TunnelSocket;

/** Opens the database at a Neon address; nothing is connected before it is asked something. */
export function connectNeon(url: string): Connection {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    maxUses: 1,
    connectionTimeoutMillis: connectTimeoutMs,
  });
  // What breaks in a connection that is given back concerns nobody, and would end the process. To listen for anything but
  // errors would turn statements by HTTP off.
  pool.on("error", () => {});
  return { db: drizzle({ client: pool }), kind: "neon", close: () => pool.end() };
}
