/** What every door answers where it cannot answer: one shape, GraphQL's, whoever asks. */

import { isTimedOut, isUnavailable } from "@sanad/core/database";
import { BadInput, NotPermitted } from "@sanad/core/errors";
import type { Context } from "hono";
import { retryAfterSeconds } from "../graphql/errors.ts";
import { acceptedType } from "../graphql/http.ts";
import { InvalidToken, IssuerUnreachable } from "../session/index.ts";
import { keptByNobody } from "./caching.ts";
import type { Doors } from "./request.ts";

export type Code =
  | "BAD_USER_INPUT"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "UNAVAILABLE"
  | "INTERNAL_SERVER_ERROR";
const statuses = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  INTERNAL_SERVER_ERROR: 500,
  UNAVAILABLE: 503,
} as const satisfies Record<Code, number>;

export function fail(c: Context<Doors>, code: Code, message: string): Response {
  const type = acceptedType(c.req.header("accept") ?? null) ?? "application/json";
  return c.body(JSON.stringify({ errors: [{ message, extensions: { code } }] }), statuses[code], {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": keptByNobody,
    ...(code === "UNAVAILABLE" && { "retry-after": String(retryAfterSeconds) }),
  });
}

/** What is told of an error that a door threw, as far as it concerns whoever asked; what concerns whoever runs the server is logged. */
export function judge(error: unknown, c: Context<Doors>): { code: Code; message: string } {
  if (error instanceof InvalidToken) return { code: "UNAUTHENTICATED", message: error.message };
  if (error instanceof BadInput) return { code: "BAD_USER_INPUT", message: error.message };
  if (error instanceof NotPermitted) return { code: "FORBIDDEN", message: error.message };
  const { requestId, log } = c.var;
  if (error instanceof IssuerUnreachable) {
    log.error({ requestId, error }, "The issuer of tokens cannot be reached.");
    const message =
      "Tokens cannot be checked just now, since their issuer cannot be reached; try again later.";
    return { code: "UNAVAILABLE", message };
  }
  if (isTimedOut(error)) {
    log.error({ requestId, error }, "A statement took too long.");
    return {
      code: "UNAVAILABLE",
      message: "This took the database too long; ask for less, or try again later.",
    };
  }
  if (isUnavailable(error)) {
    log.error({ requestId, error }, "The database cannot be reached.");
    return {
      code: "UNAVAILABLE",
      message: "The database cannot be reached; try again later.",
    };
  }
  log.error({ requestId, error }, "A request failed.");
  return { code: "INTERNAL_SERVER_ERROR", message: "Internal server error" };
}

export function failThrown(error: unknown, c: Context<Doors>): Response {
  const { code, message } = judge(error, c);
  // @see https://www.rfc-editor.org/rfc/rfc6750#section-3
  if (code === "UNAUTHENTICATED") c.header("WWW-Authenticate", 'Bearer error="invalid_token"');
  return fail(c, code, message);
}
