/** What a database's address tells of where it is. */

import type { AppRole } from "./grants.ts";

/** Whether it is a database at Neon, which its own driver can reach by HTTP and WebSocket. */
export function isNeon(address: string): boolean {
  return URL.canParse(address) && /\.neon\.(tech|build)$/.test(new URL(address).hostname);
}

/**
 * The same database past Neon's pooler, which hands each transaction to another session; any other address as it is.
 * @see https://neon.com/docs/connect/connection-pooling
 */
export function directAddress(address: string): string {
  if (!isNeon(address)) return address;
  const url = new URL(address);
  url.hostname = url.hostname.replace(/^([^.]+)-pooler\./, "$1.");
  return url.href;
}

/**
 * Whether a pooler that hands each transaction to another session is known to stand before the database: Neon's by its name, any
 * other where the address says so as Prisma's do, by `pgbouncer=true`.
 */
export function isPooled(address: string): boolean {
  const { searchParams } = new URL(address);
  return searchParams.get("pgbouncer") === "true" || directAddress(address) !== address;
}

/** With what login an address connects. */
export function loginOf(address: string): AppRole {
  const { username, password } = new URL(address);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
}
