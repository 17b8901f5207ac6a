/** What a failed statement means, whichever driver ran it. */

import { setImmediate } from "node:timers/promises";
import { DrizzleQueryError } from "drizzle-orm/errors";

/** The SQLSTATE of what Postgres refused, from however deep in the error's causes; null where it was not Postgres. */
export function sqlState(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof DrizzleQueryError) && "code" in cause && typeof cause.code === "string")
      return cause.code;
  }
  return null;
}

/** Whether the same transaction may well succeed when run again: deadlock or serialization failure. */
export function isTransient(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40P01" || state === "40001";
}

/** What the drivers say of a connection that failed where they give it no code; HTTP statuses are of Neon's proxy. */
const unavailableMessages =
  /Connection terminated|is not queryable|PGlite is closed|timeout exceeded when trying to connect|Error connecting to database|Server error \(HTTP status 5\d\d\)|^terminated$/;

/** Whether the database could not be reached, or went away: connection errors, shutdown, too many clients. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state === null) return hasMessage(error, unavailableMessages);
  return /^(08|57P0|53300|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|UND_ERR_)/.test(
    state,
  );
}

/** Whether Postgres ended the statement for the time it took. */
export function isTimedOut(error: unknown): boolean {
  return sqlState(error) === "57014";
}

/** A turn of the event loop, in which connections that were cut along with one are heard of: none of them is to be tried next. */
export async function hearOfLosses(): Promise<void> {
  await setImmediate();
}

function hasMessage(error: unknown, pattern: RegExp): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (pattern.test(cause.message)) return true;
  return false;
}
