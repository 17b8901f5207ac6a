// What is answered while the database cannot be reached.
import { connect, type Connection } from "@sanad/core/connection";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { statementsOf } from "../support/graphql.ts";
import { anApp, errorOf, query } from "./an-app.ts";

describe("without a database", () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect("postgres://sanad:secret@127.0.0.1:1/sanad");
  });
  afterAll(() => connection.close());

  const standard = "application/graphql-response+json";
  const legacy = "application/json";
  const all = "{ viewer { role } }";
  const part = '{ __typename source(url: "https://a.example/") { id } }';

  const partly = { __typename: "Query", source: null };

  test.for<[string, number, { text: string; accept: string; data?: object | null }]>([
    ["a query of which nothing is answered", 503, { text: all, accept: standard }],
    [
      "the same of an old client, which reads a 200 only",
      200,
      { text: all, accept: legacy, data: null },
    ],
    ["a query of which a part is answered", 200, { text: part, accept: standard, data: partly }],
    ["the same of an old client", 200, { text: part, accept: legacy, data: partly }],
  ])(
    "%s is answered %i, and told when to ask again",
    async ([, status, { text, accept, ...data }]) => {
      const { app } = anApp(connection.db);
      for (const _time of ["first", "again"]) {
        let response = new Response();
        const tries = await statementsOf(connection, async () => {
          response = await app.request("/graphql", query(text, { accept }));
        });
        // Another connection is tried once, whoever answers.
        expect(tries).toHaveLength(2);
        expect(response.headers.get("retry-after")).toBe("5");
        expect([response.status, await response.json()]).toEqual([
          status,
          {
            errors: [expect.objectContaining({ extensions: { code: "UNAVAILABLE" } })],
            ...data,
          },
        ]);
      }
    },
  );

  test("a change is answered alike, whether or not anything came of it", async () => {
    const person = { kind: "person", id: "person_1", name: "Sara", role: "EDITOR" } as const;
    const { app } = anApp(connection.db, { authenticate: async () => person });
    const input = '{ kind: PERSON, names: [{ language: "en", name: "The Mayor" }] }';
    const text = `mutation { recordEntity(input: ${input}) { __typename } }`;
    const response = await app.request("/graphql", query(text, { accept: standard }));
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await errorOf(response)).toMatchObject({ code: "UNAVAILABLE" });
  });

  test("an error that is the client's own is not to be sent again", async () => {
    const { app } = anApp(connection.db);
    const response = await app.request("/graphql", query("{ nothing }", { accept: standard }));
    expect([response.status, response.headers.get("retry-after")]).toEqual([400, null]);
  });
});
