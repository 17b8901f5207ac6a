import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  canonicalLanguage,
  direction,
  normalise,
  searchKeys,
  squash,
  words,
} from "@sanad/core/text";

const halfSpace = "\u200C";

/** Well-formed text of any characters, and text of those that fold, join, vanish or combine. */
const anyText = fc.string({ unit: "binary" });
const trickyCharacters = Array.from(
  "aİIıΣςeي ىئكـآأا۳٣3.5´'’«-–  ,،\u200B\u200C\u200D\u200E\u00AD\uFEFF",
);
const trickyMarks = [
  "\u0301",
  "\u0307",
  "\u0323",
  "\u064B",
  "\u0653",
  "\u0654",
  "\u05B0",
  "👩🏽",
  "ﷺ",
];
const trickyText = fc.string({ unit: fc.constantFrom(...trickyCharacters, ...trickyMarks) });

describe("normalise", () => {
  test.each([
    ["the Arabic yeh and kaf are the Persian ones", "علي كتاب", "علی کتاب"],
    ["alef maksura is a yeh", "مصطفى", "مصطفی"],
    ["teh marbuta is a heh, as in Persian borrowings", "دایرة", "دایره"],
    ["heh with a yeh above is a plain heh", "خانۀ ما", "خانه ما"],
    ["alef loses its hamza and madda", "أحمد إلى آب", "احمد الی اب"],
    ["a yeh that carries a hamza stays one", "رئیس", "رئیس"],
    ["Urdu's two yehs stay two letters", "کے کی", "کے کی"],
    ["harakat are dropped", "مُحَمَّد", "محمد"],
    ["Hebrew points are dropped", "שָׁלוֹם", "שלום"],
    ["tatweel is dropped", "ســـند", "سند"],
    ["presentation forms are plain letters", "\uFEFB\uFE91", "لاب"],
    ["Persian and Arabic digits are ASCII", "۱۴۰۳ ١٤٠٣", "1403 1403"],
    ["the Arabic decimal and thousands signs are ASCII", "۳٫۵ ۱٬۰۰۰ ۲۰٪", "3.5 1,000 20%"],
    ["the Persian comma and question mark are ASCII", "کی، کجا؟", "کی, کجا?"],
    ["curly quotes and guillemets are ASCII", "“it’s” «نقل» ‚so‘", `"it's" "نقل" 'so'`],
    ["an acute accent typed for an apostrophe is one", "it´s", "it's"],
    ["Hebrew gershayim are a quotation mark", "צה״ל", 'צה"ל'],
    ["dashes and the minus sign are a hyphen", "a–b—c‑d −5", "a-b-c-d -5"],
    ["white space of any kind is one space", "\t a\u00A0\u2003b\r\n\u0085c \u0000d", "a b c d"],
    ["bidi marks and isolates vanish", "\u2067سند\u2069 \u200FOK\u200E \u202B1\u202C", "سند ok 1"],
    ["soft hyphens and byte order marks vanish", "\uFEFFso\u00ADft", "soft"],
    ["full-width letters are ordinary ones", "ＡＢＣ１", "abc1"],
    ["accents stay", "Côte d'Ivoire", "côte d'ivoire"],
    ["an accent typed apart is composed", "cafe\u0301", "café"],
    ["the Turkish capital İ is an i", "İSTANBUL", "istanbul"],
    ["a final sigma is a sigma", "ΟΔΟΣ", "οδοσ"],
    ["an emoji is the same in text and picture style", "❤\uFE0F 🇮🇷", "❤ 🇮🇷"],
  ])("%s", (_name, text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it("leaves a letter thirty accents of the thousands that a prank may pile on it", () => {
    expect(normalise(`x${"\u0301".repeat(100_000)}y`)).toBe(`x${"\u0301".repeat(30)}y`);
  });

  it("reads the digits of every numbering system that ICU knows", () => {
    const digitSets = Intl.supportedValuesOf("numberingSystem")
      .map(
        (numberingSystem) => new Intl.NumberFormat("en", { numberingSystem, useGrouping: false }),
      )
      .map((format) => Array.from({ length: 10 }, (_, value) => format.format(value)).join(""))
      .filter((digits) => /^\p{Nd}{10}$/u.test(digits));
    expect(digitSets.length).toBeGreaterThan(50);
    for (const digits of digitSets) expect(normalise(digits)).toBe("0123456789");
  });

  it("changes nothing more when applied to every character of Unicode twice", () => {
    const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
    const once = normalise(characters.filter((character) => character.isWellFormed()).join(" "));
    expect(normalise(once) === once).toBe(true);
  });

  it("changes nothing more when applied to any text twice", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });
});

describe("squash", () => {
  it("makes the half-spaced, spaced and glued spellings of a word one", () => {
    expect(squash(`پیش${halfSpace}نویس`)).toBe("پیشنویس");
    expect(squash("پیش نویس")).toBe("پیشنویس");
    expect(squash("پیشنویس")).toBe("پیشنویس");
  });

  it("finds a quote in a source that writes it with other quotation marks and spaces", () => {
    const source = squash("وزیر گفت: «این پیش‌نویس، هنوز نهائی نیست».");
    expect(source).toContain(squash("این پیش نویس هنوز نهائی نیست"));
  });

  it("does not mistake 3.5 for 35, nor a score of 1-0 for 10", () => {
    expect(squash("۳٫۵ درصد")).toBe("3.5درصد");
    expect(squash("1–0.")).toBe("1-0");
  });

  it("drops a full stop after a number", () => {
    expect(squash("In 2022. 15 people")).toBe("in202215people");
  });

  it("is empty for a text of punctuation alone", () => {
    expect(squash(" «…» – !؟ ")).toBe("");
  });

  it("is the same wherever half-spaces are put in or taken out", () => {
    const characters = fc.array(
      fc.oneof(anyText, fc.constantFrom(...trickyCharacters, ...trickyMarks)),
    );
    fc.assert(
      fc.property(characters, (parts) => {
        const text = parts.join("");
        expect(squash(parts.join(halfSpace))).toBe(squash(text));
        expect(squash(text.replaceAll(halfSpace, ""))).toBe(squash(text));
      }),
    );
  });

  it("restores what the collected Persian misspellings lost", (ctx) => {
    const file = new URL(
      "../../../shared/data/persian/seed_normalisation_cases.json",
      import.meta.url,
    );
    if (!existsSync(file)) return ctx.skip("shared/data/persian is not here");
    const cases = JSON.parse(readFileSync(file, "utf8"));
    expect(cases.seed_defect_pairs).toHaveLength(17);
    for (const { glued, restored } of cases.seed_defect_pairs) {
      expect(squash(glued)).toBe(squash(restored));
      expect(searchKeys(glued)).toEqual(searchKeys(restored));
      const spaced = searchKeys(restored.replaceAll(halfSpace, " "));
      expect(spaced).toContain(squash(glued));
    }
  });
});

describe("words", () => {
  test.each([
    ["Persian, with a half-space inside a word", "می‌روم به خانه.", ["میروم", "به", "خانه"]],
    ["Arabic, with its comma and question mark", "مَن قال، هذا؟", ["من", "قال", "هذا"]],
    ["Hebrew, with an acronym", "צה״ל הודיע", ['צה"ל', "הודיע"]],
    ["English, with an apostrophe and a number", "Don’t pay 1,000!", ["don't", "pay", "1,000"]],
    ["both directions in one line", "گزارش NATO در ۲۰۲۲", ["گزارش", "nato", "در", "2022"]],
    ["no words in emoji and punctuation", "😀 👨‍👩‍👧 … __ —", []],
    ["repeats, in order", "to be or not to be", ["to", "be", "or", "not", "to", "be"]],
  ])("reads %s", (_name, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it("splits a language that writes no spaces", () => {
    expect(words("ภาษาไทย", "th")).toEqual(["ภาษา", "ไทย"]);
  });
});

describe("searchKeys", () => {
  const shared = (text: string, query: string) => {
    const keys = new Set(searchKeys(text));
    return searchKeys(query).filter((key) => keys.has(key));
  };

  it("finds a split or half-spaced word by its glued spelling", () => {
    expect(shared("متن پیش نویس", "پیشنویس")).toEqual(["پیشنویس"]);
    expect(shared("متن پیش‌نویس", "پیشنویس")).toEqual(["پیشنویس"]);
  });

  it("finds a glued or half-spaced word by its split spelling", () => {
    expect(shared("متن پیشنویس", "پیش نویس")).toEqual(["پیشنویس"]);
    expect(shared("متن پیش‌نویس", "پیش نویس")).toEqual(["پیشنویس"]);
  });

  it("finds a word split around a single letter by its glued spelling", () => {
    expect(shared("جست و جو کردند", "جستوجو")).toEqual(["جستوجو"]);
  });

  it("finds an abbreviation with and without its dots", () => {
    expect(shared("the U.S. government", "US")).toEqual(["us"]);
  });

  it("keeps each key once", () => {
    expect(searchKeys("no no no")).toEqual(["no", "nono"]);
  });

  it("has no keys for a text without words", () => {
    expect(searchKeys(" … 😀 ")).toEqual([]);
  });

  it("makes at most three keys a word", () => {
    expect(searchKeys("و ب ".repeat(2500)).length).toBeLessThanOrEqual(3 * 5000);
  });

  it("cuts an endless word short, between whole characters", () => {
    const [key = ""] = searchKeys(`a${"𐎠".repeat(5000)}`);
    expect(Array.from(key)).toHaveLength(64);
    expect(key.isWellFormed()).toBe(true);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, trickyText), (text) => {
        expect(searchKeys(text).every((key) => key !== "" && key.isWellFormed())).toBe(true);
      }),
    );
  });
});

