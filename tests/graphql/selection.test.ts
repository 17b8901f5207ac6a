import type { Selection } from "@sanad/core/read";
import { buildSchema, getVariableValues, Kind, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { operationSelection } from "../../packages/functions/src/graphql/selection.ts";

const schema = buildSchema(`
  interface Node { id: ID! }
  type Claim implements Node {
    id: ID! text(language: String): String evidence(first: Int, stance: Stance = CONTEXT): [Evidence!]! claimant: Entity
  }
  type Evidence implements Node { id: ID! note: String claim: Claim }
  type Entity implements Node { id: ID! name: String }
  enum Stance { SUPPORTS CONTEXT }
  input Filter { topic: [String!] claimant: ID limit: Int = 5 }
  type Query { node(id: ID!): Node claim(id: ID!): Claim claims(filter: Filter, first: Int): [Claim!]! }
`);

function selectionOf(text: string, given: Record<string, unknown> = {}): Selection {
  const { definitions } = parse(text);
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const rootType = schema.getQueryType();
  if (!operation || !rootType) throw new Error("A query is needed.");
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  const named = new Map(fragments.map((each) => [each.name.value, each]));
  return operationSelection({ schema, fragments: named, variables: coerced }, rootType, operation);
}

/** The selection but for which fields are required, which is the schema's to say. */
function treeOf(text: string, given: Record<string, unknown> = {}): Selection {
  return JSON.parse(
    JSON.stringify(selectionOf(text, given), (key, value) =>
      key === "isRequired" ? undefined : value,
    ),
  );
}

const field = (name: string, args: Record<string, unknown> = {}) => ({ name, args });
const claim = (select: Selection) => ({
  name: "claim",
  args: { id: "1" },
  select: { Claim: select },
});

describe("what an operation asks for", () => {
  test("stands under the keys of the answer, with arguments, variables and defaults filled in", () => {
    const query = `query ($first: Int = 3, $unset: String) {
      mine: claims(filter: { topic: "war" }, first: $first) { id text(language: $unset) evidence(stance: SUPPORTS) { note } evidenceToo: evidence { id } }
    }`;
    expect(treeOf(query)).toEqual({
      mine: {
        name: "claims",
        args: { filter: { topic: ["war"], limit: 5 }, first: 3 },
        select: {
          Claim: {
            id: field("id"),
            text: field("text"),
            evidence: {
              name: "evidence",
              args: { stance: "SUPPORTS" },
              select: { Evidence: { note: field("note") } },
            },
            evidenceToo: {
              name: "evidence",
              args: { stance: "CONTEXT" },
              select: { Evidence: { id: field("id") } },
            },
          },
        },
      },
    });
  });

  test("tells null from what is left out", () => {
    expect(treeOf("query ($a: Int) { claims(first: $a) { id } }")["claims"]?.args).toEqual({});
    expect(
      treeOf("query ($a: Int) { claims(first: $a) { id } }", { a: null })["claims"]?.args,
    ).toEqual({ first: null });
  });

  test("merges fields under one key, wherever they stand", () => {
    const query = `{
      claim(id: 1) { claimant { id } ...more }
      claim(id: 1) { ... { text } ... on Node { id } }
    }
    fragment more on Claim { claimant { name } ...again }
    fragment again on Claim { id }`;
    const claimant = {
      name: "claimant",
      args: {},
      select: { Entity: { id: field("id"), name: field("name") } },
    };
    expect(treeOf(query)).toEqual({
      claim: claim({ claimant, id: field("id"), text: field("text") }),
    });
    expect(Object.keys(treeOf(query)["claim"]?.select?.["Claim"] ?? {})).toEqual([
      "claimant",
      "id",
      "text",
    ]);
  });

  test("of an abstract type is said of each type that it may be", () => {
    const query = `{ node(id: 1) { id ... on Claim { text } ... on Entity { id: name } ...evidence } }
      fragment evidence on Evidence { note }`;
    expect(treeOf(query.replace("id: name", "called: name"))["node"]?.select).toEqual({
      Claim: { id: field("id"), text: field("text") },
      Evidence: { id: field("id"), note: field("note") },
      Entity: { id: field("id"), called: field("name") },
    });
  });

  test("leaves out what @skip and @include leave out, on fields and fragments", () => {
    const query = `query ($no: Boolean!, $yes: Boolean!) { claim(id: 1) {
      a: id @skip(if: $yes) b: id @include(if: $no) c: id @skip(if: $yes) @include(if: $yes)
      ... @include(if: $no) { d: id } ...e @skip(if: $yes)
      f: id @skip(if: $no) @include(if: $yes)
    } }
    fragment e on Claim { e: id }`;
    expect(treeOf(query, { no: false, yes: true })).toEqual({
      claim: claim({ f: field("id") }),
    });
  });

  test("has __typename as a field like any other, under whatever key", () => {
    const { __typename, claim: asked } = treeOf(
      "{ __typename claim(id: 1) { kind: __typename __proto__: __typename } }",
    );
    expect(__typename).toEqual(field("__typename"));
    expect(Object.entries(asked?.select?.["Claim"] ?? {})).toEqual([
      ["kind", field("__typename")],
      ["__proto__", field("__typename")],
    ]);
  });

  test("says which fields are never null", () => {
    const { claims } = selectionOf("{ claims { id text claimant { id } } }");
    expect(claims?.isRequired).toBe(true);
    expect(
      Object.values(claims?.select?.["Claim"] ?? {}).map(({ isRequired }) => isRequired),
    ).toEqual([true, false, false]);
  });

  test("has introspection as well, so that limits see it", () => {
    expect(treeOf("{ __schema { queryType { name } } }")).toEqual({
      __schema: {
        name: "__schema",
        args: {},
        select: {
          __Schema: {
            queryType: { name: "queryType", args: {}, select: { __Type: { name: field("name") } } },
          },
        },
      },
    });
  });
});

test.each(["__proto__", "__typename"])(
  "%s is refused as an alias, for it means something else already",
  (alias) => {
    expect(() => treeOf(`{ claim(id: 1) { ${alias}: id } }`)).toThrow(
      `${alias}: an alias must not begin`,
    );
  },
);

test("names that every JavaScript object has are keys like others", () => {
  const selection = treeOf("{ claim(id: 1) { constructor: id toString: text } }");
  expect(selection).toEqual({
    claim: claim({ constructor: field("id"), toString: field("text") }),
  });
});
