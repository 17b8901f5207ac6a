import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { mergeClaims } from "@sanad/core/relation";
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { draft } from "../../packages/core/src/draft/draft.sql.ts";
import { revision } from "../../packages/core/src/revision/revision.sql.ts";
import { editing, isPglite, test as base } from "../support/database.ts";
import { anAppearance, aRelation, as } from "../support/fixtures.ts";
import { refusalOf } from "../support/ledger.ts";
import {
  aCitablePiece,
  aClaimFoundFalse,
  aClaimInReview,
  aNewsroom,
  askAs,
  claimNow,
  draftOf,
  move,
  type Newsroom,
  signedIn,
} from "../support/workflow.ts";

/** Words that stand nowhere but in drafts; each tells by its name where. */
const markers = {
  summary: "qxsummaryfa",
  otherSummary: "qxsummaryen",
  body: "qxbody",
  soleSourceReason: "qxsolesource",
  searchNote: "qxsearchnote",
  answer: "qxanswer",
  reasonNotAsked: "qxnotasked",
  sentBackReason: "qxsentback",
  askedAt: "2025-05-19T06:31:17.123Z",
  verdict: "MISLEADING",
  discarded: "qxdiscarded",
  dismissed: "qxdismissed",
  merged: "qxmerged",
  awaiting: "qxawaiting",
  reopened: "qxreopened",
  unpublished: "qxunpublished",
} as const;

type Story = {
  newsroom: Newsroom;
  ids: Record<"claim" | "draft" | "evidence" | "published" | "entity" | "source", string>;
  others: string[];
  /** Every entry of the ledger, and when the last was made. */
  revisions: string[];
  now: string;
};

const test = base.extend<{ $file: { story: Story } }>({
  story: [
    async ({ connection }, use) => use(await tellStory(editing(connection))),
    { scope: "file" },
  ],
});

const fa = (text: string) => [{ language: "fa", text }];

/** Claims with a draft, and claims whose draft is gone again, each by another way. */
async function tellStory(ctx: Context): Promise<Story> {
  const newsroom = await aNewsroom(ctx);
  const { checker, editor } = newsroom;
  const claim = await aClaimInReview(newsroom);
  await anAppearance(ctx, { claimId: claim.id });
  const piece = await aCitablePiece(ctx, claim.id);
  await draftOf(checker, claim.id, {
    verdict: "MISLEADING",
    summary: [...fa(markers.summary), { language: "en", text: markers.otherSummary }],
    body: fa(markers.body),
    evidenceIds: [piece.id],
    soleSourceReason: markers.soleSourceReason,
    searchNote: markers.searchNote,
    claimantAsked: { reasonNotAsked: markers.reasonNotAsked },
  });
  await draftOf(checker, claim.id, {
    claimantAsked: { askedAt: markers.askedAt, answer: markers.answer },
  });
  await move(checker, claim.id, "AWAITING_APPROVAL");
  await move(editor, claim.id, "IN_REVIEW", { reason: markers.sentBackReason });

  const drafted = async (text: string) => {
    const { id } = await aClaimInReview(newsroom);
    await draftOf(checker, id, { verdict: "MISLEADING", summary: fa(text), body: fa(text) });
    return id;
  };
  const discarded = await drafted(markers.discarded);
  await move(checker, discarded, "UNVERIFIED", { reason: "کسی نیست" });
  const dismissed = await drafted(markers.dismissed);
  await move(editor, dismissed, "DISMISSED", { reason: "سنجیدنی نیست" });
  const merged = await drafted(markers.merged);
  const { version: expectedVersion } = await claimNow(ctx, merged);
  await mergeClaims(editor, { id: merged, intoId: claim.id, expectedVersion });
  const awaiting = await drafted(markers.awaiting);
  await move(checker, awaiting, "AWAITING_APPROVAL");
  const { claim: reopened } = await aClaimFoundFalse(newsroom);
  await move(editor, reopened.id, "IN_REVIEW", { reason: "سند تازه" });
  await draftOf(checker, reopened.id, { verdict: "MISLEADING", summary: fa(markers.reopened) });
  const { claim: published } = await aClaimFoundFalse(newsroom);
  await move(editor, published.id, "IN_REVIEW", { reason: "سند تازه" });
  await draftOf(checker, published.id, { summary: fa(markers.unpublished) });
  await move(editor, published.id, "PUBLISHED");
  await aRelation(ctx, { fromId: claim.id, toId: published.id });

  const [row] = await ctx.db.select().from(draft).where(eq(draft.claimId, claim.id));
  const rows = await ctx.db.select({ sequence: revision.sequence }).from(revision);
  return {
    newsroom,
    ids: {
      claim: claim.id,
      draft: String(row?.id),
      evidence: piece.id,
      published: published.id,
      entity: claim.claimantId,
      source: piece.sourceId,
    },
    others: [discarded, dismissed, merged, awaiting, reopened.id],
    revisions: rows.map(({ sequence }) => `revision_${String(sequence).padStart(26, "0")}`),
    now: ctx.now().toISOString(),
  };
}

