/** The formats' own rules: RFC 4287's grammar by libxml2, JSON Feed 1.1's schema by Ajv. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import jsonFeedSchema from "jsonfeed-schema/schema-v1.1.json" with { type: "json" };
import { RelaxNGValidator, XmlDocument } from "libxml2-wasm";

const grammar = readFileSync(join(import.meta.dirname, "../fixtures/feeds/atom.rng"), "utf8");

const atom = { a: "http://www.w3.org/2005/Atom" };

export type AtomEntry = {
  id: string;
  language: string;
  title: string;
  html: string;
  published: string;
  updated: string;
  topics: string[];
};

/** What an XML parser reads in a feed, once it is sure that it is an Atom feed. */
export function readAtom(text: string): { id: string; updated: string; entries: AtomEntry[] } {
  using rng = XmlDocument.fromString(grammar);
  using validator = RelaxNGValidator.fromDoc(rng);
  using feed = XmlDocument.fromString(text);
  validator.validate(feed);
  const at = (path: string) => feed.get(path, atom)?.content.trim() ?? "";
  return {
    id: at("/a:feed/a:id"),
    updated: at("/a:feed/a:updated"),
    entries: feed.find("/a:feed/a:entry", atom).map((entry) => {
      const of = (path: string) => entry.get(path, atom)?.content.trim() ?? "";
      return {
        id: of("a:id"),
        language: of("@xml:lang"),
        title: textOf(of("a:title[@type='html']")),
        html: of("a:content[@type='html']"),
        published: of("a:published"),
        updated: of("a:updated"),
        topics: entry.find("a:category/@term", atom).map(({ content }) => content),
      };
    }),
  };
}

/** What is read in HTML that is XML as well. */
function textOf(html: string): string {
  using document = XmlDocument.fromString(`<span>${html}</span>`);
  return document.root.content;
}

const isJsonFeed = new Ajv({ strict: false, validateFormats: false }).compile(jsonFeedSchema);

/** A feed as it was sent, once it is sure that it is a JSON Feed. */
export function readJsonFeed(text: string): { feed_url: string; items: Record<string, unknown>[] } {
  const feed = JSON.parse(text) as { feed_url: string; items: Record<string, unknown>[] };
  if (!isJsonFeed(feed)) throw new Error(JSON.stringify(isJsonFeed.errors));
  return feed;
}
