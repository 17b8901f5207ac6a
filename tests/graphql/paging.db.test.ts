import { readFileSync } from "node:fs";
import { addAppearance } from "@sanad/core/appearance";
import { reviseClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { mergeEntities } from "@sanad/core/entity";
import { withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { eq } from "drizzle-orm";
import { buildSchema, getNamedType, isEnumType, isObjectType } from "graphql";
import { describe, expect, test as plain } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { apiKey } from "../../packages/core/src/key/key.sql.ts";
import { person } from "../../packages/core/src/person/person.sql.ts";
import { ratingScale, review } from "../../packages/core/src/review/review.sql.ts";
import { editing, test as base } from "../support/database.ts";
import { aClaim, anEntity, aSource, someEvidence } from "../support/fixtures.ts";
import { ask, dataOf } from "../support/graphql.ts";

const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));

/** Every field of the contract that is a connection, with the orders that it takes. */
const connections = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type) && !type.name.startsWith("__")
    ? Object.values(type.getFields()).flatMap((field) => {
        if (!getNamedType(field.type).name.endsWith("Connection")) return [];
        const order = getNamedType(field.args.find(({ name }) => name === "orderBy")?.type);
        const orders = isEnumType(order) ? order.getValues().map(({ name }) => name) : [];
        return [{ name: `${type.name}.${field.name}`, field: field.name, orders }];
      })
    : [],
);
const ordered = connections.filter(({ orders }) => orders.length > 0);

type Newsroom = { ctx: Context; full: Record<string, string>; bare: Record<string, string> };

/** Five of everything, three at a time in one instant, so that no list is in order by its dates alone. */
const test = base.extend<{ $file: { newsroom: Newsroom } }>({
  newsroom: [
    async ({ connection }, use) => use(await fill(editing(connection))),
    { scope: "file" },
  ],
});

async function fill(editor: Context): Promise<Newsroom> {
  let ticks = 0;
  const ctx = {
    ...editor,
    now: () => new Date(Date.UTC(2025, 4, 20, 8, 0, Math.floor(ticks++ / 12))),
  };
  const five = <T>(make: (index: number) => Promise<T>) => each([0, 1, 2, 3, 4], make);
  const claimantId = (await anEntity(ctx)).id;
  const publisherId = claimantId;
  const source = await aSource(ctx, { publisherId });
  const derivedFromId = source.id;
  const days = ["2025-03", null, "2025-03-18", "2025", null];
  await five((index) =>
    aSource(ctx, { publisherId, derivedFromId, publishedAt: days[index] ?? null }),
  );
  const claims = await five((index) => aClaim(ctx, { claimantId, claimedAt: days[index] ?? null }));
  await each(claims, ({ id }) => addAppearance(ctx, { claimId: id, sourceId: source.id }));
  const [first = claims[0]] = claims;
  if (first === undefined) throw new Error("No claim was recorded.");
  const claimId = first.id;
  await five(() => addAppearance(ctx, { claimId, sourceId: source.id }));
  const pieces = await five(() => someEvidence(ctx, { claimId, sourceId: source.id }));
  const cited = pieces.map(({ id, createdAt }) => ({
    id,
    sourceId: source.id,
    captureId: null,
    stance: "SUPPORTS" as const,
    isPrimary: false,
    isInterested: false,
    quote: null,
    note: null,
    addedAt: createdAt.toISOString(),
  }));
  const reviews = await five(async (index) => {
    const id = createId("review");
    await ctx.db.insert(review).values({
      id,
      claimId,
      verdict: "FALSE",
      summary: [{ language: "fa", text: "نادرست" }],
      body: [],
      language: "fa",
      publisherId,
      publishedAt: new Date(Date.UTC(2025, 5, 1, index >> 1)),
      evidence: index === 0 ? cited : [],
    });
    return { id };
  });
  await five((index) => administer(ctx, index));
  const bare = (await aClaim(ctx)).id;
  const [lonely = ""] = (await five(() => anEntity(ctx))).map(({ id }) => id);
  const leaf = (await aSource(ctx)).id;
  return {
    ctx,
    full: { Claim: claimId, Entity: claimantId, Source: source.id, Review: reviews[0]?.id ?? "" },
    bare: { Claim: bare, Entity: lonely, Source: leaf, Review: reviews[1]?.id ?? "" },
  };
}

