import { describe, expect, test } from "vitest";
import { highlightsOf } from "../../packages/core/src/search/highlight.ts";
import { wordsOf } from "../../packages/core/src/search/terms.ts";

/** The pieces of a text that are marked where these words were searched for. */
function marked(text: string, query: string): string[] {
  const reading = { words: wordsOf(query), meanings: [] };
  return highlightsOf(text, reading).map(({ start, end }) => text.slice(start, end));
}

describe("a word is marked", () => {
  test.for<[query: string, text: string, pieces: string[]]>([
    ["ceasefire", "The Ceasefire, the CEASEFIRE!", ["Ceasefire", "CEASEFIRE"]],
    ["آتش‌بس", "نقض آتش‌بس انرژی", ["آتش‌بس"]],
    ["آتشبس", "نقضِ «آتـش‌بَسِ» انرژی", ["آتـش‌بَسِ"]],
    ["الهدنة", "قال إنّ الهُدنَةَ خُرقت", ["الهُدنَةَ"]],
    ["30", "۳۰ روز و ٣٠ روز", ["۳۰", "٣٠"]],
    ["1000", "از ۱٬۰۰۰ نفر", ["۱٬۰۰۰"]],
    ["3.5", "By 3.5, not 35", ["3.5"]],
    ["سلام", "ﺳﻼﻡ بر همه", ["ﺳﻼﻡ"]],
    ["peace", "🕊️ peace 👩‍👩‍👧 peace", ["peace", "peace"]],
    ["shiraz", "See #FloodInShiraz now", ["Shiraz"]],
    ["cafe\u0301", "In the café", ["café"]],
    ["選挙", "日本の選挙は終わった", ["選挙"]],
    ["เลือกตั้ง", "การเลือกตั้งครั้งนี้", ["เลือก", "ตั้ง"]],
    ["example", "At https://example.org/example by example", ["example"]],
    ["ukraine", "Ukraine’s army", ["Ukraine"]],
    ["rain", "terrain", []],
  ])("%s in %s", ([query, text, pieces]) => {
    expect(marked(text, query)).toEqual(pieces);
  });

  test("in code units, so that an emoji before it counts as many as JavaScript has", () => {
    const reading = { words: ["peace"], meanings: [] };
    expect(highlightsOf("👩‍👩‍👧 peace", reading)).toEqual([{ start: 9, end: 14 }]);
  });

  test("where it is written as two, but neither of them alone", () => {
    const split = { unit: 0, kind: "split", term: "بس", weight: 1, from: 0, most: 1 } as const;
    const reading = { words: ["اتشبس"], meanings: [{ ...split, phrase: "اتش بس" }] };
    const text = "آتش بس شد و آتش";
    const pieces = highlightsOf(text, reading).map(({ start, end }) => text.slice(start, end));
    expect(pieces).toEqual(["آتش", "بس"]);
  });

  test("by itself and without what surrounds it, in any order of directions", () => {
    const text = "گفت: \u2067Energy ceasefire\u2069 نقض شد";
    expect(marked(text, "ceasefire نقض")).toEqual(["ceasefire", "نقض"]);
  });
});
