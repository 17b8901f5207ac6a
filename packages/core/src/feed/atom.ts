import { escapeUTF8 } from "entities";
import { generateAtomFeed } from "feedsmith";
import type { Newsroom } from "../claimreview/index.ts";
import { textOf, withoutControls } from "./entry.ts";
import type { FeedEntry } from "./index.ts";

/** What an empty feed says of when it changed. */
const never = new Date(0);

/** As HTML, since the library would change an `&apos;` that stands in plain text. */
const html = (text: string) => ({ type: "html", value: escapeUTF8(text) });

/**
 * An Atom feed of the entries, which are newest first. `url` is its own, and its identity.
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function writeAtom(entries: readonly FeedEntry[], newsroom: Newsroom, url: string): string {
  const texts = entries.map((entry) => textOf(entry, newsroom));
  const name = withoutControls(newsroom.name);
  return generateAtomFeed(
    {
      id: url,
      title: html(name),
      updated: texts[0]?.changedAt ?? never,
      authors: [{ name, uri: newsroom.url }],
      links: [{ rel: "self", href: url, type: "application/atom+xml" }],
      entries: texts.map((text) => ({
        id: text.url,
        title: html(text.title),
        links: [{ rel: "alternate", href: text.url, type: "text/html", hreflang: text.language }],
        published: text.publishedAt,
        updated: text.changedAt,
        categories: text.topics.map((term) => ({ term })),
        content: { type: "html", value: text.html },
        xml: { lang: text.language },
      })),
    },
    { strict: true },
  );
}
