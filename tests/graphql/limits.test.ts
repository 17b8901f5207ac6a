import { readFileSync } from "node:fs";
import { getIntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { limits } from "../../packages/functions/src/graphql/limits.ts";
import { ask, legacy, refusalOf } from "./door.ts";

const samples = new URL("../../packages/explorer/queries/", import.meta.url);
const sample = (name: string) => readFileSync(new URL(name, samples), "utf8");
const id = "claim_01jvnb9zk5e7t8q2m3x4y6w7a9";
const nested = (levels: number) =>
  `{ claim(id: "${id}") ${"{ mergedInto ".repeat(levels)} { id } ${"}".repeat(levels)} }`;

/** Whether an operation came past the limits: only then is the database asked, which is not there. */
async function isWithin(query: string, variables?: Record<string, unknown>): Promise<boolean> {
  const { errors } = await ask(query, variables);
  return errors?.every(({ extensions }) => extensions["code"] === "INTERNAL_SERVER_ERROR") ?? true;
}

describe("what is asked in earnest", () => {
  test.each([
    "01-the-first-story",
    "02-what-is-being-checked",
    "03-a-source-and-its-copies",
    "04-an-entity-and-its-interests",
    "05-the-public-log",
    "06-has-this-been-checked",
  ])("the sample query %s is within the limits", async (name) =>
    expect(await isWithin(sample(`${name}.graphql`))).toBe(true),
  );

  test("the explorer's introspection is within the limits and answered", async () => {
    const query = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(await ask(query)).toMatchObject({
      status: 200,
      data: { __schema: { queryType: { name: "Query" } } },
    });
  });

  test("a fragment that is spread in two places counts in each", async () => {
    const query = (size: number) => `
      { a: claims(first: ${size}) { ...page } b: claims(first: ${size}) { ...page } }
      fragment page on ClaimConnection { nodes { appearances(first: 50) { nodes { id } } } }`;
    expect(await isWithin(query(90))).toBe(true);
    expect(await refusalOf(query(100))).toMatchObject({ limit: "cost" });
  });

  test("a list that is asked for in two places under one key counts once", async () => {
    const page = "claims(first: 100) { nodes { appearances(first: 90) { nodes { id } } } }";
    expect(await isWithin(`{ ${page} ${page} }`)).toBe(true);
  });
});

describe("too much is refused by name and number:", () => {
  test("tokens", async () => {
    const query = `{ ${"viewer ".repeat(limits.tokens)} }`;
    expect(await refusalOf(query)).toEqual({
      status: 400,
      message: "Over the limit on tokens: an operation may have at most 2,000 tokens.",
      code: "BAD_USER_INPUT",
      limit: "tokens",
    });
  });

  test("depth", async () => {
    expect(await isWithin(nested(14))).toBe(true);
    const message =
      "Over the limit on depth: an operation may have at most 16 levels of fields, not 17.";
    expect(await refusalOf(nested(15))).toEqual({
      status: 400,
      message,
      code: "BAD_USER_INPUT",
      limit: "depth",
    });
  });

  test("aliases", async () => {
    const names = Array.from({ length: 51 }, (_, index) => `a${index}: id`);
    expect(await isWithin(`{ claim(id: "${id}") { ${names.slice(1).join(" ")} } }`)).toBe(true);
    expect(await refusalOf(`{ claim(id: "${id}") { ${names.join(" ")} } }`)).toMatchObject({
      limit: "aliases",
    });
  });

  test("root fields", async () => {
    const fields = Array.from({ length: 21 }, (_, index) => `a${index}: viewer { role }`).join(" ");
    expect(await refusalOf(`{ ${fields} }`)).toMatchObject({ limit: "rootFields" });
  });

  test("cost, whether the page's size stands in the query, in a variable or nowhere", async () => {
    const inner = "nodes { evidence(first: 100) { nodes { source { title } } } }";
    expect(await refusalOf(`{ claims(first: 100) { ${inner} } }`)).toMatchObject({
      status: 400,
      limit: "cost",
    });
    const query = `query ($size: Int) { claims(last: $size) { ${inner} } }`;
    expect(await refusalOf(query, { size: 100 })).toMatchObject({ limit: "cost" });
    expect(await isWithin(query, { size: 20 })).toBe(true);
    const deep =
      "{ claims { nodes { evidence { nodes { source { claims { nodes { id } } } } } } } }";
    expect(await isWithin(deep)).toBe(true);
    expect(await refusalOf(deep.replace("{ id }", "{ reviews { nodes { id } } }"))).toMatchObject({
      limit: "cost",
    });
  });

  test("cost, for the ids of nodes and for the whole schema many times over", async () => {
    const ids = Array.from({ length: 100 }, () => id);
    const query =
      "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { evidence(first: 100) { nodes { id } } } } }";
    expect(await refusalOf(query, { ids })).toMatchObject({ limit: "cost" });
    const [, schema = ""] = /^[^{]*\{([\s\S]*?)\}\s*fragment/.exec(getIntrospectionQuery()) ?? [];
    const fragments = getIntrospectionQuery().replace(/^[\s\S]*?(?=fragment)/, "");
    const many = ["a", "b", "c", "d"].map((key) => schema.replace("__schema", `${key}: __schema`));
    expect(await refusalOf(`{ ${many.join("\n")} } ${fragments}`)).toMatchObject({ limit: "cost" });
  });

  test("page sizes, by the argument's path", async () => {
    for (const first of [0, -1, 101, 2_000_000_000]) {
      expect(await refusalOf(`{ all: claims(first: ${first}) { totalCount } }`)).toEqual({
        status: 400,
        message: expect.stringMatching(/100/),
        code: "BAD_USER_INPUT",
        argument: "all.first",
      });
    }
    const both = "{ claims { nodes { evidence(first: 1, last: 1) { totalCount } } } }";
    expect(await refusalOf(both)).toMatchObject({ argument: "claims.nodes.evidence.last" });
  });
});

describe("fragments that multiply", () => {
  const bomb = (levels: number) => {
    const fragment = (level: number) =>
      `fragment F${level} on Claim { a: mergedInto { ...F${level + 1} } b: mergedInto { ...F${level + 1} } }`;
    const fragments = Array.from({ length: levels }, (_, level) => fragment(level)).join(" ");
    return `{ claim(id: "${id}") { ...F0 } } ${fragments} fragment F${levels} on Claim { id }`;
  };

  // Who went through all of these would never come to an end.
  test("are refused at once, however often they double", async () => {
    expect(await refusalOf(bomb(10))).toMatchObject({ status: 400, limit: "aliases" });
    expect(await refusalOf(bomb(80))).toMatchObject({ status: 400, limit: "fields" });
  });
});

test("a breach is told under 200 to legacy clients, which read no other answer", async () => {
  const { status, errors } = await ask(nested(15), {}, legacy);
  expect(status).toBe(200);
  expect(errors?.[0]?.extensions).toEqual({ code: "BAD_USER_INPUT", limit: "depth" });
});
