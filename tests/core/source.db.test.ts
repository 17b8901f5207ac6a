import { createHash } from "node:crypto";
import { createId } from "@sanad/core/id";
import { recordSource, type RecordSourceInput, reviseSource } from "@sanad/core/source";
import { asc, eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { capture } from "../../packages/core/src/source/source.sql.ts";
import { badDates, badIds, badLanguages, badNames, badUrls, cases } from "../support/bad-input.ts";
import { test } from "../support/database.ts";
import { anEntity, as, aSource } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";
import type { Context } from "@sanad/core/context";

const article = {
  url: "https://www.example.org/fa/آتش-بس",
  title: "گفت‌وگوی تلفنی دربارهٔ آتش‌بس انرژی",
} as const satisfies RecordSourceInput;
const text = "روسیه می‌گوید اوکراین بارها آتش‌بس انرژی را نقض کرده است.";
const hashOfText = `sha256:${createHash("sha256").update(text).digest("hex")}`;
const archiveUrl = "https://archive.example.org/1";

const capturesOf = (ctx: Context, id: string) =>
  ctx.db.select().from(capture).where(eq(capture.sourceId, id)).orderBy(asc(capture.at));

describe("recording a source", () => {
  test("leaves a revision with its capture, and the text out of it", async ({ ctx }) => {
    const agency = await anEntity(ctx);
    const original = await aSource(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      recordSource(as(ctx, "CONTRIBUTOR"), {
        ...article,
        kind: "OFFICIAL_STATEMENT",
        publisherId: agency.id,
        authors: ["پریسا نمونه"],
        language: "FA-ir",
        publishedAt: "۲۹ اردیبهشت ۱۴۰۴",
        derivedFromId: original.id,
        wireId: agency.id,
        text,
        archiveUrl,
        readAt: "2025-05-19T21:00:00+03:30",
      }),
    );
    const [captured] = await capturesOf(ctx, row.id);
    expect(captured).toMatchObject({ content: text, contentHash: hashOfText, archiveUrl });
    expect(entries).toMatchObject([{ action: "source.record", subject: row.id, before: null }]);
    expect(entries[0]?.after).toEqual({
      id: row.id,
      url: article.url,
      title: article.title,
      kind: "OFFICIAL_STATEMENT",
      publisherId: agency.id,
      authors: ["پریسا نمونه"],
      language: "fa-IR",
      publishedAt: "2025-05-19",
      derivedFromId: original.id,
      wireId: agency.id,
      version: 1,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      captures: [
        { id: captured?.id, at: "2025-05-19T17:30:00.000Z", contentHash: hashOfText, archiveUrl },
      ],
    });
    expect(JSON.stringify(entries)).not.toContain(text);
  });

  test("notes that it was read, also where nothing was kept of it", async ({ ctx }) => {
    const { id, kind } = await recordSource(ctx, article);
    expect(kind).toBe("ARTICLE");
    expect(await capturesOf(ctx, id)).toMatchObject([
      { contentHash: null, archiveUrl: null, content: null },
    ]);
  });

  test("believes a hash that is given, in small letters", async ({ ctx }) => {
    const contentHash = `SHA256:${"AB".repeat(32)}`;
    const { id } = await recordSource(ctx, { ...article, text, contentHash });
    expect(await capturesOf(ctx, id)).toMatchObject([{ contentHash: contentHash.toLowerCase() }]);
  });

  test("without an address is always a new one", async ({ ctx }) => {
    const { id } = await recordSource(ctx, { title: article.title });
    const other = await recordSource(ctx, { title: article.title });
    expect(other.id).not.toBe(id);
  });

  test("at an address that is there gives that one back, unchanged where nothing is new", async ({
    ctx,
  }) => {
    const first = await recordSource(ctx, { ...article, text, archiveUrl });
    const { row, entries } = await entriesOf(ctx, () =>
      recordSource(ctx, {
        url: "http://example.org/fa/آتش-بس/?utm_source=telegram#top",
        title: "عنوانی دیگر",
        text,
      }),
    );
    expect(row).toEqual(first);
    expect(entries).toEqual([]);
    expect(await capturesOf(ctx, row.id)).toHaveLength(1);
  });

  test("at an address that is there fills in what it lacks and leaves what it has", async ({
    ctx,
  }) => {
    const [agency, other] = [await anEntity(ctx), await anEntity(ctx)];
    const first = await recordSource(ctx, { ...article, publisherId: agency.id });
    const { row, entries } = await entriesOf(ctx, () =>
      recordSource(ctx, {
        ...article,
        title: "عنوانی دیگر",
        publisherId: other.id,
        authors: ["پریسا نمونه"],
        language: "fa",
        publishedAt: "2025-05",
      }),
    );
    expect(row).toMatchObject({
      id: first.id,
      version: 2,
      title: article.title,
      publisherId: agency.id,
      authors: ["پریسا نمونه"],
      language: "fa",
      publishedAt: "2025-05",
    });
    expect(entries).toMatchObject([
      {
        action: "source.record",
        subject: first.id,
        before: { version: 1, language: null },
        after: { version: 2, language: "fa" },
      },
    ]);
  });

  test("at an address that is there adds a capture of what it holds now", async ({ ctx }) => {
    const { id } = await recordSource(ctx, { ...article, text });
    const changed = await recordSource(ctx, { ...article, text: `${text} (به‌روز شد)` });
    expect(changed).toMatchObject({ id, version: 2 });
    const back = await recordSource(ctx, { ...article, text });
    expect(back.version).toBe(3);
    const { row, entries } = await entriesOf(ctx, () =>
      recordSource(ctx, { ...article, archiveUrl }),
    );
    expect(row.version).toBe(4);
    expect(entries[0]?.after?.["captures"]).toHaveLength(4);
    expect((await capturesOf(ctx, id)).map((each) => each.content)).toEqual([
      text,
      `${text} (به‌روز شد)`,
      text,
      null,
    ]);
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const record = (who: "public" | "READER") => () => recordSource(as(ctx, who), article);
    expect(await refusalOf(ctx, record("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, record("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("is refused where what it names is not there", async ({ ctx }) => {
    const [entityId, sourceId] = [createId("entity"), createId("source")];
    const record = (given: object) => () => recordSource(ctx, { ...article, ...given });
    const noEntity = { name: "EntityNotFound", id: entityId };
    expect(await refusalOf(ctx, record({ publisherId: entityId }))).toMatchObject(noEntity);
    expect(await refusalOf(ctx, record({ wireId: entityId }))).toMatchObject(noEntity);
    expect(await refusalOf(ctx, record({ derivedFromId: sourceId }))).toMatchObject({
      name: "SourceNotFound",
      id: sourceId,
    });
  });

  test("that would make the source that is there derive from itself is refused", async ({
    ctx,
  }) => {
    const original = await recordSource(ctx, article);
    const copy = await aSource(ctx, { derivedFromId: original.id });
    const record = (derivedFromId: string) => () =>
      recordSource(ctx, { ...article, derivedFromId });
    expect(await refusalOf(ctx, record(copy.id))).toMatchObject({
      name: "DerivationCycle",
      path: [original.id, copy.id],
    });
    expect(await refusalOf(ctx, record(original.id))).toMatchObject({ path: [original.id] });
  });

  test.for<[fault: string, path: string, given: object]>([
    ...cases(badUrls, "url", (url) => ({ url })),
    ...cases(badUrls, "archiveUrl", (url) => ({ archiveUrl: url })),
    ...cases(badNames, "title", (title) => ({ title })),
    ...cases(badNames, "authors.1", (name) => ({ authors: ["پریسا", name] })),
    ...cases(badLanguages, "language", (language) => ({ language })),
    ...cases(badDates, "publishedAt", (publishedAt) => ({ publishedAt })),
    ...cases(badIds, "publisherId", (publisherId) => ({ publisherId })),
    ...cases(badIds, "wireId", (wireId) => ({ wireId })),
    ...cases(badIds, "derivedFromId", (derivedFromId) => ({ derivedFromId })),
    ["500,001 characters", "text", { text: "آ".repeat(500_001) }],
    ["a NUL", "text", { text: "آ\0" }],
    ["another hash", "contentHash", { contentHash: `md5:${"a".repeat(32)}` }],
    ["a hash cut short", "contentHash", { contentHash: `sha256:${"a".repeat(63)}` }],
    ["tomorrow", "readAt", { readAt: "2025-05-22T00:00:00Z" }],
    ["no instant", "readAt", { readAt: "امروز" }],
    ["an instant in the year -1", "readAt", { readAt: "-000001-01-01T00:00:00Z" }],
  ])("refuses %s, names %s and records nothing", async ([, path, given], { ctx }) => {
    const record = () => recordSource(ctx, { ...article, ...given });
    expect(await refusalOf(ctx, record)).toMatchObject({ name: "BadInput", path });
  });
});

describe("revising a source", () => {
  test("changes what is given, empties what is null and leaves the rest", async ({ ctx }) => {
    const agency = await anEntity(ctx);
    const { id } = await recordSource(ctx, { ...article, authors: ["پریسا"], language: "fa" });
    const { row, entries } = await entriesOf(ctx, () =>
      reviseSource(as(ctx, "CONTRIBUTOR"), {
        id,
        expectedVersion: 1,
        title: "عنوان درست",
        publisherId: agency.id,
        authors: null,
        language: null,
      }),
    );
    expect(row).toMatchObject({ version: 2, url: article.url, authors: [], language: null });
    expect(entries).toMatchObject([
      {
        action: "source.revise",
        subject: id,
        before: { version: 1, title: article.title, publisherId: null },
        after: { version: 2, title: "عنوان درست", publisherId: agency.id, captures: [{}] },
      },
    ]);
  });

  test("to what it is already leaves no revision", async ({ ctx }) => {
    const { id } = await recordSource(ctx, article);
    const { row, entries } = await entriesOf(ctx, () =>
      reviseSource(ctx, { id, expectedVersion: 1, ...article, authors: [] }),
    );
    expect([row.version, entries]).toEqual([1, []]);
  });

  test("to another address makes it known there and no longer at the old one", async ({ ctx }) => {
    const { id } = await recordSource(ctx, article);
    await reviseSource(ctx, { id, expectedVersion: 1, url: "https://example.org/new" });
    expect((await recordSource(ctx, { ...article, url: "http://example.org/new/" })).id).toBe(id);
    expect((await recordSource(ctx, article)).id).not.toBe(id);
    expect(await reviseSource(ctx, { id, expectedVersion: 2, url: null })).toMatchObject({
      url: null,
    });
  });

  test("to the address of another source is refused", async ({ ctx }) => {
    const existing = await recordSource(ctx, article);
    const { id } = await aSource(ctx);
    const revise = () =>
      reviseSource(ctx, { id, expectedVersion: 1, url: "http://example.org/fa/آتش-بس/" });
    expect(await refusalOf(ctx, revise)).toMatchObject({
      name: "DuplicateSource",
      existing: { type: "Source", id: existing.id },
    });
  });

  test("that is stale changes nothing", async ({ ctx }) => {
    const { id } = await recordSource(ctx, article);
    await reviseSource(ctx, { id, expectedVersion: 1, language: "fa" });
    const stale = () => reviseSource(ctx, { id, expectedVersion: 1, language: "en" });
    expect(await refusalOf(ctx, stale)).toMatchObject({
      name: "VersionConflict",
      expected: 1,
      current: 2,
    });
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const { id } = await recordSource(ctx, article);
    const revise = (who: "public" | "READER") => () =>
      reviseSource(as(ctx, who), { id, expectedVersion: 1, language: "fa" });
    expect(await refusalOf(ctx, revise("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, revise("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("is refused where it, or what it names, is not there", async ({ ctx }) => {
    const { id } = await recordSource(ctx, article);
    const [entityId, sourceId] = [createId("entity"), createId("source")];
    const revise = (given: object) => () => reviseSource(ctx, { id, expectedVersion: 1, ...given });
    expect(await refusalOf(ctx, revise({ id: sourceId }))).toMatchObject({
      name: "SourceNotFound",
      id: sourceId,
    });
    expect(await refusalOf(ctx, revise({ derivedFromId: sourceId }))).toMatchObject({
      name: "SourceNotFound",
    });
    expect(await refusalOf(ctx, revise({ publisherId: entityId }))).toMatchObject({
      name: "EntityNotFound",
    });
    expect(await refusalOf(ctx, revise({ title: null }))).toMatchObject({
      name: "BadInput",
      path: "title",
    });
  });

  test.for([1, 2, 5])(
    "so that it derives from itself over %i steps is refused",
    async (steps, { ctx }) => {
      const chain = [await aSource(ctx)];
      for (let step = 1; step < steps; step++)
        chain.push(await aSource(ctx, { derivedFromId: chain.at(-1)?.id ?? "" }));
      const ids = chain.map((source) => source.id);
      const [first = "", last = ""] = [ids[0], ids.at(-1)];
      const close = () => reviseSource(ctx, { id: first, expectedVersion: 1, derivedFromId: last });
      expect(await refusalOf(ctx, close)).toMatchObject({
        name: "DerivationCycle",
        path: [first, ...ids.slice(1).toReversed()],
      });
    },
  );
});
