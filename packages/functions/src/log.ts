/**
 * JSON logs, one object a line. Of a request they have its id, method and path, the status and milliseconds of its answer, the
 * pseudonym of who is signed in and the address that it came from; nothing else that came with it: no header, no query string,
 * no variable, no parameter of a statement.
 */

import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from "pino";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** A cause of a cause of a cause is told; an endless chain is not. */
const maxCauses = 5;

const stderr = 2;

/**
 * Lines go to stderr, since stdout is for what people and programs asked for; at once, so that none is lost at the end, or
 * where Lambda stops the process between two invocations. `always` gives what every line tells besides.
 */
export function createLog(
  level: LogLevel,
  to: DestinationStream = destination({ dest: stderr, sync: true }),
  always: () => object = () => ({}),
): Log {
  const options = {
    level,
    base: null,
    mixin: always,
    messageKey: "message",
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    // pino's own would print what Drizzle writes into an error: a statement's parameters.
    serializers: { error: (error: unknown) => describeError(error) },
  };
  return pino(options, to);
}

/** What a log may say of an error and its causes. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> | string {
  if (!(error instanceof Error)) return typeof error === "string" ? error : typeof error;
  const { code, constraint, query } = error as {
    code?: unknown;
    constraint?: unknown;
    query?: unknown;
  };
  return {
    name: error.name,
    // Drizzle writes a statement's parameters into its message, and so into the stack's first lines.
    message: error.name === "DrizzleQueryError" ? `Failed query: ${String(query)}` : error.message,
    ...(typeof code === "string" && { code }),
    ...(typeof constraint === "string" && { constraint }),
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
    ...(error.cause !== undefined &&
      depth < maxCauses && { cause: describeError(error.cause, depth + 1) }),
  };
}
