import type { Context, MiddlewareHandler } from "hono";
import type { Log } from "../log.ts";

/** What every door knows of the request it answers. */
export type Doors = { Variables: { requestId: string; log: Log; actor?: string } };

/** One line a request: its path without the query string, which may hold what was searched for. */
export function logRequest(
  log: Log,
  clientOf: (c: Context<Doors>) => string | null,
): MiddlewareHandler<Doors> {
  return async (c, next) => {
    const start = performance.now();
    c.set("log", log);
    await next();
    c.header("X-Content-Type-Options", "nosniff");
    const { status } = c.res;
    const level = status >= 500 ? "error" : "info";
    log[level](
      {
        requestId: c.var.requestId,
        method: c.req.method,
        path: c.req.path,
        status,
        ms: Math.round(performance.now() - start),
        actor: c.var.actor ?? "public",
        client: clientOf(c),
      },
      "request",
    );
  };
}
