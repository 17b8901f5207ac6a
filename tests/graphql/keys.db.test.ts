import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { createApiKey, revokeApiKey } from "@sanad/core/key";
import { signIn } from "@sanad/core/person";
import { eq } from "drizzle-orm";
import { describe, expect, onTestFinished } from "vitest";
import { apiKey } from "../../packages/core/src/key/key.sql.ts";
import { startServer } from "../../packages/functions/src/node.ts";
import { createAuthenticate, type Issuer } from "../../packages/functions/src/session/index.ts";
import { anApp } from "../http/an-app.ts";
import { test } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { ask, checksum, dataOf, door, send, type Who } from "../support/graphql.ts";

const create = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on CreateApiKeySuccess { secret apiKey { id name scopes createdAt expiresAt lastUsedAt revokedAt version createdBy { id } } }
} }`;
const revoke = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename
  ... on RevokeApiKeySuccess { apiKey { id revokedAt version } }
  ... on ApiKeyNotFound { id } ... on VersionConflict { expected current } ... on ApiKeyAlreadyRevoked { revokedAt }
} }`;
const list =
  "{ apiKeys(first: 5) { totalCount nodes { id name } edges { cursor } pageInfo { endCursor } } }";
const everyoneElse: readonly Who[] = ["public", "READER", "CONTRIBUTOR", "CHECKER", "EDITOR"];

/** A key as an ADMIN gets it. */
async function aKey(ctx: Context, given: object = {}) {
  const input = { name: "Wire importer", scopes: ["CONTRIBUTE"], ...given };
  return (await dataOf(ctx, create, { input }, "ADMIN")).createApiKey;
}

describe("an ADMIN", () => {
  test("is shown the key once, and from then on its record alone", async ({ ctx }) => {
    const expiresAt = "2099-01-01T00:00:00.000Z";
    const { secret, apiKey } = await aKey(ctx, { expiresAt });
    expect(apiKey).toEqual({
      id: expect.stringMatching(/^key_/),
      name: "Wire importer",
      scopes: ["CONTRIBUTE"],
      createdAt: expect.any(String),
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      version: 1,
      createdBy: null,
    });
    const seen = await dataOf(
      ctx,
      `query ($id: ID!) { node(id: $id) { __typename ... on ApiKey { name scopes } }
        apiKeys { totalCount nodes { id name scopes lastUsedAt version } }
        revisions { nodes { actor actorName action subject description before after salt } } }`,
      { id: apiKey.id },
      "ADMIN",
    );
    expect(seen.node).toMatchObject({ __typename: "ApiKey", name: "Wire importer" });
    expect(seen.apiKeys).toMatchObject({ totalCount: 1, nodes: [{ id: apiKey.id }] });
    expect(seen.revisions.nodes).toMatchObject([
      { action: "key.create", after: { id: apiKey.id, name: "Wire importer" } },
    ]);
    expect(JSON.stringify(seen)).not.toContain(secret.slice(6, 40));
  });

  test("reads who made a key, where that is somebody who has signed in", async ({ ctx }) => {
    const actor = await signIn(ctx, {
      issuer: "https://login.example",
      subject: "user-1",
      name: "Sara",
      role: "ADMIN",
    });
    await createApiKey({ ...ctx, actor }, { name: "Hers", scopes: ["READ"] });
    const { apiKeys } = await dataOf(
      ctx,
      "{ apiKeys { nodes { createdBy { name role } } } }",
      {},
      "ADMIN",
    );
    expect(apiKeys.nodes).toEqual([{ createdBy: { name: "Sara", role: "ADMIN" } }]);
  });

  test("revokes a key that they have seen as it is, once", async ({ ctx }) => {
    const { id } = (await aKey(ctx)).apiKey;
    const missing = createId("key");
    const outcome = async (input: object) =>
      (await dataOf(ctx, revoke, { input: { id, expectedVersion: 1, ...input } }, "ADMIN"))
        .revokeApiKey;
    expect(await outcome({ expectedVersion: 3 })).toEqual({
      __typename: "VersionConflict",
      expected: 3,
      current: 1,
    });
    expect(await outcome({ id: missing })).toEqual({ __typename: "ApiKeyNotFound", id: missing });
    const { apiKey } = await outcome({});
    expect(apiKey).toEqual({ id, revokedAt: expect.any(String), version: 2 });
    expect(await outcome({ expectedVersion: 2 })).toEqual({
      __typename: "ApiKeyAlreadyRevoked",
      revokedAt: apiKey.revokedAt,
    });
  });

  test("is refused a key that is asked for under an Idempotency-Key, and none is made", async ({
    ctx,
  }) => {
    const before = await checksum(ctx.db);
    const request = new Request("http://127.0.0.1/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "once" },
      body: JSON.stringify({
        query: create,
        variables: { input: { name: "Wire importer", scopes: ["READ"] } },
      }),
    });
    const response = await door.handle(request, { ...as(ctx, "ADMIN"), now: () => new Date() });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: "BAD_USER_INPUT", argument: "Idempotency-Key" } }],
    });
    expect(await checksum(ctx.db)).toBe(before);
  });

  test.for([
    [{ name: " " }, "input.name"],
    [{ scopes: [] }, "input.scopes"],
    [{ scopes: ["READ", "READ"] }, "input.scopes.1"],
    [{ scopes: ["ADMIN"] }, "input.scopes.0"],
    [{ expiresAt: "2020-01-01T00:00:00Z" }, "input.expiresAt"],
    [{ expiresAt: "soon" }, "input.expiresAt"],
  ] as const)("is told what is wrong with %j", async ([given, argument], { ctx }) => {
    const before = await checksum(ctx.db);
    const input = { name: "Wire importer", scopes: ["READ"], ...given };
    expect((await ask(ctx, create, { input }, "ADMIN")).errors).toMatchObject([
      { extensions: { code: "BAD_USER_INPUT", argument } },
    ]);
    expect(await checksum(ctx.db)).toBe(before);
  });
});

