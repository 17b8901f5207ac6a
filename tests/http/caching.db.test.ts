// What caches may keep of the API's answers, and for how long.
import { createHash } from "node:crypto";
import { connect } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { correctReview } from "@sanad/core/review";
import { afterAll, beforeAll, describe, expect, onTestFinished, test as plain } from "vitest";
import { visibleWithinSeconds } from "../../packages/functions/src/http/caching.ts";
import { test } from "../support/database.ts";
import { aNewsroom, aPublishedClaim, claimNow, type Newsroom } from "../support/workflow.ts";
import { anApp, errorOf, noDatabase, query } from "./an-app.ts";
import { aCache, type Clock, type Fetch } from "./caches.ts";
import { startIssuer, type TestIssuer } from "./oidc-issuer.ts";
import { signingIn } from "./signing-in.ts";

const standard = "application/graphql-response+json";
const forAll = "public, max-age=10, s-maxage=30, stale-while-revalidate=20";
/** A page of another site cannot send it without being asked first: what prevention of forged requests wants of a GET. */
const meant = { "apollo-require-preflight": "1" };

const addressOf = (parameters: Record<string, string>) =>
  `http://localhost/graphql?${new URLSearchParams(parameters).toString()}`;
const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  new Request(addressOf(parameters), { headers: { accept: standard, ...meant, ...headers } });
const cacheControl = ({ headers }: Response) => headers.get("cache-control");

const reviewOf = (id: string) => `{ claim(id: "${id}") { text review { summary } } }`;
const summaryIn = async (answer: Response) =>
  ((await answer.json()) as { data: { claim: { review: { summary: string } } } }).data.claim.review
    .summary;

/** Corrects a claim's review, as its readers are to see soon. */
async function correct({ ctx, editor }: Newsroom, claimId: string): Promise<void> {
  const { version } = await claimNow(ctx, claimId);
  const summary = [{ language: "fa", text: "مدرکی برای این ادعا پیدا نشد." }];
  await correctReview(editor, { claimId, expectedVersion: version, summary, note: "یک واژه." });
}

describe("a query by GET without a token", () => {
  const text = "{ viewer { role } }";

  test("may be kept by everybody for a while, and has a tag", async ({ ctx }) => {
    const { app } = anApp(ctx.db);
    const answer = await app.request(get({ query: text }));
    expect(await answer.json()).toEqual({ data: { viewer: { role: "READER" } } });
    expect(cacheControl(answer)).toBe(forAll);
    expect(answer.headers.get("etag")).toMatch(/^W\/"[0-9a-f]{40}"$/);
    expect(answer.headers.get("vary")).toBe("Accept, Authorization");
  });

  test("is answered with 304 where the tag still stands, and with what caches and pages need", async ({
    ctx,
  }) => {
    const { app } = anApp(ctx.db, { corsOrigins: ["https://desk.example"] });
    const origin = { origin: "https://desk.example" };
    const first = await app.request(get({ query: text }, origin));
    const tag = first.headers.get("etag") ?? "";
    const again = await app.request(
      get(
        { query: text },
        { ...origin, "if-none-match": `"other", ${tag}`, "x-request-id": "r-1" },
      ),
    );
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect(Object.fromEntries(again.headers)).toEqual({
      "access-control-allow-origin": "https://desk.example",
      "access-control-expose-headers": "ETag,Retry-After,WWW-Authenticate,X-Request-Id",
      "cache-control": forAll,
      etag: tag,
      vary: "Accept, Authorization, Origin",
      "x-content-type-options": "nosniff",
      "x-request-id": "r-1",
    });
    const other = await app.request(get({ query: text }, { "if-none-match": 'W/"other"' }));
    expect(other.status).toBe(200);
  });

  test("is answered anew, under another tag, once a correction is published", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(newsroom);
    const { app } = anApp(ctx.db);
    const before = await app.request(get({ query: reviewOf(id) }));
    const tag = before.headers.get("etag") ?? "";
    await correct(newsroom, id);
    const after = await app.request(get({ query: reviewOf(id) }, { "if-none-match": tag }));
    expect(after.status).toBe(200);
    expect(after.headers.get("etag")).not.toBe(tag);
    expect(await summaryIn(after)).not.toBe(await summaryIn(before));
  });

  test("may name the query by its hash, once that was sent along", async ({ ctx }) => {
    const { app } = anApp(ctx.db);
    const sha256Hash = createHash("sha256").update(text).digest("hex");
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } });
    for (const accept of [standard, "application/json"]) {
      const miss = await app.request(get({ extensions }, { accept }));
      expect(cacheControl(miss)).toBe("no-store");
      expect(miss.headers.get("etag")).toBeNull();
      expect(await errorOf(miss)).toMatchObject({ code: "PERSISTED_QUERY_NOT_FOUND" });
    }
    expect(cacheControl(await app.request(get({ extensions, query: text })))).toBe(forAll);
    const hit = await app.request(get({ extensions }));
    expect(cacheControl(hit)).toBe(forAll);
    expect(await hit.json()).toEqual({ data: { viewer: { role: "READER" } } });
  });

  test("as a HEAD has the headers of its GET and no body", async ({ ctx }) => {
    const { app } = anApp(ctx.db);
    const answer = await app.request(get({ query: text }));
    const head = await app.request(new Request(get({ query: text }), { method: "HEAD" }));
    expect([head.status, await head.text()]).toEqual([200, ""]);
    for (const name of ["cache-control", "etag", "vary", "content-type"])
      expect(head.headers.get(name), name).toBe(answer.headers.get(name));
  });
});

