/** Reviews of other organisations, as their publishers would write them. */

let count = 0;

/** Unlike all others; what a test is about it gives itself. */
export function aClaimReview(given: Readonly<Record<string, unknown>> = {}) {
  const number = ++count;
  return {
    "@type": "ClaimReview",
    url: `https://checkers.example/reviews/${number}`,
    claimReviewed: `Bridge number ${number} has four arches.`,
    datePublished: "2025-05-19",
    inLanguage: "en",
    author: { "@type": "Organization", name: "The Checkers", url: "https://checkers.example" },
    itemReviewed: { "@type": "Claim", author: { "@type": "Person", name: `Mayor ${number}` } },
    reviewRating: { "@type": "Rating", alternateName: "False" },
    ...given,
  };
}
