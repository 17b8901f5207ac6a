import type { Context, MiddlewareHandler } from "hono";
import type { Log } from "../log.ts";

/** What every door knows of the request it answers. */
export type Doors = { Variables: { requestId: string; log: Log; actor?: string } };

/** One that came with a request is taken over where it looks like this; hono's own middleware makes headers to throw away. */
const requestId = /^[\w=-]{1,128}$/;

/** One line a request: its path without the query string, which may hold what was searched for. */
export function logRequest(
  log: Log,
  clientOf: (c: Context<Doors>) => string | null,
  newRequestId: (c: Context<Doors>) => string,
): MiddlewareHandler<Doors> {
  return async (c, next) => {
    const start = performance.now();
    const given = c.req.header("x-request-id") ?? "";
    c.set("requestId", requestId.test(given) ? given : newRequestId(c));
    c.set("log", log);
    await next();
    // On the answer as it is: for `c.header` Hono makes it anew.
    c.res.headers.set("X-Content-Type-Options", "nosniff");
    c.res.headers.set("X-Request-Id", c.get("requestId"));
    const { status } = c.res;
    const level = status >= 500 ? "error" : "info";
    log[level](
      {
        requestId: c.get("requestId"),
        method: c.req.method,
        path: c.req.path,
        status,
        ms: Math.round(performance.now() - start),
        actor: c.get("actor") ?? "public",
        client: clientOf(c),
      },
      "request",
    );
  };
}
