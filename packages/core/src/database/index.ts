/** What is the same in all three of the database's homes; `connection` opens two of them, `neon` the third. */

export { isTransient, isUnavailable, sqlState } from "./faults.ts";
export { type Database, query } from "./handle.ts";
export { appliedMigrations, migrate, pendingMigrations } from "./migrate.ts";
export { streamRows } from "./stream.ts";
