import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "@sanad/core/context";

import { connect, type Database } from "@sanad/core/database";
import { NotPermitted } from "@sanad/core/errors";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished, test as plain } from "vitest";
import { createApp } from "../../packages/functions/src/app.ts";
import { createGraphQL } from "../../packages/functions/src/graphql/server.ts";
import { createLog } from "../../packages/functions/src/log.ts";
import { startServer } from "../../packages/functions/src/node.ts";
import {
  type Authenticate,
  InvalidToken,
  IssuerUnreachable,
} from "../../packages/functions/src/session/index.ts";
import { test } from "../support/database.ts";

const explorerFolder = join(import.meta.dirname, "../../packages/explorer/dist");
const anonymous: Authenticate = async () => ({ kind: "public" });

/** The whole app on a database, and the lines that it has logged. */
function anApp(db: Database, given: { authenticate?: Authenticate; explorerFolder?: string } = {}) {
  const lines: Record<string, unknown>[] = [];
  const log = createLog("debug", (line) => lines.push(JSON.parse(line)));
  const graphql = createGraphQL({ publicUrl: "http://localhost:4000", log: () => {} });
  const app = createApp({
    db,
    graphql,
    authenticate: anonymous,
    log,
    now: () => new Date(),
    explorerFolder,
    ...given,
  });
  return { app, lines, graphql };
}

const noDatabase = {} as Database;
const query = (text: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ query: text }),
});
const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message };
};

