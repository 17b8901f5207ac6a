import { getOperationAST, parse } from "graphql";
import { describe, expect, test } from "vitest";
import { change, read } from "../../packages/functions/src/graphql/operation.ts";
import { Plans } from "../../packages/functions/src/graphql/plans.ts";
import { Queries } from "../../packages/functions/src/graphql/queries.ts";
import { createSchema } from "../../packages/functions/src/graphql/schema.ts";
import { select } from "../../packages/functions/src/graphql/select.ts";

const schema = createSchema(read, change);
const now = () => new Date(0);
const core = { db: undefined as never, actor: { kind: "public" } as const, now };

function planFor(plans: Plans, query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error("There is no operation.");
  const asked = { schema, document, operation, variables, hash: query };
  const made = { count: 0 };
  const plan = plans.planFor(core, asked, (given) => {
    made.count += 1;
    return select(asked, given).selection;
  });
  return { made: made.count, text: plan?.statement.text, params: plan?.params };
}

const one = "claim_01jvktsk4pf2vr1e4z3n0n9q2a";
const other = "claim_01jvktsk4pf2vr1e4z3n0n9q2b";
const cursor = (id: string) =>
  Buffer.from(
    JSON.stringify(["claims", "CREATED_AT_DESC", "2025-05-20T08:00:00.000Z", id]),
  ).toString("base64url");

describe("an operation's statement", () => {
  test("is made once for all ids and cursors", () => {
    const plans = new Plans();
    const query = `query ($id: ID!, $after: String) {
      claim(id: $id) { text } claims(after: $after) { nodes { id } } }`;
    const first = planFor(plans, query, { id: one, after: cursor(one) });
    const second = planFor(plans, query, { id: other, after: cursor(other) });
    expect([first.made, second.made]).toEqual([1, 0]);
    expect(second.text).toBe(first.text);
    expect(first.params).toEqual([one, "2025-05-20T08:00:00.000Z", one]);
    expect(second.params).toEqual([other, "2025-05-20T08:00:00.000Z", other]);
    expect(planFor(plans, query, { id: one }).made).toBe(1);
  });

  test("is another where the variables make it so", () => {
    const plans = new Plans();
    const query = `query ($id: ID!, $first: Int, $with: Boolean!, $language: LanguageTag) {
      node(id: $id) { ... on Claim { text @include(if: $with) evidence(first: $first) { nodes { id } } }
        ... on Entity { name(language: $language) } } }`;
    const given = { id: one, first: 3, with: true, language: "fa" };
    const variants = [
      given,
      { ...given, first: 4 },
      { ...given, with: false },
      { ...given, language: "en" },
      { ...given, id: one.replace("claim", "entity") },
      { ...given, id: `${one}@12` },
    ];
    expect(variants.map((each) => planFor(plans, query, each).made)).toEqual(variants.map(() => 1));
    expect(variants.map((each) => planFor(plans, query, each).made)).toEqual(variants.map(() => 0));
  });

  test("refuses what is wrong with an id or cursor, known or not", () => {
    const plans = new Plans();
    const query = "query ($after: String) { claims(after: $after) { nodes { id } } }";
    for (const _time of [1, 2]) {
      expect(() => planFor(plans, query, { after: "nonsense" })).toThrow("claims.after");
      planFor(plans, query, { after: cursor(one) });
    }
    const byId = "query ($id: ID!) { claim(id: $id) { id } }";
    planFor(plans, byId, { id: one });
    expect(() => planFor(plans, byId, { id: one.replace("claim", "entity") })).toThrow("claim.id");
  });
});

test("whoever asks for something else each time makes nothing grow beyond its bounds", () => {
  const plans = new Plans();
  const queries = new Queries();
  const known = { schema, document: parse("{ __typename }"), hash: "" };
  const long = Array.from({ length: 40 }, (_, at) => `f${at}: claims(first: 1) { nodes { id } }`);
  for (let time = 0; time < 3_000; time++) {
    planFor(plans, `{ a${time}: claims { nodes { id } } }`);
    queries.know(`{ a${time}: claims { nodes { id } } }${" ".repeat(time)}`, known);
    if (time % 10 === 0)
      planFor(plans, `{ b${time}: viewer { id } ${long.slice(0, 15).join(" ")} }`);
    planFor(plans, "query ($word: String!) { searchClaims(query: $word) { nodes { id } } }", {
      word: `word ${time} ${"x".repeat(time % 900)}`,
    });
  }
  const { statements, chars } = plans.kept;
  expect(statements).toBeGreaterThan(100);
  expect(statements).toBeLessThanOrEqual(1_000);
  expect(chars).toBeLessThanOrEqual(8_000_000);
  expect(queries.known.texts).toBeGreaterThan(10);
  expect(queries.known.texts).toBeLessThanOrEqual(1_000);
  expect(queries.known.chars).toBeLessThanOrEqual(250_000);
});
