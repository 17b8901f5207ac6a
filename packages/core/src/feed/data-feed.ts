import type { ClaimReview, DataFeed, DataFeedItem, WithContext } from "schema-dts";
import { addressOf, claimReviewOf, firstPublishedAt, type Newsroom } from "../claimreview/index.ts";
import type { FeedEntry } from "./index.ts";

/**
 * A schema.org DataFeed. A review that was retracted has the day of that and its address, and is no ClaimReview any more, so
 * that a reader who knows of no deletion does not show it as one that holds.
 * @see https://schema.org/DataFeedItem
 */
export function writeDataFeed(
  entries: readonly FeedEntry[],
  newsroom: Newsroom,
  url: string,
): WithContext<DataFeed> {
  return {
    "@context": "https://schema.org",
    "@type": "DataFeed",
    name: newsroom.name,
    url,
    dataFeedElement: entries.map((entry) => itemOf(entry, newsroom)),
  };
}

function itemOf({ position, review }: FeedEntry, newsroom: Newsroom): DataFeedItem {
  const { retractedAt, publishedAt } = review;
  const common = {
    "@type": "DataFeedItem",
    identifier: String(position),
    dateCreated: firstPublishedAt(review),
  } as const;
  if (retractedAt !== null) {
    const url = addressOf(review, newsroom);
    return { ...common, dateDeleted: retractedAt, item: { "@type": "CreativeWork", url } };
  }
  const { "@context": _stated, ...item } = claimReviewOf(review, newsroom) as WithContext<
    Exclude<ClaimReview, string>
  >;
  return { ...common, dateModified: publishedAt, item };
}
