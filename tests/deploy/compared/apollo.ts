/** What one would write first: our contract on Apollo as its documentation has it, behind Hono, with Drizzle on Neon at hand. */

import { readFileSync } from "node:fs";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";

const db = drizzle({
  client: new Pool({ connectionString: "postgres://app:secret@ep-1.neon.tech/sanad" }),
});
const server = new ApolloServer({
  typeDefs: readFileSync(new URL("schema.graphql", import.meta.url), "utf8"),
});
const started = server.start();

const app = new Hono().post("/graphql", async (c) => {
  await started;
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap([...c.req.raw.headers]),
      search: "",
      body: await c.req.json(),
    },
    context: async () => ({ db }),
  });
  const text = body.kind === "complete" ? body.string : "";
  return new Response(text, { status: status ?? 200, headers: [...headers] });
});

export const handler = handle(app);
