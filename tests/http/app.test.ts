import { NotPermitted } from "@sanad/core/errors";
import { describe, expect, test } from "vitest";
import { InvalidToken, IssuerUnreachable } from "../../packages/functions/src/session/index.ts";
import { anApp, errorOf, noDatabase, query } from "./an-app.ts";

describe("/graphql", () => {
  test("refuses a bad token with 401, also where the query is nobody's secret", async () => {
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

  test.for([
    [new NotPermitted("This account is suspended."), 403, "FORBIDDEN"],
    [new IssuerUnreachable("secret detail"), 503, "UNAVAILABLE"],
    [Object.assign(new Error("secret detail"), { code: "ECONNREFUSED" }), 503, "UNAVAILABLE"],
    [new Error("secret detail"), 500, "INTERNAL_SERVER_ERROR"],
  ] as const)("where sign-in ends with %s answers %i", async ([error, status, code]) => {
    const { app } = anApp(noDatabase, { authenticate: () => Promise.reject(error) });
    const response = await app.request("/graphql", query("{ __typename }"));
    expect(response.headers.get("retry-after")).toBe(status === 503 ? "5" : null);
    const found = await errorOf(response);
    expect(found).toMatchObject({ status, code });
    expect(found.message).not.toContain("secret detail");
  });
});

describe("a page of another site", () => {
  /** What a browser asks before it sends what the page wants. */
  const preflight = (origin: string) => ({
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,idempotency-key",
    },
  });
  const allowedFor = ({ headers }: Response) => headers.get("access-control-allow-origin");
  const named = anApp(noDatabase, {
    corsOrigins: ["https://desk.example", "http://localhost:5173"],
  });

  test("may ask, whichever it is, with a token that it was given, where no sites are named", async () => {
    const { app } = anApp(noDatabase);
    const response = await app.request("/graphql", preflight("https://newsroom.example"));
    expect(response.status).toBe(204);
    expect(allowedFor(response)).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test.for(["https://desk.example", "http://localhost:5173"])(
    "may ask where its site %s is among those that are named",
    async (origin) => {
      const asked = await named.app.request("/graphql", preflight(origin));
      expect([asked.status, allowedFor(asked)]).toEqual([204, origin]);
      expect(asked.headers.get("vary")).toContain("Origin");
      expect(asked.headers.get("access-control-allow-methods")).toContain("POST");
      for (const header of ["Authorization", "Content-Type", "Idempotency-Key"])
        expect(asked.headers.get("access-control-allow-headers")).toContain(header);

      const answer = await named.app.request("/graphql", query("{ __typename }", { origin }));
      expect([answer.status, allowedFor(answer)]).toEqual([200, origin]);
      expect(answer.headers.get("vary")).toContain("Origin");
      for (const header of ["ETag", "Retry-After", "WWW-Authenticate", "X-Request-Id"])
        expect(answer.headers.get("access-control-expose-headers")).toContain(header);
    },
  );

  test.for([
    "https://other.example",
    "https://desk.example.other.example",
    "http://desk.example",
    "null",
  ])("may not where its site %s is none of them", async (origin) => {
    const asked = await named.app.request("/graphql", preflight(origin));
    const answer = await named.app.request("/graphql", query("{ __typename }", { origin }));
    for (const response of [asked, answer]) {
      expect(allowedFor(response)).toBeNull();
      expect(response.headers.get("vary")).toContain("Origin");
    }
  });

  test("may read of an error as well why it came and when to ask again", async () => {
    const { app } = anApp(noDatabase, {
      corsOrigins: ["https://desk.example"],
      authenticate: () => Promise.reject(new IssuerUnreachable("gone")),
    });
    const origin = "https://desk.example";
    const response = await app.request("/graphql", query("{ __typename }", { origin }));
    expect([response.status, allowedFor(response)]).toEqual([503, origin]);
  });
});

describe("any other door", () => {
  const { app } = anApp(noDatabase);

  test("at the root leads to /graphql", async () => {
    const response = await app.request("/");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/graphql"]);
  });

  test("is told to be none", async () => {
    expect(await errorOf(await app.request("/nothing"))).toEqual({
      status: 404,
      code: "NOT_FOUND",
      message: "There is nothing at /nothing; the API is at /graphql.",
    });
  });

  test.for([
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

  test("is taken over where it is sane, and sent back", async () => {
    const response = await app.request("/healthz", { headers: { "x-request-id": "trace-42" } });
    expect(response.headers.get("x-request-id")).toBe("trace-42");
  });

  test.for(["a b", '{"x":1}', "x".repeat(200)])("is made anew instead of “%s”", async (id) => {
    const response = await app.request("/healthz", { headers: { "x-request-id": id } });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is made by whatever serves the app, where that has one", async () => {
    const { app: served } = anApp(noDatabase, { newRequestId: () => "invocation-7" });
    const response = await served.request("/healthz");
    expect(response.headers.get("x-request-id")).toBe("invocation-7");
  });
});
