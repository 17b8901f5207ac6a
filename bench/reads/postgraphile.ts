/** What PostGraphile makes of the tables, asked for under Sanad's names. */

import type { Dialect } from "./dialect.ts";
import type { Variables } from "./workloads.ts";

const evidence = `evidence: evidencesByClaimId(first: 10, orderBy: [CREATED_AT_ASC, PRIMARY_KEY_ASC]) { nodes {
    id: rowId stance isPrimary addedAt: createdAt quote
    source: sourceBySourceId { id: rowId url title publishedAt } } }`;

const newestFirst = "orderBy: [CREATED_AT_DESC, PRIMARY_KEY_DESC]";

const list = `query List($after: Cursor) { claims: allClaims(first: 20, after: $after, ${newestFirst}) { nodes {
    id: rowId text language claimedAt status createdAt
    ${evidence} } } }`;

export const postgraphileDialect: Dialect = {
  queries: {
    claim: `query Claim($id: String!) { claim: claimByRowId(rowId: $id) {
      id: rowId text language claimedAt topics status version createdAt updatedAt
      ${evidence}
      history(first: 10) { nodes { sequence at actor action subject payloadHash hash } } } }`,
    list,
    deep: list.replace("query List", "query Deep"),
    tiny: "query Tiny($id: String!) { claim: claimByRowId(rowId: $id) { text } }",
  },
  async translate(url, variables) {
    return variables.every(({ after }) => typeof after !== "string")
      ? [...variables]
      : cursorsHalfWay(url, variables.length);
  },
  revive(key, value) {
    switch (key) {
      case "createdAt":
      case "updatedAt":
      case "addedAt":
      case "at":
        return new Date(String(value)).toISOString();
      case "sequence":
        return Number(value);
      case "quote": {
        // A column of JSON is given out whole.
        const { exact, language } = value as Record<string, unknown>;
        return { exact, language };
      }
      default:
        return value;
    }
  },
};

async function cursorsHalfWay(url: string, count: number): Promise<Variables[]> {
  const ask = async (query: string) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { data: { allClaims: Claims } }).data.allClaims;
  };
  const { totalCount } = await ask("{ allClaims { totalCount } }");
  const { edges } = await ask(
    `{ allClaims(first: ${count}, offset: ${Math.floor(totalCount / 2)}, ${newestFirst}) { edges { cursor } } }`,
  );
  return edges.map(({ cursor }) => ({ after: cursor }));
}

type Claims = { totalCount: number; edges: { cursor: string }[] };
