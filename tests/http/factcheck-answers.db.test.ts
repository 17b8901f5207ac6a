// How a search is answered over HTTP, whatever it finds.
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { statementsOf } from "../support/graphql.ts";
import { aReviewOfOthers } from "../support/reviews.ts";
import { anApp } from "./an-app.ts";
import { serving } from "./serving.ts";

describe("over HTTP", () => {
  const path = "/v1alpha1/claims:search?query=آتش‌بس";

  test("an answer is indented unless that is not wanted", async ({ ctx }) => {
    await aReviewOfOthers(ctx);
    const { app } = anApp(ctx.db);
    for (const [query, indent] of [
      ["", 2],
      ["&prettyPrint=true&alt=json&$.xgafv=2&quotaUser=x", 2],
      ["&prettyPrint=false", 0],
    ] as const) {
      const response = await app.request(path + query);
      expect(response.headers.get("content-type")).toBe("application/json; charset=UTF-8");
      const text = await response.text();
      const written = JSON.stringify(JSON.parse(text), null, indent);
      expect(text).toBe(indent === 0 ? written : `${written}\n`);
    }
  });

  test("caches may keep it, and who asks for its head alone gets that", async ({ ctx }) => {
    await aReviewOfOthers(ctx);
    const url = (await serving(ctx.db)) + path;
    const first = await fetch(url);
    const tag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toMatch(/^public, /);
    expect((await fetch(url, { headers: { "if-none-match": tag } })).status).toBe(304);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", tag]);
  });
});

test("a search takes one statement, and one before it where it has words", async ({ database }) => {
  const connection = await database.connect();
  const { app } = anApp(connection.db);
  for (const [asked, count] of [
    ["query=x&reviewPublisherSiteFilter=y&languageCode=fa&maxAgeDays=9", 2],
    ["query=x", 2],
    ["reviewPublisherSiteFilter=y", 1],
  ] as const)
    expect(
      await statementsOf(connection, async () => app.request(`/v1alpha1/claims:search?${asked}`)),
    ).toHaveLength(count);
});
