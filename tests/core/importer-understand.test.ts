import { type RawItem, understand, verdictOf } from "@sanad/core/importer";
import { describe, expect, test } from "vitest";
import { labelsByLanguage } from "../../packages/core/src/importer/understand/labels/index.ts";
import { squash } from "../../packages/core/src/text/index.ts";

const item = {
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  url: "https://checkers.example/reviews/1",
  name: "The bridge has three arches, not four",
  claimReviewed: "The bridge has four arches.",
  datePublished: "2025-05-19",
  inLanguage: "en",
  author: { "@type": "Organization", name: "The Checkers", url: "https://www.checkers.example/" },
  itemReviewed: {
    "@type": "Claim",
    author: { "@type": "Person", name: "A Mayor", sameAs: "https://mayor.example/" },
    datePublished: "2025-05-18",
    appearance: [{ "@type": "CreativeWork", url: "https://news.example/1" }],
  },
  reviewRating: {
    "@type": "Rating",
    alternateName: "False",
    ratingValue: 1,
    bestRating: 5,
    worstRating: 1,
  },
};

function raw(given: object, kind: RawItem["kind"] = "CLAIM_REVIEW"): RawItem {
  return { kind, place: "item 1", item: given as RawItem["item"] };
}

/** What is understood of the item with these fields in place of its own. */
function reviewOf(given: object = {}) {
  const understood = understand(raw({ ...item, ...given }));
  if (understood.kind === "LEFT_OUT") throw new Error(understood.message);
  return understood.review;
}

function notesOf(given: object) {
  const understood = understand(raw({ ...item, ...given }));
  if (understood.kind === "LEFT_OUT") throw new Error(understood.message);
  return understood.notes.map(({ path, message }) => `${path}: ${message}`);
}

test("an item is understood whole", () => {
  expect(understand(raw(item))).toEqual({
    kind: "REVIEW",
    notes: [],
    review: {
      place: "item 1",
      publisher: {
        name: "The Checkers",
        kind: "ORGANISATION",
        sameAs: [],
        url: "https://www.checkers.example/",
        site: "checkers.example",
      },
      url: "https://checkers.example/reviews/1",
      claimReviewed: "The bridge has four arches.",
      claimant: { name: "A Mayor", kind: "PERSON", sameAs: ["https://mayor.example/"] },
      claimedAt: "2025-05-18",
      appearanceUrls: ["https://news.example/1"],
      rating: { label: "False", value: 1, best: 5, worst: 1 },
      verdict: "FALSE",
      language: "en",
      title: "The bridge has three arches, not four",
      summary: null,
      publishedAt: "2025-05-19T00:00:00.000Z",
      modifiedAt: null,
    },
  });
});

test("a review of an answer of claims:search is understood, and its paths are that answer's", () => {
  const claim = {
    text: "للجسر أربعة أقواس.",
    claimant: "رئيس البلدية",
    claimDate: "2025-05-18T00:00:00Z",
    claimReview: {
      publisher: { name: "المدققون", site: "checkers.example" },
      url: "https://checkers.example/ar/1",
      title: "للجسر ثلاثة أقواس",
      reviewDate: "2025-05-19T08:30:00Z",
      textualRating: "خبر كاذب",
      languageCode: "ar",
    },
  };
  expect(understand(raw(claim, "GOOGLE_CLAIM"))).toMatchObject({
    notes: [],
    review: {
      publisher: { name: "المدققون", site: "checkers.example" },
      claimReviewed: "للجسر أربعة أقواس.",
      claimant: { name: "رئيس البلدية", kind: "UNKNOWN", sameAs: [] },
      claimedAt: "2025-05-18",
      verdict: "FALSE",
      language: "ar",
      publishedAt: "2025-05-19T08:30:00.000Z",
    },
  });
  const { text: _text, ...textless } = claim;
  expect(understand(raw(textless, "GOOGLE_CLAIM"))).toMatchObject({
    kind: "LEFT_OUT",
    reason: "MISSING",
    path: "text",
  });
  const nameless = {
    ...claim,
    claimReview: { ...claim.claimReview, publisher: { site: "a.example" } },
  };
  expect(understand(raw(nameless, "GOOGLE_CLAIM"))).toMatchObject({
    review: { publisher: { name: "a.example", site: "a.example" } },
  });
});

