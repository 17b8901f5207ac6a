import { readdirSync, readFileSync } from "node:fs";
import { addAppearance } from "@sanad/core/appearance";
import { translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { catchUp, smallPortion } from "@sanad/core/search";
import { eq } from "drizzle-orm";
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { draft } from "../../packages/core/src/draft/draft.sql.ts";
import { evidence } from "../../packages/core/src/evidence/evidence.sql.ts";
import { apiKey } from "../../packages/core/src/key/key.sql.ts";
import { person } from "../../packages/core/src/person/person.sql.ts";
import { ratingScale, retraction, review } from "../../packages/core/src/review/review.sql.ts";
import { limits } from "../../packages/functions/src/graphql/limits.ts";
import { editing, test as base } from "../support/database.ts";
import { aClaim, anEntity, aRelation, aSource, someEvidence } from "../support/fixtures.ts";
import { ask, dataOf, statementsOf, type Who } from "../support/graphql.ts";

type Story = { ctx: Context; ids: Record<string, string>; toldAt: string };

/** A story in which no field of the contract is left without something to show; recorded once for the file. */
const test = base.extend<{ $file: { story: Story } }>({
  story: [
    async ({ connection }, use) => use(await tellStory(editing(connection))),
    { scope: "file" },
  ],
});

async function tellStory(ctx: Context): Promise<Story> {
  const owner = await anEntity(ctx, { kind: "GOVERNMENT", wikidataId: "Q159" });
  const accused = await anEntity(ctx, { kind: "GOVERNMENT" });
  const register = await aSource(ctx, { kind: "DATASET" });
  const agency = await anEntity(ctx, {
    names: [
      { language: "fa", name: "خبرگزاری نمونه" },
      { language: "en", name: "Example Agency" },
    ],
    aliases: [{ language: "en", name: "EA" }],
    wikidataId: "Q1",
    sameAs: ["https://example.org/agency"],
    interests: [
      { kind: "OWNED_BY", ofId: owner.id, note: "نیمی از سهام", sourceId: register.id },
      { kind: "PARTY_TO", note: "دعوای ثبت نام" },
    ],
  });
  const original = await aSource(ctx, {
    publisherId: agency.id,
    authors: ["پریسا نمونه"],
    language: "fa",
    publishedAt: "2025-03-18",
    text: "گزارش شد که آتش‌بس انرژی نقض شده است.",
    archiveUrl: "https://example.org/archive/1",
    wireId: agency.id,
  });
  const copy = await aSource(ctx, { derivedFromId: original.id, publisherId: agency.id });
  await aSource(ctx, { derivedFromId: copy.id });
  const told = await aClaim(ctx, {
    text: "اوکراین آتش‌بس انرژی را بارها نقض کرد.",
    claimantId: owner.id,
    aboutIds: [accused.id],
    claimedAt: "2025-03",
    validFrom: "2025-03-18",
    validUntil: "2025-05",
    recheckAt: "2026-01-01T00:00:00Z",
    topics: ["آتش‌بس", "انرژی"],
  });
  const { id } = told;
  const text = "Ukraine repeatedly violated the energy ceasefire.";
  await translateClaim(ctx, { id, language: "en", text, expectedVersion: told.version });
  const counter = await aClaim(ctx, {
    text: "روسیه آتش‌بس انرژی را نقض کرد.",
    claimantId: accused.id,
  });
  await aRelation(ctx, { fromId: id, toId: counter.id, note: "هر دو نمی‌تواند درست باشد." });
  const duplicate = await aClaim(ctx);
  const quote = {
    exact: "آتش‌بس انرژی",
    prefix: "که ",
    suffix: " نقض",
    translation: "energy ceasefire",
    translatedBy: "Sanad",
  };
  const appearance = await addAppearance(ctx, {
    claimId: id,
    sourceId: original.id,
    quote,
    appearedAt: "2025-03-18",
    attribution: [
      { entityId: owner.id, role: "SPEAKER" },
      { entityId: agency.id, role: "AGENCY" },
    ],
  });
  const piece = await someEvidence(ctx, {
    claimId: id,
    sourceId: original.id,
    quote,
    note: "همان گزارش",
    isPrimary: true,
  });
  await someEvidence(ctx, { claimId: id, sourceId: copy.id, stance: "REFUTES" });
  await someEvidence(ctx, { claimId: id, stance: "CONTEXT" });
  const gone = await someEvidence(ctx, { claimId: counter.id });
  const [{ version: expectedVersion } = counter] = await ctx.db
    .select()
    .from(claim)
    .where(eq(claim.id, counter.id));
  await withdrawEvidence(ctx, { id: gone.id, reason: "جعلی است.", expectedVersion });
  const toldAt = ctx.now().toISOString();
  const reviewId = await publish(ctx, id, agency.id, piece.id);
  await ctx.db
    .update(claim)
    .set({ mergedIntoId: id, status: "DISMISSED", statusReason: "تکراری است." })
    .where(eq(claim.id, duplicate.id));
  const merged = await anEntity(ctx);
  await ctx.db.execute(
    `update entity set merged_into_id = '${agency.id}' where id = '${merged.id}'`,
  );
  const ids = {
    Claim: id,
    Entity: agency.id,
    Source: original.id,
    Appearance: appearance.id,
    Evidence: piece.id,
    Review: reviewId,
    Revision: `revision_${"1".padStart(26, "0")}`,
    withdrawn: gone.id,
    duplicate: duplicate.id,
    counter: counter.id,
    merged: merged.id,
    copy: copy.id,
  };
  // The first search after something was recorded has the index follow, with statements of its own.
  await dataOf(ctx, `{ searchClaims(query: "آتش بس") { totalCount } }`);
  return { ctx, ids, toldAt };
}

/** Who signs in, and the scale they rate by. */
async function furnish(ctx: Context): Promise<{ scaleId: string }> {
  const at = ctx.now();
  const [personId, scaleId] = [ctx.actor.kind === "person" ? ctx.actor.id : "", createId("scale")];
  await ctx.db.insert(person).values({
    id: personId,
    issuer: "https://example.org",
    subject: "1",
    name: "پریسا",
    role: "EDITOR",
    suspendedAt: at,
    suspendedReason: "در مرخصی",
    version: 2,
    createdAt: at,
    lastSeenAt: at,
  });
  await ctx.db.insert(apiKey).values({
    id: createId("key"),
    name: "بایگانی",
    scopes: ["READ"],
    secretHash: "0".repeat(64),
    createdBy: personId,
    expiresAt: ctx.now(),
    lastUsedAt: ctx.now(),
    revokedAt: ctx.now(),
    version: 2,
    createdAt: at,
  });
  await ctx.db.insert(ratingScale).values({
    id: scaleId,
    name: "سنجه",
    worst: 1,
    best: 5,
    ratings: [{ verdict: "FALSE", value: 1, labels: [{ language: "fa", text: "نادرست" }] }],
    version: 1,
    createdAt: at,
    updatedAt: at,
  });
  return { scaleId };
}

/** Reviews and a draft, straight into their tables: what is read here needs no workflow. */
async function publish(ctx: Context, claimId: string, outletId: string, pieceId: string) {
  const [cited] = await ctx.db.select().from(evidence).where(eq(evidence.id, pieceId));
  if (cited === undefined) throw new Error("The piece is not there.");
  const { createdAt, sourceId, captureId, stance, isPrimary, quote, note } = cited;
  const common = {
    claimId,
    verdict: "FALSE" as const,
    rating: { labels: [{ language: "fa", text: "نادرست" }], value: 1, best: 5, worst: 1 },
    summary: [{ language: "fa", text: "سندی برای آن نیست." }],
    body: [{ language: "fa", text: "شرح" }],
    language: "fa",
    evidence: [
      { id: pieceId, sourceId, captureId, stance, isPrimary, isInterested: true, quote, note }, //
    ].map((piece) => ({ ...piece, addedAt: createdAt.toISOString() })),
  };
  const first = { ...common, id: createId("review"), publishedAt: ctx.now() };
  const second = {
    ...common,
    id: createId("review"),
    publishedAt: ctx.now(),
    supersedesId: first.id,
    correctionKind: "UPDATE" as const,
    correctionNote: "سند تازه",
  };
  const others = {
    ...common,
    id: createId("review"),
    publishedAt: ctx.now(),
    publisherId: outletId,
    url: "https://example.org/review",
    title: "بررسی دیگران",
    modifiedAt: ctx.now(),
    claimReviewed: "آتش‌بس نقض شد.",
    appearanceUrls: ["https://example.org/post"],
    identity: "identity",
    contentHash: "hash",
  };
  for (const row of [first, second, others]) await ctx.db.insert(review).values(row);
  await ctx.db
    .insert(retraction)
    .values({ reviewId: second.id, at: ctx.now(), reason: "اشتباه بود." });
  await ctx.db.insert(draft).values({
    id: createId("draft"),
    claimId,
    verdict: "FALSE",
    ratingScaleId: (await furnish(ctx)).scaleId,
    summary: common.summary,
    body: common.body,
    evidenceIds: [pieceId],
    soleSourceReason: "تنها سند",
    searchNote: "جست‌وجو شد",
    sentBackReason: "سند دوم کو؟",
    claimantAsked: { askedAt: "2025-05-20T08:00:00.000Z", answer: "نه", reasonNotAsked: "دیر بود" },
    authorIds: [createId("person")],
    createdAt: ctx.now(),
    updatedAt: ctx.now(),
  });
  await ctx.db
    .update(claim)
    .set({ status: "IN_REVIEW", reviewId: second.id, verdict: "FALSE", recheckReason: "سند تازه" })
    .where(eq(claim.id, claimId));
  return second.id;
}

const folder = new URL("../../packages/explorer/queries/", import.meta.url);
const samples = readdirSync(folder).filter((name) => name.endsWith(".graphql"));

/** As deep as the limits allow, and on the way through as many types as the limit on cost lets in. */
const deepest = (last: string) => `{
  claims(filter: { status: [IN_REVIEW] }, first: 1) { totalCount pageInfo { endCursor } edges { cursor } nodes {
    id text direction translations { text } validity { from } topics status needsRecheck url viewerCan
    about { id names { name } } mergedInto { id }
    review { verdict rating { label } supersedes { id } correction { kind } evidence(first: 1) { nodes { isInterested capture { at } } } }
    reviews(first: 2) { nodes { publisher { name } url } }
    draft { verdict summary { text } evidence { id } claimantAsked { answer } }
    publishChecklist { rule isMet }
    appearances(first: 2) { nodes { quote { exact } attribution { role entity { name } } source { title } } }
    evidenceSummary { supports independentSources }
    relations { kind claim { text } }
    similar(first: 1) { score claim { text } }
    history(first: 2) { nodes { description after } }
    claimant { interestsKnown interests { note source { url } of { aliases { name } sources(first: 1) { nodes {
      captures { at } derivedFrom { id } wire { id } copies(first: 1) { nodes {
        claims(first: 1) { nodes { evidence(first: 1) { nodes { stance isInterested source { publisher { ${last} } } } } } }
      } }
    } } } } }
  } }
}`;

/** A search and a match are found by a statement of their own; claims similar to those of a page take one more, to be read. */
function matchingStatements(query: string): number {
  const of = (field: string, statements: number) => (query.includes(field) ? statements : 0);
  return of("searchClaims(", 1) + of("matchClaims(", 1) + of("similar(", 2);
}

describe("a read is one statement", () => {
  test("for each sample query, and for the deepest that the limits allow", async ({ story }) => {
    const { ctx } = story;
    const counts: Record<string, number> = {};
    const more: Record<string, number> = {};
    while ((await catchUp(ctx, smallPortion)) === "BEHIND");
    const count = async (name: string, query: string) => {
      const statements = await statementsOf(ctx, () => dataOf(ctx, query, {}, "EDITOR"));
      counts[name] = statements.length;
      more[name] = statements.length - matchingStatements(query);
    };
    for (const name of samples) await count(name, readFileSync(new URL(name, folder), "utf8"));
    await count(`a query ${limits.depth} levels deep`, deepest("name"));
    console.log(`Statements: ${JSON.stringify(counts)}`);
    expect(Object.keys(counts)).toHaveLength(samples.length + 1);
    expect(new Set(Object.values(more))).toEqual(new Set([1]));

    const deeper = await ask(ctx, deepest("mergedInto { name }"), {}, "EDITOR");
    expect(deeper).toMatchObject({ status: 400, errors: [{ extensions: { limit: "depth" } }] });
  });

  test("for many questions at once, of the present and of the past", async ({ story }) => {
    const { ctx, ids, toldAt } = story;
    const query = `query ($claim: ID!, $at: DateTime, $ids: [ID!]!) {
      now: claim(id: $claim) { text evidence { totalCount } }
      then: claim(id: $claim, asOf: $at) { text claimant { name } evidence { nodes { isInterested } } evidenceSummary { independentSources } }
      nodes(ids: $ids) { id ... on Revision { sequence } }
      claims { totalCount } sources { pageInfo { hasNextPage } } entities { nodes { name } } revisions(last: 1) { nodes { hash } }
      searchClaims(query: "آتش بس") { edges { score } } matchClaims(text: "energy ceasefire") { score } viewer { role }
    }`;
    const variables = { claim: ids["Claim"], at: toldAt, ids: [ids["Revision"], ids["Claim"]] };
    let data: any;
    const statements = await statementsOf(ctx, async () => {
      data = await dataOf(ctx, query, variables);
    });
    expect(statements).toHaveLength(1 + matchingStatements(query));
    expect(data.nodes).toEqual([{ id: ids["Revision"], sequence: 1 }, { id: ids["Claim"] }]);
    expect(data.then.evidenceSummary.independentSources).toBe(1);
  });

  test("for the answer to a change, after the transaction that made it", async ({ story }) => {
    const { ctx, ids } = story;
    const query = `mutation ($input: AddEvidenceInput!) { addEvidence(input: $input) { ... on AddEvidenceSuccess {
      evidence { stance source { title } claim { text } } claim { version evidenceSummary { refutes } }
    } } }`;
    const input = { claimId: ids["counter"], sourceId: ids["Source"], stance: "REFUTES" };
    let data: any;
    const statements = await statementsOf(ctx, async () => {
      data = await dataOf(ctx, query, { input }, "EDITOR");
    });
    expect(data.addEvidence).toMatchObject({ claim: { evidenceSummary: { refutes: 1 } } });
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatch(/^select .* as answer$/s);
  });

  test("also where a list is asked only for its size or its place, or for nothing but its type", async ({
    story: { ctx },
  }) => {
    for (const asked of [
      "totalCount",
      "pageInfo { hasNextPage }",
      "__typename",
      "nodes { __typename }",
    ])
      expect(
        await dataOf(ctx, `{ claims { ${asked} } entities { nodes { claims { ${asked} } } } }`),
      ).toBeTruthy();
    expect(await dataOf(ctx, "{ claims { edges { __typename } } }")).toBeTruthy();
    expect(await dataOf(ctx, "{ claims { edges { cursor } totalCount } }")).toBeTruthy();
  });
});

test("a read that would take the database long only to plan is refused before it is asked", async ({
  story: { ctx, ids },
}) => {
  const within = (next: string) => `mergedInto { ${next} }
    appearances(first: 1) { nodes { claim { ${next} } } edges { node { claim { ${next} } } } }
    evidence(first: 1) { nodes { claim { ${next} } } edges { node { claim { ${next} } } } }`;
  const query = `query ($id: ID!, $at: DateTime) { claim(id: $id, asOf: $at) { ...first } }
    fragment first on Claim { ${within("...second")} } fragment second on Claim { ${within("...third")} }
    fragment third on Claim { ${within("evidenceSummary { independentSources }")} }`;
  const variables = { id: ids["Claim"], at: "2030-01-01T00:00:00Z" };
  const statements = await statementsOf(ctx, async () => {
    expect(await ask(ctx, query, variables)).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "BAD_USER_INPUT", argument: "claim" } }],
    });
  });
  expect(statements).toEqual([]);
});

