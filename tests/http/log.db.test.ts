import { sql } from "drizzle-orm";
import { describe, expect, test as plain } from "vitest";
import { test } from "../support/database.ts";
import { anApp, noDatabase, query } from "./an-app.ts";

describe("the log", () => {
  plain(
    "has a line a request, with nothing in it that came as a secret or was searched for",
    async () => {
      const { app, lines } = anApp(noDatabase, {
        authenticate: async () => ({
          kind: "person",
          id: "person_1",
          name: "Sara Secret",
          role: "READER",
        }),
      });
      const response = await app.request(
        "/graphql?query={__typename}&variables={%22q%22:%22secret%22}",
        {
          headers: {
            authorization: "Bearer secret",
            "x-request-id": "r-1",
            "apollo-require-preflight": "1",
          },
        },
      );
      await response.text();
      expect(lines).toEqual([
        {
          level: "info",
          time: expect.any(String),
          message: "request",
          requestId: "r-1",
          method: "GET",
          path: "/graphql",
          status: 200,
          ms: expect.any(Number),
          actor: "person_1",
          client: "192.0.2.1",
        },
      ]);
    },
  );

  test("tells of a failed statement without its parameters, and with its causes", async ({
    database,
  }) => {
    const { db } = await database.connect();
    const { app, lines } = anApp(db, {
      authenticate: async () => {
        await db.execute(sql`select 1 / length(${""}::text), ${"a secret"}::text`);
        return { kind: "public" };
      },
    });
    expect((await app.request("/graphql", query("{ __typename }"))).status).toBe(500);
    expect(lines[0]).toMatchObject({
      level: "error",
      error: { cause: { code: "22012", message: "division by zero" } },
    });
    expect(JSON.stringify(lines)).not.toContain("a secret");
  });
});
