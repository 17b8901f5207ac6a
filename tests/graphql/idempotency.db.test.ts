import { createHash } from "node:crypto";
import type { Context } from "@sanad/core/context";
import { reviseClaim } from "@sanad/core/claim";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { openDoor } from "../support/lambda.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { anEntity, as } from "../support/fixtures.ts";
import { checksum, legacy, standard } from "../support/graphql.ts";
import { readLedger } from "../support/ledger.ts";

const faults: unknown[] = [];
const door = openDoor({
  publicUrl: "https://sanad.example",
  log: (error) => faults.push(error),
});

const recordClaim = `
  mutation Record($input: RecordClaimInput!) {
    __typename
    made: recordClaim(input: $input) {
      kind: __typename
      ...Made
      ... on DuplicateClaim { said: message score existing { ...Facts } }
      ... on EntityNotFound { id }
    }
  }
  fragment Facts on Claim { words: text id version url updatedAt }
  fragment Made on RecordClaimSuccess {
    zeta: claim { ...Facts claimant { id name(language: "fa") } }
    alpha: claim { history(first: 5) { nodes { at action } } evidenceSummary { independentSources } }
  }`;

type Sent = { key?: string; accept?: string; as?: Context["actor"]; [field: string]: unknown };

/** What goes over the wire, byte for byte. */
async function post(
  ctx: Context,
  { key, accept = standard, as: actor = ctx.actor, ...body }: Sent,
): Promise<{ status: number; body: string }> {
  const headers: Record<string, string> = { "content-type": "application/json", accept };
  if (key !== undefined) headers["idempotency-key"] = key;
  const request = new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const response = await door.handle(request, { ...ctx, actor });
  return { status: response.status, body: await response.text() };
}

const errorOf = ({ body }: { body: string }) => {
  const { data, errors } = JSON.parse(body);
  return { data, ...errors[0].extensions };
};

/** A request to record a claim, in an editor's name. */
async function aRequest(ctx: Context, words = "آتش‌بس انرژی نقض شده است.") {
  const claimantId = (await anEntity(ctx)).id;
  const input = { text: words, language: "fa", claimantId };
  return { query: recordClaim, operationName: "Record", variables: { input }, key: "key-1" };
}

const inRole = (ctx: Context, role: "READER" | "CONTRIBUTOR"): Context["actor"] =>
  ctx.actor.kind === "person" ? { ...ctx.actor, role } : ctx.actor;

test("a request sent again is given the first answer, byte for byte, and changes nothing", async ({
  ctx,
}) => {
  const request = await aRequest(ctx);
  const first = await post(ctx, request);
  const { zeta } = JSON.parse(first.body).data.made;
  expect(zeta).toMatchObject({ words: request.variables.input.text, version: 1 });
  await reviseClaim(ctx, { id: zeta.id, expectedVersion: 1, topics: ["انرژی"] });
  const before = await checksum(ctx.db);
  expect(await post(ctx, request)).toEqual(first);
  expect(await post(ctx, { ...request, accept: legacy })).toEqual(first);
  expect(await checksum(ctx.db)).toBe(before);
});

test("a keyed answer is the one that would be given without a key", async ({ ctx }) => {
  const { key, ...request } = await aRequest(ctx);
  const ids = /claim_\w+|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
  const keyed = await post(ctx, { ...request, key });
  request.variables.input.claimantId = (await anEntity(ctx)).id;
  const plain = await post(ctx, request);
  const shape = ({ body }: { body: string }) =>
    JSON.stringify(JSON.parse(body))
      .replace(ids, "…")
      .replace(/"claimant":\{[^}]*\}/, "");
  expect(shape(keyed)).toBe(shape(plain));
});

test("a refusal is an answer: it is kept, though what it was for has changed", async ({ ctx }) => {
  const { key, ...request } = await aRequest(ctx);
  await post(ctx, request);
  const refused = await post(ctx, { ...request, key });
  expect(JSON.parse(refused.body).data.made).toMatchObject({ kind: "DuplicateClaim", score: 1 });
  const { id, version } = JSON.parse(refused.body).data.made.existing;
  await reviseClaim(ctx, { id, expectedVersion: version, text: "سخنی دیگر." });
  const before = await checksum(ctx.db);
  expect(await post(ctx, { ...request, key })).toEqual(refused);
  expect(await checksum(ctx.db)).toBe(before);
});

test.for([
  ["other variables", { variables: { input: { text: "سخنی دیگر.", language: "fa" } } }],
  ["another document", { query: `${recordClaim} ` }],
  ["another operation", { operationName: "Other" }],
] as const)(
  "a key that was sent with %s before is refused with 422",
  async ([, change], { ctx }) => {
    const request = await aRequest(ctx);
    const query = `${recordClaim} mutation Other($input: RecordClaimInput!) { recordClaim(input: $input) { __typename } }`;
    await post(ctx, { ...request, query });
    const before = await checksum(ctx.db);
    const { claimantId } = request.variables.input;
    const variables =
      "variables" in change
        ? { input: { ...change.variables.input, claimantId } }
        : request.variables;
    for (const accept of [standard, legacy]) {
      const answer = await post(ctx, { ...request, query, ...change, variables, accept });
      expect(answer.status).toBe(422);
      expect(errorOf(answer)).toEqual({ code: "BAD_USER_INPUT", argument: "Idempotency-Key" });
    }
    expect(await checksum(ctx.db)).toBe(before);
  },
);

