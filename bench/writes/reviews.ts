import { phrases } from "../data/phrases.ts";

/** Reviews of other organisations as their publishers write them, each of another claim. */
export async function* someReviews(count: number) {
  for (let number = 0; number < count; number++) {
    const language = number % 3 === 0 ? "en" : "fa";
    const { claims, titles } = phrases[language];
    yield {
      kind: "CLAIM_REVIEW" as const,
      place: `item ${number + 1}`,
      item: {
        "@type": "ClaimReview",
        url: `https://checkers-${number % 20}.example/reviews/${number}`,
        name: titles[number % titles.length],
        claimReviewed: claims[number % claims.length]?.replace("#", String(number)),
        datePublished: "2025-05-19",
        inLanguage: language,
        author: {
          "@type": "Organization",
          name: `Checkers ${number % 20}`,
          url: `https://checkers-${number % 20}.example`,
        },
        itemReviewed: {
          "@type": "Claim",
          author: { "@type": "Person", name: `Mayor ${number % 500}` },
          appearance: { "@type": "CreativeWork", url: `https://outlet.example/${number}` },
        },
        reviewRating: { "@type": "Rating", alternateName: "False" },
      },
    };
  }
}
