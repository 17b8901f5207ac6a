import { expect, onTestFinished, test } from "vitest";
import { databaseKind, emptyDatabase, isPglite } from "./support/database.ts";
import { anEndpoint, meaning } from "./support/embeddings.ts";
import { runHere } from "./support/run-here.ts";
import { disposableFolder, serve } from "./support/server.ts";

test.runIf(isPglite)("an embedded newsroom is served with vectors, by settings alone", async () => {
  using folder = disposableFolder();
  const endpoint = await anEndpoint(meaning({}));
  const settings = { EMBEDDINGS_URL: endpoint.url, EMBEDDINGS_MODEL: "meaning" };
  await using server = await serve(folder.path, settings);
  const ask = async () => {
    const query = '{ matchClaims(text: "Qwxyz", first: 1) { score } }';
    const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
  await expect
    .poll(ask, { timeout: 30_000 })
    .toEqual({ data: { matchClaims: [{ score: expect.any(Number) }] } });
  await server.kill();

  // What was made with pgvector opens without it as well.
  await using without = await serve(folder.path);
  expect((await fetch(`http://127.0.0.1:${without.port}/readyz`)).status).toBe(200);
});

test.runIf(isPglite)("reindex makes the vectors that are missing", async () => {
  using folder = disposableFolder();
  const endpoint = await anEndpoint(meaning({}));
  expect((await runHere(["seed"], { DATA_DIR: folder.path })).exitCode).toBe(0);
  const settings = { EMBEDDINGS_URL: endpoint.url, EMBEDDINGS_MODEL: "meaning" };

  const { exitCode } = await runHere(["reindex"], { DATA_DIR: folder.path, ...settings });

  expect(exitCode).toBe(0);
  expect(endpoint.asked.flatMap(({ input }) => input).length).toBeGreaterThan(0);
});

test.runIf(isPglite)(
  "migrate makes a place for vectors where the settings name an endpoint",
  async () => {
    using folder = disposableFolder();
    const settings = { EMBEDDINGS_URL: "http://127.0.0.1:9/v1", EMBEDDINGS_MODEL: "meaning" };
    const { exitCode, stdout } = await runHere(["migrate"], { DATA_DIR: folder.path, ...settings });
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining("There is a place for vectors."),
    ]);
  },
);

test.runIf(databaseKind === "postgres")(
  "migrate says where a server has no pgvector, and does the rest",
  async () => {
    const database = await emptyDatabase();
    onTestFinished(() => database.close());
    const settings = { EMBEDDINGS_URL: "http://127.0.0.1:9/v1", EMBEDDINGS_MODEL: "meaning" };
    const { exitCode, stdout } = await runHere(["migrate"], {
      DATABASE_URL: database.address ?? "",
      ...settings,
    });
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^Applied .*There is no place for vectors/s),
    ]);
  },
);
