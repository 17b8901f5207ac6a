/** What every server is asked, and with which variables. */

import type pg from "pg";

export type Variables = Readonly<Record<string, string | null>>;

export type Workload = {
  readonly title: string;
  readonly query: string;
  /** Many, so that it is not one row that is read over and over. */
  readonly variables: (client: pg.Client) => Promise<Variables[]>;
};

const evidence = `evidence(first: 10) { nodes {
    id stance isPrimary addedAt quote { exact language } source { id url title publishedAt } } }`;

const list = `query List($after: String) { claims(first: 20, after: $after) { nodes {
    id text language claimedAt status createdAt
    ${evidence} } } }`;

export const workloads = {
  claim: {
    title: "claim with evidence, sources, history",
    query: `query Claim($id: ID!) { claim(id: $id) {
      id text language claimedAt topics status version createdAt updatedAt
      ${evidence}
      history(first: 10) { nodes { sequence at actor action subject payloadHash hash } } } }`,
    variables: someClaims,
  },
  list: {
    title: "list of 20 with evidence and sources",
    query: list,
    variables: async () => [{ after: null }],
  },
  deep: {
    title: "the same list, half-way in the set",
    query: list.replace("query List", "query Deep"),
    variables: cursorsHalfWay,
  },
  tiny: {
    title: "one claim's text",
    query: "query Tiny($id: ID!) { claim(id: $id) { text } }",
    variables: someClaims,
  },
} satisfies Record<string, Workload>;

export type WorkloadName = keyof typeof workloads;

async function someClaims(client: pg.Client): Promise<Variables[]> {
  const { rows } = await client.query<{ id: string }>(
    "select id from claim order by md5(id) limit 1000",
  );
  return rows;
}

/** Cursors as Sanad gives them out for its list of claims. */
async function cursorsHalfWay(client: pg.Client): Promise<Variables[]> {
  const { rows } = await client.query<{ createdAt: Date; id: string }>(
    `select created_at as "createdAt", id from claim order by created_at desc, id desc
     offset (select count(*) / 2 from claim) limit 200`,
  );
  return rows.map(({ createdAt, id }) => {
    const place = ["claims", "CREATED_AT_DESC", createdAt.toISOString(), id];
    return { after: Buffer.from(JSON.stringify(place)).toString("base64url") };
  });
}
