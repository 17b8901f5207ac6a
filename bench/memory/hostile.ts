/** Clients that mean to make a server grow. */

import { createHash } from "node:crypto";
import type { Asked } from "../measure/load.ts";

/** Requests that have never been made before: in turn, whatever there is to be varied about one. */
export function endlessRequests(): () => Asked {
  let count = 0;
  return () => {
    count += 1;
    return ways[count % ways.length]?.(count) ?? {};
  };
}

/** Many different queries, each so often that it is one to be kept prepared: of most, the statements are near the longest of those. */
export function repeatedRequests(times: number): () => Asked {
  let count = 0;
  return () => {
    const which = Math.floor(count / times);
    count += 1;
    return ask(which % 3 === 0 ? small(which) : large(which, 5));
  };
}

const tiny = "{ claims(first: 1) { nodes { id } } }";

const ways: readonly ((count: number) => Asked)[] = [
  (count) => ask(small(count)),
  (count) => ask(large(count, 3)),
  (count) => ask(`# ${count}\n${tiny}${" ".repeat(count % 500)}`),
  (count) => ask(`query Operation${count} ${tiny}`),
  (count) => ask(`query ($v${count}: Int) { claims(first: $v${count}) { nodes { id } } }`),
  (count) =>
    ask(
      "query ($topic: String!) { claims(first: 2, filter: { topic: [$topic] }) { nodes { id } } }",
      {
        topic: `topic ${count}`,
      },
    ),
  (count) =>
    ask("query ($words: String!) { searchClaims(first: 2, query: $words) { nodes { id } } }", {
      words: `word${count} ${"x".repeat(count % 800)}`,
    }),
  (count) => ask("query ($id: ID!) { claim(id: $id) { text } }", { id: idOf(count) }),
  (count) =>
    ask("query ($id: ID!) { claim(id: $id) { text } }", { id: idOf(count), [`v${count}`]: count }),
  // Wrong in what it says, in what it asks for, in what it is given.
  (count) => ask(`{ claims(first: 1) { nodes { id } } ${count}`),
  (count) => ask(`{ claims(first: 1) { nodes { id${count} } } }`),
  (count) =>
    ask(`query ($a: Int!) { claims(first: $a) { nodes { b${count}: id } } }`, { a: `${count}` }),
  (count) => ({
    method: "GET",
    path: `/graphql?query=${encodeURIComponent(`{ c${count}: viewer { role } }`)}`,
    headers: { "apollo-require-preflight": "true" },
  }),
  (count) => ({ method: "GET", path: `/claims/${idOf(count)}` }),
  (count) => ({ ...ask(tiny), headers: { "idempotency-key": `key ${count}` } }),
  (count) => ({ ...ask(tiny), headers: { authorization: `Bearer ${count}` } }),
  (count) => ({
    ...ask(tiny),
    headers: { [`x-header-${count}`]: "1", "x-request-id": `${count}` },
  }),
  (count) => ({ ...ask(tiny), headers: { accept: `application/json;q=0.${count}, */*;q=0.1` } }),
  (count) => {
    const query = `{ p${count}: viewer { role } }`;
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    return {
      body: JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
    };
  },
  // Near the most that a body may hold, in one of ten.
  (count) =>
    count % 10 === 0 ? ask(`${tiny} # ${count} ${"long ".repeat(200_000)}`) : ask(small(count)),
];

function ask(query: string, variables?: Readonly<Record<string, unknown>>): Asked {
  return { body: JSON.stringify({ query, variables }) };
}

function small(count: number): string {
  return `{ a${count}: claims(first: ${1 + (count % 20)}) { nodes { b${count}: text status } } }`;
}

function large(count: number, lists: number): string {
  const one = (list: number) => `l${list}_${count}: claims(first: 1) { nodes {
    id text language claimedAt topics status version createdAt updatedAt
    evidence(first: 1) { nodes { id stance isPrimary addedAt quote { exact language }
      source { id url title publishedAt } } }
    history(first: 1) { nodes { sequence at actor action subject payloadHash hash } } } }`;
  return `{ ${Array.from({ length: lists }, (_, list) => one(list)).join("\n")} }`;
}

/** Of no claim. */
function idOf(count: number): string {
  return `claim_01${count.toString().padStart(24, "0")}`;
}
