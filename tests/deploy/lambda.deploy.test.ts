// The archives that `sst deploy` would upload, run as Lambda runs them, on a real PostgreSQL behind Neon's front door.
import { createHash } from "node:crypto";
import { connect } from "@sanad/core/connection";
import { pendingMigrations } from "@sanad/core/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startIssuer, type TestIssuer } from "../http/oidc-issuer.ts";
import { anEndpoint, meaning } from "../support/embeddings.ts";
import { readLedger } from "../support/ledger.ts";
import { aDatabaseAtNeon, linked, run, send, type Surroundings, trusting } from "./a-function.ts";
import type { Running } from "./runtime-api.ts";

let surroundings: Surroundings;
let issuer: TestIssuer;

beforeAll(async () => {
  surroundings = await aDatabaseAtNeon();
  issuer = await startIssuer();
});

afterAll(async () => {
  await issuer.close();
  await surroundings[Symbol.asyncDispose]();
});

const json = { "content-type": "application/json" };
const query = (text: string, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { ...json, ...headers },
  body: JSON.stringify({ query: text }),
});
const recordEntity = (name: string) =>
  `mutation { recordEntity(input: { kind: OUTLET, names: [{ language: "en", name: "${name}" }] }) {
    __typename ... on RecordEntitySuccess { entity { id } }
  } }`;

/** Of an entity as the ledger has it. */
const nameIn = (after: object | null) =>
  (after as { names: { name: string }[] } | null)?.names[0]?.name;

describe("the migrator", () => {
  test("makes the database what this code needs, and has nothing to do the second time", async () => {
    await using migrator = await run("Migrator", surroundings.links);
    const { applied } = (await migrator.invoke({})) as { applied: string[] };
    const owner = await connect(surroundings.address);
    expect(applied.length).toBeGreaterThan(0);
    expect(await pendingMigrations(owner.db)).toEqual([]);
    await owner.close();
    expect(await migrator.invoke({})).toEqual({ applied: [] });
  });

  test("fails where it cannot, so that the deployment does", async () => {
    const url = "postgres://sanad:wrong@ep-test-123456.eu-central-1.aws.neon.tech/template";
    await using migrator = await run("Migrator", {
      ...surroundings.links,
      ...linked("OwnerDatabase", { url }),
    });
    await expect(migrator.invoke({})).rejects.toThrow(
      'The database refused: password authentication failed for user "sanad".',
    );
  });
});

test("the recheck runs on an empty newsroom and marks nothing", async () => {
  await using recheck = await run("RecheckHandler", surroundings.links);
  expect(await recheck.invoke({})).toEqual({ marked: 0 });
});

test("the indexing runs on an empty newsroom", async () => {
  await using indexing = await run("IndexHandler", surroundings.links);
  expect(await indexing.invoke({})).toBeNull();
});

test("vectors are asked for where that is set up, and words go on to do where the database has no place for them", async () => {
  const endpoint = await anEndpoint(meaning({}));
  const given = {
    ...surroundings.links,
    ...trusting(issuer),
    ...linked("EmbeddingsUrl", { value: endpoint.url }),
    ...linked("EmbeddingsModel", { value: "meaning" }),
    ...linked("EmbeddingsKey", { value: "of-the-endpoint" }),
  };
  await using migrator = await run("Migrator", given);
  expect(await migrator.invoke({})).toEqual({ applied: [] });
  expect(migrator.log()).toContain("There is no place for vectors: it takes pgvector");
  await using indexing = await run("IndexHandler", given);
  expect(await indexing.invoke({})).toBeNull();
  await using api = await run("Api", given);
  const answer = await send(
    api,
    "/graphql",
    query('{ matchClaims(text: "آتش‌بس نقض شد") { score } }'),
  );
  expect(await answer.json()).toEqual({ data: { matchClaims: [] } });
  expect(endpoint.asked).toMatchObject([
    { model: "meaning", input: ["آتش‌بس نقض شد"], authorization: "Bearer of-the-endpoint" },
  ]);
  expect(api.log()).not.toContain("of-the-endpoint");
});

test("the API starts with what the deployment sealed for it", async () => {
  await using api = await run("Api", {});
  const answer = await send(api, "/graphql", query("{ __typename }"));
  expect(await answer.json()).toEqual({ data: { __typename: "Query" } });
});

test("the API does not start with a wrong setting, and says which", async () => {
  const given = linked("CorsOrigins", { value: "everybody" });
  await expect(
    run("Api", { ...surroundings.links, ...trusting(issuer), ...given }),
  ).rejects.toThrow("CORS_ORIGINS must be origins");
});