/** How the walk reaches a type: what stands before its selection and after it. */
type Way = { type: GraphQLNamedType; open: string; close: string };

/** Operations that together ask every field of every object type that can be reached from `start`. */
function walk(schema: GraphQLSchema, start: Way, args: Record<string, string>): string[] {
  const operations: string[] = [];
  const known = new Set([start.type.name]);
  const ways = [start];
  for (const { type, open, close } of ways) {
    if (!isObjectType(type)) continue;
    const parts: string[] = [];
    for (const field of Object.values(type.getFields())) {
      const call = callOf(field, args);
      const result = getNamedType(field.type);
      parts.push(call + spread(result, args));
      // Whatever is a Node is reached by its own type as well.
      if (!isObjectType(result) || known.has(result.name)) continue;
      known.add(result.name);
      ways.push({ type: result, open: `${open} ${call} {`, close: `} ${close}` });
    }
    // A few fields an operation keep it within the limits on tokens and on cost.
    for (let from = 0; from < parts.length; from += 8)
      operations.push(`{ ${open} ${parts.slice(from, from + 8).join(" ")} ${close} }`);
  }
  return operations;
}

function callOf(field: GraphQLField<unknown, unknown>, args: Record<string, string>): string {
  const given = field.args.flatMap((arg) => {
    if (arg.name === "first") return ["first: 3"];
    if (arg.name === "includeWithdrawn") return ["includeWithdrawn: true"];
    if (arg.name === "language") return ['language: "fa"'];
    const value = args[`${field.name}.${arg.name}`];
    if (value === undefined && isRequiredArgument(arg))
      throw new Error(`The walk needs ${field.name}.${arg.name}.`);
    return value === undefined ? [] : [`${arg.name}: ${value}`];
  });
  return field.name + (given.length > 0 ? `(${given.join(", ")})` : "");
}