test("somebody else's same key is another key", async ({ ctx }) => {
  const request = await aRequest(ctx);
  const mine = await post(ctx, request);
  const { actor } = as(ctx, "CONTRIBUTOR");
  const other = {
    ...request,
    variables: { input: { ...request.variables.input, text: "سخنی دیگر." } },
  };
  const theirs = await post(ctx, { ...other, as: actor });
  expect(JSON.parse(theirs.body).data.made.kind).toBe("RecordClaimSuccess");
  expect(await post(ctx, { ...other, as: actor })).toEqual(theirs);
  expect(await post(ctx, request)).toEqual(mine);
});

test("who may no longer do it is not given the answer", async ({ ctx }) => {
  const request = await aRequest(ctx);
  await post(ctx, request);
  const before = await checksum(ctx.db);
  const answer = await post(ctx, { ...request, as: inRole(ctx, "READER") });
  expect(errorOf(answer)).toEqual({ data: null, code: "FORBIDDEN" });
  expect(errorOf(await post(ctx, { ...request, as: { kind: "public" } }))).toEqual({
    data: null,
    code: "UNAUTHENTICATED",
  });
  expect(await checksum(ctx.db)).toBe(before);
});

test("what was no answer leaves the key free", async ({ ctx }) => {
  const request = await aRequest(ctx);
  const before = await checksum(ctx.db);
  const blank = { input: { ...request.variables.input, text: " \n" } };
  expect(errorOf(await post(ctx, { ...request, as: inRole(ctx, "READER") }))).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(errorOf(await post(ctx, { ...request, variables: blank }))).toMatchObject({
    code: "BAD_USER_INPUT",
    argument: "input.text",
  });
  // The change is made by then, and its answer cannot be kept: a table of the same name hides the one that would keep it.
  await ctx.db.execute(
    sql`create temporary table kept_answer (like public.kept_answer, check (false))`,
  );
  expect(errorOf(await post(ctx, request))).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  expect(faults.splice(0)).toHaveLength(1);
  await ctx.db.execute(sql`drop table pg_temp.kept_answer`);
  expect(await checksum(ctx.db)).toBe(before);
  expect(JSON.parse((await post(ctx, request)).body).data.made.kind).toBe("RecordClaimSuccess");
});

test("after 24 hours the request is a new one", async ({ ctx }) => {
  const request = await aRequest(ctx);
  const on = (time: string) => post({ ...ctx, now: () => new Date(time) }, request);
  const first = await on("2025-05-20T08:00:00Z");
  expect(await on("2025-05-21T07:59:59Z")).toEqual(first);
  const again = await on("2025-05-21T08:00:00Z");
  expect(JSON.parse(again.body).data.made.kind).toBe("DuplicateClaim");
});

test.for([
  ["an empty key", ""],
  ["a key of 256 characters", "k".repeat(256)],
  ["a key with a space", "one two"],
  ["a key beyond ASCII", "clé"],
])("%s is refused with 400, and nothing is done", async ([, key], { ctx }) => {
  const request = await aRequest(ctx);
  const before = await checksum(ctx.db);
  for (const accept of [standard, legacy]) {
    const answer = await post(ctx, { ...request, key: key as string, accept });
    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toEqual({ code: "BAD_USER_INPUT", argument: "Idempotency-Key" });
  }
  expect(await checksum(ctx.db)).toBe(before);
});

test("a key is for one mutation, not for two", async ({ ctx }) => {
  const { variables } = await aRequest(ctx);
  const query = `mutation ($input: RecordClaimInput!) {
    one: recordClaim(input: $input) { __typename }
    two: recordClaim(input: $input) { __typename }
  }`;
  const before = await checksum(ctx.db);
  const answer = await post(ctx, { query, variables, key: "key-1" });
  expect(answer.status).toBe(400);
  expect(errorOf(answer)).toEqual({ code: "BAD_USER_INPUT", argument: "Idempotency-Key" });
  expect(await checksum(ctx.db)).toBe(before);
});

test("a request that nests too deep to be told from others is refused, and changes nothing", async ({
  ctx,
}) => {
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  const query = `mutation ($items: [JSON!]!) { importReviews(input: { items: $items }) { __typename } }`;
  const request = new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: standard, "idempotency-key": "deep" },
    body: `{"query":${JSON.stringify(query)},"variables":{"items":[${deep}]}}`,
  });
  const before = await checksum(ctx.db);
  const response = await door.handle(request, as(ctx, "ADMIN"));
  expect(response.status).toBe(400);
  expect(errorOf({ body: await response.text() })).toMatchObject({
    code: "BAD_USER_INPUT",
    argument: "Idempotency-Key",
  });
  expect(await checksum(ctx.db)).toBe(before);
});

test("with a query a key says nothing", async ({ ctx }) => {
  const before = await checksum(ctx.db);
  for (const key of ["key-1", "k".repeat(256)]) {
    const { status, body } = await post(ctx, { query: "{ claims { totalCount } }", key });
    expect([status, JSON.parse(body)]).toEqual([200, { data: { claims: { totalCount: 0 } } }]);
  }
  expect(await checksum(ctx.db)).toBe(before);
});

test("a persisted query's hash stands for its text", async ({ ctx }) => {
  const { query, ...request } = await aRequest(ctx);
  const sha256Hash = createHash("sha256").update(query).digest("hex");
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const first = await post(ctx, { ...request, query, extensions });
  expect(first.status).toBe(200);
  expect(await post(ctx, { ...request, extensions })).toEqual(first);
});

test.skipIf(isPglite)(
  "twenty at once with one key record one claim, and read the same answer",
  async ({ database }) => {
    const ctx = editing(await database.connect());
    const request = await aRequest(ctx);
    const known = (await readLedger(ctx)).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(ctx, request)));
    expect(JSON.parse(answers[0]?.body ?? "").data.made.kind).toBe("RecordClaimSuccess");
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await readLedger(ctx)).toHaveLength(known + 1);
  },
);
