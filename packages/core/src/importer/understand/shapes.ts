/** Google's answers and ClaimsKG's rows, written as the ClaimReview that they were made of. */

import { isThing, type RawItem, type Thing } from "../read/found.ts";

/** `pathOf` gives for a path in the ClaimReview the one in what was read. */
export type Shaped = { item: Thing; pathOf: (path: string) => string };

export function asClaimReview({ kind, item }: RawItem): Shaped {
  switch (kind) {
    case "CLAIM_REVIEW":
      return { item, pathOf: (path) => path };
    case "GOOGLE_CLAIM":
      return { item: ofGoogle(item), pathOf: renamed(googlePaths) };
    case "ROW":
      return { item: ofRow(item), pathOf: renamed(rowPaths) };
  }
}

function renamed(paths: Readonly<Record<string, string>>): (path: string) => string {
  return (path) => paths[path] ?? path;
}

/** @see https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims */
function ofGoogle(claim: Thing): Thing {
  const review = isThing(claim["claimReview"]) ? claim["claimReview"] : {};
  const publisher = isThing(review["publisher"]) ? review["publisher"] : {};
  const { site } = publisher;
  return {
    url: review["url"],
    name: review["title"],
    claimReviewed: claim["text"],
    datePublished: review["reviewDate"],
    inLanguage: review["languageCode"],
    publisher: {
      name: publisher["name"] ?? site,
      url: typeof site === "string" ? `https://${site}` : null,
    },
    reviewRating: { alternateName: review["textualRating"] },
    itemReviewed: { author: { name: claim["claimant"] }, datePublished: claim["claimDate"] },
  };
}

const googlePaths = {
  url: "claimReview.url",
  name: "claimReview.title",
  claimReviewed: "text",
  datePublished: "claimReview.reviewDate",
  inLanguage: "claimReview.languageCode",
  publisher: "claimReview.publisher",
  "publisher.name": "claimReview.publisher.name",
  "publisher.url": "claimReview.publisher.site",
  "reviewRating.alternateName": "claimReview.textualRating",
  "itemReviewed.author.name": "claimant",
  "itemReviewed.datePublished": "claimDate",
};

/** @see https://github.com/claimskg/claimskg-extractor */
function ofRow(row: Thing): Thing {
  return {
    url: row["claimReview_url"],
    name: row["extra_title"],
    claimReviewed: row["claimReview_claimReviewed"],
    datePublished: row["claimReview_datePublished"],
    publisher: { name: row["claimReview_author_name"], url: row["claimReview_author_url"] },
    reviewRating: {
      alternateName: row["rating_alternateName"],
      ratingValue: row["rating_ratingValue"],
      bestRating: row["rating_bestRating"],
      worstRating: row["rating_worstRating"],
    },
    itemReviewed: {
      author: { name: row["creativeWork_author_name"] },
      datePublished: row["creativeWork_datePublished"],
    },
  };
}

const rowPaths = {
  url: "claimReview_url",
  name: "extra_title",
  claimReviewed: "claimReview_claimReviewed",
  datePublished: "claimReview_datePublished",
  publisher: "claimReview_author_name",
  "publisher.name": "claimReview_author_name",
  "publisher.url": "claimReview_author_url",
  "reviewRating.alternateName": "rating_alternateName",
  "reviewRating.ratingValue": "rating_ratingValue",
  "itemReviewed.author.name": "creativeWork_author_name",
  "itemReviewed.datePublished": "creativeWork_datePublished",
};
