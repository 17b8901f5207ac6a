// Core's answer, which is sent as it is, against what graphql-js makes of a read of its own, and against Apollo's answer.
import { createHash } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import type { Context } from "@sanad/core/context";
import { reviseEntity } from "@sanad/core/entity";
import { BadInput } from "@sanad/core/errors";
import { erasePayload } from "@sanad/core/erasure";
import { recordSampleNewsroom } from "@sanad/core/sample";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { execute, getOperationAST, GraphQLError, parse, specifiedRules, validate } from "graphql";
import { expect, vi } from "vitest";
import { revision } from "../../packages/core/src/revision/revision.sql.ts";
import { change, read } from "../../packages/functions/src/graphql/operation.ts";
import { Queries } from "../../packages/functions/src/graphql/queries.ts";
import { createSchema, pick } from "../../packages/functions/src/graphql/schema.ts";
import { createGraphQL } from "../../packages/functions/src/graphql/server.ts";
import { editing, test as base } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { type GeneratedQuery, generateQuery, type Values } from "../support/generated-queries.ts";
import { dataOf, legacy, standard } from "../support/graphql.ts";

const runs = 250;
const schema = createSchema(read, change);
const queries = new Queries();

type Newsroom = { ctx: Context; values: Values };

const test = base.extend<{ $file: { newsroom: Newsroom } }>({
  newsroom: [
    async ({ connection }, use) => {
      const ctx = editing(connection);
      await recordSampleNewsroom(ctx);
      await use({ ctx, values: await valuesOf(ctx) });
    },
    { scope: "file" },
  ],
});

/** Arguments that find something: the newsroom's ids and cursors. */
async function valuesOf(ctx: Context): Promise<Values> {
  const page = (name: string, args = "") =>
    `${name}(first: 6${args}) { edges { cursor node { id } } }`;
  const lists = await dataOf(
    ctx,
    `{ ${["claims", "sources", "entities", "revisions"].map((name) => page(name)).join(" ")}
      search: ${page("searchClaims", ', query: "energy"')} }`,
  );
  const idsOf = (name: string): string[] => lists[name].edges.map(({ node }: any) => node.id);
  const cursorsOf = (name: string): string[] => lists[name].edges.map(({ cursor }: any) => cursor);
  const sequence = await dataOf(ctx, "{ revisions(last: 1) { nodes { sequence at } } }");
  const [{ at }] = sequence.revisions.nodes;
  const claims = idsOf("claims");
  const ids = [...claims, ...idsOf("sources"), ...idsOf("entities"), ...idsOf("revisions")];
  const past = claims.map((id) => `${id}@${sequence.revisions.nodes[0].sequence}`);
  const paging = (name: string) => ({
    [`Query.${name}.after`]: cursorsOf(name === "searchClaims" ? "search" : name).slice(0, 3),
    [`Query.${name}.before`]: cursorsOf(name === "searchClaims" ? "search" : name).slice(3),
  });
  return {
    "Query.claim.id": [...claims, ...past],
    "Query.claim.asOf": [null, at],
    "Query.source.id": idsOf("sources"),
    "Query.entity.id": idsOf("entities"),
    "Query.node.id": [...ids, ...past],
    "Query.nodes.ids": [
      [],
      ids,
      [claims[0], claims[0], past[0], "claim_01jvktsk4pf2vr1e4z3n0n9q2a"],
    ],
    ...paging("claims"),
    ...paging("sources"),
    ...paging("entities"),
    ...paging("revisions"),
    "Query.searchClaims.query": ["energy", "اوکراین"],
    "Query.matchClaims.text": ["Ukraine violated the energy ceasefire"],
    "Query.claims.filter": [null, { status: ["IN_REVIEW", "PUBLISHED"] }, { language: ["fa"] }],
    "Claim.evidence.stance": ["SUPPORTS", "REFUTES", null],
    "*.includeWithdrawn": [true, false],
    "*.language": ["fa", "en", "fr", null],
    "*.first": [1, 2, 20],
    "*.last": [1, 3],
  };
}

type Outcome = { written: string | null; completed: string; errors: number };

/** Both answers to one query; null where both doors refuse it. */
async function answersTo(ctx: Context, { query, variables }: GeneratedQuery) {
  const document = parse(query);
  if (validate(schema, document, specifiedRules).length > 0) return null;
  const operation = getOperationAST(document);
  if (!operation) throw new Error("There is no operation.");
  const core = { ...ctx, origin: "https://sanad.example" };
  const asked = { schema, document, operation, variables };
  let prepared: ReturnType<Queries["prepare"]>;
  try {
    prepared = queries.prepare(core, { ...asked, hash: query });
  } catch (error) {
    const isRefused =
      error instanceof BadInput ||
      (error instanceof GraphQLError && error.extensions["limit"] !== undefined);
    if (isRefused) return null;
    throw new Error(query, { cause: error });
  }
  const { data, errors = [] } = await execute({
    schema,
    document,
    variableValues: variables,
    fieldResolver: pick,
    contextValue: { core, query: prepared },
  });
  const outcome: Outcome = {
    written: await prepared.json(),
    completed: JSON.stringify(data),
    errors: errors.length,
  };
  return outcome;
}

