import { claimReviewOf, type ClaimReviewFacts } from "@sanad/core/claimreview";
import { verdicts } from "@sanad/core/review";
import { describe, expect, test } from "vitest";

const newsroom = { name: "راستی‌آزمایی نمونه", url: "https://sanad.example.org" };

const russia = {
  kind: "GOVERNMENT",
  names: [
    { language: "en", name: "Russia" },
    { language: "fa", name: "روسیه" },
  ],
  wikidataId: "Q159",
  sameAs: ["https://fa.wikipedia.org/wiki/روسیه", "https://www.wikidata.org/wiki/Q159"],
} as const;

const noPublisher = { url: null, title: "بریدهٔ روزنامه", language: null, publisher: null };

/** A Persian review of a claim without appearances, found false on no scale. */
function facts(
  given: Partial<Omit<ClaimReviewFacts, "claim">> = {},
  claim: Partial<ClaimReviewFacts["claim"]> = {},
): ClaimReviewFacts {
  return {
    verdict: "FALSE",
    rating: null,
    summary: "ناظران نقضی ندیدند.",
    language: "fa",
    publishedAt: "2025-05-20T08:00:00.000Z",
    url: "/claims/claim_01jvktsk4pf2vr1e4z3n0n9q2a",
    ...given,
    claim: {
      text: "اوکراین آتش‌بس انرژی را بارها نقض کرده است.",
      language: "fa",
      claimedAt: "2025-05-19",
      claimant: russia,
      appearances: { nodes: [] },
      reviews: { nodes: [] },
      ...claim,
    },
  };
}

const appeared = (appearedAt: string | null, publishedAt: string | null, url: string) => ({
  appearedAt,
  source: { ...noPublisher, url, publishedAt },
});

test("a review says what was claimed, by whom, and what the newsroom found, in its language", () => {
  expect(claimReviewOf(facts(), newsroom)).toEqual({
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    url: "https://sanad.example.org/claims/claim_01jvktsk4pf2vr1e4z3n0n9q2a",
    claimReviewed: "اوکراین آتش‌بس انرژی را بارها نقض کرده است.",
    inLanguage: "fa",
    datePublished: "2025-05-20T08:00:00.000Z",
    author: { "@type": "Organization", ...newsroom },
    reviewRating: {
      "@type": "Rating",
      alternateName: "نادرست",
      ratingValue: 1,
      bestRating: 5,
      worstRating: 1,
      ratingExplanation: "ناظران نقضی ندیدند.",
    },
    itemReviewed: {
      "@type": "Claim",
      inLanguage: "fa",
      author: {
        "@type": "Organization",
        name: "روسیه",
        sameAs: ["https://www.wikidata.org/wiki/Q159", "https://fa.wikipedia.org/wiki/روسیه"],
      },
      datePublished: "2025-05-19",
    },
  });
});

test("a person who claims something is a Person, and what is not known of them is left out", () => {
  const claimant = { kind: "PERSON", names: russia.names, wikidataId: null, sameAs: [] } as const;
  const { itemReviewed } = claimReviewOf(facts({}, { claimant, claimedAt: null }), newsroom);
  expect(itemReviewed).toEqual({
    "@type": "Claim",
    inLanguage: "fa",
    author: { "@type": "Person", name: "روسیه" },
  });
});

