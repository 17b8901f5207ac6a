/** The door without a newsroom behind it: enough for whatever is answered before the database is asked. */

import type { Context } from "@sanad/core/context";
import { openDoor } from "../support/lambda.ts";

export const logged: unknown[] = [];
export const door = openDoor({
  publicUrl: "https://sanad.example",
  log: (error) => logged.push(error),
});

const noDatabase = new Proxy(
  {},
  {
    get() {
      throw new Error("Nothing here may ask the database.");
    },
  },
) as Context["db"];
const context: Context = {
  db: noDatabase,
  actor: { kind: "public" },
  now: () => new Date("2026-01-01T00:00:00Z"),
};

export function fetchDoor(url: string, init?: RequestInit): Promise<Response> {
  return door.handle(new Request(url, init), context);
}

export const url = "http://127.0.0.1/graphql";
export const standard = "application/graphql-response+json";
export const legacy = "application/json";

export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions: Record<string, unknown> }[];
};

/** POSTs a query as a client of today's specification does; `accept` is that of an older one where it is `legacy`. */
export async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  accept = standard,
) {
  const response = await fetchDoor(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}

/** What was refused before anything ran: the status, the code and the rest of the one error's extensions. */
export async function refusalOf(query: string, variables: Record<string, unknown> = {}) {
  const { status, data, errors = [] } = await ask(query, variables);
  if (data !== undefined || errors.length !== 1)
    throw new Error(`One error was expected: ${JSON.stringify(errors)}`);
  return { status, message: errors[0]?.message, ...errors[0]?.extensions };
}
