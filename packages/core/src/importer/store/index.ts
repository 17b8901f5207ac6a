/** Taking understood reviews into the record, a batch in one transaction. */

import { type Context, transaction } from "../../context/index.ts";
import type { Localized } from "../../database/columns.ts";
import { createId } from "../../id/index.ts";
import { hold, snapshotsOf } from "../../record/index.ts";
import { reviewRecord } from "../../review/record.ts";
import { review } from "../../review/review.sql.ts";
import { type NewEntry, recordAll } from "../../revision/record-all.ts";
import type { ImportedReview, PublishedRating } from "../understand/index.ts";
import { Claims } from "./claims.ts";
import { type Candidate, Entities } from "./entities.ts";
import {
  contentHashOf,
  dateOf,
  identityOf,
  type Judgement,
  judge,
  loadVersions,
  type Versions,
} from "./versions.ts";

/** What became of a review; `reviewId` is that of the version which stands after it. */
export type Stored = { judgement: Judgement; reviewId: string | null };

type NewReview = typeof review.$inferInsert;

/** What a dry run has come by so far, which an import would find in the record: some 500 bytes a review. */
export type Rehearsal = { versions: Map<string, Versions[]>; publishers: Candidate[] };

/**
 * Takes the reviews in, in their order, all or none; for each what became of it. Nothing is written where nothing is new, nor
 * in a dry run, whose reviews have no id then.
 */
export async function storeReviews(
  ctx: Context,
  items: readonly ImportedReview[],
  rehearsal: Rehearsal | null = null,
): Promise<Stored[]> {
  if (items.length === 0) return [];
  return transaction(ctx, async (ctx) => {
    // Two imports at once would each record what both bring.
    await hold(ctx, "import");
    const { judged, entities } = await judgeAll(ctx, items, rehearsal);
    if (rehearsal === null) await write(ctx, judged.filter(isWritten), entities);
    else rehearsal.publishers.push(...entities.made);
    return judged.map(({ judgement, id }) => ({ judgement, reviewId: rehearsal ? null : id }));
  });
}

type Judged = {
  item: ImportedReview;
  identity: string;
  contentHash: string;
  publisherId: string;
  judgement: Judgement;
  /** Of the version that stands after it: this one where it is written. */
  id: string;
  /** The version that it supersedes. */
  supersedes: Versions | null;
};

function isWritten({ judgement }: Judged): boolean {
  return judgement === "NEW" || judgement === "SUPERSEDED";
}

/**
 * What each is beside those that are there, and beside those before it. What has been said before is unchanged, whichever
 * version said it, and whoever counts as its publisher now: so a file is never taken in twice, and of two versions in one file
 * the older does not come back.
 */
async function judgeAll(
  ctx: Context,
  items: readonly ImportedReview[],
  rehearsal: Rehearsal | null,
): Promise<{ judged: Judged[]; entities: Entities }> {
  const hashed = items.map((item) => ({
    item,
    identity: identityOf(item),
    contentHash: contentHashOf(item),
  }));
  const known = await loadVersions(
    ctx,
    hashed.map(({ identity }) => identity),
  );
  for (const { identity } of hashed) {
    const rehearsed = rehearsal?.versions.get(identity);
    if (rehearsed !== undefined) known.set(identity, rehearsed);
  }
  const saidIn = ({ identity, contentHash }: Pick<Judged, "identity" | "contentHash">) =>
    known.get(identity)?.find(({ hashes }) => hashes.has(contentHash));
  const unsaid = hashed.filter((each) => saidIn(each) === undefined);
  const entities = await Entities.load(
    ctx,
    unsaid.map(({ item }) => item),
    rehearsal?.publishers ?? [],
  );
  const judged = hashed.map((each): Judged => {
    const said = saidIn(each);
    if (said !== undefined) return { ...each, ...said, judgement: "UNCHANGED", supersedes: null };
    const { item, identity, contentHash } = each;
    const publisherId = entities.publisherId(item.publisher, item.language);
    const ofIdentity = known.get(identity) ?? [];
    const versions = ofIdentity.find((other) => other.publisherId === publisherId);
    const judgement = judge(item, versions);
    if (versions !== undefined && judgement === "OLDER")
      return { ...each, ...versions, judgement, supersedes: null };
    const standing: Versions = {
      id: createId("review"),
      claimId: versions?.claimId ?? null,
      publisherId,
      date: dateOf(item),
      hashes: new Set(versions?.hashes).add(contentHash),
    };
    const standingNow = [...ofIdentity.filter((other) => other !== versions), standing];
    known.set(identity, standingNow);
    rehearsal?.versions.set(identity, standingNow);
    return { ...each, publisherId, judgement, id: standing.id, supersedes: versions ?? null };
  });
  return { judged, entities };
}

async function write(ctx: Context, items: readonly Judged[], entities: Entities): Promise<void> {
  if (items.length === 0) return;
  const claims = await Claims.load(
    ctx,
    items.map(({ item }) => item),
  );
  const rows: NewReview[] = [];
  const claimOf = new Map<string, string>();
  for (const judged of items) {
    const { item, supersedes } = judged;
    const earlier = supersedes && (supersedes.claimId ?? claimOf.get(supersedes.id));
    const claimantId = entities.claimantId(item.claimant, item.language);
    const claimId = earlier ?? claims.idFor(ctx, item, claimantId);
    if (earlier) claims.touch(earlier);
    claimOf.set(judged.id, claimId);
    rows.push(rowOf(judged, claimId));
  }
  const ofEntities = await entities.record(ctx);
  const { entries: ofClaims, stamps } = await claims.record(ctx);
  await ctx.db.insert(review).values(rows);
  const ids = rows.map(({ id }) => id);
  const snapshots = await snapshotsOf(ctx, reviewRecord, ids);
  const ofReviews = rows.map(({ id, claimId }): NewEntry => {
    const after = { ...snapshots.get(id), claim: stamps.get(claimId) ?? null };
    return { action: "review.import", subject: id, before: null, after };
  });
  await recordAll(ctx, [...ofEntities, ...ofClaims, ...ofReviews]);
}

function rowOf(
  { item, id, identity, contentHash, publisherId, supersedes }: Judged,
  claimId: string,
): NewReview {
  const { language, rating, verdict, summary, title, url, claimReviewed } = item;
  const localized = (text: string | null) => (text === null ? [] : [{ language, text }]);
  return {
    id,
    claimId,
    verdict,
    rating: rating && ratingOf(rating, localized(rating.label)),
    title,
    summary: localized(summary),
    body: [],
    language,
    publisherId,
    publishedAt: new Date(item.publishedAt),
    modifiedAt: item.modifiedAt === null ? null : new Date(item.modifiedAt),
    url,
    claimReviewed,
    appearanceUrls: [...item.appearanceUrls],
    identity,
    contentHash,
    evidence: [],
    supersedesId: supersedes?.id ?? null,
  };
}

function ratingOf({ value, best, worst }: PublishedRating, labels: Localized[]) {
  return { labels, value, best, worst };
}
