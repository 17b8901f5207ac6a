/** The database's three homes and what is the same in all of them. */

export { connect, type Connection, wrapPglite } from "./connect.ts";
export { isTransient, isUnavailable, sqlState } from "./faults.ts";
export { type Database, query } from "./handle.ts";
export { migrate, pendingMigrations } from "./migrate.ts";