type Way = { type: GraphQLNamedType; open: string; close: string };

/** Asks every field that the contract has, by the shortest way to its type, each object on the way with its own fields. */
class Walk {
  readonly fields = new Set<string>();
  readonly operations: string[] = [];
  readonly #schema: GraphQLSchema;
  readonly #args: Record<string, string>;

  constructor(schema: GraphQLSchema, args: Record<string, string>) {
    this.#schema = schema;
    this.#args = args;
  }

  from(...ways: Way[]): void {
    const known = new Set(ways.map(({ type }) => type.name));
    for (const { type, open, close } of ways) {
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        const call = this.#call(type, field);
        const result = getNamedType(field.type);
        const targets = isAbstractType(result) ? this.#schema.getPossibleTypes(result) : [result];
        for (const target of targets) {
          const part = isAbstractType(result)
            ? `{ ... on ${target.name} ${this.#selection(target, 1)} }`
            : this.#selection(target, 1);
          this.operations.push(`${open} ${call} ${part} ${close}`);
          if (!isObjectType(target) || known.has(target.name)) continue;
          known.add(target.name);
          const on = isAbstractType(result) ? [`{ ... on ${target.name} {`, "} }"] : ["{", "}"];
          ways.push({ type: target, open: `${open} ${call} ${on[0]}`, close: `${on[1]} ${close}` });
        }
      }
    }
  }

  /** All fields of an object; of objects in it all fields too, while `depth` lasts. */
  #selection(type: GraphQLNamedType, depth: number): string {
    if (isAbstractType(type)) return "{ __typename id }";
    if (!isObjectType(type)) return "";
    const below = /(Connection|Edge)$/.test(type.name) ? depth : depth - 1;
    const parts = Object.values(type.getFields()).flatMap((field) => {
      const result = getNamedType(field.type);
      const isLeaf = !isObjectType(result) && !isAbstractType(result);
      if (!isLeaf && below < 0) return [];
      return [`${this.#call(type, field)} ${this.#selection(result, below)}`];
    });
    return `{ __typename ${parts.join(" ")} }`;
  }

  #call(type: GraphQLNamedType, field: GraphQLField<unknown, unknown>): string {
    this.fields.add(`${type.name}.${field.name}`);
    const given = field.args.flatMap((arg) => {
      const value = this.#args[`${field.name}.${arg.name}`] ?? this.#args[`*.${arg.name}`];
      if (value === undefined && isRequiredArgument(arg))
        throw new Error(`The walk needs ${field.name}.${arg.name}.`);
      return value === undefined ? [] : [`${arg.name}: ${value}`];
    });
    return field.name + (given.length > 0 ? `(${given.join(", ")})` : "");
  }
}

async function walkFor(story: Story, schema: GraphQLSchema, claimId: string): Promise<Walk> {
  const { ids } = story;
  const walk = new Walk(schema, {
    "node.id": `"${claimId}"`,
    "nodes.ids": JSON.stringify([claimId, ids.draft, ids.evidence, ids.source, ids.entity]),
    "claim.id": `"${claimId}"`,
    "entity.id": `"${ids.entity}"`,
    "source.id": `"${ids.source}"`,
    "searchClaims.query": `"آتش بس ${markers.summary}"`,
    "matchClaims.text": `"آتش‌بس انرژی ${markers.body}"`,
    "evidence.includeWithdrawn": "true",
    "history.first": "50",
    "revisions.first": "100",
    "*.first": "3",
  });
  const query = schema.getQueryType();
  const claim = schema.getType("Claim");
  if (!query || !claim) throw new Error("The contract has no queries.");
  walk.from(
    { type: query, open: "{", close: "}" },
    { type: claim, open: `{ claim(id: "${claimId}") {`, close: "} }" },
  );
  walk.from({
    type: claim,
    open: `{ claim(id: "${claimId}", asOf: "${story.now}") {`,
    close: "} }",
  });
  return walk;
}

