/**
 * JSON logs, one object a line. Of a request they have its id, method and path, the status and milliseconds of its answer, the
 * pseudonym of who is signed in and the address that it came from; nothing else that came with it: no header, no query string,
 * no variable, no parameter of a statement.
 */

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];
type Facts = Readonly<Record<string, unknown>>;
type Tell = { (message: string): void; (facts: Facts, message: string): void };
export type Log = Readonly<Record<Exclude<LogLevel, "silent">, Tell>>;

/** A cause of a cause of a cause is told; an endless chain is not. */
const maxCauses = 5;

/**
 * Lines go to stderr, since stdout is for what people and programs asked for. Node writes them there before it goes on, so that
 * none is lost at the end, or where Lambda stops the process between two invocations. `always` gives what every line tells.
 */
export function createLog(
  level: LogLevel,
  to: { write(line: string): unknown } = stderr(),
  always: () => Facts = () => ({}),
): Log {
  const tell =
    (label: LogLevel): Tell =>
    (...given: [string] | [Facts, string]) => {
      if (logLevels.indexOf(label) < logLevels.indexOf(level)) return;
      const [facts, message] = given.length === 1 ? [{}, given[0]] : given;
      const error = "error" in facts && { error: describeError(facts["error"]) };
      const time = new Date().toISOString();
      const line = { level: label, time, ...always(), ...facts, ...error, message };
      to.write(`${JSON.stringify(line)}\n`);
    };
  return { debug: tell("debug"), info: tell("info"), warn: tell("warn"), error: tell("error") };
}

function stderr(): { write(line: string): unknown } {
  // That nobody reads it any more is no reason to end.
  if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => {});
  return process.stderr;
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