describe("nobody keeps", () => {
  const { app } = anApp(noDatabase);

  plain.for<[string, Request]>([
    ["an answer to a POST", new Request(addressOf({}), query("{ __typename }"))],
    ["a mutation by GET, which is refused", get({ query: "mutation { __typename }" })],
    ["a query that is not valid", get({ query: "{ nothing }" })],
    ["a query that cannot be read", get({ query: "{" })],
    ["a query over the limits", get({ query: "{ claims(first: 101) { totalCount } }" })],
    ["a query whose variables cannot be read", get({ query: "{ __typename }", variables: "{" })],
    [
      "a GET that another site's page may have sent",
      new Request(addressOf({ query: "{ __typename }" })),
    ],
    ["a GET of no query", get({})],
    ["what nobody would accept", get({ query: "{ __typename }" }, { accept: "image/png" })],
    ["that there is nothing", new Request("http://localhost/nothing")],
    ["that a method is not taken", new Request("http://localhost/graphql", { method: "PUT" })],
    ["whether the process is alive", new Request("http://localhost/healthz")],
    ["whether it is ready", new Request("http://localhost/readyz")],
  ])("%s", async ([, request]) => {
    const answer = await app.request(request);
    expect(cacheControl(answer)).toBe("no-store");
    expect(answer.headers.get("etag")).toBeNull();
  });

  plain("an answer that has an error in a part of it, or in all", async () => {
    const connection = await connect("postgres://sanad:secret@127.0.0.1:1/sanad");
    onTestFinished(() => connection.close());
    const { app } = anApp(connection.db);
    for (const accept of [standard, "application/json"]) {
      for (const text of [
        "{ __typename viewer { role } }",
        '{ source(url: "https://a.example/") { id } }',
      ]) {
        const answer = await app.request(get({ query: text }, { accept }));
        expect(cacheControl(answer)).toBe("no-store");
        expect(await errorOf(answer)).toMatchObject({ code: "UNAVAILABLE" });
      }
    }
  });
});

