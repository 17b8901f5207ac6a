import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

const exposed = ["ETag", "Link", "Retry-After", "WWW-Authenticate", "X-Request-Id"];

/**
 * Pages of these origins may ask, all of them where it is null, with a token that the page was given: a browser adds none by
 * itself, so there is nothing to misuse.
 */
export function openTo(origins: readonly string[] | null): MiddlewareHandler {
  const allowedTo = (origin = "") => {
    if (origins === null) return "*";
    return origins.includes(origin) ? origin : null;
  };
  const answerPreflight = cors({
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
    exposeHeaders: exposed,
    maxAge: 7200,
  });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return answerPreflight(c, next);
    await next();
    // On the answer as it is: Hono's own would copy it.
    const { headers } = c.res;
    const allowed = allowedTo(c.req.header("origin"));
    if (allowed !== null) headers.set("Access-Control-Allow-Origin", allowed);
    headers.set("Access-Control-Expose-Headers", exposed.join(","));
    if (origins !== null) headers.append("Vary", "Origin");
    return undefined;
  };
}
