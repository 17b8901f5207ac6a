/** What the newsroom found, or that it has found nothing yet, or has taken it back. */

import { verdictWord } from "@sanad/core/review";
import { nearLanguage } from "@sanad/core/text";
import { html } from "hono/html";
import { date, number } from "./dates.ts";
import type { Claim, Review, StandingReview } from "./facts.ts";
import { facts, type Html, inline, paragraphs, section, tongue, type Voice } from "./text.ts";

/** The newsroom's own word for what it found, in this language. */
export function wordOf({ verdict, rating }: StandingReview, language: string): string {
  return nearLanguage(rating?.labels ?? [], language)?.text ?? verdictWord(verdict, language);
}

export function verdictSection(claim: Claim, voice: Voice): Html {
  const { words } = voice;
  const { review } = claim;
  if (review === null) {
    return section(
      "verdict",
      words.verdict,
      html`<p class="badge none">${words.noVerdict}</p>
        <p>${words.noVerdictText}</p>`,
    );
  }
  const title = review.retractedAt === null ? words.verdict : words.verdictOfRetracted;
  return html`${retraction(review, voice)}${section("verdict", title, found(review, voice))}`;
}

function retraction({ retractedAt, retractedReason }: Review, voice: Voice): Html {
  if (retractedAt === null) return html``;
  const { words } = voice;
  return section(
    "retraction",
    words.retracted,
    html`<div class="notice">
      <p>${words.retractedText}</p>
      ${facts([
        [words.retracted, date(retractedAt, voice)],
        [words.reason, retractedReason === null ? null : inline(retractedReason)],
      ])}
    </div>`,
  );
}

function found(review: StandingReview, voice: Voice): Html {
  const { words } = voice;
  const { language, rating, retractedAt, body } = review;
  const others = review.summaries.filter((each) => each.language !== language);
  const scale =
    rating === null || rating.value === null
      ? ""
      : html`<p class="hint">
          ${number(rating.value, voice)} ${words.onScale}
          (${number(rating.worst, voice)}–${number(rating.best, voice)})
        </p>`;
  const state = retractedAt === null ? review.verdict.toLowerCase().replace("_", "-") : "retracted";
  return html`<p class="badge ${state}" ${tongue(voice.language)}>
      ${wordOf(review, voice.language)}
    </p>
    ${scale}
    <div class="summary">${paragraphs(review.summary, language)}</div>
    ${others.map((each) => paragraphs(each.text, each.language))}
    ${
      body === null
        ? ""
        : html`<h3>${words.details}</h3>
            ${paragraphs(body, language)}`
    }
    <p class="hint">${words.published}: ${date(review.publishedAt, voice)}</p>`;
}