/** One more of what ADMINs look after. */
async function administer({ db, now }: Context, index: number): Promise<void> {
  const createdAt = now();
  const dated = { version: 1, createdAt };
  await db.insert(person).values({
    ...dated,
    id: createId("person"),
    issuer: "https://example.org",
    subject: String(index),
    role: "CHECKER",
    lastSeenAt: createdAt,
  });
  await db.insert(apiKey).values({
    ...dated,
    id: createId("key"),
    name: "بایگانی",
    scopes: ["READ"],
    secretHash: String(index).repeat(64),
    createdBy: "system:test",
  });
  await db.insert(ratingScale).values({
    ...dated,
    id: createId("scale"),
    name: `سنجهٔ ${index}`,
    worst: 1,
    best: 5,
    ratings: [],
    updatedAt: createdAt,
  });
}

async function each<T, R>(items: readonly T[], make: (item: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) made.push(await make(item));
  return made;
}

type PageOf = {
  rows: string[];
  cursors: string[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
  totalCount: number | null;
};
type Lists = { field: string; name: string };

/** Asks one page of a list of the record that has some, or of one that has none. */
function queryOf({ name, field }: Lists, ids: Record<string, string>, args: string): string {
  const [type = ""] = name.split(".");
  const fixed = field === "searchClaims" ? 'query: "آتش بس"' : "";
  const given = [fixed, args].filter((each) => each !== "").join(", ");
  const list = `list: ${field}${given && `(${given})`} { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`;
  return type === "Query"
    ? `{ ${list} }`
    : `{ node(id: "${ids[type]}") { ... on ${type} { ${list} } } }`;
}

async function page(room: Newsroom, list: Lists, args = "", ids = room.full): Promise<PageOf> {
  const data = await dataOf(room.ctx, queryOf(list, ids, args), {}, "ADMIN");
  const { edges, nodes, pageInfo, totalCount } = data.list ?? data.node.list;
  const rows = edges.map(({ node }: any) => node.id);
  expect(nodes.map(({ id }: any) => id)).toEqual(rows);
  return { rows, cursors: edges.map(({ cursor }: any) => cursor), pageInfo, totalCount };
}

const order = (name: string | undefined) => (name === undefined ? "" : `orderBy: ${name}`);
const join = (...args: string[]) => args.filter((arg) => arg !== "").join(", ");

/** All rows, page by page from one end; what is right of each page's place is looked at on the way. */
async function pages(room: Newsroom, list: Lists, orderBy: string, way: "first" | "last") {
  const rows: string[] = [];
  let cursor: string | null = null;
  do {
    const from = cursor === null ? "" : `${way === "first" ? "after" : "before"}: "${cursor}"`;
    const got: PageOf = await page(room, list, join(orderBy, `${way}: 2`, from));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = got.pageInfo;
    expect([startCursor, endCursor]).toEqual([got.cursors[0], got.cursors.at(-1)]);
    expect(way === "first" ? hasPreviousPage : hasNextPage).toBe(cursor !== null);
    if (way === "first") rows.push(...got.rows);
    else rows.unshift(...got.rows);
    const hasMore = way === "first" ? hasNextPage : hasPreviousPage;
    cursor = hasMore ? (way === "first" ? endCursor : startCursor) : null;
  } while (cursor !== null);
  return rows;
}

plain("the contract has lists to page through", () => {
  expect(connections.length).toBeGreaterThanOrEqual(14);
});

describe.each(connections)("$name", (list) => {
  test("has the same rows in the same order whole, forwards and backwards", async ({
    newsroom,
  }) => {
    for (const name of list.orders.length > 0 ? list.orders : [undefined]) {
      const whole = await page(newsroom, list, join(order(name), "first: 100"));
      expect(whole.rows.length).toBeGreaterThanOrEqual(5);
      expect(new Set(whole.rows).size).toBe(whole.rows.length);
      expect(whole.totalCount).toBe(whole.rows.length);
      expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
      expect(await pages(newsroom, list, order(name), "first")).toEqual(whole.rows);
      expect(await pages(newsroom, list, order(name), "last")).toEqual(whole.rows);
    }
  });

  test("has an empty page where there is nothing", async ({ newsroom }) => {
    const { cursors, totalCount } = await page(newsroom, list, "first: 100");
    const beyond = await page(newsroom, list, `after: "${cursors.at(-1)}"`);
    expect(beyond).toMatchObject({ rows: [], totalCount });
    expect(beyond.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: null,
      endCursor: null,
    });
    // History tells of every claim that it was recorded.
    if (list.name.startsWith("Query.") || list.name === "Claim.history") return;
    const none = await page(newsroom, list, "last: 5", newsroom.bare);
    expect(none).toMatchObject({ rows: [], totalCount: 0 });
    expect(none.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test("knows that there is more beyond a cursor that bounds the page", async ({ newsroom }) => {
    const { rows, cursors } = await page(newsroom, list, "first: 5");
    const between = await page(newsroom, list, `after: "${cursors[0]}", before: "${cursors[4]}"`);
    expect(between.rows).toEqual(rows.slice(1, 4));
    expect(between.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
  });

  test("refuses sizes and cursors that it has not, naming the argument", async ({ newsroom }) => {
    const other = list.field === "sources" ? "entities" : "sources";
    const foreign = await page(newsroom, { name: `Query.${other}`, field: other }, "first: 1");
    const own = await page(newsroom, list, "first: 1");
    const forged = (edit: (keys: string[]) => unknown[]) => {
      const [name, order, ...keys] = JSON.parse(
        Buffer.from(own.cursors[0] ?? "", "base64url").toString(),
      );
      return Buffer.from(JSON.stringify([name, order, ...edit(keys)])).toString("base64url");
    };
    const bad: [args: string, argument: string][] = [
      ["first: 0", "first"],
      ["first: 101", "first"],
      ["first: -1", "first"],
      ["last: 0", "last"],
      ["last: 101", "last"],
      ["last: -1", "last"],
      ["first: 2, last: 2", "last"],
      ['after: "نشانی"', "after"],
      ['before: ""', "before"],
      [`after: "${foreign.cursors[0]}"`, "after"],
      [`last: 2, before: "${foreign.cursors[0]}"`, "before"],
      ...[
        forged(() => []),
        forged((keys) => [...keys, "1"]),
        forged((keys) => keys.map(() => "2025-02-30T00:00:00.000Z\0")),
        forged((keys) => keys.map(() => 1)),
        forged((keys) =>
          keys.map((key) => (key.endsWith("Z") ? "2025-02-30T00:00:00.000Z" : "\0")),
        ),
        forged((keys) =>
          keys.map((key) => (key.endsWith("Z") ? "0000-01-01T00:00:00.000Z" : "\ud800")),
        ),
      ].map((cursor): [string, string] => [`after: "${cursor}"`, "after"]),
    ];
    const [, ...otherOrders] = list.orders;
    const ascending = otherOrders.find((name) => name.endsWith("_ASC"));
    if (ascending) bad.push([`${order(ascending)}, after: "${own.cursors[0]}"`, "after"]);
    const prefix = list.name.startsWith("Query.") ? "list" : "node.list";
    for (const [args, argument] of bad) {
      const answer = await ask(newsroom.ctx, queryOf(list, newsroom.full, args), {}, "ADMIN");
      expect(answer, args).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: "BAD_USER_INPUT", argument: `${prefix}.${argument}` } }],
      });
      expect(answer.errors).toHaveLength(1);
    }
  });
});

