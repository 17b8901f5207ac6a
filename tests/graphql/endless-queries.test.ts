// Whoever sends something else each time must not make the process grow.
import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ApolloServer } from "@apollo/server";
import { parse } from "graphql";
import { describe, expect, test } from "vitest";
import { limits } from "../../packages/functions/src/graphql/limits.ts";
import {
  change,
  type OperationContext,
  operationPlugin,
  read,
} from "../../packages/functions/src/graphql/operation.ts";
import { Queries } from "../../packages/functions/src/graphql/queries.ts";
import { createSchema } from "../../packages/functions/src/graphql/schema.ts";
import { documentStore } from "../../packages/functions/src/graphql/stores.ts";
import { isThroughLambda } from "../support/lambda.ts";
import { ask, fetchDoor, url } from "./door.ts";

const maxValues = 1_000;
const maxChars = 250_000;

const schema = createSchema(read, change);
const aDocument = { schema, document: parse("{a}"), hash: "" };

describe("documents that are kept", () => {
  test("are the last thousand", async () => {
    const store = documentStore();
    for (let time = 0; time < 1_500; time++) store.set(`{a${time}}`, aDocument);
    expect(store.size).toBe(maxValues);
    expect([store.has("{a1499}"), store.has("{a0}")]).toEqual([true, false]);
  });

  test("are no more than so many characters, comments and blanks among them", async () => {
    const store = documentStore();
    for (let time = 0; time < 100; time++)
      store.set(`{a} # ${time} ${"long ".repeat(2_000)}`, aDocument);
    expect(store.size).toBeGreaterThan(10);
    expect(store.calculatedSize).toBeLessThanOrEqual(maxChars);
  });
});

test("a document that is kept is not parsed again", async () => {
  let parsed = 0;
  const server = new ApolloServer<OperationContext>({
    schema,
    documentStore: null,
    plugins: [
      operationPlugin(new Queries(), () => {}),
      { requestDidStart: async () => ({ parsingDidStart: async () => void (parsed += 1) }) },
    ],
  });
  const contextValue = { core: { actor: { kind: "public" }, now: () => new Date(0) }, query: null };
  for (const query of ["{ __typename }", "{ __typename }", "{ other: __typename }"])
    await server.executeOperation({ query }, { contextValue: contextValue as OperationContext });
  expect(parsed).toBe(2);
  await server.stop();
});

test("the door forgets a hash whose query came before a thousand others, or a long one", async () => {
  const register = async (query: string | undefined, hashed: string) => {
    const sha256Hash = createHash("sha256").update(hashed).digest("hex");
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const body = JSON.stringify({ query, extensions });
    const headers = { "content-type": "application/json" };
    return (await fetchDoor(url, { method: "POST", headers, body })).text();
  };
  const [first, ...others] = Array.from(
    { length: 1 + maxValues },
    (_, at) => `{q${at}:__typename}`,
  );
  await register(first, first ?? "");
  expect(await register(undefined, first ?? "")).toContain("Query");
  for (const query of others) await register(query, query);
  expect(await register(undefined, first ?? "")).toContain("PERSISTED_QUERY_NOT_FOUND");
});

test.skipIf(isThroughLambda)("the door keeps nothing of queries near a body's limit", async () => {
  const blanks = " ".repeat(limits.bodyBytes - 100);
  const megabytes = async (from: number, count: number) => {
    for (let time = from; time < from + count; time++) await ask(`{a${time}:__typename}${blanks}`);
    return liveBytes() / 1e6;
  };
  const before = await megabytes(0, 10);
  expect(await megabytes(10, 60)).toBeLessThan(before + 20);
});

/** What is still in use once the garbage is gone. */
function liveBytes(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}
