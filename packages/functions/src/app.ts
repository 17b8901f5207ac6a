/** Every door, in one list. It hangs on web standards alone, so that Node and Lambda serve the same. */

import { pseudonymOf } from "@sanad/core/actor";
import type { Newsroom } from "@sanad/core/claimreview";
import type { Database } from "@sanad/core/database";
import { type Context, type Handler, Hono, type MiddlewareHandler } from "hono";
import type { GraphQLDoor } from "./graphql/server.ts";
import { guardCaches } from "./http/caching.ts";
import { openTo } from "./http/cors.ts";
import { isVisit, serveExplorer } from "./http/explorer.ts";
import { fail, failThrown } from "./http/failures.ts";
import { alive, ready } from "./http/health.ts";
import { later } from "./http/later.ts";
import { type Doors, logRequest } from "./http/request.ts";
import type { Log } from "./log.ts";
import type { Authenticate } from "./session/index.ts";

export type Dependencies = {
  db: Database;
  graphql: Pick<GraphQLDoor, "handle">;
  authenticate: Authenticate;
  log: Log;
  now: () => Date;
  newsroom: Newsroom;
  /** Whether searching as with Google's API takes a key of ours. */
  searchRequiresKey: boolean;
  /** The built page of packages/explorer. */
  explorerFolder: string;
  /** Where core's migrations are, if not where the sources have them. */
  migrationsFolder?: string;
  /** Pages of which other sites may ask; null for all of them. */
  corsOrigins: readonly string[] | null;
  /** The address of whoever asks, as whatever serves the app knows it. */
  clientOf: (c: Context<Doors>) => string | null;
  /** For a request that brings no sane id of its own. */
  newRequestId?: (c: Context<Doors>) => string;
};

const feedPaths = ["/claimreview.json", "/feed.atom", "/feed.json"] as const;

export function createApp({
  db,
  graphql,
  authenticate,
  log,
  now,
  newsroom,
  searchRequiresKey,
  explorerFolder,
  migrationsFolder,
  corsOrigins,
  clientOf,
  newRequestId = () => crypto.randomUUID(),
}: Dependencies): Hono<Doors> {
  const explorer = serveExplorer(explorerFolder);
  const app = new Hono<Doors>();
  const door = (path: string, methods: string[], handler: Handler<Doors>) => {
    app.on(methods, path, handler);
    app.all(path, (c) => {
      // A HEAD is answered as the GET it stands for.
      if (methods.includes(c.req.method) || c.req.method === "HEAD") return c.notFound();
      c.header("Allow", methods.join(", "));
      return fail(c, "METHOD_NOT_ALLOWED", `${path} takes ${methods.join(" and ")} only.`);
    });
  };
  const answerGraphQL: Handler<Doors> = async (c, next) => {
    if (isVisit(c)) return explorer.page(c, next);
    const actor = await authenticate(c.req.header("authorization") ?? null);
    c.set("actor", pseudonymOf(actor));
    return graphql.handle(c.req.raw, { db, actor, now, requestId: c.get("requestId") });
  };
  const sayWhatItVariesBy: MiddlewareHandler<Doors> = async (c, next) => {
    await next();
    c.res.headers.append("Vary", "Accept, Authorization");
  };

  app.use(logRequest(log, clientOf, newRequestId), guardCaches);
  for (const path of ["/graphql", "/claims/*", "/v1alpha1/*", ...feedPaths])
    app.use(path, openTo(corsOrigins));

  app.use("/graphql", sayWhatItVariesBy);
  door("/graphql", ["GET", "POST"], answerGraphQL);
  const search = { db, authenticate, now, newsroom, requiresKey: searchRequiresKey };
  const factCheck = () => import("./factcheck/index.ts");
  door(
    "/v1alpha1/claims:search",
    ["GET"],
    later(async () => (await factCheck()).searchClaims(search)),
  );
  door(
    "/v1alpha1/claims:imageSearch",
    ["GET"],
    later(async () => (await factCheck()).refuseImageSearch),
  );
  const reading = { db, now, newsroom };
  const feeds = () => import("./http/feeds.ts");
  door(
    "/claimreview.json",
    ["GET"],
    later(async () => (await feeds()).crawl(reading)),
  );
  door(
    "/feed.atom",
    ["GET"],
    later(async () => (await feeds()).atom(reading)),
  );
  door(
    "/feed.json",
    ["GET"],
    later(async () => (await feeds()).jsonFeed(reading)),
  );
  door("/explorer/*", ["GET"], explorer.files);
  const claimPage = () => import("./http/claim-page/index.ts");
  door(
    "/claims/:id",
    ["GET"],
    later(async () => (await claimPage()).claimDoor(reading)),
  );
  door("/healthz", ["GET"], alive);
  door("/readyz", ["GET"], ready(db, migrationsFolder));
  door("/", ["GET"], (c) => c.redirect("/graphql"));

  app.notFound((c) =>
    fail(c, "NOT_FOUND", `There is nothing at ${c.req.path}; the API is at /graphql.`),
  );
  app.onError((error, c) => failThrown(error, c));
  return app;
}
