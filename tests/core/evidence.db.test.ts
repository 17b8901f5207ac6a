import { createId } from "@sanad/core/id";
import { addEvidence, withdrawEvidence } from "@sanad/core/evidence";
import { recordSource } from "@sanad/core/source";
import { asc, eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { capture } from "../../packages/core/src/source/source.sql.ts";
import { badIds, badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { aClaim, as, aSource, someEvidence } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";
import type { Context } from "@sanad/core/context";

const text = "وزارت انرژی: ۳ حمله به نیروگاه‌ها ثبت شد؛ «آتش‌بس» پابرجا نیست.";
const url = "https://example.org/گزارش";

const capturesOf = async (ctx: Context, sourceId: string) => {
  const rows = await ctx.db
    .select({ id: capture.id })
    .from(capture)
    .where(eq(capture.sourceId, sourceId))
    .orderBy(asc(capture.at));
  return rows.map((row) => row.id);
};

describe("adding evidence", () => {
  test("pins it to the source's last capture and raises its claim's version", async ({ ctx }) => {
    const { id: claimId } = await aClaim(ctx);
    const { id: sourceId } = await aSource(ctx, { url, text, language: "fa" });
    const [captureId] = await capturesOf(ctx, sourceId);
    const { row, entries } = await entriesOf(ctx, () =>
      addEvidence(as(ctx, "CONTRIBUTOR"), {
        claimId,
        sourceId,
        stance: "REFUTES",
        isPrimary: true,
        quote: { exact: "3 حمله به نیروگاهها" },
        note: "شمار حمله‌ها را خود وزارتخانه داده است.",
      }),
    );
    const [after] = await ctx.db.select().from(claim).where(eq(claim.id, claimId));
    expect(entries).toMatchObject([{ action: "evidence.add", subject: row.id, before: null }]);
    expect(entries[0]?.after).toEqual({
      id: row.id,
      claimId,
      sourceId,
      captureId,
      stance: "REFUTES",
      isPrimary: true,
      quote: {
        exact: "3 حمله به نیروگاهها",
        prefix: null,
        suffix: null,
        language: "fa",
        translation: null,
        translatedBy: null,
      },
      note: "شمار حمله‌ها را خود وزارتخانه داده است.",
      createdAt: row.createdAt.toISOString(),
      withdrawnAt: null,
      withdrawnReason: null,
      claim: { id: claimId, version: 2, updatedAt: after?.updatedAt.toISOString() },
    });
    expect(after?.version).toBe(2);
  });

  test("pins a later piece to what the source held by then", async ({ ctx }) => {
    const { id: sourceId } = await aSource(ctx, { url, text });
    const first = await someEvidence(ctx, { sourceId });
    await recordSource(ctx, { url, title: "گزارش", archiveUrl: "https://archive.example.org/1" });
    const second = await someEvidence(ctx, { sourceId, quote: { exact: "آتش بس" } });
    expect([first.captureId, second.captureId]).toEqual(await capturesOf(ctx, sourceId));
  });

  test("pins words that the source has taken back to the capture that has them", async ({
    ctx,
  }) => {
    const { id: sourceId } = await aSource(ctx, { url, text });
    await recordSource(ctx, { url, title: "گزارش", text: "این گزارش برداشته شد." });
    const [first, second] = await capturesOf(ctx, sourceId);
    const gone = await someEvidence(ctx, { sourceId, quote: { exact: "پابرجا نیست" } });
    const there = await someEvidence(ctx, { sourceId, quote: { exact: "برداشته شد" } });
    expect([gone.captureId, there.captureId]).toEqual([first, second]);
  });

  test.for([
    "آتش‌بس",
    "آتش بس",
    "آتشبس",
    "آتَشبَس",
    "«آتش‌بس» پابرجا نيست",
    "٣ حملة به نیروگاه ها ثبت شد",
    "نیروگاه‌ها ثبت شد آتش‌بس",
  ])(
    "finds the words %s in the source's text, however they are spelled",
    async (exact, { ctx }) => {
      const { id: sourceId } = await aSource(ctx, { text });
      expect((await someEvidence(ctx, { sourceId, quote: { exact } })).quote?.exact).toBe(exact);
    },
  );

  test("refuses words that are in none of the source's texts", async ({ ctx }) => {
    const { id: claimId } = await aClaim(ctx);
    const { id: sourceId } = await aSource(ctx, { text });
    const exact = "۴ حمله به نیروگاه‌ها";
    const add = () => addEvidence(ctx, { claimId, sourceId, stance: "CONTEXT", quote: { exact } });
    expect(await refusalOf(ctx, add)).toMatchObject({ name: "QuoteNotFound", exact });
  });

  test("believes a quote where no text of the source is stored", async ({ ctx }) => {
    const { id: sourceId } = await aSource(ctx, { contentHash: `sha256:${"0".repeat(64)}` });
    const piece = await someEvidence(ctx, { sourceId, quote: { exact: "هر واژه‌ای" } });
    expect(piece.captureId).toBe((await capturesOf(ctx, sourceId))[0]);
  });

  test("searches the longest text that is stored in a moment", async ({ ctx }) => {
    const long = `${"واژه‌ای دیگر، ".repeat(35_000)}آتش‌بس`;
    const { id: sourceId } = await aSource(ctx, { text: long });
    const piece = await someEvidence(ctx, { sourceId, quote: { exact: "آتش بس" } });
    expect(piece.captureId).not.toBeNull();
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const given = {
      claimId: (await aClaim(ctx)).id,
      sourceId: (await aSource(ctx)).id,
      stance: "SUPPORTS",
    } as const;
    const add = (who: "public" | "READER") => () => addEvidence(as(ctx, who), given);
    expect(await refusalOf(ctx, add("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, add("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("is refused where the claim or the source is not there", async ({ ctx }) => {
    const there = { claimId: (await aClaim(ctx)).id, sourceId: (await aSource(ctx)).id };
    const [claimId, sourceId] = [createId("claim"), createId("source")];
    const add = (given: object) => () =>
      addEvidence(ctx, { ...there, stance: "SUPPORTS", ...given });
    expect(await refusalOf(ctx, add({ claimId }))).toMatchObject({ name: "ClaimNotFound" });
    expect(await refusalOf(ctx, add({ sourceId }))).toMatchObject({ name: "SourceNotFound" });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "quote.exact", (exact) => ({ quote: { exact } })),
    ...cases(badTexts, "note", (note) => ({ note })),
    ...cases(badIds, "claimId", (claimId) => ({ claimId })),
    ...cases(badIds, "sourceId", (sourceId) => ({ sourceId })),
  ])("refuses %s, names %s and adds nothing", async ([, path, given], { ctx }) => {
    const there = { claimId: (await aClaim(ctx)).id, sourceId: (await aSource(ctx)).id };
    const add = () => addEvidence(ctx, { ...there, stance: "SUPPORTS", ...given });
    expect(await refusalOf(ctx, add)).toMatchObject({ name: "BadInput", path });
  });
});

describe("withdrawing evidence", () => {
  const reason = "منبع این گزارش را پس گرفت.";

  test("keeps the piece, with the reason, and raises its claim's version", async ({ ctx }) => {
    const { id, claimId } = await someEvidence(ctx, { note: "گزارش نخست" });
    const { row, entries } = await entriesOf(ctx, () =>
      withdrawEvidence(as(ctx, "CONTRIBUTOR"), { id, reason, expectedVersion: 2 }),
    );
    const at = row.withdrawnAt?.toISOString();
    expect(row).toMatchObject({ id, claimId, note: "گزارش نخست", withdrawnReason: reason });
    expect(entries).toMatchObject([
      {
        action: "evidence.withdraw",
        subject: id,
        before: { id, withdrawnAt: null, withdrawnReason: null },
        after: {
          id,
          withdrawnAt: at,
          withdrawnReason: reason,
          claim: { id: claimId, version: 3 },
        },
      },
    ]);
  });

  test("needs the version of the claim, before anything else is looked at", async ({ ctx }) => {
    const { id } = await someEvidence(ctx);
    await withdrawEvidence(ctx, { id, reason, expectedVersion: 2 });
    const stale = () => withdrawEvidence(ctx, { id, reason, expectedVersion: 2 });
    expect(await refusalOf(ctx, stale)).toMatchObject({
      name: "VersionConflict",
      expected: 2,
      current: 3,
    });
  });

  test("a second time is refused, and says when it was withdrawn", async ({ ctx }) => {
    const { id } = await someEvidence(ctx);
    const first = await withdrawEvidence(ctx, { id, reason, expectedVersion: 2 });
    const again = () => withdrawEvidence(ctx, { id, reason, expectedVersion: 3 });
    expect(await refusalOf(ctx, again)).toMatchObject({
      name: "EvidenceAlreadyWithdrawn",
      withdrawnAt: first.withdrawnAt?.toISOString(),
    });
  });

  test("that is not there is refused", async ({ ctx }) => {
    const id = createId("evidence");
    const withdraw = () => withdrawEvidence(ctx, { id, reason, expectedVersion: 1 });
    expect(await refusalOf(ctx, withdraw)).toMatchObject({ name: "EvidenceNotFound", id });
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const { id } = await someEvidence(ctx);
    const withdraw = (who: "public" | "READER") => () =>
      withdrawEvidence(as(ctx, who), { id, reason, expectedVersion: 2 });
    expect(await refusalOf(ctx, withdraw("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, withdraw("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badTexts, "reason", (bad) => ({ reason: bad })),
    ...cases(badIds, "id", (id) => ({ id })),
  ])("refuses %s, names %s and changes nothing", async ([, path, given], { ctx }) => {
    const { id } = await someEvidence(ctx);
    const withdraw = () => withdrawEvidence(ctx, { id, reason, expectedVersion: 2, ...given });
    expect(await refusalOf(ctx, withdraw)).toMatchObject({ name: "BadInput", path });
  });
});
