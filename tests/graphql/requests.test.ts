// Requests as they come over HTTP: what is accepted, what is answered in which form, and what is refused before GraphQL.
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { acceptedType } from "../../packages/functions/src/graphql/http.ts";
import { limits } from "../../packages/functions/src/graphql/limits.ts";
import { type Answer, ask, fetchDoor, legacy, standard, url } from "./door.ts";
import { isThroughLambda } from "../support/lambda.ts";

const json = { "content-type": "application/json" };

async function post(
  body: NonNullable<RequestInit["body"]>,
  headers: Record<string, string> = json,
) {
  const response = await fetchDoor(url, {
    method: "POST",
    body,
    headers,
    duplex: "half",
  } as RequestInit);
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    ...((await response.json()) as Answer),
  };
}

describe("the answer's form", () => {
  test.each([
    [null, legacy],
    ["*/*", legacy],
    ["application/*", legacy],
    [standard, standard],
    [`${standard}; charset=utf-8`, standard],
    [`${standard}, application/json`, standard],
    [`application/json, ${standard}`, legacy],
    [`application/json;q=0.5, ${standard}`, standard],
    [`*/*, ${standard}`, standard],
    [`*/*, ${standard};q=0.5`, legacy],
    [`${standard};q=0, */*;q=0.1`, legacy],
    ["APPLICATION/JSON; CHARSET=UTF-8", legacy],
    ["text/html", null],
    ["application/json; charset=latin1", null],
    ["application/json;q=0", null],
  ])("for Accept: %s is %s", (accept, type) => expect(acceptedType(accept)).toBe(type));

  test("says its charset, and an answer nobody would read is 406", async () => {
    const body = JSON.stringify({ query: "{ __typename }" });
    expect(await post(body, { ...json, accept: standard })).toMatchObject({
      status: 200,
      type: `${standard}; charset=utf-8`,
    });
    expect(await post(body)).toMatchObject({
      status: 200,
      type: "application/json; charset=utf-8",
    });
    expect(await post(body, { ...json, accept: "text/html" })).toMatchObject({
      status: 406,
      errors: [{ extensions: { code: "BAD_REQUEST" } }],
    });
  });
});

describe("a body", () => {
  test.each([
    ["that is not JSON", "{ query"],
    ["that is not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ["that is empty", ""],
    ["that is a batch", JSON.stringify([{ query: "{ __typename }" }])],
    ["without a query", JSON.stringify({ variables: {} })],
  ])("%s is 400 in both forms", async (_what, body) => {
    for (const accept of [standard, legacy]) {
      expect(await post(body, { ...json, accept })).toMatchObject({
        status: 400,
        type: `${accept}; charset=utf-8`,
        errors: [{ extensions: { code: "BAD_REQUEST" } }],
      });
    }
  });

  const tooLarge = {
    status: 413,
    errors: [{ message: "The body is over the limit of 1,048,576 bytes." }],
  };
  const query = JSON.stringify({ query: "{ __typename }" });

  test("over the limit is 413", async () => {
    expect(await post(query.padEnd(limits.bodyBytes + 1))).toMatchObject(tooLarge);
    expect(await post(query.padEnd(limits.bodyBytes))).toMatchObject({ status: 200 });
  });

  // Lambda has read a body whole, up to a limit of its own, before anything of ours runs.
  test.skipIf(isThroughLambda)("that is said to be over the limit is not read", async () => {
    expect(await post(query, { ...json, "content-length": "2000000" })).toMatchObject(tooLarge);
  });

  test.skipIf(isThroughLambda)("without an end is read as far as the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(65_536).fill(32));
        pulled += 65_536;
      },
    });
    expect(await post(endless)).toMatchObject(tooLarge);
    expect(pulled).toBeLessThan(2 * limits.bodyBytes);
  });
});

describe("a GET", () => {
  const get = async (
    parameters: Record<string, string>,
    headers: Record<string, string> = json,
  ) => {
    const response = await fetchDoor(`${url}?${new URLSearchParams(parameters).toString()}`, {
      headers,
    });
    return {
      status: response.status,
      allow: response.headers.get("allow"),
      ...((await response.json()) as Answer),
    };
  };

  test("answers a query", async () => {
    expect(await get({ query: "{ __typename }" })).toMatchObject({
      status: 200,
      data: { __typename: "Query" },
    });
  });
  test("is refused where another site's page could have sent it", async () => {
    expect(await get({ query: "{ __typename }" }, {})).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "BAD_REQUEST" } }],
    });
  });
  test("changes nothing", async () => {
    expect(await get({ query: "mutation { __typename }" })).toMatchObject({
      status: 405,
      allow: "POST",
    });
  });

  test("may name a query by its hash once the query was sent", async () => {
    const query = "{ persisted: __typename }";
    const persistedQuery = {
      version: 1,
      sha256Hash: createHash("sha256").update(query).digest("hex"),
    };
    const extensions = JSON.stringify({ persistedQuery });
    expect(await get({ extensions })).toMatchObject({
      status: 200,
      errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
    });
    expect(await get({ extensions, query })).toMatchObject({ status: 200 });
    expect(await get({ extensions })).toMatchObject({ data: { persisted: "Query" } });
    const wrong = JSON.stringify({ persistedQuery: { ...persistedQuery, sha256Hash: "0" } });
    expect(await get({ extensions: wrong, query })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "BAD_REQUEST" } }],
    });
  });
});

test("an operation that cannot be found, or of a kind that there is not, is refused", async () => {
  const unknown = JSON.stringify({
    query: "query A { __typename } query B { __typename }",
    operationName: "C",
  });
  expect(await post(unknown, { ...json, accept: standard })).toMatchObject({
    status: 400,
    errors: [{ extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }],
  });
  expect(await ask("subscription { claims }")).toMatchObject({
    status: 400,
    errors: [{ message: "There are no subscriptions here." }],
  });
});
