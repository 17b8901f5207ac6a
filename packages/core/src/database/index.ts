/** What is the same in all three of the database's homes; `connection` opens two of them, `neon` the third. */

export { directAddress, isNeon, isPooled, loginOf } from "./address.ts";
export { hearOfLosses, isTimedOut, isTransient, isUnavailable, sqlState } from "./faults.ts";
export type { AppRole } from "./grants.ts";
export { begin, type Database, isTransaction, keepPrepared, query, rowsOf } from "./handle.ts";
export { appliedMigrations, migrate, pendingMigrations } from "./migrate.ts";
export { isFull } from "./prepared.ts";
export { streamRows } from "./stream.ts";
