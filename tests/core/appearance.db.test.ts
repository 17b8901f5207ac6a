import { addAppearance } from "@sanad/core/appearance";
import { createId } from "@sanad/core/id";
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { badDates, badIds, badLanguages, badTexts, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { aClaim, anAppearance, anEntity, as, aSource } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const text = "کرملین اعلام کرد که اوکراین بارها آتش‌بسِ انرژی را نقض کرده است.";

test("an appearance is entered with its chain in order, and raises its claim's version", async ({
  ctx,
}) => {
  const [speaker, agency] = [await anEntity(ctx), await anEntity(ctx)];
  const { id: claimId } = await aClaim(ctx, { claimantId: speaker.id });
  const { id: sourceId } = await aSource(ctx, { text, language: "fa" });
  const attribution = [
    { entityId: speaker.id, role: "SPEAKER" },
    { entityId: speaker.id, role: "SPOKESPERSON" },
    { entityId: agency.id, role: "AGENCY" },
  ] as const;
  const { row, entries } = await entriesOf(ctx, () =>
    addAppearance(as(ctx, "CONTRIBUTOR"), {
      claimId,
      sourceId,
      quote: { exact: "آتش بس انرژی", translation: "the energy ceasefire", translatedBy: "پریسا" },
      appearedAt: "۲۹ اردیبهشت ۱۴۰۴",
      attribution,
    }),
  );
  const [after] = await ctx.db.select().from(claim).where(eq(claim.id, claimId));
  expect(after?.version).toBe(2);
  expect(entries).toMatchObject([{ action: "appearance.add", subject: row.id, before: null }]);
  expect(entries[0]?.after).toEqual({
    id: row.id,
    claimId,
    sourceId,
    quote: {
      exact: "آتش بس انرژی",
      prefix: null,
      suffix: null,
      language: "fa",
      translation: "the energy ceasefire",
      translatedBy: "پریسا",
    },
    appearedAt: "2025-05-19",
    createdAt: row.createdAt.toISOString(),
    attribution,
    claim: { id: claimId, version: 2, updatedAt: after?.updatedAt.toISOString() },
  });
});

test("a quote is in its own language, else the source's, else the claim's", async ({ ctx }) => {
  const { id: claimId } = await aClaim(ctx, { language: "fa" });
  const german = await aSource(ctx, { language: "de" });
  const unknown = await aSource(ctx);
  const add = (sourceId: string, language?: string) =>
    anAppearance(ctx, {
      claimId,
      sourceId,
      quote: { exact: "Waffenruhe", ...(language !== undefined && { language }) },
    });
  expect((await add(german.id, "EN")).quote?.language).toBe("en");
  expect((await add(german.id)).quote?.language).toBe("de");
  expect((await add(unknown.id)).quote?.language).toBe("fa");
});

test("a quote that is not in the source's text is refused", async ({ ctx }) => {
  const { id: claimId } = await aClaim(ctx);
  const { id: sourceId } = await aSource(ctx, { text });
  const add = () => addAppearance(ctx, { claimId, sourceId, quote: { exact: "آتش‌بس دریایی" } });
  expect(await refusalOf(ctx, add)).toMatchObject({
    name: "QuoteNotFound",
    exact: "آتش‌بس دریایی",
  });
});

test("an appearance is refused where what it names is not there", async ({ ctx }) => {
  const { id: claimId } = await aClaim(ctx);
  const { id: sourceId } = await aSource(ctx);
  const missing = {
    claimId: createId("claim"),
    sourceId: createId("source"),
    entityId: createId("entity"),
  };
  const add = (given: object) => () => addAppearance(ctx, { claimId, sourceId, ...given });
  const chain = [{ entityId: missing.entityId, role: "SPEAKER" }];
  expect(await refusalOf(ctx, add({ claimId: missing.claimId }))).toMatchObject({
    name: "ClaimNotFound",
    id: missing.claimId,
  });
  expect(await refusalOf(ctx, add({ sourceId: missing.sourceId }))).toMatchObject({
    name: "SourceNotFound",
    id: missing.sourceId,
  });
  expect(await refusalOf(ctx, add({ attribution: chain }))).toMatchObject({
    name: "EntityNotFound",
    id: missing.entityId,
  });
});

test("adding an appearance is not for the public, nor for readers", async ({ ctx }) => {
  const { id: claimId } = await aClaim(ctx);
  const { id: sourceId } = await aSource(ctx);
  const add = (who: "public" | "READER") => () =>
    addAppearance(as(ctx, who), { claimId, sourceId });
  expect(await refusalOf(ctx, add("public"))).toMatchObject({ name: "NotSignedIn" });
  expect(await refusalOf(ctx, add("READER"))).toMatchObject({ name: "NotPermitted" });
});

const quote = (given: object) => ({ quote: { exact: "آتش‌بس", ...given } });
test.for<[fault: string, path: string, given: object]>([
  ...cases(badTexts, "quote.exact", (exact) => quote({ exact })),
  ...cases(badTexts, "quote.prefix", (prefix) => quote({ prefix })),
  ...cases(badTexts, "quote.suffix", (suffix) => quote({ suffix })),
  ...cases(badTexts, "quote.translation", (translation) => quote({ translation })),
  ...cases(badTexts, "quote.translatedBy", (name) =>
    quote({ translation: "ceasefire", translatedBy: name }),
  ),
  ...cases(badLanguages, "quote.language", (language) => quote({ language })),
  ...cases(badDates, "appearedAt", (appearedAt) => ({ appearedAt })),
  ...cases(badIds, "claimId", (claimId) => ({ claimId })),
  ...cases(badIds, "sourceId", (sourceId) => ({ sourceId })),
  ...cases(badIds, "attribution.0.entityId", (entityId) => ({
    attribution: [{ entityId, role: "SPEAKER" }],
  })),
  ["punctuation alone", "quote.exact", quote({ exact: "«…»" })],
  ["a translator of nothing", "quote.translatedBy", quote({ translatedBy: "پریسا" })],
])("an appearance with %s is refused, which names %s", async ([, path, given], { ctx }) => {
  const { id: claimId } = await aClaim(ctx);
  const { id: sourceId } = await aSource(ctx);
  const add = () => addAppearance(ctx, { claimId, sourceId, ...given });
  expect(await refusalOf(ctx, add)).toMatchObject({ name: "BadInput", path });
});
