import { recordClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { mergeEntities } from "@sanad/core/entity";
import { NotPermitted, NotSignedIn } from "@sanad/core/errors";
import { importAll, importReviews, type Outcome, readItems, summaryOf } from "@sanad/core/importer";
import { mergeClaims } from "@sanad/core/relation";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { entity } from "../../packages/core/src/entity/entity.sql.ts";
import { review } from "../../packages/core/src/review/review.sql.ts";
import { inChunksOf } from "../support/bytes.ts";
import { aClaimReview } from "../support/claim-reviews.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, anEntity, as } from "../support/fixtures.ts";
import { entriesOf, readLedger, refusalOf } from "../support/ledger.ts";
import { dataOf } from "../support/graphql.ts";
import { aClaimFoundFalse, aNewsroom, claimNow } from "../support/workflow.ts";

/** Takes items in as an ADMIN; what became of each, and which entries that made. */
async function taken(ctx: Context, ...items: object[]) {
  const { row, entries } = await entriesOf(ctx, () => importReviews(as(ctx, "ADMIN"), { items }));
  const kinds = row.map((each) => (each.kind === "LEFT_OUT" ? each.reason : each.judgement));
  const ids = row.map((each) => (each.kind === "LEFT_OUT" ? null : each.reviewId));
  return { kinds, ids, outcomes: row, actions: entries.map((entry) => entry.action), entries };
}

async function reviewOf(ctx: Context, id: string | null | undefined) {
  const [row] = await ctx.db
    .select()
    .from(review)
    .where(eq(review.id, id ?? ""));
  if (row === undefined) throw new Error("The review is not there.");
  return row;
}

async function claimOf(ctx: Context, id: string | null | undefined) {
  return claimNow(ctx, (await reviewOf(ctx, id)).claimId);
}

/** One after the other, as a transaction has it. */
async function claimsOf(ctx: Context, ids: readonly (string | null)[]) {
  const claims: Awaited<ReturnType<typeof claimOf>>[] = [];
  for (const id of ids) claims.push(await claimOf(ctx, id));
  return claims;
}

describe("a review of another organisation", () => {
  test("is taken in with its publisher, its claim and who made that, each with a revision", async ({
    ctx,
  }) => {
    const item = aClaimReview({
      name: "Three arches",
      dateModified: "2025-05-20T10:00:00Z",
      reviewRating: { alternateName: "Half true", ratingValue: 3, bestRating: 5, worstRating: 1 },
      itemReviewed: {
        datePublished: "2025-05-18",
        author: { "@type": "Person", name: "A Mayor", sameAs: "https://mayor.example/" },
        appearance: { url: "https://news.example/1" },
      },
    });
    const { kinds, ids, entries, actions } = await taken(ctx, item);
    expect(kinds).toEqual(["NEW"]);
    expect(actions).toEqual(["entity.record", "entity.record", "claim.record", "review.import"]);
    const row = await reviewOf(ctx, ids[0]);
    expect(row).toMatchObject({
      verdict: "MIXED",
      rating: { labels: [{ language: "en", text: "Half true" }], value: 3, best: 5, worst: 1 },
      title: "Three arches",
      url: item.url,
      claimReviewed: item.claimReviewed,
      appearanceUrls: ["https://news.example/1"],
      publishedAt: new Date("2025-05-19"),
      modifiedAt: new Date("2025-05-20T10:00:00Z"),
      supersedesId: null,
    });
    expect(await claimOf(ctx, row.id)).toMatchObject({
      text: item.claimReviewed,
      language: "en",
      claimedAt: "2025-05-18",
      status: "UNVERIFIED",
      verdict: null,
      reviewId: null,
      version: 1,
    });
    expect(entries.at(-1)).toMatchObject({
      subject: row.id,
      before: null,
      after: { verdict: "MIXED", title: "Three arches", claim: { id: row.claimId, version: 1 } },
    });
    expect((await verifyLedger(ctx.db)).faults).toEqual([]);
  });

  test("stands in the claim's reviews, and never as its review", async ({ ctx }) => {
    const { ids } = await taken(ctx, aClaimReview({ reviewRating: { alternateName: "Satire" } }));
    const { claimId } = await reviewOf(ctx, ids[0]);
    const read = `query ($id: ID!) { claim(id: $id) { status review { id } reviews {
      nodes { verdict rating { label value best worst } title summary url publisher { name sameAs } } } } }`;
    expect(await dataOf(ctx, read, { id: claimId })).toEqual({
      claim: {
        status: "UNVERIFIED",
        review: null,
        reviews: {
          nodes: [
            {
              verdict: null,
              rating: { label: "Satire", value: null, best: null, worst: null },
              title: null,
              summary: null,
              url: expect.stringMatching(/^https:\/\/checkers.example\/reviews\/\d+$/),
              publisher: { name: "The Checkers", sameAs: ["https://checkers.example"] },
            },
          ],
        },
      },
    });
  });

  test("changes nothing of a claim that the newsroom has found out about", async ({ ctx }) => {
    const { claim: found } = await aClaimFoundFalse(await aNewsroom(ctx));
    const before = await claimNow(ctx, found.id);
    const [claimant] = await ctx.db.select().from(entity).where(eq(entity.id, before.claimantId));
    const author = claimant?.names[0]?.name;
    const { ids, actions } = await taken(
      ctx,
      aClaimReview({
        claimReviewed: before.text,
        reviewRating: { alternateName: "True" },
        itemReviewed: { author },
      }),
    );
    expect(actions).toEqual(["entity.record", "review.import"]);
    expect((await reviewOf(ctx, ids[0])).claimId).toBe(before.id);
    const after = await claimNow(ctx, before.id);
    const { version, updatedAt: _updatedAt, ...rest } = after;
    expect(before).toMatchObject(rest);
    expect(version).toBe(before.version + 1);
    expect((await verifyLedger(ctx.db)).faults).toEqual([]);
  });

  test("shares its claim with others of the same words and claimant", async ({ ctx }) => {
    const itemReviewed = { author: { name: "A Mayor" } };
    const claimReviewed = "The bridge has four arches!";
    const first = aClaimReview({ claimReviewed, itemReviewed });
    const again = aClaimReview({ claimReviewed: "the bridge has four arches", itemReviewed });
    const another = aClaimReview({ claimReviewed, itemReviewed: { author: "Another" } });
    const nobody = aClaimReview({ claimReviewed, itemReviewed: {} });
    const nobodyAgain = aClaimReview({ claimReviewed, itemReviewed: {} });
    const { ids } = await taken(ctx, first, again, another, nobody, nobodyAgain);
    const claims = (await claimsOf(ctx, ids)).map(({ id }) => id);
    expect(claims[1]).toBe(claims[0]);
    expect(claims[4]).toBe(claims[3]);
    expect(new Set(claims).size).toBe(3);
  });

  test("belongs to the claim into which its own was merged, and is read there", async ({ ctx }) => {
    const claimant = await anEntity(ctx, { names: [{ language: "en", name: "A Mayor" }] });
    const [target, duplicate] = [
      await aClaim(ctx, { claimantId: claimant.id }),
      await aClaim(ctx, { claimantId: claimant.id, text: "Four arches.", language: "en" }),
    ];
    const item = () =>
      aClaimReview({ claimReviewed: "Four arches", itemReviewed: { author: "A Mayor" } });
    const early = await taken(ctx, item());
    const { version: expectedVersion } = await claimNow(ctx, duplicate.id);
    await mergeClaims(ctx, { id: duplicate.id, intoId: target.id, expectedVersion });
    const late = await taken(ctx, item());
    expect((await reviewOf(ctx, late.ids[0])).claimId).toBe(target.id);
    const read = `query ($id: ID!) { claim(id: $id) { reviews { nodes { id } } } }`;
    const { claim: shown } = await dataOf(ctx, read, { id: target.id });
    const found: string[] = shown.reviews.nodes.map(({ id }: { id: string }) => id);
    expect(new Set(found)).toEqual(new Set([early.ids[0], late.ids[0]]));
  });
});

describe("taken in again", () => {
  test("the same writes nothing, in whatever spelling of its address", async ({ ctx }) => {
    const item = aClaimReview();
    const first = await taken(ctx, item);
    const again = await taken(ctx, item, item);
    expect(again).toMatchObject({ kinds: ["UNCHANGED", "UNCHANGED"], actions: [] });
    expect(again.ids).toEqual([first.ids[0], first.ids[0]]);
  });

  test("a changed one supersedes, an older one does not, and neither comes back", async ({
    ctx,
  }) => {
    const item = aClaimReview({ reviewRating: { alternateName: "False" } });
    const newer = {
      ...item,
      url: item.url.replace("https://", "http://www."),
      dateModified: "2025-06-01",
      reviewRating: { alternateName: "True" },
    };
    const older = {
      ...item,
      datePublished: "2025-05-01",
      reviewRating: { alternateName: "Mixed" },
    };
    const first = await taken(ctx, item);
    const second = await taken(ctx, newer);
    expect(second).toMatchObject({ kinds: ["SUPERSEDED"], actions: ["review.import"] });
    const row = await reviewOf(ctx, second.ids[0]);
    expect(row).toMatchObject({ supersedesId: first.ids[0], verdict: "TRUE" });
    expect((await claimOf(ctx, row.id)).version).toBe(2);

    const third = await taken(ctx, older, item, newer);
    expect(third).toMatchObject({ kinds: ["OLDER", "UNCHANGED", "UNCHANGED"], actions: [] });
    expect(new Set(third.ids)).toEqual(new Set(second.ids));
    expect((await verifyLedger(ctx.db)).faults).toEqual([]);
  });

  test("in one file, versions follow one another and duplicates count once", async ({ ctx }) => {
    const item = aClaimReview();
    const changed = { ...item, datePublished: "2025-05-20", name: "Changed" };
    const { kinds, ids } = await taken(ctx, item, changed, item, changed);
    expect(kinds).toEqual(["NEW", "SUPERSEDED", "UNCHANGED", "UNCHANGED"]);
    expect((await reviewOf(ctx, ids[1])).supersedesId).toBe(ids[0]);
    const reversed = aClaimReview({ datePublished: "2025-05-20" });
    const before = { ...reversed, datePublished: "2025-05-19" };
    expect(await taken(ctx, reversed, before)).toMatchObject({ kinds: ["NEW", "OLDER"] });
  });

  test("another claim, page or publisher makes another review", async ({ ctx }) => {
    const item = aClaimReview();
    const others = [
      { ...item, claimReviewed: "Another claim." },
      { ...item, url: "https://checkers.example/another" },
      { ...item, author: { "@type": "Organization", name: "Another", url: "https://b.example" } },
    ];
    expect((await taken(ctx, item, ...others)).kinds).toEqual(["NEW", "NEW", "NEW", "NEW"]);
    expect((await taken(ctx, item, ...others)).actions).toEqual([]);
  });

  test("one publisher named in two ways is one by its site", async ({ ctx }) => {
    const item = aClaimReview();
    const ofGoogle = {
      text: item.claimReviewed,
      claimReview: [
        {
          publisher: { name: "Checkers Ltd", site: "checkers.example" },
          url: item.url,
          reviewDate: "2025-05-20T00:00:00Z",
          textualRating: "False",
          languageCode: "en",
        },
      ],
    };
    const first = await taken(ctx, item);
    const second = await taken(ctx, ofGoogle);
    expect(second.kinds).toEqual(["SUPERSEDED"]);
    expect((await reviewOf(ctx, second.ids[0])).publisherId).toBe(
      (await reviewOf(ctx, first.ids[0])).publisherId,
    );
    expect((await taken(ctx, item, ofGoogle)).actions).toEqual([]);
  });

  test("a publisher that was merged is the one that it was merged into", async ({ ctx }) => {
    const item = aClaimReview({ author: { "@type": "Organization", name: "Old name" } });
    const { ids } = await taken(ctx, item);
    const { publisherId } = await reviewOf(ctx, ids[0]);
    const into = await anEntity(ctx, { names: [{ language: "en", name: "New name" }] });
    const merge = { id: publisherId ?? "", intoId: into.id, expectedVersion: 1 };
    await mergeEntities(ctx, merge);
    const changed = { ...item, datePublished: "2025-06-01" };
    const again = await taken(ctx, item, changed);
    expect(again.kinds).toEqual(["UNCHANGED", "SUPERSEDED"]);
    const read = `query ($id: ID!) { node(id: $id) { ... on Review { publisher { name } } } }`;
    expect(await dataOf(ctx, read, { id: ids[0] })).toEqual({
      node: { publisher: { name: "New name" } },
    });
  });
});

describe("whom a review names", () => {
  test("is an entity of that name whose pages and kind do not speak against it", async ({
    ctx,
  }) => {
    const names = [{ language: "fa", name: "A Mayor" }];
    const recorded = await anEntity(ctx, { kind: "PERSON", names, sameAs: ["https://a.example/"] });
    const by = (author: object) => aClaimReview({ itemReviewed: { author } });
    const { ids } = await taken(
      ctx,
      by({ name: "A Mayor" }),
      by({ "@type": "Person", name: "A Mayor", sameAs: "https://a.example/" }),
      by({ "@type": "Person", name: "A Mayor", sameAs: "https://b.example/" }),
      by({ "@type": "Organization", name: "A Mayor" }),
    );
    const claimants = (await claimsOf(ctx, ids)).map(({ claimantId }) => claimantId);
    expect(claimants.map((id) => id === recorded.id)).toEqual([true, true, false, false]);
    expect(new Set(claimants).size).toBe(3);
  });

  test("is nobody in particular where nobody is named", async ({ ctx }) => {
    const { ids } = await taken(ctx, aClaimReview({ itemReviewed: undefined }));
    const { claimantId } = await claimOf(ctx, ids[0]);
    const [claimant] = await ctx.db.select().from(entity).where(eq(entity.id, claimantId));
    expect(claimant).toMatchObject({ kind: "UNKNOWN" });
    expect(claimant?.names.map(({ name }) => name)).toEqual(["Not named", "نام برده نشده"]);
  });
});

describe("one bad item stops none of the others", () => {
  test("when it is not understood", async ({ ctx }) => {
    const { kinds, outcomes } = await taken(
      ctx,
      aClaimReview({ url: "javascript:alert(1)" }),
      aClaimReview(),
    );
    expect(kinds).toEqual(["NOT_UNDERSTOOD", "NEW"]);
    expect(outcomes[0]).toMatchObject({ place: "item 1", path: "url" });
  });

  test("when the database refuses it", async ({ ctx }) => {
    // All that Postgres is known to refuse is not understood before.
    const items = [aClaimReview(), aClaimReview(), aClaimReview()];
    await ctx.db.execute(
      "alter table review add constraint no_second check (claim_reviewed not like '%REFUSED%')",
    );
    if (items[1]) items[1].claimReviewed = "REFUSED";
    const { kinds, outcomes } = await taken(ctx, ...items);
    expect(kinds).toEqual(["NEW", "NOT_RECORDED", "NEW"]);
    expect(outcomes[1]).toMatchObject({ message: expect.stringContaining("23514") });
    expect((await verifyLedger(ctx.db)).faults).toEqual([]);
  });
});

test("a dry run says the same and writes nothing", async ({ ctx }) => {
  const known = aClaimReview();
  await taken(ctx, known);
  const item = aClaimReview();
  const items = [
    known,
    { ...known, datePublished: "2025-06-01" },
    item,
    item,
    { ...item, datePublished: "2025-06-01" },
    aClaimReview({ url: "" }),
  ];
  const rehearse = (ctx: Context) => importReviews(ctx, { items, isDryRun: true });
  const { row, entries } = await entriesOf(ctx, () => rehearse(as(ctx, "ADMIN")));
  expect(entries).toEqual([]);
  const { kinds } = await taken(ctx, ...items);
  expect(row.map((each) => (each.kind === "LEFT_OUT" ? each.reason : each.judgement))).toEqual(
    kinds,
  );
});

test.for(["public", "READER", "CONTRIBUTOR", "CHECKER", "EDITOR"] as const)(
  "%s takes nothing in",
  async (who, { ctx }) => {
    const refused = await refusalOf(ctx, () =>
      importReviews(as(ctx, who), { items: [aClaimReview()] }),
    );
    expect(refused).toBeInstanceOf(who === "public" ? NotSignedIn : NotPermitted);
    const file = inChunksOf(64, JSON.stringify(aClaimReview()));
    const all = importAll(as(ctx, who), readItems(file));
    expect(await refusalOf(ctx, () => all.next())).toBeInstanceOf(Error);
  },
);

test("more than 100 items at once are refused, and a job of the system takes in any number", async ({
  ctx,
}) => {
  const items = Array.from({ length: 101 }, () => aClaimReview());
  expect(await refusalOf(ctx, () => importReviews(as(ctx, "ADMIN"), { items }))).toMatchObject({
    name: "BadInput",
    path: "items",
  });
  const job: Context = { ...ctx, actor: { kind: "system", job: "import" } };
  const outcomes: Outcome[] = [];
  const lines = items.map((item) => JSON.stringify(item)).join("\n");
  for await (const batch of importAll(job, readItems(inChunksOf(1_000, lines))))
    outcomes.push(...batch);
  expect(summaryOf(outcomes)).toMatchObject({ total: 101, new: 101, leftOut: 0, unmapped: 0 });
  expect((await readLedger(ctx)).at(-1)?.actor).toBe("system:import");
});

test.skipIf(isPglite)("two imports of the same at once take it in once", async ({ database }) => {
  const items = Array.from({ length: 20 }, () => aClaimReview());
  const connections = await Promise.all([database.connect(), database.connect()]);
  const outcomes = await Promise.all(
    connections.map((connection) => importReviews(as(editing(connection), "ADMIN"), { items })),
  );
  expect(new Set(outcomes.map((each) => summaryOf(each).new))).toEqual(new Set([0, 20]));
  const ctx = editing(await database.connect());
  expect(await ctx.db.$count(review)).toBe(20);
  expect((await verifyLedger(ctx.db)).faults).toEqual([]);
});

test.skipIf(isPglite)(
  "a claim that is recorded meanwhile is found, not doubled",
  async ({ database }) => {
    const ctx = editing(await database.connect());
    const claimant = await anEntity(ctx, { names: [{ language: "en", name: "A Mayor" }] });
    const text = "The bridge has four arches.";
    const item = aClaimReview({ claimReviewed: text, itemReviewed: { author: "A Mayor" } });
    const other = editing(await database.connect());
    await Promise.allSettled([
      importReviews(as(ctx, "ADMIN"), { items: [item] }),
      recordClaim(other, { text, language: "en", claimantId: claimant.id }),
    ]);
    expect(await ctx.db.$count(claim)).toBe(1);
  },
);