/** Every field of an object without a second level, so that fields which lead to the same type by two ways are both read. */
function spread(type: GraphQLNamedType, args: Record<string, string>): string {
  if (isAbstractType(type)) return " { __typename id }";
  if (!isObjectType(type)) return "";
  const through = /(Connection|Edge)$/.test(type.name);
  const fields = Object.values(type.getFields()).map((field) => {
    const result = getNamedType(field.type);
    const below = through ? spread(result, args) : " { __typename }";
    return callOf(field, args) + (isObjectType(result) || isAbstractType(result) ? below : "");
  });
  return ` { ${fields.join(" ")} }`;
}

/** Notes of each field of an answer whether it ever had something to show. */
function note(type: GraphQLNamedType, value: unknown, shown: Map<string, boolean>): void {
  if (Array.isArray(value)) return value.forEach((each) => note(type, each, shown));
  if (value === null || typeof value !== "object" || !isObjectType(type)) return;
  for (const [name, below] of Object.entries(value)) {
    const field = type.getFields()[name];
    if (field === undefined) continue;
    const key = `${type.name}.${name}`;
    const isList = isListType(getNullableType(field.type));
    const hasSome = below !== null && !(isList && (below as unknown[]).length === 0);
    shown.set(key, (shown.get(key) ?? false) || hasSome);
    note(getNamedType(field.type), below, shown);
  }
}