/** Questions about drafts that no walk over the fields thinks of. */
function questions({ ids, others, revisions }: Story): string[] {
  const all = [ids.claim, ids.published, ...others];
  const told = `before after salt payloadHash description fa: description(language: "fa")`;
  const pages = (values: readonly string[]) =>
    Array.from({ length: Math.ceil(values.length / 50) }, (_, page) =>
      JSON.stringify(values.slice(page * 50, page * 50 + 50)),
    );
  return [
    `{ node(id: "${ids.draft}") { __typename id } nodes(ids: ["${ids.draft}"]) { __typename id } }`,
    ...pages(revisions).map(
      (page) => `{ nodes(ids: ${page}) { ... on Revision { subject ${told} } } }`,
    ),
    ...all.map(
      (id) => `{ claim(id: "${id}") { statusReason verdict: review { verdict summary body }
        draft { id verdict summary { text } body { text } soleSourceReason searchNote sentBackReason authorIds
          evidence { id } claimantAsked { askedAt answer reasonNotAsked } }
        publishChecklist { rule isMet message } viewerCan
        history(first: 100) { totalCount nodes { subject ${told} } } } }`,
    ),
    ...Object.values(markers).flatMap((marker) => [
      `{ searchClaims(query: "${marker}") { totalCount nodes { id } } }`,
      `{ matchClaims(text: "${marker}") { claim { id } score } }`,
      `{ entities(filter: { name: "${marker}" }) { totalCount } claims(filter: { topic: ["${marker}"] }) { totalCount } }`,
    ]),
    `{ claims(filter: { verdict: [MISLEADING] }) { totalCount nodes { id } } }`,
    `{ revisions(last: 100) { totalCount nodes { subject ${told} } } }`,
  ];
}

/** Changes that are refused or not, and what is asked of the claim afterwards. */
function changes({ ids, newsroom }: Story): [query: string, input: object][] {
  const claim = `claim { version draft { summary { text } searchNote } publishChecklist { message } viewerCan
    statusReason history(first: 100) { nodes { before after description } } }`;
  const told = (name: string, success = claim) =>
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
      __typename ... on Refusal { message } ... on ${name[0]?.toUpperCase()}${name.slice(1)}Success { ${success} } } }`;
  const [id, claimId, expectedVersion] = [ids.claim, ids.claim, 1];
  const assigneeId = newsroom.checker.actor.id;
  const stale = { id, expectedVersion };
  return [
    ...(["UNVERIFIED", "IN_REVIEW", "AWAITING_APPROVAL", "PUBLISHED", "RETRACTED"] as const).map(
      (to): [string, object] => [told("moveClaim"), { ...stale, to, assigneeId, reason: "چرا" }],
    ),
    [
      told("saveDraft"),
      { claimId, expectedVersion, verdict: "FALSE", evidenceIds: [ids.evidence] },
    ],
    [told("correctReview"), { claimId, expectedVersion, note: "املا" }],
    [told("mergeClaims"), { ...stale, intoId: ids.published }],
    [told("reviseClaim"), { ...stale, topics: [] }],
    [told("translateClaim"), { ...stale, language: "en", text: "It broke." }],
    [told("withdrawEvidence"), { id: ids.evidence, reason: "جعلی", expectedVersion }],
    [told("withdrawEvidence"), { id: ids.draft, reason: "جعلی", expectedVersion }],
    [told("unrelateClaims"), { id: createId("relation"), expectedVersion }],
    [told("addEvidence"), { claimId, sourceId: ids.source, stance: "CONTEXT" }],
    [told("addAppearance"), { claimId, sourceId: ids.source }],
    [told("relateClaims"), { kind: "REPEATS", fromId: id, toId: ids.published }],
  ];
}

function found(answer: unknown): string[] {
  const text = JSON.stringify(answer);
  return Object.entries(markers).flatMap(([name, marker]) => (text.includes(marker) ? [name] : []));
}

function valuesIn(answer: unknown): number {
  if (answer === null || typeof answer !== "object") return 1;
  return Object.values(answer).reduce((sum: number, each) => sum + valuesIn(each), 0);
}

// The walks are long, and what may be seen is decided before the database is asked.
test.skipIf(isPglite)(
  "what is drafted is read by the newsroom alone, wherever one looks (on a server only)",
  { timeout: 300_000 },
  async ({ story }) => {
    const { newsroom, ids } = story;
    const { ctx } = newsroom;
    const introspection = await askAs(ctx, getIntrospectionQuery());
    const schema = buildClientSchema(introspection.data);
    const walks = await Promise.all(
      [ids.claim, ids.published].map((id) => walkFor(story, schema, id)),
    );
    const operations = [...new Set(walks.flatMap((walk) => walk.operations)), ...questions(story)];
    const outsiders: Record<string, Context> = {
      "the public": as(ctx, "public"),
      "a READER": await signedIn(ctx, "READER"),
      "a CONTRIBUTOR": newsroom.contributor,
    };
    let values = 0;
    for (const [who, outsider] of Object.entries(outsiders)) {
      for (const operation of operations) {
        const answer = await askAs(outsider, operation);
        expect([operation, answer.errors]).toEqual([operation, undefined]);
        expect([who, operation, found(answer)]).toEqual([who, operation, []]);
        values += valuesIn(answer.data);
      }
      const drafts = await askAs(
        outsider,
        `{ node(id: "${ids.draft}") { id } nodes(ids: ["${ids.draft}"]) { id }
        claims(filter: { verdict: [MISLEADING] }) { totalCount }
        claim(id: "${ids.claim}") { draft { id } publishChecklist { rule } viewerCan
          history(first: 100) { totalCount nodes { subject } } }
        revisions(first: 100) { nodes { subject before after salt } } }`,
      );
      const { claim, revisions, ...rest } = drafts.data;
      expect(rest).toEqual({ node: null, nodes: [null], claims: { totalCount: 0 } });
      expect(claim).toMatchObject({ draft: null, publishChecklist: null, viewerCan: [] });
      const subjects: string[] = claim.history.nodes.map(
        ({ subject }: { subject: string }) => subject,
      );
      expect(claim.history.totalCount).toBe(subjects.length);
      expect(subjects.filter((subject) => subject.startsWith("draft_"))).toEqual([]);
      const ofDrafts = revisions.nodes.filter((entry: { subject: string }) =>
        entry.subject.startsWith("draft_"),
      );
      expect(ofDrafts.length).toBeGreaterThan(5);
      for (const entry of ofDrafts)
        expect(entry).toMatchObject({ before: null, after: null, salt: null });
    }

    // The same questions asked by a checker find every one of them: it is not for want of looking.
    const seen = new Set<string>();
    for (const operation of operations)
      found(await askAs(newsroom.otherChecker, operation)).forEach((name) => seen.add(name));
    expect([...seen].toSorted()).toEqual(Object.keys(markers).toSorted());

    const fields = new Set(walks.flatMap((walk) => [...walk.fields]));
    const all = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && !type.name.startsWith("__") && !/(Mutation|Success)$/.test(type.name)
        ? type.getInterfaces().some(({ name }) => name === "Refusal")
          ? []
          : Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
        : [],
    );
    console.log(
      `Walked ${fields.size} fields of the contract's ${all.length} in ${operations.length} operations; ` +
        `${values} values were read by those who may not see drafts.`,
    );
    const isOfMutations = (field: string) => /^(UnmetRule|ImportOutcome|ImportNote)\./.test(field);
    expect(all.filter((field) => !fields.has(field) && !isOfMutations(field))).toEqual([]);
    expect(values).toBeGreaterThan(10_000);
  },
);

