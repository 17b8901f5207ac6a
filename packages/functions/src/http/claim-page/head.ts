/** What machines read of the page before people do. */

import { claimReviewOf, type Newsroom } from "@sanad/core/claimreview";
import { html, raw } from "hono/html";
import type { Claim, ClaimData } from "./facts.ts";
import { styleElement } from "./style.ts";
import type { Html, Voice } from "./text.ts";
import { wordOf } from "./verdict.ts";

const maxTitleChars = 110;
const maxDescriptionChars = 300;

const locales = { en: "en_GB", fa: "fa_IR", ar: "ar_AR" } as const;

/** The claim's ClaimReview as the world may have it: null before publication and after a retraction. */
export function claimReviewFor({ review }: Pick<ClaimData, "review">, newsroom: Newsroom) {
  return review === null || review.retractedAt !== null ? null : claimReviewOf(review, newsroom);
}

export function pageHead(claim: Claim, newsroom: Newsroom, { language, words }: Voice): Html {
  const { review } = claim;
  const url = `${newsroom.url}/claims/${claim.id}`;
  const data = claimReviewFor(claim, newsroom);
  const verdict = data === null || review === null ? null : wordOf(review, language);
  const state =
    review?.retractedAt === null || review === null ? words.noVerdictText : words.retractedText;
  const description = verdict === null || review === null ? state : `${verdict}: ${review.summary}`;
  const title = cut(claim.text, maxTitleChars);
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${verdict === null ? words.claim : verdict}: ${title} — ${newsroom.name}</title>
    <meta name="description" content="${cut(description, maxDescriptionChars)}" />
    ${isKept(claim) ? "" : html`<meta name="robots" content="noindex" />`}
    <link rel="canonical" href="${url}" />
    ${data === null ? "" : html`<link rel="alternate" type="application/ld+json" href="${url}.jsonld" />`}
    <link rel="alternate" type="application/atom+xml" href="${newsroom.url}/feed.atom" />
    <link rel="alternate" type="application/feed+json" href="${newsroom.url}/feed.json" />
    <meta property="og:type" content="article" />
    <meta property="og:url" content="${url}" />
    <meta property="og:site_name" content="${newsroom.name}" />
    <meta property="og:locale" content="${locales[language]}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${cut(description, maxDescriptionChars)}" />
    ${
      review === null
        ? ""
        : html`<meta
              property="article:published_time"
              content="${data?.datePublished ?? review.publishedAt}"
            />
            <meta property="article:modified_time" content="${claim.updatedAt}" />`
    }
    <meta name="twitter:card" content="summary" />
    ${styleElement} ${data === null ? "" : dataBlock(data)}`;
}

/** Whether search engines may keep the page: what was published, also where it was taken back since. */
export function isKept({ review }: Claim): boolean {
  return review !== null;
}

/** JSON within a page ends at its first `</script`, wherever that stands. */
function dataBlock(data: object): Html {
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return html`<script type="application/ld+json">
    ${raw(json)}
  </script>`;
}

/** The text's beginning, at most so many characters, none of them half. */
function cut(text: string, maxChars: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  if (line.length <= maxChars) return line;
  return `${line
    .slice(0, maxChars - 1)
    .toWellFormed()
    .replace(/\s+\S*$|\ufffd$/, "")}…`;
}
