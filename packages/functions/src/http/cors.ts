import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/**
 * Pages of these origins may ask, all of them where it is null, with a token that the page was given: a browser adds none by
 * itself, so there is nothing to misuse.
 */
export function openTo(origins: readonly string[] | null): MiddlewareHandler {
  return cors({
    origin: origins === null ? "*" : [...origins],
    allowMethods: ["GET", "POST"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "Idempotency-Key",
      "If-None-Match",
      "X-Request-Id",
      "Apollo-Require-Preflight",
    ],
    exposeHeaders: ["ETag", "Retry-After", "WWW-Authenticate", "X-Request-Id"],
    maxAge: 7200,
  });
}
