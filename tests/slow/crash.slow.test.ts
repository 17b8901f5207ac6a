// What was acknowledged outlives the server, however often it is killed on the same folder.
import { expect, test } from "vitest";
import { disposableFolder, serve, type Server, verify } from "../support/server.ts";

const rounds = 20;
const clients = 4;
/** A round is killed at a time of its own after it has answered once, within so long. */
const longestRoundMs = 1_500;

type Claim = { id: string; text: string };
type Answer = { data: any; errors?: unknown };

async function ask(
  server: Server,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${server.port}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${server.token("CONTRIBUTOR")}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const recordEntity = `mutation { recordEntity(input: { kind: PERSON, names: [{ language: "en", name: "The Mayor of Exampleton" }] }) {
  ... on RecordEntitySuccess { entity { id } } } }`;
const recordClaim = `mutation ($text: String!, $claimantId: ID!) {
  recordClaim(input: { text: $text, language: "en", claimantId: $claimantId }) { ... on RecordClaimSuccess { claim { id text } } } }`;
const readClaims = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { id text } } }`;

/** Records one claim after the other until the server is gone, so that one is always under way. */
async function recordUntilGone(
  server: Server,
  claimantId: string,
  nextText: () => string,
  onAcknowledged: (claim: Claim) => void,
): Promise<void> {
  for (;;) {
    let answer: Answer;
    try {
      answer = await ask(server, recordClaim, { text: nextText(), claimantId });
    } catch {
      return; // Nobody answers any more.
    }
    expect(answer.errors).toBeUndefined();
    onAcknowledged(answer.data.recordClaim.claim);
  }
}

/** Those of the claims that are not there word for word. */
async function missingFrom(server: Server, claims: readonly Claim[]): Promise<Claim[]> {
  const missing: Claim[] = [];
  for (let at = 0; at < claims.length; at += 100) {
    const page = claims.slice(at, at + 100);
    const { data } = await ask(server, readClaims, { ids: page.map(({ id }) => id) });
    const found = new Map<string, string>(
      data.nodes.map((node: Claim | null) => [node?.id, node?.text]),
    );
    missing.push(...page.filter(({ id, text }) => found.get(id) !== text));
  }
  return missing;
}

test("no acknowledged claim is missing after twenty kills, and all fits after each", async () => {
  using folder = disposableFolder();
  const acknowledged: Claim[] = [];
  const counts: number[] = [];
  let sent = 0;
  let claimantId: string | undefined;

  for (let round = 1; round <= rounds; round++) {
    await using server = await serve(folder.path);
    expect(await missingFrom(server, acknowledged), `after kill ${round - 1}`).toEqual([]);
    claimantId ??= String((await ask(server, recordEntity)).data.recordEntity.entity.id);

    const before = acknowledged.length;
    const answered = Promise.withResolvers<void>();
    const work = Array.from({ length: clients }, () =>
      recordUntilGone(
        server,
        claimantId ?? "",
        () => `The bridge of Exampleton was painted ${++sent} times.`,
        (claim) => {
          acknowledged.push(claim);
          answered.resolve();
        },
      ),
    );
    await Promise.race([answered.promise, Promise.all(work)]);
    // Not for something to be ready: so that the kill meets a write in another state each time.
    await new Promise((resolve) => setTimeout(resolve, (longestRoundMs / rounds) * round));
    await server.kill();
    await Promise.all(work);

    const count = acknowledged.length - before;
    counts.push(count);
    expect(count, `acknowledged in round ${round}`).toBeGreaterThan(0);
    expect(await verify(folder.path)).toEqual({
      exitCode: 0,
      output: expect.stringMatching(/^All fits: /),
    });
  }

  await using server = await serve(folder.path);
  expect(await missingFrom(server, acknowledged)).toEqual([]);
  expect(new Set(acknowledged.map(({ id }) => id)).size).toBe(acknowledged.length);
  console.log(
    `${rounds} kills: ${acknowledged.length} claims acknowledged (${counts.join(", ")} a round), ${sent - acknowledged.length} requests cut off.`,
  );
});