describe("of keys", () => {
  test.for(everyoneElse)("%s makes and revokes none, and sees nothing", async (who, { ctx }) => {
    const { secret, apiKey } = await aKey(ctx);
    const before = await checksum(ctx.db);
    const code = who === "public" ? "UNAUTHENTICATED" : "FORBIDDEN";
    const inputs = [
      [create, { name: "Mine", scopes: ["READ"] }],
      [revoke, { id: apiKey.id, expectedVersion: 1 }],
    ] as const;
    for (const [mutation, input] of inputs) {
      const { data, errors } = await ask(ctx, mutation, { input }, who);
      expect({ data, errors }).toMatchObject({ data: null, errors: [{ extensions: { code } }] });
    }
    expect(await checksum(ctx.db)).toBe(before);

    expect(await dataOf(ctx, list, {}, who)).toEqual({ apiKeys: null });
    const rest = await dataOf(
      ctx,
      `query ($id: ID!, $ids: [ID!]!) { node(id: $id) { id } nodes(ids: $ids) { id }
        revisions { nodes { actorName action subject description(language: "fa") before after salt } } }`,
      { id: apiKey.id, ids: [apiKey.id, apiKey.id] },
      who,
    );
    expect(rest).toMatchObject({ node: null, nodes: [null, null] });
    expect(rest.revisions.nodes).toEqual([
      expect.objectContaining({ action: "key.create", before: null, after: null, salt: null }),
    ]);
    expect(JSON.stringify(rest)).not.toContain("Wire importer");
    expect(JSON.stringify(rest)).not.toContain(secret.slice(6, 40));
  });
});

/** The server as it runs, under a clock of the test's; no issuer's token is good there. */
async function serving({ db }: Context, now: () => Date) {
  const issuer: Issuer = {
    url: "https://login.example",
    verify: () => Promise.reject(new Error("This was no token.")),
  };
  const authenticate = createAuthenticate({ db, issuer, roleClaim: "role", now });
  const { app, lines, graphql } = anApp(db, { authenticate });
  const server = await startServer({ host: "127.0.0.1", port: 0 }, () => ({
    fetch: app.fetch,
    stop: graphql.stop,
  }));
  onTestFinished(() => server.stop());
  const post = async (key: string, query: string, variables: object = {}) => {
    const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    });
    const challenge = response.headers.get("www-authenticate");
    return { status: response.status, challenge, ...((await response.json()) as { data?: any }) };
  };
  return { post, lines };
}

const refused = (message: string) => ({
  status: 401,
  challenge: 'Bearer error="invalid_token"',
  errors: [{ message, extensions: { code: "UNAUTHENTICATED" } }],
});

