import { describe, expect, test } from "vitest";
import { phrasePattern, readQuery } from "../../packages/core/src/search/query.ts";
import { wordsOf } from "../../packages/core/src/search/terms.ts";

const read = (text: string) => readQuery(text, "query");

describe("what a person types is read as", () => {
  test.for<[typed: string, read: object]>([
    ["energy ceasefire ", { words: ["energy", "ceasefire"], prefix: null }],
    ["energy cease", { words: ["energy", "cease"], prefix: "cease" }],
    ["energy c", { prefix: null }],
    ["selected 选", { prefix: "选" }],
    ['"energy ceasefire"', { phrases: [["energy", "ceasefire"]], prefix: null }],
    ["“energy ceasefire” broken ", { phrases: [["energy", "ceasefire"]] }],
    ["«آتش بس» انرژی ", { words: ["اتش", "بس", "انرژی"], phrases: [["اتش", "بس"]] }],
    ["„Waffenruhe im März“", { phrases: [["waffenruhe", "im", "märz"]] }],
    ["ceasefire -energy", { words: ["ceasefire"], without: [["energy"]], prefix: null }],
    ["الهدنة -الطاقة", { words: ["الهدنه"], without: [["الطاقه"]] }],
    ['ceasefire -"energy plants" ', { words: ["ceasefire"], without: [["energy", "plants"]] }],
  ])("%s", ([typed, expected]) => {
    expect(read(typed)).toMatchObject(expected);
  });

  test.for<[typed: string, words: string[]]>([
    ['energy "ceasefire', ["energy", "ceasefire"]],
    ["energy” «ceasefire", ["energy", "ceasefire"]],
    ["cease-fire", ["cease", "fire"]],
    ["a - b", ["a", "b"]],
    ["-5 degrees", ["5", "degrees"]],
    ["ceasefire & (energy | !gas) <-> oil:*", ["ceasefire", "energy", "gas", "oil"]],
    ["100% of _all_ \\ claims*", ["100", "of", "all", "claims"]],
    ['צה"ל הודיע', ["צה", "ל", "הודיע"]],
    ["word ".repeat(500), ["word"]],
    ['🕊️ «» "" - — …', []],
  ])("words alone: %s", ([typed, words]) => {
    expect(read(typed)).toMatchObject({ words, phrases: [], without: [] });
  });

  test("nothing that can be found, where all of it is to be left out", () => {
    expect(() => read("-energy")).toThrow(/besides what to leave out/);
    expect(() => read(`word ${'-"a b" '.repeat(11)}`)).toThrow(/at most 10 phrases/);
  });
});

describe("a phrase is found", () => {
  const finds = (typed: string, words: string) => {
    const [phrase = []] = read(`"${typed}"`).phrases;
    return new RegExp(phrasePattern(phrase), "u").test(wordsOf(words).join(" "));
  };

  test("however its words are parted, and only whole", () => {
    expect(finds("آتش‌بس انرژی", "نقض آتش بس انرژی")).toBe(true);
    expect(finds("آتش بس", "نقض آتشبس")).toBe(true);
    expect(finds("energy ceasefire", "the energy ceasefires")).toBe(false);
    expect(finds("energy ceasefire", "the ceasefire of energy")).toBe(false);
    expect(finds("rain", "terrain")).toBe(false);
  });

  test("with its numbers as they are", () => {
    expect(finds("3.5 million", "of 3.5 million")).toBe(true);
    expect(finds("3.5 million", "of 345 million")).toBe(false);
    expect(finds("10 000", "of 10000")).toBe(false);
    expect(finds("100", "of 1000")).toBe(false);
  });
});
