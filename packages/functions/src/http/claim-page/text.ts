/** Pieces of the page that all its parts are made of. Every text that has a language of its own says so, and which way it runs. */

import { direction, inLanguage } from "@sanad/core/text";
import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Document, Entity } from "./facts.ts";
import type { PageLanguage, Words } from "./words.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
/** What of the page depends on its language. */
export type Voice = { readonly language: PageLanguage; readonly words: Words };

/** `lang` and `dir` of an element. `dir="auto"` is for texts whose language is not recorded. */
export function tongue(language: string | null): Html {
  return language === null
    ? html`dir="auto"`
    : html`lang="${language}" dir="${direction(language).toLowerCase()}"`;
}

/** A text within a line of the page, kept from turning the line around. */
export function inline(text: string, language: string | null = null): Html {
  return html`<bdi ${tongue(language)}>${text}</bdi>`;
}

/** A text as paragraphs; lines break where the author broke them. */
export function paragraphs(text: string, language: string | null = null): Html {
  const parts = text.split(/\n\s*\n/).filter((part) => part.trim() !== "");
  return html`<div class="prose" ${tongue(language)}>
    ${parts.map((part) => html`<p>${part}</p>`)}
  </div>`;
}

/** A link to an address elsewhere; the text alone where there is none, or none that a browser may follow. */
export function linkTo(url: string | null, content: Html | string): Html {
  return url !== null && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="external">${content}</a>`
    : html`${content}`;
}

/** An entity by its name in the page's language, or one that it has. */
export function nameOf({ names }: Pick<Entity, "names">, { language }: Voice): Html {
  const found = inLanguage(names, language);
  return inline(found?.name ?? "", found?.language);
}

/** The same with a link to what the world knows of it. */
export function linkedName(entity: Entity, voice: Voice): Html {
  const { wikidataId } = entity;
  const url = wikidataId === null ? null : `https://www.wikidata.org/wiki/${wikidataId}`;
  return linkTo(url, nameOf(entity, voice));
}

export function titleOf({ url, title, language }: Omit<Document, "publishedAt">): Html {
  return linkTo(url, inline(title, language));
}

/** Rows of a description list; those whose value is null are left out, and the list where none stays. */
export function facts(rows: readonly (readonly [term: string, value: unknown])[]): Html {
  const known = rows.filter(([, value]) => value !== null);
  if (known.length === 0) return html``;
  return html`<dl class="facts">
    ${known.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Values with the language's own comma between. */
export function listed(values: readonly Html[], { language }: Voice): Html {
  const comma = language === "en" ? ", " : "، ";
  return html`${values.map((value, index) => (index === 0 ? value : html`${comma}${value}`))}`;
}

/** A part of the page under its own heading; nothing where there is nothing in it. */
export function section(id: string, title: string, content: Html | null): Html {
  if (content === null) return html``;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

export function moreNote(
  { pageInfo }: { readonly pageInfo: { readonly hasNextPage: boolean } },
  { words }: Voice,
): Html {
  return pageInfo.hasNextPage ? html`<p class="hint">${words.more}</p>` : html``;
}
