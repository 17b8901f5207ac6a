/** What a feed's entry says, the same in each format, in the review's language. */

import { escapeUTF8 } from "entities";
import { addressOf, firstPublishedAt, type Newsroom } from "../claimreview/index.ts";
import { ratingWord } from "../review/words.ts";
import { describe } from "../revision/describe.ts";
import { direction, primaryLanguage } from "../text/index.ts";
import type { FeedEntry } from "./index.ts";

export type EntryText = {
  readonly url: string;
  readonly language: string;
  readonly title: string;
  readonly html: string;
  readonly topics: readonly string[];
  readonly publishedAt: Date;
  readonly changedAt: Date;
};

type Words = { readonly retracted: string; readonly corrected: string };

const english: Words = { retracted: "Retracted", corrected: "Corrected" };
const words: Readonly<Record<string, Words>> = {
  en: english,
  fa: { retracted: "پس گرفته شد", corrected: "اصلاح شد" },
  ar: { retracted: "سُحبت", corrected: "صُحّحت" },
};

export function textOf({ review }: FeedEntry, newsroom: Newsroom): EntryText {
  const { language, claim, retractedAt, publishedAt } = review;
  const { title, paragraphs } = wordingOf(review);
  return {
    url: addressOf(review, newsroom),
    language,
    title: withoutControls(title),
    html: withoutControls(htmlOf(paragraphs, language)),
    topics: claim.topics.map(withoutControls),
    publishedAt: new Date(firstPublishedAt(review)),
    changedAt: new Date(retractedAt ?? publishedAt),
  };
}

type Wording = { readonly title: string; readonly paragraphs: readonly string[] };

function wordingOf(review: FeedEntry["review"]): Wording {
  const { language, claim, verdict, summary, correction } = review;
  const { retracted, corrected } = words[primaryLanguage(language)] ?? english;
  // Of what was retracted nothing is told but that it was, and why.
  if (review.retractedAt !== null)
    return {
      title: `${retracted}: ${claim.text}`,
      paragraphs: [
        describe({ action: "review.retract", before: null, after: null }, language),
        review.retractedReason ?? "",
      ],
    };
  const title = `${ratingWord(review.rating?.labels ?? [], verdict, language)}: ${claim.text}`;
  if (correction === null) return { title, paragraphs: [summary] };
  const after = { correctionKind: correction.kind };
  return {
    title: `${corrected} – ${title}`,
    paragraphs: [
      describe({ action: "review.publish", before: null, after }, language),
      correction.note,
      summary,
    ],
  };
}

function htmlOf(paragraphs: readonly string[], language: string): string {
  const text = paragraphs.map((paragraph) => `<p>${escapeUTF8(paragraph)}</p>`);
  // Feeds have no direction of their own.
  return `<div lang="${language}" dir="${direction(language).toLowerCase()}">${text.join("")}</div>`;
}

/**
 * Text that an XML document can hold: what XML 1.0 forbids is left out, since it has no escape for it.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function withoutControls(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
}
