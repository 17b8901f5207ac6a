/** Documents and the words in them, as appearances and evidence both show them. */

import { html } from "hono/html";
import { date } from "./dates.ts";
import type { Interest, Publisher, Quote, Source } from "./facts.ts";
import {
  facts,
  type Html,
  inline,
  linkedName,
  listed,
  linkTo,
  nameOf,
  titleOf,
  tongue,
  type Voice,
} from "./text.ts";

export function quoteOf(quote: Quote | null, voice: Voice): Html {
  if (quote === null) return html``;
  const { exact, prefix, suffix, language, translation, translatedBy } = quote;
  const by =
    translatedBy === null
      ? voice.words.translation
      : html`${voice.words.translatedBy} ${inline(translatedBy)}`;
  return html`<figure>
    <blockquote ${tongue(language)}>
      <p>${around(prefix)}<mark>${exact}</mark>${around(suffix)}</p>
    </blockquote>
    ${
      translation === null
        ? ""
        : html`<figcaption>
            <p dir="auto">${translation}</p>
            <p class="hint">${by}</p>
          </figcaption>`
    }
  </figure>`;
}

function around(context: string | null): Html {
  return context === null ? html`` : html`<span class="around">${context}</span>`;
}

/** The document with whoever published it and what could bias them; `rows` are more to be told of it. */
export function sourceOf(
  source: Source,
  voice: Voice,
  rows: readonly (readonly [string, unknown])[] = [],
): Html {
  const { words } = voice;
  const kind = words.sourceKinds[source.kind as keyof typeof words.sourceKinds];
  const { publisher, authors, derivedFrom, wire, publishedAt } = source;
  const what = [html`${kind}`, ...(publishedAt === null ? [] : [date(publishedAt, voice)])];
  return html`<p class="source" ${tongue(source.language)}>${linkTo(source.url, source.title)}</p>
    <p class="hint">${listed(what, voice)}</p>
    ${facts([
      ...rows,
      [
        words.publisher,
        publisher === null ? html`${words.noPublisher}` : linkedName(publisher, voice),
      ],
      [
        words.authors,
        authors.length === 0
          ? null
          : listed(
              authors.map((author) => inline(author)),
              voice,
            ),
      ],
      [words.derivedFrom, derivedFrom && titleOf(derivedFrom)],
      [words.wire, wire && nameOf(wire, voice)],
      [words.interests, publisher && interestsOf(publisher, voice)],
    ])}`;
}

function interestsOf({ interests, interestsKnown }: Publisher, voice: Voice): Html {
  const { words } = voice;
  if (!interestsKnown) return html`${words.interestsUnknown}`;
  if (interests.length === 0) return html`${words.interestsNone}`;
  return html`<ul class="plain">
    ${interests.map((each) => html`<li>${interestOf(each, voice)}</li>`)}
  </ul>`;
}

function interestOf({ kind, of, note, source }: Interest, voice: Voice): Html {
  const { words } = voice;
  const what = words.interestKinds[kind as keyof typeof words.interestKinds];
  const whom = of === null ? "" : html` ${linkedName(of, voice)}`;
  // To what somebody is a party, only the note may tell.
  const more = note === null ? "" : html`${of === null ? " " : " — "}${inline(note)}`;
  const where = source === null ? "" : html` (${linkTo(source.url, inline(source.title))})`;
  return html`${what}${whom}${more}${where}`;
}