async function readSchema(ctx: Context): Promise<GraphQLSchema> {
  return buildClientSchema(await dataOf(ctx, getIntrospectionQuery()));
}

function allFields(schema: GraphQLSchema, start: GraphQLNamedType): Set<string> {
  const found = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    if (isAbstractType(type)) return schema.getPossibleTypes(type).forEach(visit);
    if (!isObjectType(type)) return;
    for (const field of Object.values(type.getFields())) {
      const key = `${type.name}.${field.name}`;
      if (found.has(key)) continue;
      found.add(key);
      visit(getNamedType(field.type));
    }
  };
  visit(start);
  return found;
}

describe("every field of the contract can be read", () => {
  const argsFor = ({ ids }: Story): Record<string, string> => ({
    "node.id": `"${ids["Review"]}"`,
    "nodes.ids": `${JSON.stringify(Object.values(ids))}`,
    "claim.id": `"${ids["Claim"]}"`,
    "entity.id": `"${ids["Entity"]}"`,
    "source.id": `"${ids["Source"]}"`,
    "searchClaims.query": '"آتش بس ceasefirre"',
    "matchClaims.text": '"آتش‌بس انرژی"',
  });

  test("by an ADMIN, and each has something to show", async ({ story }) => {
    const schema = await readSchema(story.ctx);
    const query = schema.getQueryType();
    if (!query) throw new Error("The contract has no queries.");
    const shown = new Map<string, boolean>();
    for (const operation of walk(schema, { type: query, open: "", close: "" }, argsFor(story)))
      note(query, await dataOf(story.ctx, operation, {}, "ADMIN"), shown);
    // What the walk's own records, which are few, are reached by.
    const { duplicate, merged, withdrawn, Review } = story.ids;
    const rest = `{
      nodes(ids: ["${duplicate}", "${merged}", "${withdrawn}", "${Review}"]) {
        ... on Claim { statusReason mergedInto { id } } ... on Entity { mergedInto { id } }
        ... on Evidence { withdrawnAt withdrawnReason } ... on Review { supersedes { supersededBy { id } } }
      }
      claim(id: "${story.ids["Claim"]}") { reviews { nodes { publisher { id } title modifiedAt claimReviewed appearanceUrls supersedes { supersededBy { id } } } } history { nodes { before } } }
    }`;
    const { nodes, ...others } = await dataOf(story.ctx, rest, {}, "ADMIN");
    note(query, others, shown);
    ["Claim", "Entity", "Evidence", "Review"].forEach((name, at) => {
      const type = schema.getType(name);
      if (type) note(type, nodes[at], shown);
    });
    const neverShown = [...allFields(schema, query)].filter((field) => shown.get(field) !== true);
    expect(neverShown).toEqual([]);
  });

  test.for<Who>(["public", "EDITOR"])("by %s", async (who, { story }) => {
    const schema = await readSchema(story.ctx);
    const query = schema.getQueryType();
    if (!query) throw new Error("The contract has no queries.");
    for (const operation of walk(schema, { type: query, open: "", close: "" }, argsFor(story)))
      expect(await dataOf(story.ctx, operation, {}, who)).toBeTruthy();
  });

  test.for<Who>(["public", "EDITOR"])("of a claim as it stood, by %s", async (who, { story }) => {
    const schema = await readSchema(story.ctx);
    const type = schema.getType("Claim");
    if (!type) throw new Error("The contract has no claims.");
    const open = `claim(id: "${story.ids["Claim"]}", asOf: "${story.toldAt}") {`;
    for (const operation of walk(schema, { type, open, close: "}" }, argsFor(story))) {
      const data = await dataOf(story.ctx, operation, {}, who);
      expect(data.claim).not.toBeNull();
    }
  });
});
