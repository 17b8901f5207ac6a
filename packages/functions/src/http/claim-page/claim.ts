/** The claim itself: what is said, by whom, and how far the newsroom has come with it. */

import { html } from "hono/html";
import { date } from "./dates.ts";
import type { Claim } from "./facts.ts";
import {
  facts,
  type Html,
  inline,
  linkedName,
  listed,
  paragraphs,
  tongue,
  type Voice,
} from "./text.ts";

export function claimHeader(claim: Claim, voice: Voice): Html {
  const { words } = voice;
  const status = words.statuses[claim.status as keyof typeof words.statuses];
  return html`<header>
    <p class="kicker">${words.claim}</p>
    <h1 ${tongue(claim.language)}>${claim.text}</h1>
    ${claim.translations.map(({ text, language }) => html`<div class="translation">${paragraphs(text, language)}</div>`)}
    ${facts([
      [words.claimant, linkedName(claim.claimant, voice)],
      [
        words.about,
        claim.about.length === 0
          ? null
          : listed(
              claim.about.map((each) => linkedName(each, voice)),
              voice,
            ),
      ],
      [words.claimedAt, claim.claimedAt === null ? null : date(claim.claimedAt, voice)],
      [words.validity, validity(claim, voice)],
      [
        words.topics,
        claim.topics.length === 0
          ? null
          : listed(
              claim.topics.map((each) => inline(each)),
              voice,
            ),
      ],
      [words.status, statusOf(claim, status)],
      [words.recheck, claim.needsRecheck ? inline(claim.recheckReason ?? words.recheckDue) : null],
    ])}
  </header>`;
}

function statusOf({ statusReason }: Claim, status: string): Html {
  return statusReason === null ? html`${status}` : html`${status}: ${inline(statusReason)}`;
}

function validity({ validity }: Claim, voice: Voice): Html | null {
  const from = validity?.from ?? null;
  const until = validity?.until ?? null;
  if (from === null && until === null) return null;
  const { words } = voice;
  return html`${from === null ? "" : html`${words.from} ${date(from, voice)} `}${until === null ? "" : html`${words.until} ${date(until, voice)}`}`;
}
