/** What may be kept, by whom and for how long; everything else says that nobody may keep it. */

import { etag, RETAINED_304_HEADERS } from "hono/etag";
import type { MiddlewareHandler } from "hono";
import type { Doors } from "./request.ts";

/**
 * Seconds for which an answer to the public may be shown again: by a browser, by an edge, and by an edge that fetches the next
 * one meanwhile. Long enough that a claim everybody reads is asked of us twice a minute, short enough for what is corrected.
 */
const maxAge = 10;
const sharedMaxAge = 30;
const staleWhileRevalidate = 20;

/**
 * After so many seconds everybody sees a correction. An edge may give out the old answer until it is `sharedMaxAge` and
 * `staleWhileRevalidate` old, and a browser that was the last to get it may hold it for `maxAge` more. Where the edge tells an
 * answer's age, as RFC 9111 asks, the browser counts that in, and it is `maxAge` less.
 */
export const visibleWithinSeconds = maxAge + sharedMaxAge + staleWhileRevalidate;

export const openToCaches = `public, max-age=${maxAge}, s-maxage=${sharedMaxAge}, stale-while-revalidate=${staleWhileRevalidate}`;
export const keptByNobody = "no-store";
const keptByNobodyElse = "private, no-store";

// Weak, since the same JSON stands under two media types, and an edge that packs an answer makes a strong tag weak.
const tagAnswer = etag({
  weak: true,
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    "access-control-allow-origin",
    "access-control-expose-headers",
    "x-request-id",
  ],
});

/** Whatever was asked with a token is for one person, errors as well; whatever does not say how long it is good is not kept. */
export const guardCaches: MiddlewareHandler<Doors> = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (c.req.header("authorization") !== undefined) headers.set("Cache-Control", keptByNobodyElse);
  else if (!headers.has("cache-control")) headers.set("Cache-Control", keptByNobody);
  if (headers.get("cache-control") === openToCaches) await tagAnswer(c, async () => {});
};
