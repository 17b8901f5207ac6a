import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { anApp, errorOf, explorerFolder, noDatabase } from "./an-app.ts";

describe("the explorer", () => {
  const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
  const { app } = anApp(noDatabase);

  test("is what a browser gets at /graphql, under a policy that lets in nothing from elsewhere", async () => {
    const response = await app.request("/graphql", browser);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self'; /,
    );
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("vary")).toContain("Accept");
    expect(await response.text()).toContain('<div id="explorer">');
  });

  test("is not for a browser that sends a query", async () => {
    const response = await app.request("/graphql?query={__typename}", browser);
    expect(response.headers.get("content-type")).toMatch(/^application\/.*json/);
  });

  test("has files that are kept for a year, and sent packed where that is understood", async () => {
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
  });

  test.for([
    "/explorer/nothing.js",
    "/explorer/../package.json",
    "/explorer/..%2fpackage.json",
    "/explorer/%2e%2e/build.ts",
  ])("has nothing at %s", async (path) => {
    const response = await app.request(path);
    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });

  test("says how it is built where it is not", async () => {
    const { app: bare } = anApp(noDatabase, { explorerFolder: "/nowhere" });
    expect(await errorOf(await bare.request("/graphql", browser))).toMatchObject({
      status: 404,
      message: expect.stringContaining("npm install"),
    });
  });
});
