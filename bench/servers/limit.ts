/** The limit: no GraphQL, no framework; Postgres writes the answer, and Node passes it on. */

import { createServer } from "node:http";
import { announce, openPool } from "./setting.ts";
import { type Operation, parametersOf, statements } from "./statements.ts";

const pool = openPool();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      operationName: Operation;
      variables: Record<string, string | null>;
    };
    pool
      .query<{ data: string }>({
        name: operationName,
        // As text, or the driver would parse it.
        text: `select (${statements[operationName]})::text as data`,
        values: parametersOf(operationName, variables),
      })
      .then(({ rows }) => {
        const body = Buffer.from(`{"data":${rows[0]?.data ?? "null"}}\n`);
        response.writeHead(200, {
          "content-type": "application/json; charset=utf-8",
          "content-length": body.length,
        });
        response.end(body);
      })
      .catch((error: unknown) => {
        console.error(error);
        response.writeHead(500).end();
      });
  });
});

announce(server);
