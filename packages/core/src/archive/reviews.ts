import { type SQL, sql } from "drizzle-orm";
import { claim } from "../claim/claim.sql.ts";
import {
  type ClaimReviewFacts,
  claimReviewOf,
  claimReviewSelection,
  type Newsroom,
  othersClaimReviewOf,
  type OthersReviewFacts,
  othersReviewSelection,
} from "../claimreview/index.ts";
import type { Context } from "../context/index.ts";
import { streamRows } from "../database/index.ts";
import { planRead, runRead, type Selection } from "../read/index.ts";
import { retraction, review } from "../review/review.sql.ts";
import { placeOf, type Since, touchedSince } from "./since.ts";

type ClaimReview = ReturnType<typeof claimReviewOf>;

/** A review has up to a hundred appearances, and as many reviews before it. */
const reviewsAtOnce = 25;

/**
 * A ClaimReview of every review of the newsroom's own that stands, by the claim's id. Within `atOneMoment`.
 * @throws {SinceUnknown}
 */
export async function* exportClaimReviews(
  ctx: Context,
  newsroom: Newsroom,
  since: Since | null = null,
): AsyncGenerator<ClaimReview> {
  const place = since === null ? null : await placeOf(ctx, since);
  const standing = sql`select ${claim.reviewId} as id from ${claim}
    where ${claim.verdict} is not null and ${place === null ? sql`true` : touchedSince(claim.id, place)}
    order by ${claim.id} collate "C"`;
  for await (const facts of readReviews(ctx, standing, claimReviewSelection))
    yield claimReviewOf(facts as ClaimReviewFacts, newsroom);
}

/**
 * The same of other organisations' reviews that were imported and stand, by the review's id, under their publishers' names; but
 * for those without any rating. Within `atOneMoment`.
 * @throws {SinceUnknown}
 */
export async function* exportOthersClaimReviews(
  ctx: Context,
  since: Since | null = null,
): AsyncGenerator<ClaimReview> {
  const place = since === null ? null : await placeOf(ctx, since);
  const standing = sql`select ${review.id} as id from ${review}
    where ${review.identity} is not null
      and not exists (select from ${review} later where later.supersedes_id = ${review.id})
      and not exists (select from ${retraction} where ${retraction.reviewId} = ${review.id})
      and ${place === null ? sql`true` : touchedSince(review.id, place)}
    order by ${review.id} collate "C"`;
  for await (const facts of readReviews(ctx, standing, othersReviewSelection)) {
    const item = othersClaimReviewOf(facts as OthersReviewFacts);
    if (item !== null) yield item;
  }
}

/** The reviews as everybody may read them, some at once. @param ids a statement that gives the `id` of each, in order */
async function* readReviews(
  { db, ...rest }: Context,
  ids: SQL,
  selection: Selection,
): AsyncGenerator<unknown> {
  const ctx: Context = { ...rest, db, actor: { kind: "public" } };
  let batch: string[] = [];
  for await (const { id } of streamRows<{ id: string }>(db, ids)) {
    batch.push(id);
    if (batch.length < reviewsAtOnce) continue;
    yield* await readBatch(ctx, batch, selection);
    batch = [];
  }
  if (batch.length > 0) yield* await readBatch(ctx, batch, selection);
}

async function readBatch(
  ctx: Context,
  ids: readonly string[],
  selection: Selection,
): Promise<unknown[]> {
  const reviews = { name: "nodes", args: { ids }, select: { Review: selection } };
  const { nodes } = await runRead(ctx, planRead(ctx, { nodes: reviews }));
  return nodes as unknown[];
}
