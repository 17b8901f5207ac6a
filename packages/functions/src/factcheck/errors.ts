/** Errors as Google's APIs give them, which their clients know how to read. @see https://google.aip.dev/193 */

import { BadInput } from "@sanad/core/errors";
import type { Context } from "hono";
import { retryAfterSeconds } from "../graphql/errors.ts";
import { keptByNobody } from "../http/caching.ts";
import { type Code, judge } from "../http/failures.ts";
import type { Doors } from "../http/request.ts";

const codes = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  INTERNAL: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
} as const;
type Status = keyof typeof codes;

const statuses: Record<Code, Status> = {
  BAD_USER_INPUT: "INVALID_ARGUMENT",
  UNAUTHENTICATED: "UNAUTHENTICATED",
  FORBIDDEN: "PERMISSION_DENIED",
  NOT_FOUND: "NOT_FOUND",
  METHOD_NOT_ALLOWED: "UNIMPLEMENTED",
  INTERNAL_SERVER_ERROR: "INTERNAL",
  UNAVAILABLE: "UNAVAILABLE",
};

/** By which parameter core is given what it then finds fault with. */
const parameters: Readonly<Record<string, string>> = {
  after: "page_token",
  site: "review_publisher_site_filter",
};

/** What is wrong with a request; `field` is a parameter's name as the API's own message has it, `page_size`. */
export type Violation = { readonly field?: string; readonly description: string };

/** A request that is refused; the details are Google's messages as JSON. */
export class ApiError extends Error {
  readonly status: Status;
  readonly details: readonly object[];
  constructor(status: Status, message: string, details: readonly object[] = []) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** A refusal that lists all that is wrong. */
export function badRequest(
  violations: readonly Violation[],
  message = violations.map(({ description }) => description).join("\n"),
): ApiError {
  const details = [
    { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: violations },
  ];
  return new ApiError("INVALID_ARGUMENT", message, details);
}

/** The answer to whatever went wrong; indented, whatever was asked. */
export function answerError(error: unknown, c: Context<Doors>): Response {
  const { status, message, details } = asApiError(error, c);
  const code = codes[status];
  const body = { error: { code, message, status, ...(details.length > 0 && { details }) } };
  return c.body(`${JSON.stringify(body, null, 2)}\n`, code, {
    "content-type": "application/json; charset=UTF-8",
    "cache-control": keptByNobody,
    ...(status === "UNAVAILABLE" && { "retry-after": String(retryAfterSeconds) }),
  });
}

function asApiError(error: unknown, c: Context<Doors>): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof BadInput) {
    const name = error.path.split(".").at(-1) ?? "";
    const field = parameters[name] ?? name;
    return badRequest([{ field, description: error.message.replace(error.path, field) }]);
  }
  const { code, message } = judge(error, c);
  return new ApiError(statuses[code], message);
}