test("every query is answered alike by either way", { timeout: 120_000 }, async ({ newsroom }) => {
  const { ctx, values } = newsroom;
  const seen = { compared: 0, refused: 0, bytes: 0, nulls: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.constantFrom("public", "EDITOR", "ADMIN"), async (g, who) => {
      const reader = as(ctx, who);
      const generated = generateQuery(g, schema, values);
      const outcome = await answersTo(reader, generated);
      // What asks for the name of Query alone is graphql-js's to answer.
      if (outcome === null || /^\{("\w+":"Query",?)+\}$/.test(outcome.completed)) {
        seen.refused += 1;
        return;
      }
      expect(outcome.errors, generated.query).toBe(0);
      expect(outcome.written, generated.query).toBe(outcome.completed);
      // Again, now that its statement is known.
      expect((await answersTo(reader, generated))?.written).toBe(outcome.completed);
      seen.compared += 1;
      seen.bytes += outcome.completed.length;
      seen.nulls += outcome.completed.split("null").length - 1;
    }),
    { numRuns: runs },
  );
  console.log(`Queries compared: ${JSON.stringify(seen)}`);
  expect(seen.compared).toBeGreaterThan(runs / 2);
  expect(seen.nulls).toBeGreaterThan(100);
});

const faults: unknown[] = [];
const door = createGraphQL({
  publicUrl: "https://sanad.example",
  log: (error) => faults.push(error),
});
const apollo = vi.spyOn(ApolloServer.prototype, "executeHTTPGraphQLRequest");

async function answerTo(ctx: Context, body: object, accept = standard) {
  const headers = { "content-type": "application/json", accept };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await door.handle(new Request("https://sanad.example/graphql", init), ctx);
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

/** What is answered to a body for which Apollo has to ask its cache, and then to the body as it is. */
async function bothAnswers(ctx: Context, body: { query: string }, accept?: string) {
  const sha256Hash = createHash("sha256").update(body.query).digest("hex");
  const persisted = { ...body, extensions: { persistedQuery: { version: 1, sha256Hash } } };
  const byApollo = await answerTo(ctx, persisted, accept);
  apollo.mockClear();
  const again = await answerTo(ctx, body, accept);
  return { byApollo, again, isKnown: apollo.mock.calls.length === 0 };
}

/** The same request as a client might get it wrong, or write it otherwise. */
function variantsOf({ query, variables }: GeneratedQuery) {
  const [name = "none"] = Object.keys(variables).toReversed();
  const { [name]: _left, ...rest } = variables;
  return [
    { query, variables, operationName: "Generated" },
    { query, variables, operationName: null, extensions: { clientLibrary: { name: "one" } } },
    { query, variables, operationName: "Another" },
    { query, variables, operationName: "" },
    { query, variables: rest },
    ...[null, {}, [], "", "nonsense", 1.5].map((wrong) => ({
      query,
      variables: { ...rest, [name]: wrong },
    })),
    { query, variables: null },
    { query, variables: { ...variables, nobodyAsksForIt: true } },
    { query: `${query} ` },
    { query: `${query} }` },
  ];
}

test(
  "whoever asks again is answered as Apollo answers, without Apollo",
  { timeout: 120_000 },
  async ({ newsroom }) => {
    const seen = { known: 0, byApollo: 0, errors: 0 };
    const who = fc.constantFrom("public", "EDITOR", "ADMIN");
    const accept = fc.constantFrom(legacy, standard);
    await fc.assert(
      fc.asyncProperty(fc.gen(), who, accept, async (g, role, type) => {
        const reader = as(newsroom.ctx, role);
        for (const body of variantsOf(generateQuery(g, schema, newsroom.values))) {
          const { byApollo, again, isKnown } = await bothAnswers(reader, body, type);
          expect(again, JSON.stringify(body)).toEqual(byApollo);
          seen[isKnown ? "known" : "byApollo"] += 1;
          if (byApollo.body.startsWith('{"errors"')) seen.errors += 1;
        }
      }),
      { numRuns: 80 },
    );
    console.log(`Queries asked again: ${JSON.stringify(seen)}`);
    expect(seen.known).toBeGreaterThan(100);
    expect(seen.errors).toBeGreaterThan(100);
    expect(faults.splice(0)).toEqual([]);
  },
);

test("what is missing where nothing may be is an error of its field", async ({ ctx }) => {
  const { id: claimantId } = await anEntity(ctx);
  const { id } = await aClaim(ctx, { claimantId });
  const [recorded] = await ctx.db.select().from(revision).where(eq(revision.subject, id));
  const past = `${id}@${recorded?.sequence}`;
  const names = [{ language: "en", name: "Another name" }];
  await reviseEntity(ctx, { id: claimantId, names, expectedVersion: 1 });
  const [entry] = await ctx.db.select().from(revision).where(eq(revision.subject, claimantId));
  await erasePayload(as(ctx, "ADMIN"), {
    sequence: entry?.sequence ?? 0,
    reason: "They asked for it.",
  });
  const query = `query ($id: ID!, $past: ID!) {
    past: claim(id: $past) { id claimant { id } }
    now: claim(id: $id) { claimant { id } }
  }`;
  const asked = { query, variables: { id, past } };
  expect(await answersTo(ctx, asked)).toEqual({
    written: null,
    completed: JSON.stringify({ past: null, now: { claimant: { id: claimantId } } }),
    errors: 1,
  });
  const { byApollo, again } = await bothAnswers(ctx, asked);
  expect(again).toEqual(byApollo);
  expect(faults.splice(0)).toHaveLength(2);
});
