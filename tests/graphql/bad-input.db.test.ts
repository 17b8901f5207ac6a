import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { describe, expect } from "vitest";
import { editing, test as base } from "../support/database.ts";
import { aClaim, aSource } from "../support/fixtures.ts";
import { checksum, legacy, send, standard } from "../support/graphql.ts";

type Room = { ctx: Context; ids: { claim: string; entity: string; source: string } };

/** A newsroom with one claim, which nothing here may change; recorded once for the file. */
const test = base.extend<{ $file: { room: Room } }>({
  room: [
    async ({ connection }, use) => {
      const ctx = editing(connection);
      const { id: claim, claimantId: entity } = await aClaim(ctx);
      const { id: source } = await aSource(ctx);
      await use({ ctx, ids: { claim, entity, source } });
    },
    { scope: "file" },
  ],
});

/** A request to one of the newsroom's records, as its body is sent. */
type Request = (ids: Room["ids"]) => string;

const body = (query: string, variables: Record<string, unknown> = {}) =>
  JSON.stringify({ query, variables });

const recordClaim =
  (input: (ids: Room["ids"]) => object): Request =>
  (ids) =>
    body("mutation ($input: RecordClaimInput!) { recordClaim(input: $input) { __typename } }", {
      input: { text: "ادعای تازه", language: "fa", claimantId: ids.entity, ...input(ids) },
    });

/** The same with a JSON escape where no JavaScript string would be sent as one. */
const rawText =
  (text: string): Request =>
  (ids) =>
    recordClaim(() => ({ text: "HERE" }))(ids).replace("HERE", text);

const asked =
  (query: (ids: Room["ids"]) => string): Request =>
  (ids) =>
    body(query(ids));

const addEvidence =
  (input: object): Request =>
  (ids) =>
    body("mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) { __typename } }", {
      input: { claimId: ids.claim, sourceId: ids.source, stance: "SUPPORTS", ...input },
    });

const recordSource =
  (input: object): Request =>
  () =>
    body("mutation ($input: RecordSourceInput!) { recordSource(input: $input) { __typename } }", {
      input: { title: "گزارش", url: "https://example.org/new", ...input },
    });