describe("the rating", () => {
  const scale = {
    labels: [
      { language: "en", text: "Pants on fire" },
      { language: "fa", text: "دروغ شاخ‌دار" },
    ],
    value: 2,
    best: 10,
    worst: 2,
  };
  const ratingOf = (given: Partial<ClaimReviewFacts>) =>
    claimReviewOf(facts(given), newsroom).reviewRating;

  test("is the newsroom's own word and number where it has a scale", () => {
    expect(ratingOf({ rating: scale })).toMatchObject({
      alternateName: "دروغ شاخ‌دار",
      ratingValue: 2,
      bestRating: 10,
      worstRating: 2,
    });
  });

  test("is in the review's language, also where the scale has no word in that one", () => {
    const words = ["fa-AF", "ar", "en-GB", "de"].map((language) => ratingOf({ language }));
    expect(words).toMatchObject([
      { alternateName: "نادرست" },
      { alternateName: "خاطئ" },
      { alternateName: "False" },
      { alternateName: "False" },
    ]);
    const onScale = ratingOf({ language: "ar", rating: scale });
    expect(onScale).toMatchObject({ alternateName: "خاطئ", ratingValue: 2 });
  });

  test("goes from 1 for false to 5 for true without a scale, and has no number where there is no degree", () => {
    const numbers = verdicts.map((verdict) => {
      const { ratingValue, bestRating, worstRating } = ratingOf({ verdict }) as never;
      return [verdict, ratingValue, worstRating, bestRating];
    });
    expect(numbers).toEqual([
      ["TRUE", 5, 1, 5],
      ["MOSTLY_TRUE", 4, 1, 5],
      ["MIXED", 3, 1, 5],
      ["MISLEADING", undefined, undefined, undefined],
      ["MOSTLY_FALSE", 2, 1, 5],
      ["FALSE", 1, 1, 5],
      ["UNPROVEN", undefined, undefined, undefined],
      ["OUTDATED", undefined, undefined, undefined],
    ]);
  });
});

describe("where the claim appeared", () => {
  const appearancesOf = (...nodes: ClaimReviewFacts["claim"]["appearances"]["nodes"]) =>
    claimReviewOf(facts({}, { appearances: { nodes } }), newsroom).itemReviewed;
  const work = (url: string, datePublished?: string) => ({
    "@type": "CreativeWork",
    url,
    headline: "بریدهٔ روزنامه",
    ...(datePublished && { datePublished }),
  });

  test("the earliest that is dated is the first appearance", () => {
    const found = appearancesOf(
      appeared(null, null, "https://a.example"),
      appeared(null, "2025-05", "https://b.example"),
      appeared("2025-05-20", "2025-01-01", "https://c.example"),
    );
    expect(found).toMatchObject({
      firstAppearance: work("https://c.example", "2025-05-20"),
      appearance: [work("https://b.example", "2025-05"), work("https://a.example")],
    });
  });

  test("where none is dated nobody knows which was the first", () => {
    const found = appearancesOf(appeared(null, null, "https://a.example"));
    expect(found).toMatchObject({ appearance: [work("https://a.example")] });
    expect(found).not.toHaveProperty("firstAppearance");
  });

  test("a document is told with its language and publisher, and without an address where it has none", () => {
    const publisher = { ...russia, kind: "OUTLET", wikidataId: null, sameAs: [] } as const;
    const source = { ...noPublisher, language: "fa", publishedAt: null, publisher };
    expect(appearancesOf({ appearedAt: null, source })).toMatchObject({
      appearance: [
        {
          "@type": "CreativeWork",
          headline: "بریدهٔ روزنامه",
          inLanguage: "fa",
          publisher: { "@type": "Organization", name: "روسیه" },
        },
      ],
    });
  });
});

describe("corrections", () => {
  const review = (day: number, note: string | null, publisher: object | null = null) => ({
    publishedAt: `2025-05-${day}T08:00:00.000Z`,
    correction: note === null ? null : { note },
    publisher,
  });
  const nodes = [
    review(23, "حکم تغییر کرد."),
    review(22, "یک واژه افتاده بود."),
    review(21, "از سازمانی دیگر", {}),
    review(20, null),
  ];

  test("all of them stand with the date of each, the first publication being the review's date", () => {
    const publishedAt = "2025-05-23T08:00:00.000Z";
    expect(claimReviewOf(facts({ publishedAt }, { reviews: { nodes } }), newsroom)).toMatchObject({
      datePublished: "2025-05-20T08:00:00.000Z",
      dateModified: "2025-05-23T08:00:00.000Z",
      correction: [
        {
          "@type": "CorrectionComment",
          text: "حکم تغییر کرد.",
          datePublished: "2025-05-23T08:00:00.000Z",
        },
        { text: "یک واژه افتاده بود.", datePublished: "2025-05-22T08:00:00.000Z" },
      ],
    });
  });

  test("a review that was superseded does not know of what came after it", () => {
    const first = claimReviewOf(facts({}, { reviews: { nodes } }), newsroom);
    expect(first).not.toHaveProperty("correction");
    expect(first).not.toHaveProperty("dateModified");
  });
});
