/** Feeds of what the newsroom published: for crawlers, which read on from a place, and for readers, who want the latest. */

import type { Newsroom } from "@sanad/core/claimreview";
import type { Database } from "@sanad/core/database";
import { BadInput } from "@sanad/core/errors";
import {
  type FeedEntry,
  readLatest,
  readOn,
  writeAtom,
  writeDataFeed,
  writeJsonFeed,
} from "@sanad/core/feed";
import type { Context, Handler } from "hono";
import { openToCaches } from "./caching.ts";
import { unchangedSince } from "./last-modified.ts";
import type { Doors } from "./request.ts";

/** Of a crawl: as many as the record gives at once. */
const crawlSize = 100;
/** Of the latest: some days of a busy newsroom, so that who asks once a day misses little. */
const latestSize = 50;

type Given = { db: Database; newsroom: Newsroom; now: () => Date };
type Write = (entries: readonly FeedEntry[], newsroom: Newsroom, url: string) => string;

/** `?after=` is a place in the ledger, such as the `identifier` of the last item that was read. */
export function crawl({ db, newsroom, now }: Given): Handler<Doors> {
  return async (c) => {
    const after = readPosition(c.req.query("after") ?? "0");
    const actor = { kind: "public" } as const;
    const { entries, hasMore, writtenAt } = await readOn({ db, now, actor }, after, crawlSize);
    const address = `${newsroom.url}${c.req.path}`;
    c.header("Cache-Control", openToCaches);
    if (hasMore) c.header("Link", `<${address}?after=${entries.at(-1)?.position}>; rel="next"`);
    const unchanged = unchangedSince(c, new Date(writtenAt), now());
    if (unchanged !== null) return unchanged;
    const url = after === 0 ? address : `${address}?after=${after}`;
    c.header("Content-Type", "application/ld+json; charset=utf-8");
    return c.body(JSON.stringify(writeDataFeed(entries, newsroom, url)));
  };
}

/** @throws {BadInput} */
function readPosition(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new BadInput("after", "must be a place in the ledger, a whole number from 0");
  return Number(text);
}

export const atom = latest("application/atom+xml", writeAtom);

export const jsonFeed = latest("application/feed+json", (entries, newsroom, url) =>
  JSON.stringify(writeJsonFeed(entries, newsroom, url)),
);

/** The latest, of those in a `?language=` or of a `?topic=`, of which there may be several. */
function latest(type: string, write: Write): (given: Given) => Handler<Doors> {
  return ({ db, newsroom, now }) =>
    async (c) => {
      const filter = {
        language: c.req.queries("language") ?? [],
        topic: c.req.queries("topic") ?? [],
      };
      const actor = { kind: "public" } as const;
      const { entries, writtenAt } = await readLatest({ db, now, actor }, filter, latestSize);
      c.header("Cache-Control", openToCaches);
      const unchanged = unchangedSince(c, new Date(writtenAt), now());
      if (unchanged !== null) return unchanged;
      c.header("Content-Type", `${type}; charset=utf-8`);
      return c.body(write(entries, newsroom, addressOf(c, newsroom, filter)));
    };
}

/** One address for each filter, in whatever order it was asked for: it is the feed's identity. */
function addressOf(
  c: Context<Doors>,
  { url }: Newsroom,
  filter: Readonly<Record<string, readonly string[]>>,
): string {
  const asked = Object.entries(filter).flatMap(([name, values]) =>
    values.toSorted().map((value): [string, string] => [name, value]),
  );
  const query = new URLSearchParams(asked).toString();
  return `${url}${c.req.path}${query === "" ? "" : `?${query}`}`;
}
