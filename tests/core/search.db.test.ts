import { translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";
import { dataOf } from "../support/graphql.ts";

type Found = { text: string; score: number };

/** What a search finds, and that what it says of it is in order. */
async function search(ctx: Context, query: string, args = ""): Promise<Found[]> {
  const asked = `query ($query: String!) { searchClaims(query: $query, first: 100${args}) { edges { score node { text } } totalCount } }`;
  const { searchClaims } = await dataOf(ctx, asked, { query });
  expect(searchClaims.totalCount).toBe(searchClaims.edges.length);
  return ordered(searchClaims.edges.map(({ score, node }: any) => ({ score, text: node.text })));
}

async function match(ctx: Context, text: string, language: string | null = null): Promise<Found[]> {
  const asked =
    "query ($text: String!, $language: LanguageTag) { matchClaims(text: $text, language: $language) { score claim { text } } }";
  const { matchClaims } = await dataOf(ctx, asked, { text, language });
  return ordered(matchClaims.map(({ score, claim }: any) => ({ score, text: claim.text })));
}

function ordered(found: Found[]): Found[] {
  const scores = found.map(({ score }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  for (const score of scores) expect(score > 0 && score <= 1).toBe(true);
  return found;
}

const textsOf = async (found: Promise<Found[]>) => (await found).map(({ text }) => text);

/** Spellings of one statement, by the keyboards and habits of those who write it. */
const spellings = [
  "آتش‌بس ۳۰ روزهٔ انرژی",
  "آتش بس ۳۰ روزه انرژی",
  "آتشبس ٣٠ روزه انرژي",
  "آتـش‌بَس 30 روزه‌ انرژي",
  "اتش بس ۳۰ روزه انرژی",
];

describe("spellings of the same words find each other", () => {
  test("whichever of them is recorded and whichever is asked", async ({ ctx }) => {
    for (const text of spellings) await aClaim(ctx, { text });
    await aClaim(ctx, { text: "بارش باران در شمال" });
    for (const query of spellings) {
      expect(new Set(await textsOf(search(ctx, query))), query).toEqual(new Set(spellings));
      expect(new Set(await textsOf(match(ctx, query, "fa"))), query).toEqual(new Set(spellings));
    }
    for (const query of ["آتش‌بس", "آتش بس", "آتشبس"])
      for (const { score } of await search(ctx, query)) expect(score, query).toBeGreaterThan(0.5);
  });

  test("also where one word is written as three", async ({ ctx }) => {
    const texts = ["گفت‌وگو در استانبول", "گفت و گو در استانبول", "گفتگو", "گفتوگو در استانبول"];
    for (const text of texts) await aClaim(ctx, { text });
    for (const query of ["گفت‌وگو", "گفت و گو", "گفتوگو"])
      expect(await textsOf(search(ctx, query)), query).toEqual(
        expect.arrayContaining([texts[0], texts[1], texts[3]]),
      );
  });

  test("also in English, with its apostrophes, capitals and translations", async ({ ctx }) => {
    const english = await aClaim(ctx, {
      text: "Ukraine’s army didn't break the Energy Ceasefire.",
      language: "en",
    });
    const persian = await aClaim(ctx, { text: "آتش‌بس نقض شد." });
    const text = "The ceasefire was broken 3.5 times.";
    await translateClaim(ctx, { id: persian.id, language: "en", text, expectedVersion: 1 });
    expect(await textsOf(search(ctx, "CEASEFIRE"))).toEqual(
      expect.arrayContaining([english.text, persian.text]),
    );
    expect(await textsOf(search(ctx, "Ukraine's didn’t"))).toEqual([english.text]);
    expect(await textsOf(search(ctx, "3.5 times"))).toEqual([persian.text]);
  });

  test("also where a word is longer than any word is", async ({ ctx }) => {
    const text = "ا".repeat(200);
    await aClaim(ctx, { text });
    expect(await textsOf(search(ctx, text))).toEqual([text]);
  });
});

describe("what is found", () => {
  test("comes best first, those with all of the words over a half", async ({ ctx }) => {
    const one = "روسیه از پیشروی گفت";
    const two = "روسیه و اوکراین گفت‌وگو کردند";
    const all = "روسیه و اوکراین در استانبول پیمان بستند";
    for (const text of [one, all, two]) await aClaim(ctx, { text });
    const found = await search(ctx, "روسیه اوکراین استانبول");
    expect(found.map(({ text }) => text)).toEqual([all, two, one]);
    expect(found.map(({ score }) => score > 0.5)).toEqual([true, false, false]);
    // Once or twice, a word is one word.
    expect(await search(ctx, "استانبول، استانبول")).toEqual(await search(ctx, "استانبول"));
    const asked = ["روسیه و اوکراین پیمان بستند", "روسیه می‌گوید در استانبول با اوکراین پیمان بست"];
    for (const text of asked) expect((await textsOf(match(ctx, text)))[0]).toBe(all);
  });

  test("is nothing where nothing is near", async ({ ctx }) => {
    await aClaim(ctx, { text: "روسیه از پیشروی گفت" });
    expect(await search(ctx, "دریا")).toEqual([]);
    expect(await match(ctx, "دریا آرام بود")).toEqual([]);
  });

  test.for(["؟!", "«»", "🕊️", "👩‍👩‍👧 🇮🇷", "…—", "\u200c."])(
    "is nothing where there are no words in %j",
    async (query, { ctx }) => {
      await aClaim(ctx, { text: "؟! «» 🕊️ …— صلح" });
      expect(await search(ctx, query)).toEqual([]);
      expect(await match(ctx, query)).toEqual([]);
    },
  );

  test("is left out where a filter does not let it through", async ({ ctx }) => {
    await aClaim(ctx, { text: "آتش‌بس در جنوب", topics: ["جنوب"] });
    await aClaim(ctx, { text: "آتش‌بس در شمال", topics: ["شمال"] });
    expect(await textsOf(search(ctx, "آتش بس", ', filter: { topic: "شمال" }'))).toEqual([
      "آتش‌بس در شمال",
    ]);
    expect(await search(ctx, "آتش بس", ", filter: { status: [PUBLISHED] }")).toEqual([]);
  });

  test("is paged through whole and without repeats", async ({ ctx }) => {
    const expected: string[] = [];
    for (let number = 0; number < 11; number++) {
      // A third each with one, two and three of the words, so that pages end within and between equal scores.
      const text = ["آتش‌بس", "انرژی", "استانبول"].slice(0, 1 + (number % 3)).join(" ");
      expected.push((await aClaim(ctx, { text })).id);
    }
    const query = `query ($after: String) { searchClaims(query: "آتش‌بس انرژی استانبول", first: 3, after: $after) {
      edges { score cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } }`;
    const edges: { score: number; node: { id: string } }[] = [];
    let after: string | null = null;
    do {
      const { searchClaims }: any = await dataOf(ctx, query, { after });
      expect(searchClaims.totalCount).toBe(11);
      edges.push(...searchClaims.edges);
      after = searchClaims.pageInfo.hasNextPage ? searchClaims.pageInfo.endCursor : null;
    } while (after !== null);
    expect(edges.map(({ node }) => node.id).toSorted()).toEqual(expected.toSorted());
    ordered(edges.map(({ score }) => ({ score, text: "" })));
  });
});
