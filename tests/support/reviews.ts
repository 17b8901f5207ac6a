/** Reviews of other organisations, as an import takes them in. */

import type { ClaimRow } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { importReviews } from "@sanad/core/importer";
import { eq } from "drizzle-orm";
import { entity } from "../../packages/core/src/entity/entity.sql.ts";
import { aClaim, as } from "./fixtures.ts";

type Given = {
  claim?: ClaimRow;
  publisher?: string;
  label?: string;
  language?: string;
  url?: string;
  title?: string;
  summary?: string;
  publishedAt?: Date;
};

/** Of a new claim by one organisation, unless they are given; the same address and claim again are another version. */
export async function aReviewOfOthers(
  ctx: Context,
  given: Given = {},
): Promise<Required<Pick<Given, "claim" | "url">>> {
  const claim = given.claim ?? (await aClaim(ctx));
  const [claimant] = await ctx.db.select().from(entity).where(eq(entity.id, claim.claimantId));
  const { label = "نادرست", language = "fa", title, summary } = given;
  const url = given.url ?? `https://www.checkers.example/${claim.id}`;
  const item = {
    "@type": "ClaimReview",
    claimReviewed: claim.text,
    url,
    name: title,
    description: summary,
    inLanguage: language,
    datePublished: (given.publishedAt ?? ctx.now()).toISOString(),
    author: { "@type": "Organization", name: given.publisher ?? "Checkers" },
    reviewRating: { alternateName: label },
    itemReviewed: { author: { name: claimant?.names[0]?.name } },
  };
  const outcomes = await importReviews(as(ctx, "ADMIN"), { items: [item] });
  for (const outcome of outcomes)
    if (outcome.kind !== "TAKEN_IN") throw new Error(JSON.stringify(outcome));
  return { claim, url };
}
