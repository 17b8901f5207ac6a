/** The other reviews of the claim: the newsroom's own before the one that stands, and other organisations'. */

import { verdictWord } from "@sanad/core/review";
import { inLanguage } from "@sanad/core/text";
import { html } from "hono/html";
import { date } from "./dates.ts";
import type { Claim, Review } from "./facts.ts";
import {
  type Html,
  inline,
  linkTo,
  moreNote,
  linkedName,
  tongue,
  facts,
  paragraphs,
  section,
  type Voice,
} from "./text.ts";

/** Every version of the newsroom's own review, newest first, with what each changed; nothing where there is but one. */
export function correctionsSection({ reviews }: Claim, voice: Voice): Html {
  const own = reviews.nodes.filter(({ publisher }) => publisher === null);
  if (own.length < 2) return html``;
  const { words } = voice;
  const items = own.map((each, place) => html`<li>${version(each, place === 0, voice)}</li>`);
  return section(
    "corrections",
    words.corrections,
    html`<ol class="timeline">
        ${items}
      </ol>
      ${moreNote(reviews, voice)}`,
  );
}

/** The newest stands above on the page, so of it only what it changed is told. */
function version(review: Review, isNewest: boolean, voice: Voice): Html {
  const { words } = voice;
  const { correction, publishedAt, retractedAt, retractedReason } = review;
  const title =
    correction === null
      ? words.firstPublished
      : words.corrected[correction.kind as keyof typeof words.corrected];
  const text = isNewest ? "" : html`${verdictOf(review, voice)}${summaryOf(review)}`;
  const retracted =
    retractedAt === null || isNewest
      ? ""
      : html`<p>
          ${words.retracted}: ${date(retractedAt, voice)} — ${inline(retractedReason ?? "")}
        </p>`;
  return html`<h3>${title}</h3>
    <p class="hint">${date(publishedAt, voice)}</p>
    ${correction === null ? "" : html`<p>${inline(correction.note)}</p>`}${text}${retracted}`;
}

export function otherReviewsSection({ reviews }: Claim, voice: Voice): Html {
  const others = reviews.nodes.filter(
    ({ publisher, supersededBy }) => publisher !== null && supersededBy === null,
  );
  if (others.length === 0) return html``;
  const cards = others.map((each) => html`<li class="card">${other(each, voice)}</li>`);
  return section(
    "others",
    voice.words.otherReviews,
    html`<ul class="cards">
      ${cards}
    </ul>`,
  );
}

function other(review: Review, voice: Voice): Html {
  const { words } = voice;
  const { title, url, language, publisher, publishedAt, modifiedAt } = review;
  return html`<p class="source" ${tongue(title === null ? null : language)}>
      ${linkTo(url, title ?? url)}
    </p>
    ${verdictOf(review, voice)}${summaryOf(review)}
    ${facts([
      [words.publisher, publisher && linkedName(publisher, voice)],
      [words.published, date(publishedAt, voice)],
      [words.lastChanged, modifiedAt && date(modifiedAt, voice)],
    ])}`;
}

/** In the publisher's own word where there is one; nothing where there is no verdict either. */
function verdictOf({ verdict, rating }: Review, { language }: Voice): Html {
  const label = inLanguage(rating?.labels ?? [], language);
  if (label !== undefined)
    return html`<p><strong>${inline(label.text, label.language)}</strong></p>`;
  return verdict === null
    ? html``
    : html`<p><strong>${verdictWord(verdict, language)}</strong></p>`;
}

function summaryOf({ summary, language }: Review): Html {
  return summary === null ? html`` : paragraphs(summary, language);
}