describe("direction", () => {
  test.each(["fa", "fa-AF", "ar", "he", "iw", "ur", "ckb", "ps", "sd", "ug", "yi", "dv"])(
    "%s is written right to left",
    (language) => expect(direction(language)).toBe("RTL"),
  );

  test.each(["az-Arab", "az-IR", "ku-Arab", "pa-PK", "ur-Aran", "und-Arab"])(
    "%s is right to left because of its script or place",
    (language) => expect(direction(language)).toBe("RTL"),
  );

  test.each(["en", "az", "fa-Latn", "tg", "zh", "und", "", "not a tag"])(
    "“%s” is left to right",
    (language) => expect(direction(language)).toBe("LTR"),
  );
});

describe("canonicalLanguage", () => {
  test.each([
    ["FA-ir", "fa-IR"],
    ["iw", "he"],
    ["ZH-hant-tw", "zh-Hant-TW"],
    ["prs", "fa-AF"],
    ["fa-u-nu-latn", "fa-u-nu-latn"],
  ])("%s is written %s", (tag, expected) => {
    expect(canonicalLanguage(tag)).toBe(expected);
  });

  test.each(["azb", "acm", "lki", "ckb"])(
    "%s is a language, though not all have a name in ICU",
    (tag) => expect(canonicalLanguage(tag)).toBe(tag),
  );

  test.each(["und", "mul", "zxx", "mis"])("%s can be said of a source", (tag) => {
    expect(canonicalLanguage(tag)).toBe(tag);
  });

  test.each(["english", "persian", "xx", "qaa", "xx-IR"])(
    "%s is a language nobody registered",
    (tag) => expect(canonicalLanguage(tag)).toBeNull(),
  );

  test.each(["", "f", "fa_IR", " fa", "fa-", "فا", "en-x", "de-1"])("“%s” is ill-formed", (tag) => {
    expect(canonicalLanguage(tag)).toBeNull();
  });

  it("refuses a tag over 35 characters, as written or in canonical form", () => {
    expect(canonicalLanguage("sh-x-23456789-23456789-2345678")).not.toBeNull();
    expect(canonicalLanguage("sh-x-23456789-23456789-23456789-1")).toBeNull();
    expect(canonicalLanguage("fa-x-23456789-23456789-23456789-1234")).toBeNull();
  });

  it("is its own canonical form", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,3}(-[A-Z]{2})?$/), (tag) => {
        const canonical = canonicalLanguage(tag);
        if (canonical !== null) expect(canonicalLanguage(canonical)).toBe(canonical);
      }),
    );
  });
});
