import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { claimReviewOf, validateClaimReview } from "@sanad/core/claimreview";
import { verdicts } from "@sanad/core/review";
import { describe, expect, test } from "vitest";
import { properties } from "../../packages/core/src/claimreview/vocabulary.ts";

/** An item without a fault, in Arabic. */
const good = {
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  url: "https://fatabyyano.example/check/7",
  claimReviewed: "أوقفت أوكرانيا هجماتها",
  datePublished: "2025-05-20T08:00:00+03:00",
  inLanguage: "ar",
  author: { "@type": "Organization", name: "تحقُّق", url: "https://fatabyyano.example" },
  reviewRating: {
    "@type": "Rating",
    alternateName: "زائف",
    ratingValue: "1",
    bestRating: 5,
    worstRating: 1,
  },
  itemReviewed: {
    "@type": "Claim",
    author: { "@type": "Person", name: "متحدث", sameAs: ["https://x.example/1"] },
    datePublished: "2025-05",
    appearance: [{ "@type": "CreativeWork", url: "https://x.example/1/status/2" }],
  },
};

/** The item with other values in some of its properties, named by their paths, or without them. */
function goodBut(changes: Readonly<Record<string, unknown>>): unknown {
  const item: Record<string, any> = structuredClone(good);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    const thing = steps.reduce((within, step) => within[step], item);
    if (value === undefined) delete thing[last];
    else thing[last] = value;
  }
  return item;
}

const findings = (item: unknown) =>
  validateClaimReview(item).map(({ level, path, message }) => `${level} ${path}: ${message}`);

test("an item that has all that is asked for has no fault, nor has one whose values are lists of one", () => {
  expect(findings(good)).toEqual([]);
  expect(
    findings(
      goodBut({
        "@type": ["http://schema.org/ClaimReview"],
        "@context": ["http://schema.org/", { "@language": "ar" }],
        author: [good.author],
        "itemReviewed.appearance": "https://x.example/1/status/2",
      }),
    ),
  ).toEqual([]);
});

test.each([[null], ["ClaimReview"], [[good]], [42]])("%j is no item", (item) => {
  expect(findings(item)).toEqual(["error : must be a JSON object"]);
});

test.each(["Review", ["Article"], "", undefined])("an item of the type %j is none", (type) => {
  expect(findings(goodBut({ "@type": type }))).toEqual(["error @type: must be ClaimReview"]);
});

const required = "is required";
const recommended = "is recommended";
const date = "must be a date that exists, in ISO 8601, such as 2025-05-19";
const address = "must be an absolute address, http or https";

test.each<[Record<string, unknown>, ...string[]]>([
  [{ "@context": "https://example.org" }, "error @context: must be https://schema.org"],
  [{ claimReviewed: undefined }, `error claimReviewed: ${required}`],
  [{ claimReviewed: " \u200c " }, `error claimReviewed: ${required}`],
  [{ claimReviewed: 7 }, "error claimReviewed: must be text, and is a number"],
  [{ url: undefined }, `error url: ${required}`],
  [{ url: "/check/7" }, `error url: ${address}`],
  [{ url: "javascript:alert(1)" }, `error url: ${address}`],
  [{ datePublished: undefined }, `warning datePublished: ${recommended}`],
  [{ datePublished: "2025-02-30" }, `error datePublished: ${date}`],
  [{ datePublished: "20 مايو 2025" }, `error datePublished: ${date}`],
  [{ datePublished: "2025-05-20 08:00" }, `error datePublished: ${date}`],
  [{ dateModified: "2025-05T08:00Z" }, `error dateModified: ${date}`],
  [
    { inLanguage: "arabic" },
    "warning inLanguage: is no language tag of BCP 47, such as fa or en-GB",
  ],
  [{ author: undefined }, `warning author: ${recommended}`],
  [{ author: "تحقُّق" }, "error author: must be an object, and is text"],
  [{ "author.name": "" }, `error author.name: ${required}`],
  [{ "author.url": undefined }, `warning author.url: ${recommended}`],
  [{ "author.@type": "Brand" }, "warning author.@type: should be Organization or Person"],
  [{ reviewRating: undefined }, `error reviewRating: ${required}`],
  [{ reviewRating: "زائف" }, "error reviewRating: must be an object, and is text"],
  [{ "reviewRating.@type": "Thing" }, "error reviewRating.@type: must be Rating"],
  [{ "reviewRating.alternateName": undefined }, `error reviewRating.alternateName: ${required}`],
  [{ "reviewRating.ratingValue": 6 }, "error reviewRating.ratingValue: must be from 1 to 5"],
  [{ "reviewRating.ratingValue": "-1" }, "error reviewRating.ratingValue: must be from 1 to 5"],
  [{ "reviewRating.ratingValue": "١" }, "error reviewRating.ratingValue: must be a number"],
  [{ "reviewRating.worstRating": 0 }, "error reviewRating.worstRating: must be at least 1"],
  [
    { "reviewRating.bestRating": "1" },
    "error reviewRating.bestRating: must be over worstRating, which is 1",
  ],
  [
    { "reviewRating.bestRating": undefined, "reviewRating.ratingValue": 0 },
    `warning reviewRating.bestRating: ${recommended}`,
    "error reviewRating.ratingValue: must be at least 1",
  ],
  [
    { "reviewRating.verdict": "FALSE" },
    "warning reviewRating.verdict: is no property that schema.org has for Rating",
  ],
  [{ itemReviewed: undefined }, `warning itemReviewed: ${recommended}`],
  [{ itemReviewed: [] }, `warning itemReviewed: ${recommended}`],
  [
    { "itemReviewed.@type": "CreativeWork" },
    "warning itemReviewed.@type: is CreativeWork: it should be Claim",
  ],
  [{ "itemReviewed.author": undefined }, `warning itemReviewed.author: ${recommended}`],
  [{ "itemReviewed.author.name": null }, `error itemReviewed.author.name: ${required}`],
  [
    { "itemReviewed.author.sameAs": ["x.example"] },
    `error itemReviewed.author.sameAs.0: ${address}`,
  ],
  [
    { "itemReviewed.datePublished": undefined },
    `warning itemReviewed.datePublished: ${recommended}`,
  ],
  [{ "itemReviewed.appearance": undefined }, `warning itemReviewed.appearance: ${recommended}`],
  [{ "itemReviewed.appearance": ["somewhere"] }, `error itemReviewed.appearance.0: ${address}`],
  [
    { "itemReviewed.firstAppearance": [{ url: "ftp://x.example" }, "x"] },
    "error itemReviewed.firstAppearance.1: must be an object, and is text",
    `error itemReviewed.firstAppearance.0.url: ${address}`,
  ],
  [{ keywords: [""] }, "warning keywords: is empty: leave it out"],
  [{ title: "عنوان" }, "warning title: is no property that schema.org has for ClaimReview"],
])("with %j it has exactly these faults", (changes, ...expected) => {
  expect(findings(goodBut(changes))).toEqual(expected);
});

