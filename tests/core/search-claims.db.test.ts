import { translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { atOneMoment } from "@sanad/core/context";
import { query as run } from "@sanad/core/database";
import { mergeClaims } from "@sanad/core/relation";
import { describe, expect } from "vitest";
import { editing, test } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";
import { ask, dataOf, planOf, stepsOf } from "../support/graphql.ts";
import { aReviewOfOthers } from "../support/reviews.ts";

async function textsFor(ctx: Context, query: string, args = ""): Promise<string[]> {
  const asked = `query ($query: String!) { searchClaims(query: $query, first: 100${args}) { nodes { text } } }`;
  const { searchClaims } = await dataOf(ctx, asked, { query });
  return searchClaims.nodes.map(({ text }: { text: string }) => text);
}

async function record(ctx: Context, ...texts: string[]): Promise<void> {
  for (const text of texts) await aClaim(ctx, { text });
}

type Case = [name: string, recorded: string[], searches: [query: string, found: number[]][]];

describe("what is typed finds", () => {
  test.for<Case>([
    [
      "in Persian",
      ["نقض آتش‌بس انرژی در کورسک", "انرژی پس از آتش‌بس", "زلزله در شیراز"],
      [
        ["«آتش‌بس انرژی»", [0]],
        ['"آتش بس انرژی"', [0]],
        ["آتشبس -کورسک", [1]],
        ['انرژی -"آتشبس انرژی"', [1]],
        ["زلز", [2]],
        ["زلزله شی", [2]],
        ["کورصک ", [0]],
        ["انرژی ", [1, 0]],
      ],
    ],
    [
      "in Arabic",
      ["خرق الهدنة في قطاع الطاقة", "الطاقة بعد الهدنة", "زلزال في المغرب"],
      [
        ["“الهُدنة في”", [0]],
        ["الهدنه -قطاع", [1]],
        ["زلز", [2]],
        ["المقرب ", [2]],
      ],
    ],
    [
      "in English",
      ["The energy ceasefire was broken", "A ceasefire of energy", "An earthquake in Shiraz"],
      [
        ['"energy ceasefire"', [0]],
        ["energy -broken", [1]],
        ["earthq", [2]],
        ["earthq ", []],
        ["earthqauke ", [2]],
        ["shirax", [2]],
        ["cease-fire energy -broken", [1]],
      ],
    ],
    [
      "in Chinese",
      ["中国的选举结束了", "地震发生在日本"],
      [
        ["选举", [0]],
        ["“选举结束”", [0]],
        ["地", [1]],
      ],
    ],
    [
      "in Thai",
      ["การเลือกตั้งครั้งนี้", "แผ่นดินไหวในไทย"],
      [
        ["เลือกตั้ง", [0]],
        ["แผ่นดินไหว", [1]],
      ],
    ],
  ])("words, phrases, beginnings and slips %s", async ([, recorded, searches], { ctx }) => {
    await record(ctx, ...recorded);
    for (const [query, expected] of searches)
      expect(await textsFor(ctx, query), query).toEqual(expected.map((at) => recorded[at]));
  });

  test("claims with all of the words before those with the rarest", async ({ ctx }) => {
    const both = "Many words beside the dam and the river that somebody said about them all";
    await record(ctx, "dam dam dam", both, ...Array.from({ length: 9 }, (_, at) => `river ${at}`));
    expect((await textsFor(ctx, "dam river ")).slice(0, 2)).toEqual([both, "dam dam dam"]);
  });

  test("a claim by its translations, its standing reviews and what was merged into it", async ({
    ctx,
  }) => {
    const claim = await aClaim(ctx, { text: "نقض آتش‌بس" });
    const translation = { language: "en", text: "The ceasefire was broken", expectedVersion: 1 };
    const { version } = await translateClaim(ctx, { id: claim.id, ...translation });
    await aReviewOfOthers(ctx, { claim, title: "Zaporizhzhia stayed dark", language: "en" });
    const duplicate = await aClaim(ctx, { text: "شکستن پیمان" });
    await mergeClaims(ctx, {
      id: duplicate.id,
      intoId: claim.id,
      expectedVersion: duplicate.version,
    });
    expect(version).toBeGreaterThan(1);
    for (const query of ["broken", "zaporizhzhia", "پیمان"])
      expect(await textsFor(ctx, query), query).toEqual([claim.text]);
  });
});

describe("a word that no claim has", () => {
  const spelling =
    "query ($query: String!) { searchClaims(query: $query) { spelling { word readAs } } }";

  test("is said to be read as those of nearly the same letters", async ({ ctx }) => {
    await record(ctx, "The ceasefire holds", "A ceasefire again", "The cease-fires hold");
    const { searchClaims } = await dataOf(ctx, spelling, { query: "the ceasefirre " });
    expect(searchClaims.spelling).toEqual([{ word: "ceasefirre", readAs: ["ceasefire"] }]);
    for (const query of ["ceasefire ", "ceasef", "cease fire ", "zzzz ", "10001 "])
      expect((await dataOf(ctx, spelling, { query })).searchClaims.spelling, query).toEqual([]);
  });
});

describe("highlights", () => {
  test("tell in which text and where the words stand, those read otherwise as well", async ({
    ctx,
  }) => {
    const claim = await aClaim(ctx, { text: "🕊️ نقضِ آتش‌بس در ۱۸ مارس" });
    const translation = { language: "en", text: "The ceasefire was broken" };
    await translateClaim(ctx, { id: claim.id, ...translation, expectedVersion: 1 });
    const asked = `query ($query: String!) { searchClaims(query: $query) { edges {
      highlights { field language text ranges { start end } } } } }`;
    const { searchClaims } = await dataOf(ctx, asked, { query: "آتش بس 18 ceasefirre " });
    const [{ highlights }] = searchClaims.edges;
    const pieces = highlights.map(({ field, language, text, ranges }: any) => [
      field,
      language,
      ...ranges.map(({ start, end }: any) => text.slice(start, end)),
    ]);
    expect(pieces).toEqual([
      ["TEXT", "fa", "آتش‌بس", "۱۸"],
      ["TRANSLATION", "en", "ceasefire"],
    ]);
  });
});

test("a claim is found by what its reviews say of it, and told where", async ({ ctx }) => {
  await aReviewOfOthers(ctx, { title: "سدی که نشکست", summary: "هیچ خانه‌ای زیر آب نرفت" });
  const asked = `query ($query: String!) { searchClaims(query: $query) { edges {
    highlights { field text ranges { start end } } } } }`;
  for (const [query, field, word] of [
    ["نشکست ", "REVIEW_TITLE", "نشکست"],
    ["خانه‌ای ", "REVIEW_SUMMARY", "خانه‌ای"],
  ]) {
    const { searchClaims } = await dataOf(ctx, asked, { query });
    const [{ highlights }] = searchClaims.edges;
    const [{ start, end }] = highlights[0].ranges;
    expect([highlights[0].field, highlights[0].text.slice(start, end)]).toEqual([field, word]);
  }
});

describe("facets", () => {
  const counts = "value count";
  const facets = `facets { isLowerBound status { ${counts} } verdict { ${counts} } language { ${counts} } topic { ${counts} } }`;

  test("count what was found as one by one would", async ({ ctx }) => {
    for (let number = 0; number < 24; number++)
      await aClaim(ctx, {
        text: number % 4 === 0 ? `باران ${number}` : `آتش‌بس ${number}`,
        language: number % 3 === 0 ? "en" : "fa",
        topics: ["انرژی", "مرز", "جنگ"].slice(0, number % 4),
      });
    for (const filter of ["", ', filter: { language: ["fa"] }']) {
      const asked = `{ searchClaims(query: "آتش بس", first: 100${filter}) { totalCount ${facets} nodes { status language topics } } }`;
      const { searchClaims } = await dataOf(ctx, asked);
      const nodes: any[] = searchClaims.nodes;
      const tally = (values: string[]) =>
        Array.from(
          Map.groupBy(values, (value) => value),
          ([value, { length }]) => ({
            value,
            count: length,
          }),
        );
      const { status, verdict, language, topic, isLowerBound } = searchClaims.facets;
      expect(isLowerBound).toBe(false);
      expect(searchClaims.totalCount).toBe(nodes.length);
      const same = (found: object[], expected: object[]) =>
        expect(new Set(found)).toEqual(new Set(expected));
      same(status, tally(nodes.map((node) => node.status)));
      same(language, tally(nodes.map((node) => node.language)));
      same(topic, tally(nodes.flatMap((node) => node.topics)));
      expect(verdict).toEqual([]);
      expect(topic).toEqual(topic.toSorted((a: any, b: any) => b.count - a.count));
    }
  });
});

describe("the index is up to date", () => {
  test("for whoever searches after recording, and in a read that may write nothing as it was", async ({
    database,
  }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    await record(ctx, "energy ceasefire");
    expect(await textsFor(ctx, "ceasefire")).toEqual(["energy ceasefire"]);
    await record(ctx, "another ceasefire");
    await atOneMoment(ctx, async (ctx) => {
      expect(await textsFor(ctx, "ceasefire")).toEqual(["energy ceasefire"]);
    });
    expect(await textsFor(ctx, "ceasefire")).toHaveLength(2);
  });
});

const pageOf = `query ($query: String!, $first: Int, $after: String, $last: Int, $before: String) {
  searchClaims(query: $query, first: $first, after: $after, last: $last, before: $before) {
    nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

describe("pages", () => {
  /** A generator of numbers that gives the same with the same seed (mulberry32). */
  function numbers(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    };
  }

  test.for([1, 2, 3])(
    "have each claim once that was there at the start, however the record grows: %d",
    async (seed, { ctx }) => {
      const below = numbers(seed);
      const vocabulary = ["ceasefire", "energy", "istanbul", "grain", "river", "ceasefires"];
      const aText = () =>
        Array.from({ length: 1 + below(5) }, () => vocabulary[below(vocabulary.length)]).join(" ");
      const hasWord = (text: string) => /ceasefire|energy|grain/.test(text);
      const expected: string[] = [];
      for (let number = 0; number < 30; number++) {
        const { id, text } = await aClaim(ctx, { text: aText() });
        if (hasWord(text)) expected.push(id);
      }
      const variables = { query: "energy grain cease", first: 3 };
      const found: string[] = [];
      for (let after: string | null = null; ;) {
        const { searchClaims }: any = await dataOf(ctx, pageOf, { ...variables, after });
        found.push(...searchClaims.nodes.map(({ id }: { id: string }) => id));
        if (!searchClaims.pageInfo.hasNextPage) break;
        after = searchClaims.pageInfo.endCursor;
        for (let more = below(6); more > 0; more--) await aClaim(ctx, { text: aText() });
      }
      expect(new Set(found).size).toBe(found.length);
      expect(expected.filter((id) => !found.includes(id))).toEqual([]);
    },
  );

  test("from the end are those from the start", async ({ ctx }) => {
    await record(ctx, ...Array.from({ length: 7 }, (_, at) => "grain ".repeat(1 + (at % 3))));
    const query = "grain";
    const { searchClaims: all } = await dataOf(ctx, pageOf, { query, first: 100 });
    const back: { id: string }[] = [];
    for (let before: string | null = null; ;) {
      const { searchClaims }: any = await dataOf(ctx, pageOf, { query, last: 2, before });
      back.unshift(...searchClaims.nodes);
      if (!searchClaims.pageInfo.hasPreviousPage) break;
      before = searchClaims.pageInfo.startCursor;
    }
    expect(back).toEqual(all.nodes);
  });

  test("of another search are refused", async ({ ctx }) => {
    await record(ctx, "grain of the river");
    const { searchClaims } = await dataOf(ctx, pageOf, { query: "grain" });
    const after = searchClaims.pageInfo.endCursor;
    expect(await ask(ctx, pageOf, { query: "river", after })).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: "BAD_USER_INPUT", argument: "searchClaims.after" } }],
    });
  });
});

describe("whatever is typed", () => {
  const typed: [query: string, found: boolean | null][] = [
    ["the of and", null],
    [`${"the energy ".repeat(90)}`, true],
    ["energy ".repeat(125), true],
    ["🕊️ 👩‍👩‍👧", false],
    ["energy 🕊️", true],
    ["نقض energy 停火 הפסקת \u202eeripmes", true],
    ["Энергия", false],
    ["%", false],
    ["_", false],
    ["energy%", true],
    ["ener_y*", null],
    ["energy & !ceasefire | (oil <-> gas):*", true],
    ["'; drop table claim; -- energy", true],
    ['"energy" OR 1=1', true],
    ["energy\\", true],
    ['"""energy', true],
    ["((((energy", true],
    ["^energy$ [a-z]+ (?=x)", true],
    ['"[a-z]+.*"', false],
    ["energy\u0001\u0002\u0004", true],
    ["ا\u064b\u064b\u064b".repeat(250), null],
    ["e\u0301".repeat(500), null],
    ["x".repeat(1_000), false],
    ["漢".repeat(1_000), null],
    [`${Array.from({ length: 200 }, (_, at) => `w${at}`).join(" ")} energy`, true],
    ["𐍈𐍈𐍈𐍈𐍈 ", false],
    ["a -b -c -d", null],
  ];

  test("is answered", async ({ ctx }) => {
    await record(ctx, "The energy ceasefire and the oil of the gas");
    const asked = `query ($query: String!) { searchClaims(query: $query) { totalCount facets { status { value count } }
      spelling { word } edges { cursor highlights { ranges { start } } } } }`;
    for (const [query, isFound] of typed) {
      const { searchClaims } = await dataOf(ctx, asked, { query });
      if (isFound !== null)
        expect(searchClaims.edges.length > 0, JSON.stringify(query)).toBe(isFound);
    }
  });

  test.for(["", "  ", "\u200c", "-energy", "a\0", "x".repeat(1_001), '-"energy ceasefire"'])(
    "or refused with a reason: %j",
    async (query, { ctx }) => {
      expect(await ask(ctx, pageOf, { query })).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: "BAD_USER_INPUT", argument: "searchClaims.query" } }],
      });
    },
  );
});

describe("a word that most claims have", () => {
  test("is looked for in those indexed last, and the answer says so", async ({ ctx }) => {
    await record(ctx, "common rare");
    expect(await textsFor(ctx, "rare")).toEqual(["common rare"]);
    // What a record of 200,000 claims would have, without the claims: they would take minutes.
    await run(
      ctx.db,
      `with state as (update search_state set next_number = 200000, documents = 200000 returning generation),
      segment as (insert into search_segment (generation, documents) select generation, 200000 from state returning id),
      counted as (insert into search_term (generation, term, documents) select generation, 'common', 199999 from state
        on conflict (generation, term) do update set documents = 200000)
      insert into search_posting (term, segment, documents)
      select 'common', id, (select array_agg(number * 64 + 30 order by number) from generate_series(1, 199999) number) from segment`,
      [],
    );
    const asked = `query ($query: String!) { searchClaims(query: $query) { totalCount facets { isLowerBound } nodes { text } } }`;
    const { searchClaims } = await dataOf(ctx, asked, { query: "common rare " });
    expect(searchClaims).toEqual({
      totalCount: null,
      facets: { isLowerBound: true },
      nodes: [{ text: "common rare" }],
    });
    const plan = planOf(ctx, `{ searchClaims(query: "common rare ") { nodes { id } } }`);
    const steps = await stepsOf(ctx, plan);
    const postings = steps.filter((step) => step["Node Type"] === "ProjectSet");
    const rows = postings.map((node) => node["Actual Rows"] * node["Actual Loops"]);
    expect(Math.max(...rows)).toBeGreaterThan(0);
    expect(rows.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(60_000);
  });
});
