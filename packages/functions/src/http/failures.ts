/** What every door answers where it cannot answer: one shape, GraphQL's, whoever asks. */

import { isUnavailable } from "@sanad/core/database";
import { NotPermitted } from "@sanad/core/errors";
import type { Context } from "hono";
import { retryAfterSeconds } from "../graphql/errors.ts";
import { acceptedType } from "../graphql/http.ts";
import { InvalidToken, IssuerUnreachable } from "../session/index.ts";
import { keptByNobody } from "./caching.ts";
import type { Doors } from "./request.ts";

type Code =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "UNAVAILABLE"
  | "INTERNAL_SERVER_ERROR";
const statuses = {
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

/** An error that a door threw: told as far as it concerns whoever asked, logged where it concerns whoever runs the server. */
export function failThrown(error: unknown, c: Context<Doors>): Response {
  if (error instanceof InvalidToken) {
    // @see https://www.rfc-editor.org/rfc/rfc6750#section-3
    c.header("WWW-Authenticate", 'Bearer error="invalid_token"');
    return fail(c, "UNAUTHENTICATED", error.message);
  }
  if (error instanceof NotPermitted) return fail(c, "FORBIDDEN", error.message);
  const { requestId, log } = c.var;
  if (error instanceof IssuerUnreachable) {
    log.error({ requestId, error }, "The issuer of tokens cannot be reached.");
    return fail(
      c,
      "UNAVAILABLE",
      "Tokens cannot be checked just now, since their issuer cannot be reached; try again later.",
    );
  }
  if (isUnavailable(error)) {
    log.error({ requestId, error }, "The database cannot be reached.");
    return fail(c, "UNAVAILABLE", "The database cannot be reached; try again later.");
  }
  log.error({ requestId, error }, "A request failed.");
  return fail(c, "INTERNAL_SERVER_ERROR", "Internal server error");
}