test.skipIf(isPglite)(
  "what is drafted is not told by what a change answers, refused or not (on a server only)",
  async ({ story }) => {
    const { newsroom, ids } = story;
    const outsiders = {
      public: as(newsroom.ctx, "public"),
      READER: await signedIn(newsroom.ctx, "READER"),
      CONTRIBUTOR: newsroom.contributor,
    };
    const answered = new Set<string>();
    for (const [who, outsider] of Object.entries(outsiders)) {
      for (const [query, input] of changes(story)) {
        const answer = await askAs(outsider, query, { input });
        expect([who, query, input, found(answer)]).toEqual([who, query, input, []]);
        for (const { extensions } of answer.errors ?? []) answered.add(String(extensions["code"]));
        for (const payload of Object.values(answer.data ?? {}))
          if (payload !== null)
            answered.add(String((payload as Record<string, unknown>)["__typename"]));
      }
    }
    expect([...answered].toSorted()).toEqual([
      "AddAppearanceSuccess",
      "AddEvidenceSuccess",
      "BAD_USER_INPUT",
      "FORBIDDEN",
      "RelateClaimsSuccess",
      "RelationNotFound",
      "UNAUTHENTICATED",
      "VersionConflict",
    ]);
    // Nor does a refusal to an editor who may see it change anything.
    const { version } = await claimNow(newsroom.ctx, ids.claim);
    const refused = () =>
      move(newsroom.editor, ids.claim, "PUBLISHED", { expectedVersion: version });
    expect(await refusalOf(newsroom.ctx, refused)).toMatchObject({ name: "InvalidTransition" });
  },
);
