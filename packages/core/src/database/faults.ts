/** What a failed statement means, whichever driver ran it. */

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

/** Whether the database could not be reached, or went away: connection errors, shutdown, too many clients. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state === null)
    return hasMessage(
      error,
      /Connection terminated|is not queryable|PGlite is closed|timeout exceeded when trying to connect/,
    );
  return /^(08|57P0|53300|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)/.test(state);
}

function hasMessage(error: unknown, pattern: RegExp): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (pattern.test(cause.message)) return true;
  return false;
}
