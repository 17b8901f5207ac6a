import { addAppearance } from "@sanad/core/appearance";
import { recordClaim, reviseClaim, translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { mergeEntities, recordEntity, reviseEntity } from "@sanad/core/entity";
import { addEvidence, withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { relateClaims, unrelateClaims } from "@sanad/core/relation";
import { recordSource, reviseSource } from "@sanad/core/source";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { editing, isPglite, test as base } from "../support/database.ts";
import { aClaim, anEntity, aSource } from "../support/fixtures.ts";
import { dataOf, planOf, rowsRead, scansOf, statementsOf } from "../support/graphql.ts";

const entity = `id kind name persian: name(language: "fa") names { language name } aliases { name } wikidataId sameAs version updatedAt
  interestsKnown interests { kind note of { id name } source { id title } } mergedInto { id name }`;
const source = `id url title kind authors language publishedAt version updatedAt captures { at contentHash archiveUrl }
  publisher { id name } derivedFrom { id title } wire { id name }`;

/** All that the past tells of a claim. */
const fields = `id text language direction translations { language text } claimedAt validity { from until recheckAt } topics status
  statusReason needsRecheck recheckReason version createdAt updatedAt url mergedInto { id } review { id } reviews { totalCount nodes { id verdict publisher { id } supersedes { id } supersededBy { id } retractedAt } }
  claimant { ${entity} } about { ${entity} }
  appearances { totalCount nodes { id appearedAt quote { exact translation } attribution { role entity { id name } } source { ${source} } claim { id version } } }
  evidence { totalCount nodes { id stance isPrimary isInterested note addedAt withdrawnAt quote { exact } capture { at } source { ${source} } } }
  everything: evidence(includeWithdrawn: true) { nodes { id withdrawnAt withdrawnReason } }
  evidenceSummary { supports refutes context independentSources }
  relations { id kind note from { id text } to { id } claim { id claimant { id name } } }
  history { totalCount nodes { id sequence at action subject description(language: "fa") before after } }`;

const present = `query ($id: ID!) { claim(id: $id) { ${fields} } }`;
const past = `query ($id: ID!, $at: DateTime) { claim(id: $id, asOf: $at) { ${fields} } }`;

type Moment = { at: string; seen: any };
type Story = { ctx: Context; id: string; moments: Moment[]; later: string };

const hour = (at: number) => new Date(Date.UTC(2025, 4, 19, at));

/** A story in which everything that can change does, and after each change what readers then saw; recorded once for the file. */
const test = base.extend<{ $file: { story: Story } }>({
  story: [async ({ connection }, use) => use(await live(editing(connection))), { scope: "file" }],
});

async function live(editor: Context): Promise<Story> {
  let clock = hour(8);
  const ctx = { ...editor, now: () => clock };
  const named = (name: string) => [{ language: "fa", name }];
  const claimant = await recordEntity(ctx, {
    kind: "GOVERNMENT",
    names: named("دولت نخست"),
    wikidataId: "Q1",
  });
  const accused = await anEntity(ctx);
  const agency = await anEntity(ctx);
  const owner = await anEntity(ctx);
  const text = "آتش‌بس انرژی نقض شده است.";
  const original = await recordSource(ctx, {
    url: "https://example.org/1",
    title: "اصل",
    text,
    language: "fa",
  });
  const copy = await recordSource(ctx, {
    url: "https://example.org/2",
    title: "رونوشت",
    publisherId: agency.id,
  });
  const third = await aSource(ctx);
  const other = await aClaim(ctx, { claimantId: accused.id });

  const moments: Moment[] = [];
  let id = "";
  let version = 1;
  /** What is done in the next hour, and what the claim then is to a reader. */
  const next = async (act: () => Promise<unknown>) => {
    clock = new Date(clock.getTime() + 3_600_000);
    await act();
    const at = clock.toISOString();
    const { claim } = await dataOf(ctx, present, { id });
    ({ version } = claim);
    moments.push({ at, seen: claim });
  };
  const pieces: string[] = [];

  await next(async () => {
    const claim = await recordClaim(ctx, {
      text,
      language: "fa",
      claimantId: claimant.id,
      aboutIds: [accused.id],
      claimedAt: "2025-05",
      validFrom: "2025-03-18",
      recheckAt: "2025-05-19T13:30:00Z",
      topics: ["آتش‌بس"],
    });
    id = claim.id;
  });
  await next(() =>
    translateClaim(ctx, { id, language: "en", text: "It was broken.", expectedVersion: version }),
  );
  await next(() =>
    addAppearance(ctx, {
      claimId: id,
      sourceId: original.id,
      quote: { exact: "نقض شده", translation: "broken" },
      attribution: [
        { entityId: claimant.id, role: "SPEAKER" },
        { entityId: agency.id, role: "AGENCY" },
      ],
    }),
  );
  await next(async () => {
    for (const [sourceId, stance] of [
      [original.id, "SUPPORTS"],
      [copy.id, "SUPPORTS"],
      [third.id, "REFUTES"],
    ] as const)
      pieces.push((await addEvidence(ctx, { claimId: id, sourceId, stance })).id);
  });
  await next(() =>
    reviseSource(ctx, { id: copy.id, expectedVersion: 1, derivedFromId: original.id }),
  );
  await next(() =>
    withdrawEvidence(ctx, {
      id: pieces[2] ?? "",
      reason: "تصویر کهنه است.",
      expectedVersion: version,
    }),
  );
  await next(() =>
    reviseEntity(ctx, {
      id: claimant.id,
      expectedVersion: 1,
      names: named("دولت دوم"),
      aliases: named("دولت"),
    }),
  );
  await next(() =>
    reviseClaim(ctx, {
      id,
      expectedVersion: version,
      text: "آتش‌بس انرژی بارها نقض شد.",
      topics: ["جنگ", "انرژی"],
      aboutIds: [],
    }),
  );
  let relationId = "";
  await next(async () => {
    const relation = { kind: "CONTRADICTS", fromId: id, toId: other.id, note: "نه هر دو" } as const;
    relationId = (await relateClaims(ctx, relation)).id;
  });
  // Whoever owns the publisher of a text speaks for it.
  await next(() =>
    reviseEntity(ctx, {
      id: agency.id,
      expectedVersion: 1,
      interests: [
        { kind: "OWNED_BY", ofId: owner.id, sourceId: third.id },
        { kind: "FUNDED_BY", ofId: claimant.id, note: "بودجه" },
      ],
    }),
  );
  await next(() =>
    recordSource(ctx, {
      url: "https://example.org/1",
      title: "-",
      text: "متن تازه",
      authors: ["پریسا"],
    }),
  );
  await next(() => mergeEntities(ctx, { id: accused.id, intoId: owner.id, expectedVersion: 1 }));
  await next(async () => {
    const [row] = (
      await dataOf(
        ctx,
        `{ claim(id: "${id}") { relations { from { id version } to { id version } } } }`,
      )
    ).claim.relations;
    const [first] = [row.from, row.to].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await unrelateClaims(ctx, { id: relationId, expectedVersion: first.version });
  });
  return { ctx, id, moments, later: "2030-01-01T00:00:00Z" };
}

/** An answer without the moments of its ids. */
function timeless(answer: unknown): unknown {
  const text = JSON.stringify(answer).replace(/(_[0-9a-z]{26})@\d+"/g, '$1"');
  return JSON.parse(text);
}

/** A claim as it stood at the story's moment of that number; asked once, since the story is told. */
const asked = new Map<number, Promise<any>>();
async function claimAt({ ctx, id, moments }: Story, number: number): Promise<any> {
  const answer = asked.get(number) ?? dataOf(ctx, past, { id, at: moments[number]?.at });
  asked.set(number, answer);
  return (await answer).claim;
}

const idsIn = (answer: unknown) => JSON.stringify(answer).match(/"id":"[^"]+"/g) ?? [];

describe("a claim as it stood", () => {
  test.skipIf(isPglite)(
    "is at every moment what readers then saw, whole (on a server only)",
    async ({ story }) => {
      const { ctx, id, moments } = story;
      expect(moments).toHaveLength(13);
      for (const [number, { at, seen }] of moments.entries())
        expect(timeless(await claimAt(story, number)), at).toEqual(seen);
      const untilTheNext = new Date(Date.parse(moments[4]?.at ?? "") + 3_599_999).toISOString();
      const { claim } = await dataOf(ctx, past, { id, at: untilTheNext });
      expect(claim).toEqual(await claimAt(story, 4));
    },
  );

  test("tells of what changed since as it was before", async ({ story }) => {
    const { ctx, id, moments } = story;
    const at = async (hour: number) =>
      (await dataOf(ctx, past, { id, at: moments[hour]?.at })).claim;
    expect((await at(0)).translations).toEqual([]);
    expect((await at(0)).text).toBe("آتش‌بس انرژی نقض شده است.");
    expect((await at(7)).text).toBe("آتش‌بس انرژی بارها نقض شد.");
    expect((await at(5)).claimant.name).toBe("دولت نخست");
    expect((await at(6)).claimant.name).toBe("دولت دوم");
    expect([(await at(0)).about.length, (await at(7)).about.length]).toEqual([1, 0]);
    const counts = async (number: number) => Object.values((await at(number)).evidenceSummary);
    expect(await counts(2)).toEqual([0, 0, 0, 0]);
    expect(await counts(3)).toEqual([2, 1, 0, 3]);
    // One source was found to be the other's copy; then a piece was withdrawn; then the claimant was found to pay the copy.
    expect(await counts(4)).toEqual([2, 1, 0, 2]);
    expect(await counts(5)).toEqual([2, 0, 0, 1]);
    const interested = async (number: number) =>
      (await at(number)).evidence.nodes.map(({ isInterested }: any) => isInterested);
    expect(await interested(8)).toEqual([false, false]);
    expect(await interested(9)).toEqual([false, true]);
    expect((await at(4)).evidence.nodes[2].withdrawnAt).toBeNull();
    const relations = async (number: number) => (await at(number)).relations.length;
    expect([await relations(7), await relations(8), await relations(12)]).toEqual([0, 1, 0]);
    expect([(await at(4)).needsRecheck, (await at(5)).needsRecheck]).toEqual([false, true]);
    const other = async (hour: number) =>
      (await at(hour)).relations[0].claim.claimant.id.split("@")[0];
    expect(await other(8)).not.toBe(await other(11));
  });

  test("has a history up to then, and keeps what was removed since", async ({ story }) => {
    const actionsAt = async (number: number) => {
      const claim = await claimAt(story, number);
      return claim.history.nodes.map(({ action }: { action: string }) => action);
    };
    expect(await actionsAt(1)).toEqual(["claim.translate", "claim.record"]);
    const all = await actionsAt(12);
    expect(all.filter((action: string) => action === "claim.relate").length).toBeGreaterThanOrEqual(
      2,
    );
  });

  test("is not there before it was recorded, and later is what it is", async ({ story }) => {
    const { ctx, id, later } = story;
    expect(await dataOf(ctx, past, { id, at: "2025-05-19T08:59:59Z" })).toEqual({ claim: null });
    expect(await dataOf(ctx, past, { id, at: "1970-01-01T00:00:00Z" })).toEqual({ claim: null });
    const now = await dataOf(ctx, present, { id });
    expect(timeless(await dataOf(ctx, past, { id, at: later }))).toEqual(now);
  });

  test("has ids of that moment, under which each record is the same again", async ({ story }) => {
    const { ctx } = story;
    const claim = await claimAt(story, 4);
    // The log's own entries never change.
    const ids = idsIn({ ...claim, history: null });
    const [sequence] = /@\d+/.exec(claim.id) ?? [""];
    expect(ids.length).toBeGreaterThan(15);
    for (const each of ids) expect(each).toMatch(new RegExp(`${sequence}"$`));

    const again = `query ($id: ID!) { node(id: $id) { ... on Claim { ${fields} } } }`;
    expect((await dataOf(ctx, again, { id: claim.id })).node).toEqual(claim);
    const node = async (type: string, selected: string, id: string) =>
      (await dataOf(ctx, `{ node(id: "${id}") { ... on ${type} { ${selected} } } }`)).node;
    expect(await node("Entity", entity, claim.claimant.id)).toEqual(claim.claimant);
    const [piece] = claim.evidence.nodes;
    expect(await node("Source", source, piece.source.id)).toEqual(piece.source);
    expect(await node("Evidence", "id isInterested source { id }", piece.id)).toEqual({
      id: piece.id,
      isInterested: piece.isInterested,
      source: { id: piece.source.id },
    });
    const byType = `query ($claim: ID!, $entity: ID!, $source: ID!) {
      claim(id: $claim) { text } entity(id: $entity) { name } source(id: $source) { derivedFrom { id } } }`;
    const variables = {
      claim: claim.id,
      entity: claim.claimant.id,
      source: claim.evidence.nodes[1].source.id,
    };
    expect(await dataOf(ctx, byType, variables)).toEqual({
      claim: { text: claim.text },
      entity: { name: "دولت نخست" },
      source: { derivedFrom: { id: piece.source.id } },
    });
  });

  test("stands beside others of other moments, and at none that has not come", async ({
    story,
  }) => {
    const { ctx, id } = story;
    const claim = await claimAt(story, 0);
    const ids = [id, claim.id, claim.id, `${id}@1`, `${id}@999999`, claim.claimant.id, `${id}@0`];
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Claim { version } } }";
    const { nodes } = await dataOf(ctx, query, { ids });
    expect(nodes.map((node: any) => node && node.id)).toEqual([
      id,
      claim.id,
      claim.id,
      null,
      null,
      claim.claimant.id,
      null,
    ]);
    expect(nodes[0].version).toBeGreaterThan(nodes[1].version);
  });

  test("shows nothing of a draft, also to the newsroom", async ({ story }) => {
    const { ctx, id, later } = story;
    const query = `query ($id: ID!, $at: DateTime) { claim(id: $id, asOf: $at) {
      draft { id } publishChecklist { rule } viewerCan similar { score } claimant { claims { totalCount } sources { totalCount } } } }`;
    expect(await dataOf(ctx, query, { id, at: later }, "EDITOR")).toEqual({
      claim: {
        draft: null,
        publishChecklist: null,
        viewerCan: [],
        similar: null,
        claimant: { claims: null, sources: null },
      },
    });
  });

  test("is read in one statement, which reads of the ledger no more than its own records", async ({
    story,
  }) => {
    const { ctx, id, later, moments } = story;
    const statements = await statementsOf(ctx, () =>
      dataOf(ctx, past, { id, at: moments[11]?.at }),
    );
    expect(statements).toHaveLength(1);

    await addUnrelated(ctx);
    const [entries] = await ctx.db
      .select({ count: sql<number>`count(*)::int` })
      .from(sql`revision`);
    const query = `{ claim(id: "${id}", asOf: "${later}") { ${fields} } }`;
    const [pastScans, ofThePast] = await ledgerScans(ctx, query);
    console.log(
      `A claim of the past: ${ofThePast} rows of a ledger of ${entries?.count} entries, in ${pastScans.length} places.`,
    );
    const [historyScans, history] = await ledgerScans(
      ctx,
      `{ claim(id: "${id}") { history(first: 5) { totalCount nodes { action after } } } }`,
    );
    const [entryScans, entry] = await ledgerScans(
      ctx,
      `{ node(id: "revision_${"7".padStart(26, "0")}") { id } }`,
    );
    const [logScans, log] = await ledgerScans(
      ctx,
      "{ revisions(first: 20) { nodes { hash after } } }",
    );
    for (const scans of [pastScans, historyScans, entryScans])
      expect(scans.filter((node) => node["Node Type"] === "Seq Scan")).toEqual([]);
    expect(logScans).toHaveLength(2);
    expect([ofThePast < 500, history < 200, entry, log]).toEqual([true, true, 1, 40]);
    const own = await dataOf(ctx, query);
    expect(timeless(own)).toEqual(await dataOf(ctx, present, { id }));
  });
});

/** How the ledger's tables are read for a query, and how many of their rows. */
async function ledgerScans(ctx: Context, query: string) {
  const scans = await scansOf(ctx, planOf(ctx, query));
  const ofLedger = scans.filter((node) => node["Relation Name"]?.startsWith("revision"));
  return [ofLedger, rowsRead(ofLedger)] as const;
}

/** Six thousand entries of other records, of every kind and shaped as real ones are. */
async function addUnrelated({ db }: Context): Promise<void> {
  const ids = Object.fromEntries(
    (["claim", "entity", "source", "evidence", "appearance"] as const).map((prefix) => [
      prefix,
      createId(prefix).slice(0, -6),
    ]),
  );
  const idOf = (kind: string) => `'${ids[kind]}' || lpad((n / 5)::text, 6, '0')`;
  await db.execute(`insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
    select 100000 + n, '2025-06-01T00:00:00Z', 'system:test', 'claim.record',
      (array[${idOf("claim")}, ${idOf("entity")}, ${idOf("source")}, ${idOf("evidence")}, ${idOf("appearance")}])[1 + n % 5],
      md5(n::text), md5(n::text), md5(n::text) from generate_series(0, 5999) n`);
  await db.execute(`insert into revision_payload (sequence, after, salt)
    select sequence, jsonb_build_object('claimId', '${ids["claim"]}' || right(subject, 6), 'publisherId', '${ids["entity"]}' || right(subject, 6),
      'text', repeat('آتش‌بس ', 20), 'version', 1, 'captures', '[]'::jsonb, 'interests', '[]'::jsonb), ''
    from revision where sequence >= 100000`);
  await db.execute("analyze");
}