describe.each(ordered)("the orders of $name", (list) => {
  test("are each other's reverse, and what has no date stands before all dates", async ({
    newsroom,
  }) => {
    for (const name of list.orders.filter((each) => each.endsWith("_ASC"))) {
      const up = await page(newsroom, list, join(order(name), "first: 100"));
      const down = await page(
        newsroom,
        list,
        join(order(name.replace("_ASC", "_DESC")), "first: 100"),
      );
      expect(down.rows).toEqual(up.rows.toReversed());
    }
    const dated = list.orders.find((name) => /^(CLAIMED|PUBLISHED)_AT_ASC$/.test(name));
    if (dated === undefined) return;
    const field = dated.startsWith("CLAIMED") ? "claimedAt" : "publishedAt";
    const { rows } = await page(newsroom, list, join(order(dated), "first: 100"));
    const asked = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${field === "claimedAt" ? "Claim" : "Source"} { at: ${field} } } }`;
    const { nodes } = await dataOf(newsroom.ctx, asked, { ids: rows });
    const dates = nodes.map(({ at }: { at: string | null }) => at ?? "");
    expect(dates).toContain("2025-03");
    expect(dates).toEqual(dates.toSorted());
  });
});

/** Which of the records, by the names that the test gave them, a filter lets through. */
async function found(ctx: Context, list: string, filter: string, names: Record<string, string>) {
  const data = await dataOf(
    ctx,
    `{ ${list}(first: 100, filter: { ${filter} }) { nodes { id } totalCount } }`,
  );
  expect(data[list].totalCount).toBe(data[list].nodes.length);
  const ids: string[] = data[list].nodes.map(({ id }: { id: string }) => id);
  return Object.keys(names).filter((name) => ids.includes(names[name] ?? ""));
}

describe("a filter of claims", () => {
  test("finds those that fit in all fields, and in a list any of its values", async ({ ctx }) => {
    const russia = await anEntity(ctx);
    const duplicate = await anEntity(ctx);
    const ukraine = await anEntity(ctx);
    const oldUkraine = await anEntity(ctx);
    const source = await aSource(ctx);
    const other = await aSource(ctx);
    const a = await aClaim(ctx, {
      claimantId: russia.id,
      aboutIds: [ukraine.id],
      topics: ["انرژی"],
      language: "en-GB",
      claimedAt: "2025-03-18",
    });
    const b = await aClaim(ctx, { language: "fa", claimedAt: "2025-03", topics: ["جنگ", "مرز"] });
    const c = await aClaim(ctx, {
      language: "eng",
      recheckAt: "2025-01-01T00:00:00Z",
      claimedAt: "2024",
    });
    const d = await aClaim(ctx, { language: "en", recheckAt: "2099-01-01T00:00:00Z" });
    await addAppearance(ctx, { claimId: a.id, sourceId: source.id });
    await someEvidence(ctx, { claimId: b.id, sourceId: source.id });
    const gone = await someEvidence(ctx, { claimId: c.id, sourceId: other.id });
    await withdrawEvidence(ctx, { id: gone.id, reason: "جعلی", expectedVersion: 2 });
    await mergeEntities(ctx, { id: duplicate.id, intoId: russia.id, expectedVersion: 1 });
    await mergeEntities(ctx, { id: oldUkraine.id, intoId: ukraine.id, expectedVersion: 1 });
    const reviewId = createId("review");
    await ctx.db.insert(review).values({
      id: reviewId,
      claimId: a.id,
      verdict: "MIXED",
      summary: [],
      body: [],
      language: "fa",
      publishedAt: ctx.now(),
      evidence: [],
    });
    await ctx.db
      .update(claim)
      .set({
        status: "PUBLISHED",
        reviewId,
        verdict: "MIXED",
        updatedAt: new Date("2025-06-01T00:00:00Z"),
      })
      .where(eq(claim.id, a.id));
    const names = { a: a.id, b: b.id, c: c.id, d: d.id };
    const cases: [filter: string, names: string[]][] = [
      ["", ["a", "b", "c", "d"]],
      ["status: null, verdict: null", ["a", "b", "c", "d"]],
      ["status: PUBLISHED", ["a"]],
      ["status: [UNVERIFIED, DISMISSED]", ["b", "c", "d"]],
      ["status: [UNVERIFIED, PUBLISHED]", ["a", "b", "c", "d"]],
      ["status: []", []],
      ["verdict: [MIXED, TRUE]", ["a"]],
      ["verdict: [TRUE]", []],
      [`claimantId: ["${russia.id}"]`, ["a"]],
      [`claimantId: ["${ukraine.id}"]`, []],
      [`claimantId: ["${duplicate.id}", "${b.claimantId}"]`, ["a", "b"]],
      [`aboutId: ["${ukraine.id}"]`, ["a"]],
      [`aboutId: ["${russia.id}"]`, []],
      [`aboutId: ["${oldUkraine.id}"]`, ["a"]],
      [`aboutId: ["${oldUkraine.id}", "${russia.id}"]`, ["a"]],
      ['topic: ["انرژی", "مرز"]', ["a", "b"]],
      ['topic: ["انرژ"]', []],
      ['language: ["en"]', ["a", "c", "d"]],
      ['language: ["EN-gb"]', ["a"]],
      ['language: ["en-US"]', []],
      ['language: ["fa", "en-GB"]', ["a", "b"]],
      [`sourceId: ["${source.id}"]`, ["a", "b"]],
      // Evidence that was withdrawn holds no more.
      [`sourceId: ["${other.id}"]`, []],
      ['claimedAfter: "2025"', ["a", "b"]],
      ['claimedAfter: "2025-03"', ["a", "b"]],
      // A month begins with its first day, and that is on this date.
      ['claimedAfter: "2025-03-01"', ["a", "b"]],
      ['claimedAfter: "2025-03-02"', ["a"]],
      ['claimedAfter: "2025-04"', []],
      ['claimedAfter: "2024-01-01"', ["a", "b", "c"]],
      ['claimedBefore: "2025-03"', ["c"]],
      ['claimedBefore: "2025-03-01"', ["c"]],
      ['claimedBefore: "2025-03-18"', ["b", "c"]],
      ['claimedBefore: "2024-01"', []],
      ['claimedAfter: "2025", claimedBefore: "2025-03-18"', ["b"]],
      ['updatedAfter: "2025-05-31T23:59:59Z"', ["a"]],
      ['updatedAfter: "2025-06-01T00:00:00Z"', []],
      ['updatedBefore: "2025-06-01T00:00:00Z"', ["b", "c", "d"]],
      ['updatedBefore: "2025-01-01T00:00:00Z"', []],
      ["needsRecheck: true", ["c"]],
      ["needsRecheck: false", ["a", "b", "d"]],
      ['status: UNVERIFIED, language: ["en"], needsRecheck: false', ["d"]],
    ];
    for (const [filter, expected] of cases)
      expect(await found(ctx, "claims", filter, names), filter).toEqual(expected);
    expect(new Set(cases.flatMap(([filter]) => filter.match(/\w+(?=: )/g) ?? []))).toEqual(
      fieldsOf("ClaimFilter"),
    );
  });
});

test("claims about an entity stand alike whether it is asked for alone or with another", async ({
  newsroom: { ctx, full },
}) => {
  const [entity, other] = [await anEntity(ctx), await anEntity(ctx)];
  const aboutIds = [entity.id];
  const all = [
    await aClaim(ctx, { aboutIds, language: "ar" }),
    await aClaim(ctx, { aboutIds: [full["Entity"] ?? "", ...aboutIds] }),
    await aClaim(ctx),
    await aClaim(ctx, { aboutIds, claimedAt: "2025" }),
  ];
  const [, , late] = all;
  if (late === undefined) throw new Error("No claim was recorded.");
  // Since when it is about the entity does not matter.
  await reviseClaim(ctx, { id: late.id, aboutIds, expectedVersion: 1 });
  for (const order of ordered.find(({ name }) => name === "Query.claims")?.orders ?? []) {
    const listed = async (ids: string[], page: string, filter = "") => {
      const args = `orderBy: ${order}, filter: { aboutId: ${JSON.stringify(ids)} ${filter} }, ${page}`;
      const data = await dataOf(
        ctx,
        `{ claims(${args}) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor } nodes { id } } }`,
      );
      return data["claims"];
    };
    const alike = async (page: string, filter?: string) => {
      const alone = await listed([entity.id], page, filter);
      expect(await listed([entity.id, other.id], page, filter), page).toEqual(alone);
      return alone;
    };
    const first = await alike("first: 2");
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const rest = await alike(`first: 10, after: "${first.pageInfo.endCursor}"`);
    const nodes = [...first.nodes, ...rest.nodes];
    const made = all.map(({ id }) => ({ id }));
    expect(nodes).toHaveLength(made.length);
    expect(nodes).toEqual(expect.arrayContaining(made));
    if (order === "CREATED_AT_ASC") expect(nodes).toEqual(made);
    const last = await alike(`last: 3, before: "${rest.edges[1].cursor}"`);
    expect(last.nodes).toEqual(nodes.slice(0, 3));
    expect((await alike("first: 5", 'language: "ar"')).nodes).toEqual(made.slice(0, 1));
  }
});

describe("a filter of sources", () => {
  test("finds those that fit in all fields", async ({ ctx }) => {
    const agency = await anEntity(ctx);
    const duplicate = await anEntity(ctx);
    const a = await aSource(ctx, { kind: "VIDEO", publisherId: agency.id, publishedAt: "2025-03" });
    const b = await aSource(ctx, {
      language: "en-GB",
      wireId: agency.id,
      publishedAt: "2025-05-01",
    });
    const c = await aSource(ctx, { language: "fa" });
    await mergeEntities(ctx, { id: duplicate.id, intoId: agency.id, expectedVersion: 1 });
    const names = { a: a.id, b: b.id, c: c.id };
    const cases: [filter: string, names: string[]][] = [
      ["kind: [VIDEO, AUDIO]", ["a"]],
      ["kind: AUDIO", []],
      [`publisherId: ["${duplicate.id}"]`, ["a"]],
      [`publisherId: ["${createId("entity")}"]`, []],
      ['language: ["en", "fa"]', ["b", "c"]],
      ['language: ["ar"]', []],
      [`wireId: ["${duplicate.id}"]`, ["b"]],
      [`wireId: ["${createId("entity")}"]`, []],
      ['publishedAfter: "2025-03-01"', ["a", "b"]],
      ['publishedAfter: "2025-04"', ["b"]],
      ['publishedBefore: "2025-05"', ["a"]],
      ['publishedBefore: "2025"', []],
    ];
    for (const [filter, expected] of cases)
      expect(await found(ctx, "sources", filter, names), filter).toEqual(expected);
    expect(new Set(cases.flatMap(([filter]) => filter.match(/\w+(?=: )/g) ?? []))).toEqual(
      fieldsOf("SourceFilter"),
    );
  });
});

describe("a filter of entities", () => {
  test("finds names by all of their words, however they are parted", async ({ ctx }) => {
    const a = await anEntity(ctx, {
      names: [
        { language: "fa", name: "خبرگزاری جمهوری اسلامی" },
        { language: "en", name: "Islamic Republic News Agency" },
      ],
      aliases: [{ language: "en", name: "IRNA" }],
      wikidataId: "Q1066893",
    });
    const b = await anEntity(ctx, {
      kind: "GOVERNMENT",
      names: [{ language: "en", name: "O’Neil’s Republic" }],
    });
    const merged = await anEntity(ctx, { kind: "PERSON" });
    await mergeEntities(ctx, { id: merged.id, intoId: a.id, expectedVersion: 1 });
    const names = { a: a.id, b: b.id, merged: merged.id };
    const cases: [filter: string, names: string[]][] = [
      ["", ["a", "b"]],
      ["kind: [OUTLET, PERSON]", ["a"]],
      ["kind: ORGANISATION", []],
      ['name: "republic"', ["a", "b"]],
      ['name: "news republic"', ["a"]],
      ['name: "republic irna"', ["a"]],
      ['name: "republic reuters"', []],
      ['name: "خبر گزاری اسلامي"', ["a"]],
      ["name: \"O'Neil's\"", ["b"]],
      ['name: "؟!"', []],
      ['wikidataId: ["Q1", "Q1066893"]', ["a"]],
      ['wikidataId: ["Q2"]', []],
    ];
    for (const [filter, expected] of cases)
      expect(await found(ctx, "entities", filter, names), filter).toEqual(expected);
    expect(new Set(cases.flatMap(([filter]) => filter.match(/\w+(?=: )/g) ?? []))).toEqual(
      fieldsOf("EntityFilter"),
    );
  });
});

/** The fields of a filter, so that a new one is not forgotten here. */
function fieldsOf(filter: string): Set<string> {
  const type = schema.getType(filter);
  if (!type || !("getFields" in type)) throw new Error(`The contract has no ${filter}.`);
  return new Set(Object.keys(type.getFields()));
}
