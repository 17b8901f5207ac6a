import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/**
 * Pages of these origins may ask, all of them where it is null, with a token that the page was given: a browser adds none by
 * itself, so there is nothing to misuse.
 */
export function openTo(origins: readonly string[] | null): MiddlewareHandler {
  const open = cors({
    origin: origins === null ? "*" : [...origins],
    allowMethods: ["GET", "POST"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "Idempotency-Key",
      "If-Modified-Since",
      "If-None-Match",
      "X-Goog-Api-Key",
      "X-Request-Id",
      "Apollo-Require-Preflight",
    ],
    exposeHeaders: ["ETag", "Link", "Retry-After", "WWW-Authenticate", "X-Request-Id"],
    maxAge: 7200,
  });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return open(c, next);
    await next();
    // Headers that are there before the answer is make Hono copy it.
    return open(c, async () => {});
  };
}
