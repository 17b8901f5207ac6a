/**
 * Errors of requests, with a code of a closed list: UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, UNAVAILABLE,
 * INTERNAL_SERVER_ERROR and Apollo's own. What was foreseen of a mutation is no error but an answer: see mutations.ts.
 */

import { isTimedOut, isUnavailable } from "@sanad/core/database";
import { BadInput, NotPermitted, NotSignedIn } from "@sanad/core/errors";
import { type ASTNode, GraphQLError, type GraphQLFormattedError } from "graphql";

/** What a database that restarts or wakes takes at most, mostly; who asks again any sooner only adds to its work. */
export const retryAfterSeconds = 5;

export function badUserInput(
  message: string,
  extensions: Record<string, unknown> = {},
  node?: ASTNode,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: node ?? null,
    extensions: { code: "BAD_USER_INPUT", ...extensions },
  });
}

/** Core's `BadInput` with its path as the request has it; every other error as it is. */
export function within(prefix: string, error: unknown): unknown {
  if (!(error instanceof BadInput)) return error;
  return badUserInput(`${prefix}${error.message}`, { argument: `${prefix}${error.path}` });
}

/** What was found wrong with a request before any of it ran: the client's error, and 400 where the status may tell. */
export function asRequestError(error: unknown): unknown {
  const known = within("", error);
  if (!(known instanceof GraphQLError)) return error;
  const { code = "BAD_USER_INPUT", ...extensions } = known.extensions;
  return new GraphQLError(known.message, {
    nodes: known.nodes ?? null,
    extensions: { ...extensions, code, http: { status: 400 } },
  });
}

/** What was thrown, under the wrappers of graphql-js and Apollo. */
export function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** The code of a request's error; whatever is not known is INTERNAL_SERVER_ERROR. */
function codeOf(error: unknown): string {
  const cause = causeOf(error);
  if (cause instanceof NotSignedIn) return "UNAUTHENTICATED";
  if (cause instanceof NotPermitted) return "FORBIDDEN";
  if (!(error instanceof GraphQLError) || !(cause instanceof GraphQLError)) {
    return isUnavailable(cause) || isTimedOut(cause) ? "UNAVAILABLE" : "INTERNAL_SERVER_ERROR";
  }
  const { code, http } = error.extensions as { code?: string; http?: { status?: number } };
  // Apollo gives two errors of persisted queries a status and no code.
  return code ?? (http?.status === 400 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR");
}

/** Whether somebody who looks after the server should know. */
export function isFault(error: unknown): boolean {
  return ["INTERNAL_SERVER_ERROR", "UNAVAILABLE"].includes(codeOf(error));
}

/** The error as the client sees it: of a fault no more than that there was one. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = codeOf(error);
  if (!isFault(error)) return { ...formatted, extensions: { ...formatted.extensions, code } };
  const message =
    code === "UNAVAILABLE"
      ? "The database cannot be reached; try again later."
      : "Internal server error";
  return { ...formatted, message, extensions: { code } };
}
