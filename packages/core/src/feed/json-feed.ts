import { generateJsonFeed } from "feedsmith";
import type { Newsroom } from "../claimreview/index.ts";
import { textOf } from "./entry.ts";
import type { FeedEntry } from "./index.ts";

/** A JSON Feed of the entries, which are newest first. @see https://www.jsonfeed.org/version/1.1/ */
export function writeJsonFeed(
  entries: readonly FeedEntry[],
  newsroom: Newsroom,
  url: string,
): object {
  const author = { name: newsroom.name, url: newsroom.url };
  const feed = generateJsonFeed(
    {
      title: newsroom.name,
      home_page_url: newsroom.url,
      feed_url: url,
      authors: [author],
      items: entries.map((entry) => {
        const text = textOf(entry, newsroom);
        return {
          id: text.url,
          url: text.url,
          title: text.title,
          content_html: text.html,
          date_published: text.publishedAt,
          date_modified: text.changedAt,
          tags: [...text.topics],
          language: text.language,
        };
      }),
    },
    { strict: true },
  ) as object;
  // The library leaves out a list with nothing in it, which the format wants nonetheless.
  return { ...feed, ...(entries.length === 0 && { items: [] }) };
}