test("a rating without any number is a rating", () => {
  const reviewRating = { "@type": "Rating", alternateName: "غير مثبت" };
  expect(findings(goodBut({ reviewRating }))).toEqual([]);
});

test("an item nested ten thousand deep is looked at like any other", () => {
  const deep = JSON.parse(`${"[".repeat(10_000)}${"]".repeat(10_000)}`) as unknown;
  expect(findings(goodBut({ about: deep, "@context": deep, "author.@type": deep }))).toEqual([
    "error @context: must be https://schema.org",
    "warning author.@type: should be Organization or Person",
  ]);
});

describe("the newsroom's own reviews", () => {
  test.each(verdicts)("have no fault, found %s", (verdict) => {
    const claimant = {
      kind: "PERSON",
      names: [{ language: "fa", name: "سخنگو" }],
      wikidataId: null,
      sameAs: [],
    } as const;
    const source = { url: "https://a.example", title: "خبر", language: "fa", publishedAt: null };
    const claim = {
      text: "آتش‌بس نقض شد.",
      language: "fa",
      claimedAt: "2025",
      claimant,
      appearances: {
        nodes: [{ appearedAt: "2025-05", source: { ...source, publisher: claimant } }],
      },
      reviews: { nodes: [] },
    };
    const review = { verdict, rating: null, summary: "خلاصه", language: "fa", claim };
    const at = { publishedAt: "2025-05-20T08:00:00.000Z", url: "/claims/claim_1" };
    const newsroom = { name: "Sanad", url: "http://localhost:4000" };
    expect(findings(claimReviewOf({ ...review, ...at }, newsroom))).toEqual([]);
  });
});

test("the vocabulary is schema.org's", () => {
  const types = readFileSync(
    createRequire(import.meta.url).resolve("schema-dts/dist/schema.d.ts"),
    "utf8",
  );
  const propertiesOf = (type: string): string[] => {
    const [, parents = "", body = ""] =
      new RegExp(`interface ${type}Base extends ([^{]*)\\{([^]*?)\\n\\}`).exec(types) ?? [];
    return [
      ...[...body.matchAll(/^ {4}"(\w+)"\?:/gm)].map(([, name = ""]) => name),
      ...[...parents.matchAll(/(\w+)Base/g)].flatMap(([, parent = ""]) => propertiesOf(parent)),
    ];
  };
  for (const [type, known] of Object.entries(properties)) {
    expect([...known].toSorted()).toEqual(propertiesOf(type).toSorted());
  }
});

const originals = join(
  import.meta.dirname,
  "../../../shared/data/claimreview/original_jsonld.jsonl",
);
test.skipIf(!existsSync(originals))("publishers' own items are read to their end", () => {
  const lines = readFileSync(originals, "utf8").trim().split("\n");
  const all = lines.flatMap((line) => validateClaimReview(JSON.parse(line).item));
  const errors = all.filter(({ level }) => level === "error");
  console.log(
    `${lines.length} items: ${errors.length} errors, ${all.length - errors.length} warnings`,
  );
  expect(lines).toHaveLength(42);
  expect(errors.map(({ path }) => path)).toContain("datePublished");
});
