/**
 * What was found of claims, by whichever organisation: searching the reviews that stand, in the form in which the field's
 * tools exchange them.
 */

import type { Newsroom } from "../claimreview/index.ts";
import type { Context } from "../context/index.ts";
import type { Localized } from "../database/columns.ts";
import { branch, leaves, planRead, runRead } from "../read/index.ts";
import type { Verdict } from "../review/verdict.ts";
import { verdictWord } from "../review/words.ts";
import { inLanguage, nearLanguage } from "../text/index.ts";

export type FactCheckSearch = {
  /** The words that a claim should have; null for the claims last reviewed. */
  readonly query: string | null;
  /** The host of the reviews' publisher, without `www.`. */
  readonly site?: string;
  /** A primary language: its regions are meant too. */
  readonly language?: string;
  /** Published, or of a claim that was made, since then. */
  readonly since?: Date;
  readonly size: number;
  /** The place at which an answer before this one ended; `offset` counts only where there is none. */
  readonly after: string | null;
  readonly offset: number;
};

/** A claim with its reviews, newest first. What is null is not known. */
export type FactCheck = {
  readonly text: string;
  readonly claimant: string;
  /** Only where the day is known. */
  readonly claimedOn: string | null;
  readonly reviews: readonly {
    readonly publisher: { readonly name: string; readonly site: string };
    readonly url: string;
    readonly title: string | null;
    readonly publishedAt: string;
    readonly rating: string | null;
    readonly language: string;
  }[];
};

export type FactChecks = {
  readonly factChecks: readonly FactCheck[];
  /** The place after the last of them; null where no more are there. */
  readonly next: string | null;
};

type Names = readonly { readonly language: string; readonly name: string }[];
type Found = {
  factChecks: {
    nodes: {
      claim: {
        text: string;
        language: string;
        claimedAt: string | null;
        claimant: { names: Names };
      };
      reviews: ReviewFound[];
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};
type ReviewFound = {
  verdict: Verdict | null;
  rating: { labels: Localized[] } | null;
  language: string;
  publishedAt: string;
  url: string;
  site: string;
  publisher: { names: Names } | null;
};

const names = branch("names", "LocalizedName", leaves("language", "name"));
const claim = branch("claim", "Claim", {
  ...leaves("text", "language", "claimedAt"),
  claimant: branch("claimant", "Entity", { names }),
});
const review = {
  ...leaves("verdict", "language", "publishedAt", "url", "site"),
  rating: branch("rating", "Rating", {
    labels: branch("labels", "LocalizedText", leaves("language", "text")),
  }),
  publisher: branch("publisher", "Entity", { names }),
};

/**
 * A page of claims with the reviews that stand and are meant, those first that have most of the words.
 * @throws {BadInput} with the path of the field, such as `factChecks.query`
 */
export async function searchFactChecks(
  ctx: Pick<Context, "db" | "actor" | "now">,
  newsroom: Newsroom,
  search: FactCheckSearch,
): Promise<FactChecks> {
  const ownSite = siteOf(newsroom.url);
  const { query, site, language, since, size, after, offset } = search;
  const filter = {
    ...(site !== undefined && { site: site === ownSite ? "" : site }),
    ...(language !== undefined && { language: [language] }),
    ...(since !== undefined && { since }),
  };
  const selection = {
    factChecks: branch(
      "factChecks",
      "Page",
      {
        nodes: branch("nodes", "FactCheck", {
          claim,
          reviews: branch("reviews", "Review", review, { filter }),
        }),
        pageInfo: branch("pageInfo", "PageInfo", leaves("hasNextPage", "endCursor")),
      },
      { query, filter, first: size, after, offset },
    ),
  };
  const { factChecks } = (await runRead(ctx, planRead(ctx, selection))) as Found;
  const { hasNextPage, endCursor } = factChecks.pageInfo;
  return {
    factChecks: factChecks.nodes.map(({ claim, reviews }) => ({
      text: claim.text,
      claimant: inLanguage(claim.claimant.names, claim.language)?.name ?? "",
      claimedOn: claim.claimedAt?.length === "2025-01-01".length ? claim.claimedAt : null,
      reviews: reviews.map((each) => {
        const { publisher, url, publishedAt, language, site } = each;
        return {
          publisher:
            publisher === null
              ? { name: newsroom.name, site: ownSite }
              : { name: inLanguage(publisher.names, language)?.name ?? "", site },
          url: publisher === null ? newsroom.url + url : url,
          title: null,
          publishedAt,
          rating: ratingOf(each),
          language,
        };
      }),
    })),
    next: hasNextPage ? endCursor : null,
  };
}

/** As its publisher put it; what was never put in words has ours for the verdict. */
function ratingOf({ rating, verdict, language }: ReviewFound): string | null {
  const label = nearLanguage(rating?.labels ?? [], language)?.text;
  return label ?? (verdict === null ? null : verdictWord(verdict, language));
}

/** The host of an address without `www.`. */
function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, "");
}