const bad: [fault: string, argument: string, request: Request][] = [
  ["an id that is none, in a query", "claim.id", asked(() => '{ claim(id: "ادعا") { id } }')],
  ["another record's id", "entity.id", asked(({ claim }) => `{ entity(id: "${claim}") { id } }`)],
  ["an id cut short", "node.id", asked(() => '{ node(id: "claim_01jvnb9zk5") { id } }')],
  ["an id with no moment", "node.id", asked(({ claim }) => `{ node(id: "${claim}@now") { id } }`)],
  [
    "an id with two moments",
    "claim.id",
    asked(({ claim }) => `{ claim(id: "${claim}@1@2") { id } }`),
  ],
  [
    "a revision's id with a moment",
    "node.id",
    asked(() => `{ node(id: "revision_${"1".padStart(26, "0")}@1") { id } }`),
  ],
  ["an id with a NUL", "source.id", asked(() => '{ source(id: "source_\\u0000") { id } }')],
  [
    "one bad id among good ones",
    "nodes.ids.1",
    asked(({ claim }) => `{ nodes(ids: ["${claim}", "x"]) { id } }`),
  ],
  [
    "101 ids",
    "nodes.ids",
    asked(({ claim }) => `{ nodes(ids: [${`"${claim}" `.repeat(101)}]) { id } }`),
  ],
  [
    "an id in a filter",
    "claims.filter.claimantId.0",
    asked(() => '{ claims(filter: { claimantId: "x" }) { totalCount } }'),
  ],
  ["a source asked by nothing", "source.id", asked(() => "{ source { id } }")],
  [
    "a page of none deep in a query",
    "claims.nodes.pieces.first",
    asked(() => "{ claims { nodes { pieces: evidence(first: 0) { totalCount } } } }"),
  ],
  [
    "an impossible date in a filter",
    "claims.filter.claimedAfter",
    asked(() => '{ claims(filter: { claimedAfter: "2025-02-30" }) { totalCount } }'),
  ],
  [
    "an impossible instant",
    "claim.asOf",
    asked(({ claim }) => `{ claim(id: "${claim}", asOf: "2025-02-30T00:00:00Z") { id } }`),
  ],
  [
    "a script for an address",
    "source.url",
    asked(() => '{ source(url: "javascript:alert(1)") { id } }'),
  ],
  [
    "a language that is none",
    "claims.filter.language",
    asked(() => '{ claims(filter: { language: "فارسی" }) { totalCount } }'),
  ],
  [
    "nothing to search for",
    "searchClaims.query",
    asked(() => '{ searchClaims(query: " ") { totalCount } }'),
  ],
  [
    "a NUL to search for",
    "searchClaims.query",
    asked(() => '{ searchClaims(query: "a\\u0000") { totalCount } }'),
  ],
  [
    "1,001 characters to search for",
    "searchClaims.query",
    asked(() => `{ searchClaims(query: "${"آ".repeat(1_001)}") { totalCount } }`),
  ],
  [
    "10,001 characters to match",
    "matchClaims.text",
    asked(() => `{ matchClaims(text: "${"آ".repeat(10_001)}") { score } }`),
  ],
  [
    "101 matches",
    "matchClaims.first",
    asked(() => '{ matchClaims(text: "a", first: 101) { score } }'),
  ],
  ["no id of a claimant", "input.claimantId", recordClaim(() => ({ claimantId: "روسیه" }))],
  [
    "a source for a claimant",
    "input.claimantId",
    recordClaim(({ source }) => ({ claimantId: source })),
  ],
  ["an impossible date", "input.claimedAt", recordClaim(() => ({ claimedAt: "2025-02-30" }))],
  [
    "an impossible Jalali date",
    "input.claimedAt",
    recordClaim(() => ({ claimedAt: "۳۰ اسفند ۱۴۰۴" })),
  ],
  [
    "a language that is none, of a claim",
    "input.language",
    recordClaim(() => ({ language: "xx-invalid-tag-here" })),
  ],
  ["10,001 characters", "input.text", recordClaim(() => ({ text: "آ".repeat(10_001) }))],
  ["nothing but blanks", "input.text", recordClaim(() => ({ text: " \u00a0\n\t" }))],
  ["a NUL", "input.text", rawText("آتش\\u0000بس")],
  ["the first half of a surrogate pair", "input.text", rawText("آتش\\ud800")],
  ["the second half of one", "input.text", rawText("\\udc00آتش")],
  [
    "half of a pair in a topic",
    "input.topics.1",
    (ids) => recordClaim(() => ({ topics: ["جنگ", "HERE"] }))(ids).replace("HERE", "\\ud83d"),
  ],
  ["a script for a source's address", "input.url", recordSource({ url: "javascript:alert(1)" })],
  [
    "a script for an archive's address",
    "input.archiveUrl",
    recordSource({ archiveUrl: "javascript:alert(1)" }),
  ],
  ["an address without a scheme", "input.url", recordSource({ url: "example.org" })],
  ["an empty quote", "input.quote.exact", addEvidence({ quote: { exact: " " } })],
  [
    "a quote in no language",
    "input.quote.language",
    addEvidence({ quote: { exact: "آتش", language: "زبان" } }),
  ],
];

describe("what is malformed is one error that names its argument, and changes nothing", () => {
  test.for(bad)("%s", async ([, argument, request], { room: { ctx, ids } }) => {
    const before = await checksum(ctx.db);
    for (const accept of [standard, legacy]) {
      const answer = await send(ctx, request(ids), { who: "EDITOR", accept });
      expect(answer.type).toBe(`${accept}; charset=utf-8`);
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]).toMatchObject({
        extensions: { code: "BAD_USER_INPUT", argument },
      });
      expect(answer.errors?.[0]?.message.length).toBeGreaterThan(10);
      // What core finds out about a change is an error of its field, which GraphQL tells in an answer.
      if (answer.data === null) expect(answer.status).toBe(200);
      else
        expect([answer.status, answer.data]).toEqual([accept === standard ? 400 : 200, undefined]);
    }
    expect(await checksum(ctx.db)).toBe(before);
  });
});

