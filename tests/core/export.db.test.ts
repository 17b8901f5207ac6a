// What is given out to everybody is what everybody may see, and of one moment.
import { exportClaimReviews, exportClaims, type Since } from "@sanad/core/archive";
import { validateClaimReview } from "@sanad/core/claimreview";
import { atOneMoment, type Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { verifyLedger } from "@sanad/core/verify";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { anEventfulNewsroom, collect, newsroomLines, publicLines } from "../support/archive.ts";
import { editing, freshDatabase, isPglite, test, type TestDatabase } from "../support/database.ts";
import { aClaim, anEntity, as, someEvidence } from "../support/fixtures.ts";
import { aPublishedClaim, askAs, draftOf, move } from "../support/workflow.ts";

type Story = Awaited<ReturnType<typeof anEventfulNewsroom>>;
type Line = { type: string; row: Record<string, unknown> };

const newsroom = { name: "Sanad", url: "https://sanad.example" };
const markers = ["qxsummary", "qxbody", "qxsearchnote", "qxanswer", "qxsentback"];

let database: TestDatabase;
let ctx: Context;
let story: Story;

beforeAll(async () => {
  database = await freshDatabase();
  ctx = editing(await database.connect());
  story = await anEventfulNewsroom(ctx);
  await draftInSecret();
});
afterAll(() => database.close());

/** A draft that is there, and one that is gone again, in words that stand nowhere else. */
async function draftInSecret(): Promise<void> {
  const { checker, editor } = story.newsroom;
  const { id } = story.awaiting;
  await move(editor, id, "IN_REVIEW", { reason: "qxsentback" });
  await draftOf(checker, id, {
    summary: [{ language: "fa", text: "qxsummary" }],
    searchNote: "qxsearchnote",
    claimantAsked: { askedAt: "2025-05-19T06:31:17.123Z", answer: "qxanswer" },
  });
  const { id: other } = await aClaim(ctx);
  await move(checker, other, "IN_REVIEW");
  await draftOf(checker, other, { body: [{ language: "fa", text: "qxbody" }] });
  await move(checker, other, "UNVERIFIED", { reason: "کسی نیست" });
}

async function publicRows(since?: Since): Promise<Line[]> {
  const lines = await publicLines(ctx, since);
  return lines.slice(1, -1).map((line) => JSON.parse(line) as Line);
}

async function claimReviews(since?: Since) {
  return atOneMoment(ctx, (ctx) => collect(exportClaimReviews(ctx, newsroom, since)));
}

describe("what is public", () => {
  test("holds nothing of drafts, of people, of keys and of others' works, of which the newsroom's archive holds all", async () => {
    const secrets = await query<{ secret: string }>(
      ctx.db,
      `select unnest(array[issuer, subject, name, suspended_reason]) as secret from person
       union select unnest(array[name, secret_hash]) from api_key
       union select content from capture`,
      [],
    );
    const words = [...markers, ...secrets.flatMap(({ secret }) => secret ?? [])].map((word) =>
      JSON.stringify(word).slice(1, -1),
    );
    const isIn = (lines: readonly string[]) => {
      const text = lines.join("\n");
      return words.filter((word) => text.includes(word));
    };
    expect(isIn(await newsroomLines(ctx))).toEqual(words);
    expect(isIn(await publicLines(ctx))).toEqual([]);
    expect(words.length).toBeGreaterThan(20);
  });

  test("is the same whoever asks for it, and asked for twice it is the same", async () => {
    const lines = await publicLines(as(ctx, "public"));
    expect(await publicLines(as(ctx, "ADMIN"))).toEqual(lines);
    expect(await publicLines(story.newsroom.checker)).toEqual(lines);
  });

  test("is the log as GraphQL shows it to the public, entry by entry", async () => {
    const fields =
      "sequence at actor action subject payloadHash previousHash hash before after salt";
    const shown: unknown[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await askAs(
        as(ctx, "public"),
        `query ($after: String) { revisions(first: 100, after: $after) {
          nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      shown.push(...data.revisions.nodes);
      ({ hasNextPage: more, endCursor: after } = data.revisions.pageInfo);
    }
    const exported = (await publicRows()).filter(({ type }) => type === "revision");
    expect(exported.map(({ row }) => row)).toEqual(shown);
  });

  test("holds each record as the log last left it", async () => {
    const { records } = await verifyLedger(ctx.db);
    const rows = (await publicRows()).filter(({ type }) => type !== "revision");
    const [{ hidden } = { hidden: NaN }] = await query<{ hidden: number }>(
      ctx.db,
      `select ((select count(*) from draft) + (select count(*) from api_key)
        + (select count(*) from person where version > 1))::int as hidden`,
      [],
    );
    expect(rows).toHaveLength(records - hidden);
    expect(new Set(rows.map(({ row }) => row["id"])).size).toBe(rows.length);
  });
});

describe("since a place in the log", () => {
  test("there are its later entries, the records they are of, and claims counted up by what was added", async () => {
    const { id: quiet } = await aClaim(ctx);
    const { id: claimId, claimantId } = await aClaim(ctx);
    const { head } = await verifyLedger(ctx.db);
    const piece = await someEvidence(ctx, { claimId });
    const rows = await publicRows(head.sequence);
    const ids = rows.map(({ row }) => row["id"]).filter((id) => id !== undefined);
    expect(ids).toEqual(expect.arrayContaining([claimId, piece.id, piece.sourceId]));
    expect(ids).not.toContain(quiet);
    expect(ids).not.toContain(claimantId);
    const entries = rows.filter(({ type }) => type === "revision");
    expect(entries.map(({ row }) => row["sequence"])).toEqual(
      entries.map((_, index) => head.sequence + 1 + index),
    );
    const lines = await atOneMoment(ctx, (ctx) => collect(exportClaims(ctx, head.sequence)));
    expect(lines.map(({ id }) => id)).toEqual([claimId]);
    expect(await claimReviews(head.sequence)).toEqual([]);
  });

  test("that is an instant, its own entries are there", async () => {
    const { head } = await verifyLedger(ctx.db);
    const { id } = await anEntity({ ...ctx, now: () => new Date("2030-01-01T00:00:00Z") });
    const [entry] = (await publicRows(head.sequence)).filter(({ type }) => type === "revision");
    const at = new Date(String(entry?.row["at"]));
    expect((await publicRows(at)).map(({ row }) => row["id"] ?? row["subject"])).toEqual([id, id]);
    expect(await publicRows(new Date(at.getTime() + 1))).toEqual([]);
  });

  test("that is the first, everything is there", async () => {
    expect(await publicRows(0)).toEqual(await publicRows());
    expect(await publicRows(new Date("1970-01-01"))).toEqual(await publicRows());
  });

  test("to which the log never came, it is refused", async () => {
    await expect(publicRows(1_000_000)).rejects.toThrow(/^The log ends at \d+: it has no entry/);
  });
});

describe("ClaimReviews", () => {
  test("are those of our own reviews that stand, each without an error", async () => {
    // On a server more than are read at once.
    for (let count = 0; count < (isPglite ? 1 : 26); count++) await aPublishedClaim(story.newsroom);
    const standing = await query<{ id: string }>(
      ctx.db,
      `select claim_id as id from review where publisher_id is null
         and not exists (select from retraction where review_id = review.id)
         and not exists (select from review later where later.supersedes_id = review.id)
       order by claim_id collate "C"`,
      [],
    );
    const reviews = await claimReviews();
    expect(reviews.map(({ url }) => url)).toEqual(
      standing.map(({ id }) => `https://sanad.example/claims/${id}`),
    );
    expect(standing.map(({ id }) => id)).not.toContain(story.retracted.id);
    expect(standing.map(({ id }) => id)).toContain(story.corrected.id);
    const errors = reviews.flatMap((review) =>
      validateClaimReview(review).filter(({ level }) => level === "error"),
    );
    expect(errors).toEqual([]);
  });
});

test("claims for a spreadsheet tell what is published of each", async () => {
  const lines = await atOneMoment(ctx, (ctx) => collect(exportClaims(ctx)));
  const [{ count } = { count: NaN }] = await query<{ count: number }>(
    ctx.db,
    "select count(*)::int as count from claim",
    [],
  );
  expect(lines).toHaveLength(count);
  expect(lines.find(({ id }) => id === story.corrected.id)).toMatchObject({
    status: "PUBLISHED",
    language: "fa",
    verdict: "UNPROVEN",
    label: "اثبات‌نشده",
    summary: "مدرکی برای این ادعا یافت نشد.",
    refutes: 2,
    supports: 0,
  });
  expect(lines.find(({ text }) => text === "The moon is made of cheese.")).toMatchObject({
    claimant: "A shepherd",
    verdict: null,
    otherReviews: 1,
  });
  expect(lines.find(({ id }) => id === story.retracted.id)).toMatchObject({
    status: "RETRACTED",
    verdict: null,
    label: null,
    summary: null,
    reviewedAt: null,
  });
});