describe("with a token", () => {
  let issuer: TestIssuer;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());
  const appOf = (ctx: Context) => anApp(ctx.db, { authenticate: signingIn(issuer, ctx) }).app;
  const request = get({ query: "{ viewer { role } }" });
  const withToken = (authorization: string) =>
    new Request(request, { headers: { ...Object.fromEntries(request.headers), authorization } });

  test("every answer is for one person, and for no cache", async ({ ctx }) => {
    const app = appOf(ctx);
    const token = `Bearer ${await issuer.sign({ role: "CHECKER" })}`;
    for (const asked of [
      withToken(token),
      new Request(addressOf({}), query("{ viewer { role } }", { authorization: token })),
      new Request(addressOf({}), { headers: { accept: "text/html", authorization: token } }),
      new Request("http://localhost/nothing", { headers: { authorization: token } }),
    ]) {
      const answer = await app.request(asked);
      expect(cacheControl(answer)).toBe("private, no-store");
      expect(answer.headers.get("etag")).toBeNull();
    }
  });

  test.for(["Bearer garbage", "Basic c2FyYTpwYXNz", ""])(
    "a bad one, “%s”, is refused, also where caches hold what the public was answered",
    async (authorization, { ctx }) => {
      const app = appOf(ctx);
      const clock = { seconds: 0 };
      const edge = aCache("shared", clock, async (asked) => app.request(asked));
      expect((await edge(request.clone())).status).toBe(200);
      const refused = await edge(withToken(authorization));
      expect([refused.status, cacheControl(refused)]).toEqual([401, "private, no-store"]);
      const signedIn = await edge(withToken(`Bearer ${await issuer.sign({ role: "EDITOR" })}`));
      expect(await signedIn.json()).toEqual({ data: { viewer: { role: "EDITOR" } } });
      expect(await (await edge(request.clone())).json()).toEqual({
        data: { viewer: { role: "READER" } },
      });
    },
  );
});

describe("behind a cache that all readers share", () => {
  test("the page for people and the answer for programs do not take each other's place", async ({
    ctx,
  }) => {
    const { app } = anApp(ctx.db);
    const edge = aCache("shared", { seconds: 0 }, async (asked) => app.request(asked));
    const typeFor = async (accept: string) =>
      (await edge(get({}, { accept }))).headers.get("content-type");
    expect(await typeFor("text/html")).toMatch(/^text\/html/);
    expect(await typeFor(standard)).toMatch(/^application\/graphql-response\+json/);
    const typeOfQuery = async (accept: string) =>
      (await edge(get({ query: "{ viewer { role } }" }, { accept }))).headers.get("content-type");
    for (const accept of [standard, "application/json", standard])
      expect(await typeOfQuery(accept)).toBe(`${accept}; charset=utf-8`);
  });

  test("what still stands is asked for again, and not sent again", async ({ ctx }) => {
    const { app } = anApp(ctx.db);
    const clock = { seconds: 0 };
    const statuses: number[] = [];
    const edge = aCache("shared", clock, async (asked) => {
      const answer = await app.request(asked);
      statuses.push(answer.status);
      return answer;
    });
    for (clock.seconds of [0, 29, 30, 59, 200]) {
      const answer = await edge(get({ query: "{ viewer { role } }" }));
      expect(await answer.json()).toEqual({ data: { viewer: { role: "READER" } } });
    }
    expect(statuses).toEqual([200, 304, 304]);
  });

  test.for([
    // Given out for the last time at 49 seconds of age, which a browser that is told so counts as too old to keep.
    { name: "one that tells ages", edge: {}, browser: {}, lastSeen: 49 },
    // A browser that is not keeps it for 10 seconds, of which this is the last.
    {
      name: "one that does not",
      edge: { tellsAge: false },
      browser: { servesStale: false },
      lastSeen: 58,
    },
  ])(
    "$name, a reader may see the old answer until the stated seconds are over, and never after",
    async ({ edge, browser, lastSeen }, { ctx }) => {
      const newsroom = await aNewsroom(ctx);
      const { id } = await aPublishedClaim(newsroom);
      const { app } = anApp(ctx.db);
      const request = () => get({ query: reviewOf(id) });
      const clock: Clock = { seconds: 0 };
      // A reader for each second in which one may ask first, each of a city whose edge has just fetched the answer.
      const readers: Fetch[] = [];
      for (let city = 0; city <= visibleWithinSeconds; city++) {
        const cached = aCache("shared", clock, async (asked) => app.request(asked), edge);
        await cached(request());
        readers.push(aCache("browser", clock, cached, browser));
      }
      const old = await summaryIn(await app.request(request()));
      await correct(newsroom, id);

      const seenOld: number[] = [];
      for (clock.seconds = 0; clock.seconds <= visibleWithinSeconds + 30; clock.seconds++) {
        for (const reader of readers.slice(0, clock.seconds + 1))
          if ((await summaryIn(await reader(request()))) === old) seenOld.push(clock.seconds);
      }
      expect(Math.max(...seenOld)).toBe(lastSeen);
      expect(lastSeen).toBeLessThan(visibleWithinSeconds);
    },
  );
});
