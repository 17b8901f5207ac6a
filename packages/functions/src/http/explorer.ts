/** GraphiQL's page at /graphql, for browsers, and its files: all our own, so that it works offline. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import type { Context, Handler, MiddlewareHandler } from "hono";
import { fail } from "./failures.ts";
import type { Doors } from "./request.ts";

/** Monaco makes `<style>` elements and style attributes as it goes; scripts and requests are our own alone. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Files under assets/ have their content's hash in their names; the page names them anew with each build. */
const aYear = "public, max-age=31536000, immutable";

export type Explorer = {
  page: Handler<Doors>;
  files: Handler<Doors>;
};

export function serveExplorer(folder: string): Explorer {
  if (!existsSync(folder)) {
    const absent: Handler<Doors> = (c) =>
      fail(
        c,
        "NOT_FOUND",
        "The explorer's page is not built: `npm install` builds it. The API answers POST requests here.",
      );
    return { page: absent, files: absent };
  }
  const page = serveStatic<Doors>({ path: join(folder, "index.html"), precompressed: true });
  const files = serveStatic<Doors>({
    root: folder,
    rewriteRequestPath: (path) => path.slice("/explorer".length),
    precompressed: true,
  });
  return { page: guarded(page), files: guarded(files) };
}

function guarded(serve: MiddlewareHandler<Doors>): Handler<Doors> {
  return (c, next) => {
    c.header("Content-Security-Policy", policy);
    c.header("Referrer-Policy", "no-referrer");
    c.header("Cache-Control", c.req.path.startsWith("/explorer/assets/") ? aYear : "no-cache");
    return serve(c, next);
  };
}

/** A browser that opens the address, rather than a program that sends a query by GET. */
export function isVisit(c: Context<Doors>): boolean {
  const asksForPage = c.req.header("accept")?.includes("text/html") === true;
  return (
    c.req.method !== "POST" &&
    asksForPage &&
    c.req.query("query") === undefined &&
    c.req.query("extensions") === undefined
  );
}