test("a row of a table is understood, and its paths are its columns", () => {
  const row = {
    claimReview_url: "https://checkers.example/1",
    claimReview_claimReviewed: "The bridge has four arches.",
    claimReview_datePublished: "2021-7-9",
    claimReview_author_name: "checkers",
    creativeWork_author_name: "A Mayor",
    rating_alternateName: "Partlyfalse",
    rating_ratingValue: "2.5",
    rating_bestRating: "5",
    rating_worstRating: "1",
    extra_title: "Three arches",
  };
  expect(understand(raw(row, "ROW"))).toMatchObject({
    review: {
      publishedAt: "2021-07-09T00:00:00.000Z",
      publisher: { name: "checkers", url: null, site: "checkers.example" },
      rating: { label: "Partlyfalse", value: 2.5, best: 5, worst: 1 },
      verdict: "MIXED",
    },
  });
  expect(understand(raw({ ...row, claimReview_datePublished: "soon" }, "ROW"))).toMatchObject({
    reason: "NOT_UNDERSTOOD",
    path: "claimReview_datePublished",
  });
});

describe("dates", () => {
  test.each([
    ["2025-05-19", "2025-05-19T00:00:00.000Z"],
    ["2025-5-9", "2025-05-09T00:00:00.000Z"],
    ["2025/05/19", "2025-05-19T00:00:00.000Z"],
    ["2025-05-19T14:30:00Z", "2025-05-19T14:30:00.000Z"],
    ["2025-05-19T14:30:00.123456+03:30", "2025-05-19T11:00:00.000Z"],
    ["2025-05-19T14:30:00+0200", "2025-05-19T12:30:00.000Z"],
    ["2025-05-19T14:30:00+5:30", "2025-05-19T09:00:00.000Z"],
    ["2025-05-19T14:30-03", "2025-05-19T17:30:00.000Z"],
    ["2025-05-19 14:30", "2025-05-19T14:30:00.000Z"],
    ["2025-05-19 14:30:05", "2025-05-19T14:30:05.000Z"],
    ["2 April 2018", "2018-04-02T00:00:00.000Z"],
    ["27 Aug. 2017", "2017-08-27T00:00:00.000Z"],
    ["April 2nd, 2018", "2018-04-02T00:00:00.000Z"],
    ["Sept 5, 2018", "2018-09-05T00:00:00.000Z"],
    ["Mon, 19 May 2025 14:30:00 GMT", "2025-05-19T14:30:00.000Z"],
    ["۲۹ اردیبهشت ۱۴۰۴", "2025-05-19T00:00:00.000Z"],
    ["۱۴۰۳/۱۲/۲۸", "2025-03-18T00:00:00.000Z"],
  ])("%s is %s", (datePublished, publishedAt) => {
    expect(reviewOf({ datePublished })).toMatchObject({ publishedAt });
  });

  test.each([
    "03/04/2021",
    "2025-02-30",
    "2025-13-01",
    "2025-05",
    "yesterday",
    "1716100000",
    "2025-05-19T25:00",
  ])("%s is none, and the item is left out with its place", (datePublished) => {
    expect(understand(raw({ ...item, datePublished }))).toEqual({
      kind: "LEFT_OUT",
      place: "item 1",
      reason: "NOT_UNDERSTOOD",
      path: "datePublished",
      message: `datePublished: ${JSON.stringify(datePublished)} is no date`,
    });
  });

  test("a claim's is the day where it was made, and is left out where it is none", () => {
    const at = (datePublished: string) => ({
      itemReviewed: { ...item.itemReviewed, datePublished },
    });
    expect(reviewOf(at("2025-05-19T01:00:00+0330")).claimedAt).toBe("2025-05-19");
    expect(reviewOf(at("")).claimedAt).toBeNull();
    expect(reviewOf(at("last week")).claimedAt).toBeNull();
    expect(notesOf(at("last week"))).toEqual([
      'itemReviewed.datePublished: "last week" is no date',
    ]);
  });
});