const unknown: [what: string, request: Request, answer: (ids: Room["ids"]) => unknown][] = [
  ["a claim", asked(() => `{ claim(id: "${createId("claim")}") { id } }`), () => ({ claim: null })],
  [
    "an entity",
    asked(() => `{ entity(id: "${createId("entity")}") { id } }`),
    () => ({ entity: null }),
  ],
  [
    "a source",
    asked(() => '{ source(url: "https://example.org/nowhere") { id } }'),
    () => ({ source: null }),
  ],
  [
    "a relation's id",
    asked(() => `{ node(id: "${createId("relation")}") { id } }`),
    () => ({ node: null }),
  ],
  [
    "an entry of the log",
    asked(() => `{ node(id: "revision_${"9".repeat(6).padStart(26, "0")}") { id } }`),
    () => ({ node: null }),
  ],
  [
    "an entry that no log has",
    asked(() => `{ node(id: "${createId("revision")}") { id } }`),
    () => ({ node: null }),
  ],
  [
    "some of several",
    asked(
      ({ claim }) =>
        `{ nodes(ids: ["${createId("claim")}", "${claim}", "${createId("draft")}"]) { id } }`,
    ),
    ({ claim }) => ({ nodes: [null, { id: claim }, null] }),
  ],
  [
    "a claimant, in a change",
    recordClaim(() => ({ claimantId: createId("entity") })),
    () => ({ recordClaim: { __typename: "EntityNotFound" } }),
  ],
  [
    "a claim, in a change",
    addEvidence({ claimId: createId("claim") }),
    () => ({ addEvidence: { __typename: "ClaimNotFound" } }),
  ],
  [
    "a source, in a change",
    addEvidence({ sourceId: createId("source") }),
    () => ({ addEvidence: { __typename: "SourceNotFound" } }),
  ],
];

describe("what is well-formed and unknown is null or a refusal, and changes nothing", () => {
  test.for(unknown)("%s", async ([, request, expected], { room: { ctx, ids } }) => {
    const before = await checksum(ctx.db);
    const answer = await send(ctx, request(ids), { who: "EDITOR" });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual(expected(ids));
    expect(await checksum(ctx.db)).toBe(before);
  });
});

describe("a body that cannot be read is refused before GraphQL, and changes nothing", () => {
  const huge = JSON.stringify({
    query: "{ viewer { role } }",
    variables: { filler: "آ".repeat(1_000_000) },
  });
  const latin1 = Uint8Array.from(Buffer.from('{"query":"{ viewer { role } } #é"}', "latin1"));
  test.for<[what: string, status: number, body: string | Uint8Array<ArrayBuffer>]>([
    ["no JSON", 400, "mutation { recordClaim }"],
    ["JSON that broke off", 400, '{"query": "{ viewer { role } }"'],
    ["text that is not UTF-8", 400, latin1],
    ["two megabytes", 413, huge],
  ])("%s", async ([, status, given], { room: { ctx } }) => {
    const before = await checksum(ctx.db);
    for (const accept of [standard, legacy]) {
      const answer = await send(ctx, given, { who: "EDITOR", accept });
      expect(answer).toMatchObject({ status, type: `${accept}; charset=utf-8` });
      expect(answer.data).toBeUndefined();
      expect(answer.errors).toMatchObject([{ extensions: { code: "BAD_REQUEST" } }]);
    }
    expect(await checksum(ctx.db)).toBe(before);
  });

  test("a checksum tells of the smallest change", async ({ ctx }) => {
    const before = await checksum(ctx.db);
    await aSource(ctx);
    expect(await checksum(ctx.db)).not.toBe(before);
  });
});
