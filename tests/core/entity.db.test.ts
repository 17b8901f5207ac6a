import { createId } from "@sanad/core/id";
import { type RecordEntityInput, recordEntity, reviseEntity } from "@sanad/core/entity";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { badLanguages, badNames, badUrls, cases } from "../support/bad-input.ts";
import { anEntity, as, aSource } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const russia = {
  kind: "GOVERNMENT",
  names: [
    { language: "fa", name: "روسیه" },
    { language: "en", name: "Russia" },
  ],
} as const satisfies RecordEntityInput;

describe("recording an entity", () => {
  test("leaves a revision that holds all that was recorded", async ({ ctx }) => {
    const kremlin = await anEntity(ctx);
    const page = await aSource(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      recordEntity(as(ctx, "CONTRIBUTOR"), {
        ...russia,
        aliases: [{ language: "fa", name: "فدراسیون روسیه" }],
        wikidataId: "Q159",
        sameAs: ["https://example.org/russia"],
        interests: [
          { kind: "PARTY_TO", note: "جنگ در اوکراین", sourceId: page.id },
          { kind: "OWNED_BY", ofId: kremlin.id },
        ],
      }),
    );
    expect(row).toMatchObject({ kind: "GOVERNMENT", names: russia.names, version: 1 });
    expect(entries).toMatchObject([{ action: "entity.record", subject: row.id, before: null }]);
    expect(entries[0]?.after).toEqual({
      id: row.id,
      kind: "GOVERNMENT",
      names: russia.names,
      aliases: [{ language: "fa", name: "فدراسیون روسیه" }],
      wikidataId: "Q159",
      sameAs: ["https://example.org/russia"],
      noInterests: false,
      mergedIntoId: null,
      version: 1,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
      interests: [
        { kind: "PARTY_TO", ofId: null, note: "جنگ در اوکراین", sourceId: page.id },
        { kind: "OWNED_BY", ofId: kremlin.id, note: null, sourceId: null },
      ],
    });
  });

  test("makes it found under its names and aliases however they are spelled", async ({ ctx }) => {
    const row = await recordEntity(ctx, {
      kind: "OUTLET",
      names: [{ language: "fa", name: "خبرگزاری آتش‌بس" }],
      aliases: [{ language: "en", name: "Ceasefire Agency" }],
    });
    expect(row.searchKeys).toEqual(expect.arrayContaining(["خبرگزاری", "اتشبس", "ceasefire"]));
  });

  test("keeps language tags in canonical form", async ({ ctx }) => {
    const row = await recordEntity(ctx, {
      ...russia,
      names: [{ language: "EN-gb", name: "Russia" }],
    });
    expect(row.names).toEqual([{ language: "en-GB", name: "Russia" }]);
  });

  test("notes that somebody looked and found no interests", async ({ ctx }) => {
    expect(await recordEntity(ctx, { ...russia, noInterests: true })).toMatchObject({
      noInterests: true,
    });
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const record = (who: "public" | "READER") => () => recordEntity(as(ctx, who), russia);
    expect(await refusalOf(ctx, record("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, record("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("is refused where its Wikidata item is recorded already", async ({ ctx }) => {
    const existing = await recordEntity(ctx, { ...russia, wikidataId: "Q159" });
    const again = () => recordEntity(ctx, { ...russia, wikidataId: "Q159" });
    expect(await refusalOf(ctx, again)).toMatchObject({
      name: "DuplicateEntity",
      existing: { type: "Entity", id: existing.id },
    });
  });

  test("is refused where an interest's entity or source is not there", async ({ ctx }) => {
    const ofId = createId("entity");
    const sourceId = createId("source");
    const withInterest = (interest: { ofId?: string; note: string; sourceId?: string }) => () =>
      recordEntity(ctx, { ...russia, interests: [{ kind: "PARTY_TO", ...interest }] });
    expect(await refusalOf(ctx, withInterest({ ofId, note: "جنگ" }))).toMatchObject({
      name: "EntityNotFound",
      id: ofId,
    });
    expect(await refusalOf(ctx, withInterest({ sourceId, note: "جنگ" }))).toMatchObject({
      name: "SourceNotFound",
      id: sourceId,
    });
  });

  const second = (given: object) => ({
    names: [russia.names[0], { ...russia.names[1], ...given }],
  });
  const other = createId("entity");
  test.for<[fault: string, path: string, given: object]>([
    ...cases(badNames, "names.1.name", (name) => second({ name })),
    ...cases(badLanguages, "names.1.language", (language) => second({ language })),
    ...cases(badUrls, "sameAs.0", (url) => ({ sameAs: [url] })),
    ["no name", "names", { names: [] }],
    ["two names in one language", "names.1", { names: [russia.names[0], russia.names[0]] }],
    ["an alias twice", "aliases.1", { aliases: [russia.names[0], russia.names[0]] }],
    [
      "an address that is no item",
      "wikidataId",
      { wikidataId: "https://www.wikidata.org/wiki/Q159" },
    ],
    ["an item in small letters", "wikidataId", { wikidataId: "q159" }],
    ["an item with zeros before", "wikidataId", { wikidataId: "Q0159" }],
    ["an item longer than any", "wikidataId", { wikidataId: `Q${"9".repeat(3_000)}` }],
    [
      "an interest of nothing",
      "interests.0.ofId",
      { interests: [{ kind: "OWNED_BY", note: "دولت" }] },
    ],
    [
      "an interest of a claim",
      "interests.0.ofId",
      { interests: [{ kind: "OWNED_BY", ofId: createId("claim") }] },
    ],
    [
      "interests and none",
      "noInterests",
      { noInterests: true, interests: [{ kind: "OWNED_BY", ofId: other }] },
    ],
    [
      "101 addresses",
      "sameAs",
      { sameAs: Array.from({ length: 101 }, (_, i) => `https://example.org/${i}`) },
    ],
  ])("refuses %s, names %s and records nothing", async ([, path, given], { ctx }) => {
    const record = () => recordEntity(ctx, { ...russia, ...given });
    expect(await refusalOf(ctx, record)).toMatchObject({ name: "BadInput", path });
  });
});

describe("revising an entity", () => {
  test("changes what is given, leaves the rest and tells before and after", async ({ ctx }) => {
    const agency = await anEntity(ctx, { ...russia, wikidataId: "Q159" });
    const state = await anEntity(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      reviseEntity(as(ctx, "CONTRIBUTOR"), {
        id: agency.id,
        expectedVersion: 1,
        names: [{ language: "fa", name: "فدراسیون روسیه" }],
        interests: [{ kind: "FUNDED_BY", ofId: state.id }],
      }),
    );
    expect(row).toMatchObject({ version: 2, wikidataId: "Q159", kind: "GOVERNMENT" });
    expect(row.updatedAt > agency.updatedAt).toBe(true);
    expect(row.searchKeys).toContain("فدراسیون");
    expect(entries).toMatchObject([
      {
        action: "entity.revise",
        subject: agency.id,
        before: { version: 1, names: russia.names, interests: [] },
        after: {
          version: 2,
          names: [{ language: "fa", name: "فدراسیون روسیه" }],
          interests: [{ kind: "FUNDED_BY", ofId: state.id, note: null, sourceId: null }],
        },
      },
    ]);
  });

  test("with null empties what may be empty", async ({ ctx }) => {
    const { id } = await anEntity(ctx, {
      wikidataId: "Q159",
      sameAs: ["https://example.org/"],
      aliases: [...russia.names],
      noInterests: true,
    });
    const emptied = { wikidataId: null, sameAs: null, aliases: null, noInterests: null };
    expect(await reviseEntity(ctx, { id, expectedVersion: 1, ...emptied })).toMatchObject({
      wikidataId: null,
      sameAs: [],
      aliases: [],
      noInterests: false,
    });
  });

  test("to what it is already leaves no revision", async ({ ctx }) => {
    const entity = await anEntity(ctx, russia);
    const { row, entries } = await entriesOf(ctx, () =>
      reviseEntity(ctx, { id: entity.id, expectedVersion: 1, ...russia, interests: [] }),
    );
    expect([row.version, entries]).toEqual([1, []]);
  });

  test("with interests takes back that there were none", async ({ ctx }) => {
    const { id } = await anEntity(ctx, { noInterests: true });
    const of = await anEntity(ctx);
    const interests = [{ kind: "MEMBER_OF", ofId: of.id }] as const;
    expect(await reviseEntity(ctx, { id, expectedVersion: 1, interests })).toMatchObject({
      noInterests: false,
    });
    const none = () => reviseEntity(ctx, { id, expectedVersion: 2, noInterests: true });
    expect(await refusalOf(ctx, none)).toMatchObject({ name: "BadInput", path: "noInterests" });
  });

  test("that is stale changes nothing, and says which version there is", async ({ ctx }) => {
    const { id } = await anEntity(ctx, russia);
    await reviseEntity(ctx, { id, expectedVersion: 1, kind: "ORGANISATION" });
    const stale = () => reviseEntity(ctx, { id, expectedVersion: 1, wikidataId: "Q159" });
    expect(await refusalOf(ctx, stale)).toMatchObject({
      name: "VersionConflict",
      expected: 1,
      current: 2,
    });
  });

  test("is not for the public, nor for readers", async ({ ctx }) => {
    const { id } = await anEntity(ctx);
    const revise = (who: "public" | "READER") => () =>
      reviseEntity(as(ctx, who), { id, expectedVersion: 1, kind: "PERSON" });
    expect(await refusalOf(ctx, revise("public"))).toMatchObject({ name: "NotSignedIn" });
    expect(await refusalOf(ctx, revise("READER"))).toMatchObject({ name: "NotPermitted" });
  });

  test("is refused where it is not there", async ({ ctx }) => {
    const id = createId("entity");
    const revise = () => reviseEntity(ctx, { id, expectedVersion: 1, kind: "PERSON" });
    expect(await refusalOf(ctx, revise)).toMatchObject({ name: "EntityNotFound", id });
  });

  test("is refused where the Wikidata item is another's", async ({ ctx }) => {
    const existing = await anEntity(ctx, { wikidataId: "Q159" });
    const { id } = await anEntity(ctx);
    const revise = () => reviseEntity(ctx, { id, expectedVersion: 1, wikidataId: "Q159" });
    expect(await refusalOf(ctx, revise)).toMatchObject({
      name: "DuplicateEntity",
      existing: { id: existing.id },
    });
  });

  test("to a member of itself, or with one interest twice, is refused", async ({ ctx }) => {
    const { id } = await anEntity(ctx);
    const of = await anEntity(ctx);
    const revise = (interests: RecordEntityInput["interests"]) => () =>
      reviseEntity(ctx, { id, expectedVersion: 1, interests });
    expect(await refusalOf(ctx, revise([{ kind: "MEMBER_OF", ofId: id }]))).toMatchObject({
      name: "BadInput",
      path: "interests.0.ofId",
    });
    const twice = { kind: "OWNED_BY", ofId: of.id } as const;
    expect(await refusalOf(ctx, revise([twice, twice]))).toMatchObject({
      name: "BadInput",
      path: "interests.1",
    });
  });

  test.for([1, 2, 5])("so that it owns itself over %i steps is refused", async (steps, { ctx }) => {
    const chain = [await anEntity(ctx)];
    for (let step = 1; step < steps; step++) {
      const interests = [
        { kind: step % 2 === 1 ? "OWNED_BY" : "FUNDED_BY", ofId: chain.at(-1)?.id ?? "" },
      ] as const;
      chain.push(await anEntity(ctx, { interests }));
    }
    const ids = chain.map((entity) => entity.id);
    const [first = "", last = ""] = [ids[0], ids.at(-1)];
    const close = () =>
      reviseEntity(ctx, {
        id: first,
        expectedVersion: 1,
        interests: [{ kind: "OWNED_BY", ofId: last }],
      });
    expect(await refusalOf(ctx, close)).toMatchObject({
      name: "OwnershipCycle",
      path: [first, ...ids.slice(1).toReversed()],
    });
  });

  test("so that two entities have one owner over two ways is no circle", async ({ ctx }) => {
    const state = await anEntity(ctx);
    const owned = (...of: { id: string }[]) =>
      anEntity(ctx, { interests: of.map(({ id }) => ({ kind: "OWNED_BY", ofId: id })) });
    const [one, other] = [await owned(state), await owned(state)];
    const both = await owned(one, other);
    const interests = [{ kind: "MEMBER_OF", ofId: both.id }] as const;
    const revised = await reviseEntity(ctx, { id: state.id, expectedVersion: 1, interests });
    expect(revised.version).toBe(2);
  });
});