describe("over HTTP", () => {
  const whoAmI = "{ viewer { id name role } }";

  test("a program records under its key, until that is revoked", async ({ ctx }) => {
    const { post, lines } = await serving(ctx, ctx.now);
    const { key, secret } = await createApiKey(as(ctx, "ADMIN"), {
      name: "Wire importer",
      scopes: ["CONTRIBUTE"],
    });
    expect(await post(secret, whoAmI)).toMatchObject({
      status: 200,
      data: { viewer: { id: key.id, name: "Wire importer", role: "CONTRIBUTOR" } },
    });
    const record = `mutation { recordEntity(input: { kind: OUTLET, names: [{ language: "en", name: "A" }] }) { __typename } }`;
    expect((await post(secret, record)).data).toEqual({
      recordEntity: { __typename: "RecordEntitySuccess" },
    });
    const { revisions } = await dataOf(
      ctx,
      "{ revisions(last: 1) { nodes { actor actorName } } }",
      {},
      "CHECKER",
    );
    expect(revisions.nodes).toEqual([{ actor: key.id, actorName: "Wire importer" }]);

    await revokeApiKey(as(ctx, "ADMIN"), { id: key.id, expectedVersion: 1 });
    const before = await checksum(ctx.db);
    expect(await post(secret, record)).toMatchObject(refused("The key was revoked."));
    expect(await checksum(ctx.db)).toBe(before);
    expect(lines.length).toBeGreaterThan(2);
    expect(JSON.stringify(lines)).not.toContain(secret.slice(6, 40));
    expect(lines[0]).toMatchObject({ actor: key.id });
  });

  test("a key is good until it expires", async ({ ctx }) => {
    let now = new Date("2026-05-31T23:59:59Z");
    const { post } = await serving(ctx, () => now);
    const { secret } = await createApiKey(as(ctx, "ADMIN"), {
      name: "Wire importer",
      scopes: ["READ"],
      expiresAt: "2026-06-01T00:00:00Z",
    });
    expect(await post(secret, whoAmI)).toMatchObject({ data: { viewer: { role: "READER" } } });
    now = new Date("2026-06-01T00:00:00Z");
    expect(await post(secret, whoAmI)).toMatchObject(refused("The key has expired."));
  });

  test("a key that nobody made is no key", async ({ ctx }) => {
    const { post } = await serving(ctx, ctx.now);
    const { key, secret } = await createApiKey(as(ctx, "ADMIN"), {
      name: "Gone",
      scopes: ["READ"],
    });
    await ctx.db.delete(apiKey).where(eq(apiKey.id, key.id));
    expect(await post(secret, whoAmI)).toMatchObject(refused("The key is unknown."));
    const short = refused("The key is not whole: copy all of it.");
    expect(await post(secret.slice(0, -1), whoAmI)).toMatchObject(short);
  });

  test("no key does what a CHECKER may", async ({ ctx }) => {
    const { post } = await serving(ctx, ctx.now);
    const { secret } = await createApiKey(as(ctx, "ADMIN"), {
      name: "Wire importer",
      scopes: ["READ", "CONTRIBUTE"],
    });
    const { id } = await aClaim(ctx);
    const move = `mutation ($id: ID!) { moveClaim(input: { id: $id, to: IN_REVIEW, expectedVersion: 1 }) { __typename } }`;
    expect(await post(secret, move, { id })).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
    const make = `mutation { createApiKey(input: { name: "Mine", scopes: [READ] }) { __typename } }`;
    expect(await post(secret, make)).toMatchObject({
      errors: [{ extensions: { code: "FORBIDDEN" } }],
    });
    expect((await post(secret, list)).data).toEqual({ apiKeys: null });
  });
});

test("the pages of a list of keys are an ADMIN's", async ({ ctx }) => {
  for (const name of ["one", "two", "three"])
    await createApiKey(as(ctx, "ADMIN"), { name, scopes: ["READ"] });
  await anEntity(ctx);
  const page = (after: string | null) =>
    dataOf(
      ctx,
      "query ($after: String) { apiKeys(first: 2, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } } }",
      { after },
      "ADMIN",
    );
  const first = (await page(null)).apiKeys;
  expect(first.nodes).toEqual([{ name: "three" }, { name: "two" }]);
  const second = (await page(first.pageInfo.endCursor)).apiKeys;
  expect(second).toMatchObject({ nodes: [{ name: "one" }], pageInfo: { hasNextPage: false } });
});

test("a key's id has no past", async ({ ctx }) => {
  const { id } = (await aKey(ctx)).apiKey;
  const query = JSON.stringify({ query: `{ node(id: "${id}@1") { id } }` });
  expect(await send(ctx, query, { who: "ADMIN" })).toMatchObject({
    errors: [{ extensions: { code: "BAD_USER_INPUT", argument: "node.id" } }],
  });
});
