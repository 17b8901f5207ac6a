/** Which versions of the imported reviews are there already, and what an item is beside them. */

import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { asc, eq, sql } from "drizzle-orm";
import type { Context } from "../../context/index.ts";
import { entity } from "../../entity/entity.sql.ts";
import { among } from "../../record/index.ts";
import { review } from "../../review/review.sql.ts";
import { canonicalUrl } from "../../source/url.ts";
import { squash } from "../../text/index.ts";
import type { ImportedReview } from "../understand/index.ts";

/** What a review is known by beside its publisher: the page and the claim, in whatever spelling. */
export function identityOf({ url, claimReviewed }: ImportedReview): string {
  return sha256(JSON.stringify([canonicalUrl(url), squash(claimReviewed)]));
}

/** Of all that the item says, and nothing that was concluded from it: a label that is mapped later changes nothing. */
export function contentHashOf({
  place: _place,
  verdict: _verdict,
  ...said
}: ImportedReview): string {
  return sha256(canonicalize(said) ?? "");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * One review in all its versions: the one that stands, with its date in milliseconds, and what any of them said. `claimId` is
 * null while the review is not written yet; a publisher that was merged is the one that it was merged into.
 */
export type Versions = {
  id: string;
  claimId: string | null;
  publisherId: string;
  date: number;
  hashes: Set<string>;
};

export type Judgement = "NEW" | "UNCHANGED" | "SUPERSEDED" | "OLDER";

/** When an item is of, for telling an older from a newer. */
export function dateOf({ modifiedAt, publishedAt }: ImportedReview): number {
  return Date.parse(modifiedAt ?? publishedAt);
}

/** What an item is beside the review that it is a version of. Of one date, the later in the file supersedes. */
export function judge(item: ImportedReview, known: Versions | undefined): Judgement {
  if (known === undefined) return "NEW";
  return dateOf(item) < known.date ? "OLDER" : "SUPERSEDED";
}

/** The reviews that are recorded under each identity: one a publisher. */
export async function loadVersions(
  ctx: Context,
  identities: readonly string[],
): Promise<Map<string, Versions[]>> {
  const rows = await ctx.db
    .select({
      id: review.id,
      claimId: review.claimId,
      supersedesId: review.supersedesId,
      identity: sql<string>`${review.identity}`,
      contentHash: sql<string>`${review.contentHash}`,
      publishedAt: review.publishedAt,
      modifiedAt: review.modifiedAt,
      publisherId: sql<string>`coalesce(${entity.mergedIntoId}, ${entity.id})`,
    })
    .from(review)
    .innerJoin(entity, eq(entity.id, review.publisherId))
    .where(among(review.identity, [...new Set(identities)]))
    .orderBy(asc(review.id));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const superseded = new Set(rows.map((row) => row.supersedesId));
  const versions = new Map<string, Versions[]>();
  for (const row of rows.filter(({ id }) => !superseded.has(id))) {
    const { id, claimId, publisherId, identity } = row;
    const hashes = new Set<string>();
    for (let each = byId.get(id); each !== undefined; each = byId.get(each.supersedesId ?? ""))
      hashes.add(each.contentHash);
    const date = (row.modifiedAt ?? row.publishedAt).getTime();
    const listed = versions.get(identity) ?? [];
    versions.set(identity, [...listed, { id, claimId, publisherId, date, hashes }]);
  }
  return versions;
}
