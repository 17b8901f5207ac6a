// What Google's client is told that asks amiss. Nothing of it reaches a database.
import { factchecktools } from "@googleapis/factchecktools";
import { describe, expect, test } from "vitest";
import { anApp, errorOf, noDatabase } from "./an-app.ts";
import { serving } from "./serving.ts";

const { app } = anApp(noDatabase);
const path = "/v1alpha1/claims:search";
const ask = (query: string, headers: Record<string, string> = {}) =>
  app.request(`${path}?${query}`, { headers });

type ApiError = { error: { code: number; message: string; status: string; details?: unknown[] } };
const violation = "type.googleapis.com/google.rpc.BadRequest";

test("the client throws what Google's own API would make it throw", async () => {
  const rootUrl = `${await serving(noDatabase)}/`;
  const client = factchecktools({ version: "v1alpha1", rootUrl });
  await expect(client.claims.search({})).rejects.toMatchObject({
    status: 400,
    message: "Either query or reviewPublisherSiteFilter is required.",
  });
  await expect(client.claims.search({ query: "x", pageSize: -1 })).rejects.toMatchObject({
    status: 400,
    message: "pageSize is negative.",
  });
  await expect(client.claims.imageSearch({ imageUri: "https://x.example/" })).rejects.toMatchObject(
    { status: 501 },
  );
});

describe("a refusal", () => {
  test.for([
    ["", "query", "Either query or reviewPublisherSiteFilter is required."],
    ["query=%20%E2%80%8C&languageCode=fa", "query", "Either query or"],
    ["query=a&pageSize=ten", "page_size", `Invalid value at 'page_size' (TYPE_INT32), "ten"`],
    ["query=a&pageSize=", "page_size", `Invalid value at 'page_size' (TYPE_INT32), ""`],
    ["query=a&offset=1.5", "offset", `Invalid value at 'offset' (TYPE_INT32), "1.5"`],
    ["query=a&maxAgeDays=2147483648", "max_age_days", "Invalid value at 'max_age_days'"],
    ["query=a&maxAgeDays=-1", "max_age_days", "maxAgeDays is negative."],
    ["query=a&offset=10001", "offset", "offset: must be 0 to 10,000"],
    ["query=a&languageCode=farsi%20!", "language_code", "languageCode is no BCP-47"],
    ["query=a&query=b", "query", "query is given twice."],
    ["query=a%00", "query", "query: must not hold a NUL character"],
    [
      "reviewPublisherSiteFilter=a%00",
      "review_publisher_site_filter",
      "must not hold a NUL character",
    ],
    ["query=a&pageToken=garbage", "page_token", "page_token: is no cursor of this list"],
    ["query=a&alt=media", "alt", `Unsupported alt type "media" for non byte stream request.`],
    ["query=a&alt=proto", "alt", `Unsupported alt type "proto"`],
    ["query=a&prettyPrint=maybe", "pretty_print", "Invalid value at 'pretty_print' (TYPE_BOOL)"],
    ["query=a&callback=run", "callback", "JSONP is not served"],
    ["query=a&access_token=secret", "access_token", "goes into the header Authorization"],
  ])("of %s names %s", async ([query, field, message]) => {
    const response = await ask(query as string);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/json; charset=UTF-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { error } = (await response.json()) as ApiError;
    expect(error).toEqual({
      code: 400,
      message: expect.stringContaining(message as string),
      status: "INVALID_ARGUMENT",
      details: [{ "@type": violation, fieldViolations: [{ field, description: error.message }] }],
    });
    expect(error.message).not.toContain("secret");
  });

  test("of an unknown parameter is Google's own, and all that is wrong is told at once", async () => {
    const { error } = (await (await ask("q=a&pageSize=x")).json()) as ApiError;
    const unknown = `Invalid JSON payload received. Unknown name "q": Cannot bind query parameter. Field 'q' could not be found in request message.`;
    const typed = `Invalid value at 'page_size' (TYPE_INT32), "x"`;
    expect(error.message).toBe(`${unknown}\n${typed}`);
    expect(error.details).toEqual([
      {
        "@type": violation,
        fieldViolations: [{ description: unknown }, { field: "page_size", description: typed }],
      },
    ]);
  });

  test.for([
    ["claims/nothing", "claims.nothing"],
    ["claims(text,claimReview(publisher/name/first))", "claims.claimReview.publisher.name.first"],
    ["*/nothing", "*.nothing"],
    ["__proto__", "__proto__"],
    ["constructor/name", "constructor.name"],
    ["claims(text", "fields"],
    ["claims)", "fields"],
    ["claims,,text", "fields"],
    ["claims//text", "fields"],
    ["(claims)", "fields"],
    [",", "fields"],
  ])("of the fields %s names %s", async ([fields, field]) => {
    const response = await ask(`query=a&fields=${encodeURIComponent(fields as string)}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        message: "Request contains an invalid argument.",
        status: "INVALID_ARGUMENT",
        details: [
          {
            fieldViolations: [
              {
                field,
                description: expect.stringMatching(/^Error expanding 'fields' parameter\./),
              },
            ],
          },
        ],
      },
    });
  });

  test("of what is too long does not depend on how long it is", async () => {
    const long = "claims(".repeat(2_000);
    for (const query of [`query=${long}`, `query=a&fields=${long}`])
      expect((await ask(query)).status).toBe(400);
  });

  test("is indented and ends its line, whatever was asked", async () => {
    const text = await (await ask("prettyPrint=false")).text();
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });

  test("of a database that cannot be reached says nothing of it but that", async () => {
    const broken = new Proxy(noDatabase, {
      get() {
        throw Object.assign(new Error("secret"), { code: "ECONNREFUSED" });
      },
    });
    const response = await anApp(broken).app.request(`${path}?query=a`);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(((await response.json()) as ApiError).error).toEqual({
      code: 503,
      message: "The database cannot be reached; try again later.",
      status: "UNAVAILABLE",
    });
  });
});

describe("the doors", () => {
  test("take GET only, as the others do", async () => {
    for (const door of [path, "/v1alpha1/claims:imageSearch"]) {
      const response = await app.request(door, { method: "POST" });
      expect(response.headers.get("allow")).toBe("GET");
      expect(await errorOf(response)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
    }
  });

  test("can be asked by any page, with a key in a header", async () => {
    const response = await app.request(path, {
      method: "OPTIONS",
      headers: {
        origin: "https://reader.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-goog-api-key",
      },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-headers")).toContain("X-Goog-Api-Key");
  });
});