describe("who published it", () => {
  test.each([
    ["a publisher beside an author", { publisher: { name: "A Paper" } }, "A Paper"],
    ["a list of authors", { author: [{ "@type": "Person", name: "A" }, { name: "B" }] }, "B"],
    ["an author as a text", { author: "The Checkers" }, "The Checkers"],
    ["a name that is a list", { author: { name: ["A Body", "its head"] } }, "A Body"],
    ["a type that is a list", { author: { "@type": ["Organization"], name: "A Body" } }, "A Body"],
    ["a person alone: the site", { author: { "@type": "Person", name: "A" } }, "checkers.example"],
  ])("%s", (_what, given, name) => {
    expect(reviewOf(given).publisher.name).toBe(name);
  });

  test("nobody: the item is left out", () => {
    for (const author of [undefined, null, [], {}, { name: "" }, ""])
      expect(understand(raw({ ...item, author }))).toMatchObject({
        reason: "MISSING",
        path: "author",
      });
  });
});

describe("who made the claim", () => {
  const by = (author: unknown) => reviewOf({ itemReviewed: { author } }).claimant;

  test("is one with a name", () => {
    expect(by("A Mayor")).toEqual({ name: "A Mayor", kind: "UNKNOWN", sameAs: [] });
    expect(by([{ name: "" }, { "@type": "Person", name: "A Mayor" }])?.name).toBe("A Mayor");
    const types = ["GovernmentOrganization", "NewsMediaOrganization", "Organization", "Thing"];
    expect(types.map((type) => by({ "@type": type, name: "X" })?.kind)).toEqual([
      "GOVERNMENT",
      "OUTLET",
      "ORGANISATION",
      "UNKNOWN",
    ]);
  });

  test("is nobody where none is named", () => {
    for (const author of [undefined, null, {}, { "@type": "", name: "" }, []])
      expect(by(author)).toBeNull();
    expect(reviewOf({ itemReviewed: undefined }).claimant).toBeNull();
    expect(reviewOf({ itemReviewed: "A claim" }).claimant).toBeNull();
  });
});

