import { lockClaim, markDueForRecheck, reviseClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { withdrawEvidence } from "@sanad/core/evidence";
import { planRead, runRead } from "@sanad/core/read";
import { recordSource, reviseSource } from "@sanad/core/source";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { source } from "../../packages/core/src/source/source.sql.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim, as, someEvidence } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";
import {
  aClaimFoundFalse,
  aNewsroom,
  aPublishedClaim,
  claimNow,
  move,
  type Newsroom,
  publishAgain,
} from "../support/workflow.ts";

/** The claims that a filter shows. */
async function filtered(ctx: Context, needsRecheck: boolean): Promise<string[]> {
  const field = (name: string) => ({ [name]: { name, args: {} } });
  const nodes = { nodes: { name: "nodes", args: {}, select: { Claim: field("id") } } };
  const plan = planRead(ctx, {
    claims: {
      name: "claims",
      args: { filter: { needsRecheck } },
      select: { ClaimConnection: nodes },
    },
  });
  const { claims } = (await runRead(ctx, plan)) as { claims: { nodes: { id: string }[] } };
  return claims.nodes.map(({ id }) => id).toSorted();
}

async function withdraw(ctx: Context, claimId: string, id: string) {
  const { version: expectedVersion } = await claimNow(ctx, claimId);
  return withdrawEvidence(ctx, { id, reason: "جعلی است", expectedVersion });
}

test("withdrawing what a standing review cites marks its claim, with why", async ({ ctx }) => {
  const newsroom = await aNewsroom(ctx);
  const { claim, pieces } = await aClaimFoundFalse(newsroom);
  const uncited = await someEvidence(ctx, { claimId: claim.id });
  await withdraw(ctx, claim.id, uncited.id);
  expect((await claimNow(ctx, claim.id)).recheckReason).toBeNull();
  const why = "Evidence that the review cites was withdrawn.";
  const { entries } = await entriesOf(ctx, () => withdraw(ctx, claim.id, String(pieces[0]?.id)));
  expect(await claimNow(ctx, claim.id)).toMatchObject({
    status: "PUBLISHED",
    verdict: "FALSE",
    recheckReason: why,
  });
  expect(entries).toMatchObject([
    { action: "claim.recheck", subject: claim.id, after: { recheckReason: why } },
    { action: "evidence.withdraw", subject: pieces[0]?.id },
  ]);
  expect(await filtered(ctx, true)).toEqual([claim.id]);
  // A second time there is nothing more to say.
  const again = await entriesOf(ctx, () => withdraw(ctx, claim.id, String(pieces[1]?.id)));
  expect(again.entries).toMatchObject([{ action: "evidence.withdraw" }]);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test("a change to a source marks every claim whose standing review cites it", async ({ ctx }) => {
  const newsroom = await aNewsroom(ctx);
  const { claim, pieces } = await aClaimFoundFalse(newsroom);
  const { claim: apart } = await aClaimFoundFalse(newsroom);
  const sourceId = String(pieces[0]?.sourceId);
  const revise = async (title: string) => {
    const [row] = await ctx.db.select().from(source).where(eq(source.id, sourceId));
    return reviseSource(ctx, { id: sourceId, expectedVersion: row?.version ?? 0, title });
  };
  const { entries } = await entriesOf(ctx, () => revise("عنوان تازه"));
  const why = "A source that the review cites has changed.";
  expect(entries).toMatchObject([
    { action: "claim.recheck", subject: claim.id, after: { recheckReason: why } },
    { action: "source.revise", subject: sourceId },
  ]);
  expect((await claimNow(ctx, apart.id)).recheckReason).toBeNull();
  expect(await filtered(ctx, true)).toEqual([claim.id]);
  expect(await filtered(ctx, false)).toEqual([apart.id]);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test("a source read again and found otherwise marks the claim, found the same does not", async ({
  ctx,
}) => {
  const newsroom = await aNewsroom(ctx);
  const { claim, pieces } = await aClaimFoundFalse(newsroom);
  const [row] = await ctx.db
    .select()
    .from(source)
    .where(eq(source.id, String(pieces[0]?.sourceId)));
  const read = (text: string) =>
    recordSource(ctx, { url: row?.url ?? null, title: row?.title ?? "", text });
  await read("ناظران گفتند که آتش‌بس انرژی نقض نشده است.");
  expect((await claimNow(ctx, claim.id)).recheckReason).toBeNull();
  await read("این گزارش پس گرفته شد.");
  expect((await claimNow(ctx, claim.id)).recheckReason).not.toBeNull();
});

test("a reopened claim is marked too, a retracted one is not, and another review takes the mark away", async ({
  ctx,
}) => {
  const newsroom = await aNewsroom(ctx);
  const { editor } = newsroom;
  const reopened = await aClaimFoundFalse(newsroom);
  await move(editor, reopened.claim.id, "IN_REVIEW", { reason: "سند تازه" });
  await withdraw(ctx, reopened.claim.id, String(reopened.pieces[0]?.id));
  expect((await claimNow(ctx, reopened.claim.id)).recheckReason).not.toBeNull();

  const retracted = await aClaimFoundFalse(newsroom);
  await move(editor, retracted.claim.id, "RETRACTED", { reason: "نادرست بود" });
  await withdraw(ctx, retracted.claim.id, String(retracted.pieces[0]?.id));
  expect((await claimNow(ctx, retracted.claim.id)).recheckReason).toBeNull();

  const replaced = await aClaimFoundFalse(newsroom);
  await withdraw(ctx, replaced.claim.id, String(replaced.pieces[0]?.id));
  const note = "یک سند جعلی بود.";
  const after = await publishAgain(
    newsroom,
    replaced.claim.id,
    { kind: "VERDICT_CHANGE", note },
    { evidenceIds: [] },
  );
  expect(after).toMatchObject({ recheckReason: null, verdict: "UNPROVEN" });
  // What only a superseded review cites no longer matters.
  await withdraw(ctx, replaced.claim.id, String(replaced.pieces[1]?.id));
  expect((await claimNow(ctx, replaced.claim.id)).recheckReason).toBeNull();
});

test("a claim shows once the time to look again has come", async ({ ctx }) => {
  const due = await aClaim(ctx, { recheckAt: "2025-06-01T00:00:00Z" });
  const never = await aClaim(ctx);
  const at = (instant: string) => ({ ...ctx, now: () => new Date(instant) });
  expect(await filtered(at("2025-05-31T23:59:59Z"), true)).toEqual([]);
  expect(await filtered(at("2025-06-01T00:00:00Z"), true)).toEqual([due.id]);
  expect(await filtered(at("2025-06-01T00:00:00Z"), false)).toEqual([never.id]);
});

describe("a job that marks what is due", () => {
  const due = "2025-06-01T00:00:00.000Z";
  const why = "The date that was set for looking at it again has come: 2025-06-01.";
  const job = (ctx: Context, instant = due): Context => ({
    ...ctx,
    actor: { kind: "system", job: "recheck" },
    now: () => new Date(instant),
  });

  /** Published, to be looked at again on the day. */
  async function aDatedClaim(newsroom: Newsroom) {
    const { id, version } = await aPublishedClaim(newsroom);
    await reviseClaim(newsroom.ctx, { id, expectedVersion: version, recheckAt: due });
    return claimNow(newsroom.ctx, id);
  }

  test("marks a published claim with the date, which has then done its work", async ({ ctx }) => {
    const before = await aDatedClaim(await aNewsroom(ctx));
    expect(await markDueForRecheck(job(ctx, "2025-05-31T23:59:59.999Z"))).toBe(0);
    const { row: marked, entries } = await entriesOf(ctx, () => markDueForRecheck(job(ctx)));
    expect(marked).toBe(1);
    expect(entries).toMatchObject([
      {
        actor: "system:recheck",
        action: "claim.recheck",
        subject: before.id,
        before: { recheckAt: due, recheckReason: null, version: before.version },
        after: { recheckAt: null, recheckReason: why, version: before.version + 1 },
      },
    ]);
    expect(await filtered(ctx, true)).toEqual([before.id]);
    expect(await markDueForRecheck(job(ctx))).toBe(0);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("leaves alone what has no review that stands", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    await aClaim(ctx, { recheckAt: due });
    const { id } = await aDatedClaim(newsroom);
    await move(newsroom.editor, id, "RETRACTED", { reason: "نادرست بود" });
    expect(await markDueForRecheck(job(ctx))).toBe(0);
  });

  test("another publication takes the mark away, and it does not come back", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aDatedClaim(newsroom);
    await markDueForRecheck(job(ctx));
    await publishAgain(newsroom, id, { kind: "UPDATE", note: "باز هم نادرست است." });
    expect(await markDueForRecheck(job(ctx))).toBe(0);
    expect(await filtered(job(ctx), true)).toEqual([]);
  });

  test("finds nothing to do where somebody has looked after the date already", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aDatedClaim(newsroom);
    const later = { ...newsroom.editor, now: () => new Date("2025-06-02T00:00:00Z") };
    await move(later, id, "IN_REVIEW", { reason: "تاریخش رسید" });
    expect(await filtered(later, true)).toEqual([id]);
    expect(await move(later, id, "PUBLISHED")).toMatchObject({ recheckAt: null });
    expect(await filtered(later, true)).toEqual([]);
  });

  test("marks more than it holds at once", async ({ ctx }) => {
    const { id } = await aDatedClaim(await aNewsroom(ctx));
    const { reviewId, verdict, recheckAt } = await claimNow(ctx, id);
    for (let more = 0; more < 30; more++) {
      const { id } = await aClaim(ctx);
      await ctx.db.update(claim).set({ reviewId, verdict, recheckAt }).where(eq(claim.id, id));
    }
    expect(await markDueForRecheck(job(ctx))).toBe(31);
  });

  test.skipIf(isPglite)("passes over a claim that somebody is at", async ({ database }) => {
    const [ctx, other] = [editing(await database.connect()), editing(await database.connect())];
    const newsroom = await aNewsroom(ctx);
    const [held, free] = [await aDatedClaim(newsroom), await aDatedClaim(newsroom)];
    await other.db.transaction(async (db) => {
      await lockClaim({ ...other, db }, held.id);
      expect(await markDueForRecheck(job(ctx))).toBe(1);
    });
    expect((await claimNow(ctx, free.id)).recheckReason).toBe(why);
    expect(await markDueForRecheck(job(ctx))).toBe(1);
  });

  test.for([
    ["public", "NotSignedIn"],
    ["READER", "NotPermitted"],
    ["EDITOR", "NotPermitted"],
  ] as const)("is not for %s", async ([who, name], { ctx }) => {
    await aDatedClaim(await aNewsroom(ctx));
    const later = { ...as(ctx, who), now: () => new Date(due) };
    expect(await refusalOf(ctx, () => markDueForRecheck(later))).toMatchObject({ name });
  });

  test("may be done by an ADMIN too", async ({ ctx }) => {
    await aDatedClaim(await aNewsroom(ctx));
    expect(await markDueForRecheck({ ...as(ctx, "ADMIN"), now: () => new Date(due) })).toBe(1);
  });
});
