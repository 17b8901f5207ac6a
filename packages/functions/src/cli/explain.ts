import { isUnavailable, sqlState } from "@sanad/core/database";
import { describeError } from "../log.ts";

/** An error as one sentence for whoever ran the command; with LOG_LEVEL=debug also where it came from. */
export function explain(error: unknown, isDebug: boolean): string {
  const sentence = sentenceOf(error);
  return isDebug ? `${sentence}\n${JSON.stringify(describeError(error))}` : sentence;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isUnavailable(error)) {
    return `The database cannot be reached (${sqlState(error) ?? "no answer"}): check DATABASE_URL.`;
  }
  // Drizzle's own message is the statement; what Postgres said of it is the cause.
  if ("query" in error && error.cause instanceof Error)
    return `The database refused: ${error.cause.message}.`;
  return error.message;
}