describe("ratings", () => {
  const rated = (reviewRating: unknown) => reviewOf({ reviewRating });

  test.each([
    [
      "numbers as texts",
      { alternateName: "X", ratingValue: "2", bestRating: "5", worstRating: "" },
      { label: "X", value: 2, best: 5, worst: null },
    ],
    [
      "numbers in Persian digits",
      { ratingValue: "۲٫۵", bestRating: "۵" },
      { label: null, value: 2.5, best: 5, worst: null },
    ],
    [
      "a word where the number belongs",
      { ratingValue: "False" },
      { label: "False", value: null, best: null, worst: null },
    ],
    [
      "a word and no number",
      { alternateName: "Falso" },
      { label: "Falso", value: null, best: null, worst: null },
    ],
    ["a text", "False", { label: "False", value: null, best: null, worst: null }],
    [
      "a list",
      [{ alternateName: "False" }],
      { label: "False", value: null, best: null, worst: null },
    ],
    ["nothing in it", { "@type": "Rating", bestRating: "5" }, null],
    ["nothing", undefined, null],
  ])("with %s are kept as written", (_what, reviewRating, rating) => {
    expect(rated(reviewRating).rating).toEqual(rating);
  });

  test.each([
    { ratingValue: -1, bestRating: -1, worstRating: -1 },
    { ratingValue: 9, bestRating: 5, worstRating: 1 },
    { ratingValue: 0, bestRating: 5, worstRating: 1 },
  ])("numbers that make no scale are left out: %j", (numbers) => {
    const reviewRating = { alternateName: "False", ...numbers };
    expect(rated(reviewRating).rating).toEqual({
      label: "False",
      value: null,
      best: null,
      worst: null,
    });
    expect(notesOf({ reviewRating })).toEqual([
      expect.stringMatching(/^reviewRating.ratingValue: /),
    ]);
  });

  test("numbers alone come to no verdict: publishers count them both ways", () => {
    expect(rated({ ratingValue: 1, bestRating: 5, worstRating: 1 }).verdict).toBeNull();
    expect(rated({ ratingValue: 5, bestRating: 5, worstRating: 1 }).verdict).toBeNull();
  });

  test.each([
    ["FALSE", "FALSE"],
    ["Falso.", "FALSE"],
    ["pants-fire", "FALSE"],
    ["Mostly_True", "MOSTLY_TRUE"],
    ["Völlig falsch.", "FALSE"],
    ["Größtenteils falsch", "MOSTLY_FALSE"],
    ["Partiellement faux", "MIXED"],
    ["engañoso", "MISLEADING"],
    ["É FAKE", "FALSE"],
    ["مضلّل", "MISLEADING"],
    ["صحيح جزئيًا", "MIXED"],
    ["نیمه درست", "MIXED"],
    ["گمراه كننده", "MISLEADING"],
    ["भ्रामक", "MISLEADING"],
    ["Yanlış", "FALSE"],
    ["YANLIŞ", "FALSE"],
    ["Menyesatkan", "MISLEADING"],
    ["證據不足", "UNPROVEN"],
    ["Outdated", "OUTDATED"],
  ])("the label %s comes to %s", (label, verdict) => {
    expect(verdictOf(label)).toBe(verdict);
  });

  test.each([
    "Satire",
    "Altered image",
    "Other",
    "Full Flop",
    "excitement",
    "Correct. This was said of the north, though.",
    "5",
    "",
    "؟",
  ])("the label “%s” comes to no verdict", (label) => {
    expect(verdictOf(label)).toBeNull();
  });

  test("the table has the languages that were asked for, and no label twice in one of them", () => {
    expect(Object.keys(labelsByLanguage)).toEqual(
      expect.arrayContaining(["en", "fa", "ar", "es", "fr", "de", "pt", "hi"]),
    );
    for (const labels of Object.values(labelsByLanguage)) {
      const keys = Object.values(labels).flat().map(squash);
      expect(keys.length).toBe(new Set(keys).size);
    }
  });
});

describe("texts", () => {
  test("are plain: tags are gone and entities are what they stand for", () => {
    const name = "<p>Three &amp; not&nbsp;four</p><script>alert(1)</script> <b>arches</b>";
    expect(reviewOf({ name }).title).toBe("Three & not\u00a0four\narches");
    expect(reviewOf({ name: "&lt;b&gt; is a tag" }).title).toBe("<b> is a tag");
    expect(reviewOf({ name: "3 < 4 & 4 > 3" }).title).toBe("3 < 4 & 4 > 3");
  });

  test("may be lists or have a language", () => {
    expect(reviewOf({ claimReviewed: ["", "One claim"] }).claimReviewed).toBe("One claim");
    const claimReviewed = { "@value": "پل چهار دهانه دارد.", "@language": "fa" };
    expect(reviewOf({ claimReviewed, inLanguage: undefined })).toMatchObject({
      claimReviewed: "پل چهار دهانه دارد.",
      language: "fa",
    });
  });

  test.each([
    ["several claims", ["One claim", "Another"], "NOT_UNDERSTOOD"],
    ["no claim", "  ", "MISSING"],
    ["an object", { a: 1 }, "NOT_UNDERSTOOD"],
    ["a NUL character", "a\0b", "NOT_UNDERSTOOD"],
    ["half of a surrogate pair", "a\ud800", "NOT_UNDERSTOOD"],
    ["10,001 characters", "x".repeat(10_001), "NOT_UNDERSTOOD"],
  ])("that hold %s are no claim", (_what, claimReviewed, reason) => {
    expect(understand(raw({ ...item, claimReviewed }))).toMatchObject({
      reason,
      path: "claimReviewed",
    });
  });

  test("a short conclusion is the summary, and an article is not", () => {
    expect(reviewOf({ reviewBody: "It has three." }).summary).toBe("It has three.");
    expect(reviewOf({ description: "Three.", reviewBody: "It has three." }).summary).toBe("Three.");
    expect(reviewOf({ reviewBody: "x".repeat(1_001) }).summary).toBeNull();
  });
});

