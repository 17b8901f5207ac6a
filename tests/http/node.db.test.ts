import type { Database } from "@sanad/core/database";
import { describe, expect, onTestFinished, test as plain } from "vitest";
import { clientOf, startServer } from "../../packages/functions/src/node.ts";
import { test } from "../support/database.ts";
import { anApp, query } from "./an-app.ts";

describe("served by Node", () => {
  const served = async (context: { db: Database }) => {
    const { app, graphql, lines } = anApp(context.db, { clientOf });
    const server = await startServer({ host: "127.0.0.1", port: 0 }, () => ({
      fetch: app.fetch,
      stop: graphql.stop,
    }));
    return { ...server, lines };
  };

  test("answers over HTTP, and after stopping no more", async ({ ctx }) => {
    const server = await served(ctx);
    const address = `http://127.0.0.1:${server.port}/graphql`;
    const response = await fetch(address, query("{ viewer { role } }"));
    expect(await response.json()).toEqual({ data: { viewer: { role: "READER" } } });
    await server.stop();
    await expect(fetch(address, query("{ viewer { role } }"))).rejects.toThrow();
  });

  test("logs from where it was asked, and not what the asker says of that", async ({ ctx }) => {
    const server = await served(ctx);
    onTestFinished(() => server.stop());
    await fetch(`http://127.0.0.1:${server.port}/healthz`, {
      headers: { "x-forwarded-for": "192.0.2.7" },
    });
    expect(server.lines).toMatchObject([{ path: "/healthz", client: "127.0.0.1" }]);
  });

  test("answers a HEAD without a body, and 304 where what somebody has still stands", async ({
    ctx,
  }) => {
    const server = await served(ctx);
    onTestFinished(() => server.stop());
    const address = `http://127.0.0.1:${server.port}/graphql?query={viewer{role}}`;
    const headers = { "apollo-require-preflight": "1" };
    const head = await fetch(address, { method: "HEAD", headers });
    const tag = head.headers.get("etag") ?? "";
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const again = await fetch(address, { headers: { ...headers, "if-none-match": tag } });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
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

test("the GraphQL door answers a query, by POST and by GET", async ({ ctx }) => {
  const { app } = anApp(ctx.db);
  const posted = await app.request("/graphql", query("{ viewer { role } }"));
  expect(await posted.json()).toEqual({ data: { viewer: { role: "READER" } } });
  const got = await app.request("/graphql?query={viewer{role}}", {
    headers: { "apollo-require-preflight": "1" },
  });
  expect(await got.json()).toEqual({ data: { viewer: { role: "READER" } } });
});