describe("/graphql", () => {
  test("answers a query, by POST and by GET", async ({ ctx }) => {
    const { app } = anApp(ctx.db);
    const posted = await app.request("/graphql", query("{ viewer { role } }"));
    expect(await posted.json()).toEqual({ data: { viewer: { role: "READER" } } });
    const got = await app.request("/graphql?query={viewer{role}}", {
      headers: { "apollo-require-preflight": "1" },
    });
    expect(await got.json()).toEqual({ data: { viewer: { role: "READER" } } });
  });

  plain("refuses a bad token with 401, also where the query is nobody's secret", async () => {
    const { app } = anApp(noDatabase, {
      authenticate: async () => {
        throw new InvalidToken("The token has expired: sign in again.");
      },
    });
    const accept = "application/graphql-response+json";
    const response = await app.request(
      "/graphql",
      query("{ __typename }", { accept, authorization: "Bearer x" }),
    );
    expect(response.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    expect(response.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await errorOf(response)).toEqual({
      status: 401,
      code: "UNAUTHENTICATED",
      message: "The token has expired: sign in again.",
    });
  });

  plain.for([
    [new NotPermitted("This account is suspended."), 403, "FORBIDDEN"],
    [new IssuerUnreachable("secret detail"), 503, "UNAVAILABLE"],
    [Object.assign(new Error("secret detail"), { code: "ECONNREFUSED" }), 503, "UNAVAILABLE"],
    [new Error("secret detail"), 500, "INTERNAL_SERVER_ERROR"],
  ] as const)("where sign-in ends with %s answers %i", async ([error, status, code]) => {
    const { app } = anApp(noDatabase, { authenticate: () => Promise.reject(error) });
    const found = await errorOf(await app.request("/graphql", query("{ __typename }")));
    expect(found).toMatchObject({ status, code });
    expect(found.message).not.toContain("secret detail");
  });

  plain("can be asked by any page, with a token that the page was given", async () => {
    const { app } = anApp(noDatabase);
    const response = await app.request("/graphql", {
      method: "OPTIONS",
      headers: {
        origin: "https://newsroom.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });
});

describe("the explorer", () => {
  const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
  const { app } = anApp(noDatabase);

  plain(
    "is what a browser gets at /graphql, under a policy that lets in nothing from elsewhere",
    async () => {
      const response = await app.request("/graphql", browser);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^text\/html/);
      expect(response.headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'self'; /,
      );
      expect(response.headers.get("cache-control")).toBe("no-cache");
      expect(response.headers.get("vary")).toContain("Accept");
      expect(await response.text()).toContain('<div id="explorer">');
    },
  );

  plain("is not for a browser that sends a query", async () => {
    const response = await app.request("/graphql?query={__typename}", browser);
    expect(response.headers.get("content-type")).toMatch(/^application\/.*json/);
  });

  plain(
    "has files that are kept for a year, and sent packed where that is understood",
    async () => {
      const assets = readdirSync(join(explorerFolder, "assets"));
      const script = assets.find((name) => name.endsWith(".js")) ?? "";
      const path = `/explorer/assets/${script}`;
      const plainAnswer = await app.request(path);
      expect(plainAnswer.headers.get("content-type")).toMatch(/^text\/javascript/);
      expect(plainAnswer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(plainAnswer.headers.get("x-content-type-options")).toBe("nosniff");
      const packed = await app.request(path, { headers: { "accept-encoding": "gzip, br" } });
      expect(packed.headers.get("content-encoding")).toBe("gzip");
      const head = await app.request(path, { method: "HEAD" });
      expect(head.status).toBe(200);
    },
  );

  plain.for([
    "/explorer/nothing.js",
    "/explorer/../package.json",
    "/explorer/..%2fpackage.json",
    "/explorer/%2e%2e/build.ts",
  ])("has nothing at %s", async (path) => {
    const response = await app.request(path);
    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });

  plain("says how it is built where it is not", async () => {
    const { app: bare } = anApp(noDatabase, { explorerFolder: "/nowhere" });
    expect(await errorOf(await bare.request("/graphql", browser))).toMatchObject({
      status: 404,
      message: expect.stringContaining("npm install"),
    });
  });
});

describe("health", () => {
  plain("is alive without a database", async () => {
    const response = await anApp(noDatabase).app.request("/healthz");
    expect([response.status, await response.json()]).toEqual([200, { status: "alive" }]);
  });

  test("is ready with a migrated database", async ({ ctx }) => {
    const response = await anApp(ctx.db).app.request("/readyz");
    expect([response.status, await response.json()]).toEqual([200, { status: "ready" }]);
  });

  test("is not ready while a migration is missing, and names it", async ({ ctx }) => {
    const last = await ctx.db.execute(
      sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning name`,
    );
    const [{ name } = { name: "" }] = (last as unknown as { rows: { name: string }[] }).rows;
    const response = await anApp(ctx.db).app.request("/readyz");
    const missing = [`the migration ${name} is not applied`];
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: "not ready", missing },
    ]);
  });

  plain("is not ready without a database, and does not say where that should be", async () => {
    const connection = await connect("postgres://sanad:secret@127.0.0.1:1/sanad");
    onTestFinished(() => connection.close());
    const { app, lines } = anApp(connection.db);
    const response = await app.request("/readyz");
    const missing = ["the database cannot be reached"];
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: "not ready", missing },
    ]);
    expect(JSON.stringify(lines)).toContain("ECONNREFUSED");
    expect(JSON.stringify(lines)).not.toContain("secret");
  });
});

describe("any other door", () => {
  const { app } = anApp(noDatabase);

  plain("at the root leads to /graphql", async () => {
    const response = await app.request("/");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/graphql"]);
  });

  plain("is told to be none", async () => {
    expect(await errorOf(await app.request("/nothing"))).toEqual({
      status: 404,
      code: "NOT_FOUND",
      message: "There is nothing at /nothing; the API is at /graphql.",
    });
  });

  plain.for([
    ["PUT", "/graphql", "GET, POST"],
    ["DELETE", "/healthz", "GET"],
    ["POST", "/explorer/index.html", "GET"],
  ])("does not take %s %s", async ([method, path, allow]) => {
    const response = await app.request(path as string, { method: method as string });
    expect(response.headers.get("allow")).toBe(allow);
    expect(await errorOf(response)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
  });
});

describe("a request's id", () => {
  const { app } = anApp(noDatabase);

  plain("is taken over where it is sane, and sent back", async () => {
    const response = await app.request("/healthz", { headers: { "x-request-id": "trace-42" } });
    expect(response.headers.get("x-request-id")).toBe("trace-42");
  });

  plain.for(["a b", '{"x":1}', "x".repeat(200)])("is made anew instead of “%s”", async (id) => {
    const response = await app.request("/healthz", { headers: { "x-request-id": id } });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the log", () => {
  plain(
    "has a line a request, with nothing in it that came as a secret or was searched for",
    async () => {
      const { app, lines } = anApp(noDatabase, {
        authenticate: async () => ({
          kind: "person",
          id: "person_1",
          name: "Sara Secret",
          role: "READER",
        }),
      });
      const response = await app.request(
        "/graphql?query={__typename}&variables={%22q%22:%22secret%22}",
        {
          headers: {
            authorization: "Bearer secret",
            "x-request-id": "r-1",
            "apollo-require-preflight": "1",
          },
        },
      );
      await response.text();
      expect(lines).toEqual([
        {
          level: "info",
          time: expect.any(String),
          message: "request",
          requestId: "r-1",
          method: "GET",
          path: "/graphql",
          status: 200,
          ms: expect.any(Number),
          actor: "person_1",
        },
      ]);
    },
  );

  test("tells of a failed statement without its parameters, and with its causes", async ({
    database,
  }) => {
    const { db } = await database.connect();
    const { app, lines } = anApp(db, {
      authenticate: async () => {
        await db.execute(sql`select 1 / length(${""}::text), ${"a secret"}::text`);
        return { kind: "public" };
      },
    });
    expect((await app.request("/graphql", query("{ __typename }"))).status).toBe(500);
    expect(lines[0]).toMatchObject({ level: "error", error: { cause: { code: "22012" } } });
    expect(JSON.stringify(lines)).not.toContain("a secret");
  });
});

describe("served by Node", () => {
  const served = async (context: Pick<Context, "db">) => {
    const { app, graphql } = anApp(context.db);
    return startServer({ host: "127.0.0.1", port: 0 }, () => ({
      fetch: app.fetch,
      stop: graphql.stop,
    }));
  };

  test("answers over HTTP, and after stopping no more", async ({ ctx }) => {
    const server = await served(ctx);
    const address = `http://127.0.0.1:${server.port}/graphql`;
    const response = await fetch(address, query("{ viewer { role } }"));
    expect(await response.json()).toEqual({ data: { viewer: { role: "READER" } } });
    await server.stop();
    await expect(fetch(address, query("{ viewer { role } }"))).rejects.toThrow();
  });

  test("refuses a body of two megabytes", async ({ ctx }) => {
    const server = await served(ctx);
    onTestFinished(() => server.stop());
    const response = await fetch(
      `http://127.0.0.1:${server.port}/graphql`,
      query(" ".repeat(2_000_000)),
    );
    expect(response.status).toBe(413);
  });

  plain("lets a request in flight end before it stops", async () => {
    const arrived = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const order: string[] = [];
    const server = await startServer({ host: "127.0.0.1", port: 0 }, () => ({
      fetch: async () => {
        arrived.resolve();
        await held.promise;
        order.push("answered");
        return new Response("done");
      },
      stop: async () => void order.push("stopped"),
    }));
    const response = fetch(`http://127.0.0.1:${server.port}/`);
    await arrived.promise;
    const stopped = server.stop();
    held.resolve();
    expect(await (await response).text()).toBe("done");
    await stopped;
    expect(order).toEqual(["answered", "stopped"]);
  });

  plain("names PORT where the port is taken", async () => {
    const none = () => ({ fetch: () => new Response(), stop: async () => {} });
    const first = await startServer({ host: "127.0.0.1", port: 0 }, none);
    onTestFinished(() => first.stop());
    await expect(startServer({ host: "127.0.0.1", port: first.port }, none)).rejects.toThrow(
      `Port ${first.port} is in use: stop what listens there, or set PORT to another one (0 takes any that is free).`,
    );
  });
});
