/**
 * JSON logs, one object a line. Nothing that came with a request is in them but its method, path and id: no header, no
 * query string, no variable, no parameter of a statement.
 */

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

type Fields = Record<string, unknown>;
type Write = (message: string, fields?: Fields) => void;
export type Log = { debug: Write; info: Write; warn: Write; error: Write };

/** A cause of a cause of a cause is told; an endless chain is not. */
const maxCauses = 5;

/** Lines go to stderr, since stdout is for what people and programs asked for. */
export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const at = (own: LogLevel): Write => {
    if (logLevels.indexOf(own) < logLevels.indexOf(level)) return () => {};
    return (message, fields = {}) => {
      const { error, ...rest } = fields;
      const told = error === undefined ? {} : { error: describeError(error) };
      const line = { level: own, time: new Date().toISOString(), message, ...rest, ...told };
      write(`${JSON.stringify(line)}\n`);
    };
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** What a log may say of an error and its causes. */
export function describeError(error: unknown, depth = 0): Fields | string {
  if (!(error instanceof Error)) return typeof error === "string" ? error : typeof error;
  const { code, constraint, query } = error as {
    code?: unknown;
    constraint?: unknown;
    query?: unknown;
  };
  return {
    name: error.name,
    // Drizzle writes a statement's parameters into its message, and so into the stack's first lines.
    message: typeof query === "string" ? `Failed query: ${query}` : error.message,
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
