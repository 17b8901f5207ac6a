/** Reviews of other organisations, as an import leaves them. */

import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import type { Verdict } from "@sanad/core/review";
import { review, retraction } from "../../packages/core/src/review/review.sql.ts";
import { aClaim, anEntity } from "./fixtures.ts";

type Given = {
  claimId?: string;
  publisherId?: string;
  verdict?: Verdict;
  label?: string;
  language?: string;
  url?: string;
  publishedAt?: Date;
  supersedesId?: string;
};

/** Of a new claim by a new organisation, unless they are given. */
export async function aReviewOfOthers(ctx: Context, given: Given = {}) {
  const { label, language = "fa", verdict = "FALSE" } = given;
  const claimId = given.claimId ?? (await aClaim(ctx)).id;
  const publisherId = given.publisherId ?? (await anEntity(ctx)).id;
  const labels = label === undefined ? null : [{ language, text: label }];
  const [row] = await ctx.db
    .insert(review)
    .values({
      id: createId("review"),
      claimId,
      publisherId,
      verdict,
      rating: labels && { labels, value: null, best: 5, worst: 1 },
      language,
      summary: [{ language, text: label ?? "…" }],
      body: [],
      evidence: [],
      url: given.url ?? `https://www.checkers.example/${claimId}`,
      publishedAt: given.publishedAt ?? ctx.now(),
      supersedesId: given.supersedesId ?? null,
    })
    .returning();
  if (row === undefined) throw new Error("An insert gave nothing back.");
  return row;
}

export async function retractReviewOfOthers(ctx: Context, reviewId: string): Promise<void> {
  await ctx.db.insert(retraction).values({ reviewId, at: ctx.now(), reason: "…" });
}
