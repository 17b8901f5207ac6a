/** What all servers here are given and tell. */

import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import pg from "pg";

export const databaseUrl = process.env["DATABASE_URL"] ?? "";

/** As many connections as Sanad has. */
export const poolSize = 10;

export function openPool(): pg.Pool {
  return new pg.Pool({ connectionString: databaseUrl, max: poolSize });
}

/** Listens on any free port and says on which, as Sanad does. */
export function announce(server: Server): void {
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    console.log(`http://localhost:${port}`);
  });
}