describe("the API", () => {
  let api: Running;

  beforeAll(async () => {
    api = await run("Api", { ...surroundings.links, ...trusting(issuer) });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  const bearer = async (role: string) => ({
    authorization: `Bearer ${await issuer.sign({ role })}`,
  });

  test("is ready", async () => {
    const answer = await send(api, "/readyz");
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ready" }]);
  });

  test("answers a query, and logs it under the invocation's id", async () => {
    const answer = await send(api, "/graphql", query("{ claims { totalCount nodes { id } } }"));
    expect(await answer.json()).toEqual({ data: { claims: { totalCount: 0, nodes: [] } } });
    const id = answer.headers.get("x-request-id");
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const line = api
      .log()
      .split("\n")
      .find((each) => each.includes(id ?? ""));
    expect(JSON.parse(line ?? "{}")).toMatchObject({
      invocationId: id,
      requestId: id,
      path: "/graphql",
      status: 200,
      client: "203.0.113.7",
    });
  });

  test("knows who signs in with a token of the issuer", async () => {
    const asked = query("{ viewer { role } }", await bearer("EDITOR"));
    expect(await (await send(api, "/graphql", asked)).json()).toEqual({
      data: { viewer: { role: "EDITOR" } },
    });
  });

  test("records what an editor tells it, and nobody else", async () => {
    const made = query(recordEntity("The Outlet"), await bearer("EDITOR"));
    expect(await (await send(api, "/graphql", made)).json()).toMatchObject({
      data: { recordEntity: { __typename: "RecordEntitySuccess" } },
    });
    const refused = await send(api, "/graphql", query(recordEntity("Another")));
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: "UNAUTHENTICATED" } }],
    });
  });

  test("refuses a token that proves nothing with 401, and JSON that is none with 400", async () => {
    const token = await send(
      api,
      "/graphql",
      query("{ __typename }", { authorization: "Bearer x" }),
    );
    expect(token.status).toBe(401);
    expect(token.headers.get("www-authenticate")).toContain("invalid_token");
    const broken = await send(api, "/graphql", { method: "POST", headers: json, body: "{" });
    expect(broken.status).toBe(400);
  });

  test("gives a browser the explorer's page and its files", async () => {
    const page = await send(api, "/graphql", { headers: { accept: "text/html" } });
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('<div id="explorer">')]);
    const [script = ""] = /\/explorer\/assets\/[^"]+\.js/.exec(html) ?? [];
    const packed = await send(api, script, { headers: { "accept-encoding": "gzip" } });
    expect([packed.status, packed.headers.get("content-encoding")]).toEqual([200, "gzip"]);
  });

  test("answers a persisted query by GET, and 304 to whoever has the answer", async () => {
    const text = "{ claims { nodes { id } } }";
    const hash = createHash("sha256").update(text).digest("hex");
    const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } });
    const path = `/graphql?${new URLSearchParams({ query: text, extensions }).toString()}`;
    const meant = { "apollo-require-preflight": "1" };
    const first = await send(api, path, { headers: meant });
    expect(first.headers.get("cache-control")).toContain("s-maxage");
    const tag = first.headers.get("etag") ?? "";
    const again = await send(api, path, { headers: { ...meant, "if-none-match": tag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  const rounds = 20;

  test("answers at once after each thaw, its connections cut meanwhile, a query", async () => {
    const statuses: unknown[] = [];
    for (let round = 0; round < rounds; round++) {
      const answer = await invokeThawed(query("{ claims { nodes { id } } }"));
      statuses.push({ status: answer.status, ...((await answer.json()) as object) });
    }
    expect(statuses).toEqual(
      Array.from({ length: rounds }, () => ({ status: 200, data: { claims: { nodes: [] } } })),
    );
  });

  test("and a change, which is made once", async () => {
    const headers = await bearer("EDITOR");
    const names = Array.from({ length: rounds }, (_, round) => `Outlet ${round}`);
    const answers: unknown[] = [];
    for (const name of names) {
      const answer = await invokeThawed(query(recordEntity(name), headers));
      answers.push(await answer.json());
    }
    expect(answers).toEqual(
      names.map(() => ({
        data: {
          recordEntity: { __typename: "RecordEntitySuccess", entity: { id: expect.any(String) } },
        },
      })),
    );
    const owner = await connect(surroundings.address);
    const recorded = (await readLedger(owner)).filter(({ action }) => action === "entity.record");
    await owner.close();
    const recordedNames = recorded.map(({ after }) => nameIn(after));
    expect(recordedNames).toEqual(["The Outlet", ...names]);
  });

  /** The process is stopped, what it has open is cut, and it gets its next event in the moment in which it goes on. */
  async function invokeThawed(init: RequestInit): Promise<Response> {
    api.freeze();
    surroundings.front.killTunnels();
    const answer = send(api, "/graphql", init);
    api.thaw();
    return answer;
  }
});
