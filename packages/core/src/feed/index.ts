/**
 * Feeds of what the newsroom published. There is one entry a claim, which shows its review as it now is: who kept an older one
 * replaces it, and who reads on from a place in the ledger comes by every change that was made since.
 */

import { type ClaimReviewFacts, claimReviewSelection } from "../claimreview/index.ts";
import type { Context } from "../context/index.ts";
import { checkLanguage, checkList, checkName } from "../input/index.ts";
import { branch, leaves, planRead, runRead } from "../read/index.ts";
import type { CorrectionKind } from "../review/correction.ts";

export { writeAtom } from "./atom.ts";
export { writeDataFeed } from "./data-feed.ts";
export { writeJsonFeed } from "./json-feed.ts";

/** Which of the claims are meant: those that fit any value of each list; an empty one leaves out none. */
export type FeedFilter = {
  readonly language: readonly string[];
  readonly topic: readonly string[];
};

export type FeedEntry = {
  /** Where in the ledger it stands: larger than that of all that changed before. */
  readonly position: number;
  readonly review: ClaimReviewFacts & {
    readonly correction: { readonly kind: CorrectionKind; readonly note: string } | null;
    readonly retractedAt: string | null;
    readonly retractedReason: string | null;
    readonly claim: ClaimReviewFacts["claim"] & { readonly topics: readonly string[] };
  };
};

export type FeedPage = {
  readonly entries: readonly FeedEntry[];
  readonly hasMore: boolean;
  /** When anything was last written, be it published or not. */
  readonly writtenAt: string;
};

type Found = {
  ownReviews: {
    edges: { position: number; node: FeedEntry["review"] }[];
    pageInfo: { hasNextPage: boolean };
  };
  writtenAt: string;
};

const claim = claimReviewSelection["claim"]?.select?.["Claim"];
const review = {
  ...claimReviewSelection,
  ...leaves("retractedAt", "retractedReason"),
  correction: branch("correction", "Correction", leaves("kind", "note")),
  claim: branch("claim", "Claim", { ...claim, ...leaves("topics") }),
};
const edges = branch("edges", "Edge", {
  ...leaves("position"),
  node: branch("node", "Review", review),
});
const pageInfo = branch("pageInfo", "PageInfo", leaves("hasNextPage"));

/** What changed after a place in the ledger, in that order. */
export function readOn(
  ctx: Pick<Context, "db" | "actor" | "now">,
  position: number,
  size: number,
): Promise<FeedPage> {
  return readPage(ctx, { position, first: size });
}

/**
 * What changed last, newest first.
 * @throws {BadInput} with the path in the filter, such as `language.0`
 */
export function readLatest(
  ctx: Pick<Context, "db" | "actor" | "now">,
  filter: FeedFilter,
  size: number,
): Promise<FeedPage> {
  const language = checkList(filter.language, "language", checkLanguage);
  const topic = checkList(filter.topic, "topic", checkName);
  return readPage(ctx, {
    filter: { ...(language.length > 0 && { language }), ...(topic.length > 0 && { topic }) },
    first: size,
    isNewestFirst: true,
  });
}

async function readPage(
  ctx: Pick<Context, "db" | "actor" | "now">,
  args: Readonly<Record<string, unknown>>,
): Promise<FeedPage> {
  const selection = {
    ownReviews: branch("ownReviews", "Page", { edges, pageInfo }, args),
    ...leaves("writtenAt"),
  };
  const { ownReviews, writtenAt } = (await runRead(ctx, planRead(ctx, selection))) as Found;
  return {
    entries: ownReviews.edges.map(({ position, node }) => ({ position, review: node })),
    hasMore: ownReviews.pageInfo.hasNextPage,
    writtenAt,
  };
}
