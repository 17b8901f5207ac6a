/**
 * What was found of claims, by whichever organisation: searching the reviews that stand, in the form in which the field's
 * tools exchange them.
 */

import { addressOf, type Newsroom } from "../claimreview/index.ts";
import type { Context } from "../context/index.ts";
import type { Localized } from "../database/columns.ts";
import { isNobody } from "../entity/nobody.ts";
import { branch, leaves, planRead, runRead } from "../read/index.ts";
import type { Verdict } from "../review/verdict.ts";
import { verdictWord } from "../review/words.ts";
import { siteOf } from "../source/url.ts";
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
  readonly claimant: string | null;
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
    nodes: FactCheckFound[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
};
type FactCheckFound = {
  claim: { text: string; language: string; claimedAt: string | null; claimant: { names: Names } };
  reviews: ReviewFound[];
};
type ReviewFound = {
  verdict: Verdict | null;
  title: string | null;
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
  ...leaves("verdict", "title", "language", "publishedAt", "url", "site"),
  rating: branch("rating", "Rating", {
    labels: branch("labels", "LocalizedText", leaves("language", "text")),
  }),
  publisher: branch("publisher", "Entity", { names }),
};

const pageInfo = branch("pageInfo", "PageInfo", leaves("hasNextPage", "endCursor"));

/**
 * A page of claims with the reviews that stand and are meant, those first that have most of the words.
 * @throws {BadInput} with the path of the field, such as `factChecks.query`
 */
export async function searchFactChecks(
  ctx: Pick<Context, "db" | "actor" | "now">,
  newsroom: Newsroom,
  { query, site, language, since, size, after, offset }: FactCheckSearch,
): Promise<FactChecks> {
  const filter = {
    ...(site !== undefined && { site: site === siteOf(newsroom.url) ? "" : site }),
    ...(language !== undefined && { language: [language] }),
    ...(since !== undefined && { since }),
  };
  const reviews = branch("reviews", "Review", review, { filter });
  const nodes = branch("nodes", "FactCheck", { claim, reviews });
  const args = { query, filter, first: size, after, offset };
  const selection = { factChecks: branch("factChecks", "Page", { nodes, pageInfo }, args) };
  const { factChecks } = (await runRead(ctx, planRead(ctx, selection))) as Found;
  const { hasNextPage, endCursor } = factChecks.pageInfo;
  return {
    factChecks: factChecks.nodes.map((found) => factCheckOf(found, newsroom)),
    next: hasNextPage ? endCursor : null,
  };
}

function factCheckOf({ claim, reviews }: FactCheckFound, newsroom: Newsroom): FactCheck {
  const { text, language, claimedAt, claimant } = claim;
  return {
    text,
    claimant: isNobody(claimant.names)
      ? null
      : (inLanguage(claimant.names, language)?.name ?? null),
    claimedOn: claimedAt?.length === "2025-01-01".length ? claimedAt : null,
    reviews: reviews.map((each) => {
      const { publisher, title, url, publishedAt, language, site } = each;
      const others = publisher && { name: inLanguage(publisher.names, language)?.name ?? "", site };
      return {
        publisher: others ?? { name: newsroom.name, site: siteOf(newsroom.url) },
        url: addressOf({ url }, newsroom),
        title,
        publishedAt,
        rating: ratingOf(each),
        language,
      };
    }),
  };
}

/** As its publisher put it; what was never put in words has ours for the verdict. */
function ratingOf({ rating, verdict, language }: ReviewFound): string | null {
  const label = nearLanguage(rating?.labels ?? [], language)?.text;
  return label ?? (verdict === null ? null : verdictWord(verdict, language));
}