describe("addresses", () => {
  test.each([
    ["as a list", { url: ["https://a.example/1"] }, "https://a.example/1"],
    ["as a thing", { url: { "@id": "https://a.example/1" } }, "https://a.example/1"],
    [
      "of the page",
      { url: undefined, mainEntityOfPage: { "@id": "https://a.example/2" } },
      "https://a.example/2",
    ],
    ["without a scheme", { url: "a.example/3" }, "https://a.example/3"],
    ["between spaces", { url: " https://a.example/4\n" }, "https://a.example/4"],
  ])("are read %s", (_what, given, url) => {
    expect(reviewOf(given).url).toBe(url);
  });

  test.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "/story",
    "TBD",
    "https://user:secret@a.example/",
  ])("%s is none, and the item is left out", (url) => {
    expect(understand(raw({ ...item, url }))).toMatchObject({
      reason: "NOT_UNDERSTOOD",
      path: "url",
    });
    const given = { itemReviewed: { url, author: { name: "A", sameAs: [url] } } };
    expect(reviewOf(given)).toMatchObject({ appearanceUrls: [], claimant: { sameAs: [] } });
    expect(notesOf(given)).toHaveLength(2);
  });

  test("of the claim's appearances are those of all its fields, each once", () => {
    const itemReviewed = {
      url: "https://a.example/1",
      firstAppearance: { url: "https://a.example/2" },
      appearance: ["https://a.example/1", { "@id": "https://a.example/3" }],
    };
    expect(reviewOf({ itemReviewed }).appearanceUrls).toEqual([
      "https://a.example/2",
      "https://a.example/1",
      "https://a.example/3",
    ]);
  });
});

describe("the language", () => {
  test.each([
    ["as a tag", "fa-IR", "fa-IR"],
    ["as a locale", "en_US", "en-US"],
    ["as a list", ["pt-BR", "pt"], "pt-BR"],
    ["as a Language", { "@type": "Language", alternateName: "ar" }, "ar"],
  ])("is read %s", (_what, inLanguage, language) => {
    expect(reviewOf({ inLanguage }).language).toBe(language);
  });

  test("is the page's, or what the importer says, where the item tells none", () => {
    const untold = raw({ ...item, inLanguage: undefined });
    const languageOf = (given: RawItem, language?: string) => {
      const understood = understand(given, language);
      return understood.kind === "REVIEW" ? understood.review.language : null;
    };
    expect(languageOf({ ...untold, language: "de" }, "fr")).toBe("de");
    expect(languageOf(untold, "fr")).toBe("fr");
    expect(languageOf(raw(item), "fr")).toBe("en");
  });

  test.each([
    ["The bridge has four arches.", "und-Latn"],
    ["پل چهار دهانه دارد.", "und-Arab"],
    ["पुल में चार मेहराब हैं (BBC)", "und-Deva"],
    ["橋有四個拱。", "und-Hani"],
    ["橋には四つのアーチがある", "und-Jpan"],
    ["1234", "und"],
  ])("of “%s” is otherwise %s: a script is no guess", (claimReviewed, language) => {
    expect(reviewOf({ inLanguage: undefined, claimReviewed }).language).toBe(language);
  });
});
