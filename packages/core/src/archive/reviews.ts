import { sql } from "drizzle-orm";
import { claim } from "../claim/claim.sql.ts";
import {
  type ClaimReviewFacts,
  claimReviewOf,
  claimReviewSelection,
  type Newsroom,
} from "../claimreview/index.ts";
import type { Context } from "../context/index.ts";
import { streamRows } from "../database/index.ts";
import { planRead, runRead } from "../read/index.ts";
import { placeOf, type Since, touchedSince } from "./since.ts";

type ClaimReview = ReturnType<typeof claimReviewOf>;

/** A review has up to a hundred appearances, and as many reviews before it. */
const reviewsAtOnce = 25;

/**
 * A ClaimReview of every review of the newsroom's own that stands, by the claim's id. Within `atOneMoment`.
 * @throws {SinceUnknown}
 */
export async function* exportClaimReviews(
  { db, ...rest }: Context,
  newsroom: Newsroom,
  since: Since | null = null,
): AsyncGenerator<ClaimReview> {
  const ctx: Context = { ...rest, db, actor: { kind: "public" } };
  const place = since === null ? null : await placeOf(ctx, since);
  const standing = streamRows<{ id: string }>(
    db,
    sql`select ${claim.reviewId} as id from ${claim}
      where ${claim.verdict} is not null and ${place === null ? sql`true` : touchedSince(claim.id, place)}
      order by ${claim.id} collate "C"`,
  );
  let ids: string[] = [];
  for await (const { id } of standing) {
    ids.push(id);
    if (ids.length < reviewsAtOnce) continue;
    yield* claimReviews(ctx, newsroom, ids);
    ids = [];
  }
  if (ids.length > 0) yield* claimReviews(ctx, newsroom, ids);
}

async function* claimReviews(
  ctx: Context,
  newsroom: Newsroom,
  ids: readonly string[],
): AsyncGenerator<ClaimReview> {
  const reviews = { name: "nodes", args: { ids }, select: { Review: claimReviewSelection } };
  const { nodes } = await runRead(ctx, planRead(ctx, { nodes: reviews }));
  for (const facts of nodes as ClaimReviewFacts[]) yield claimReviewOf(facts, newsroom);
}
