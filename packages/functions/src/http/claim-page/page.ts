/** The pages that a browser is shown, whole. */

import type { Newsroom } from "@sanad/core/claimreview";
import { direction } from "@sanad/core/text";
import { html } from "hono/html";
import { appearancesSection } from "./appearances.ts";
import { claimHeader } from "./claim.ts";
import { evidenceSection } from "./evidence.ts";
import type { Claim } from "./facts.ts";
import { claimReviewFor, pageHead } from "./head.ts";
import { historySection, relationsSection } from "./history.ts";
import { correctionsSection, otherReviewsSection } from "./reviews.ts";
import { styleElement } from "./style.ts";
import { type Html, tongue, type Voice } from "./text.ts";
import { verdictSection } from "./verdict.ts";
import { pageLanguageOf, wordsIn } from "./words.ts";

export function claimPage(claim: Claim, newsroom: Newsroom): Html {
  const language = pageLanguageOf(claim.language);
  const voice: Voice = { language, words: wordsIn(language) };
  const { words } = voice;
  const data = claimReviewFor(claim, newsroom);
  return html`<!doctype html>
    <html lang="${language}" dir="${direction(language).toLowerCase()}">
      <head>
        ${pageHead(claim, newsroom, voice)}
      </head>
      <body>
        <a class="skip" href="#claim">${words.skip}</a>
        <header class="masthead">
          <a href="${newsroom.url}"><bdi>${newsroom.name}</bdi></a
          ><span>${words.factCheck}</span>
        </header>
        <main id="claim">
          <article>
            ${claimHeader(claim, voice)} ${verdictSection(claim, voice)}
            ${evidenceSection(claim, voice)} ${appearancesSection(claim, voice)}
            ${correctionsSection(claim, voice)} ${otherReviewsSection(claim, voice)}
            ${relationsSection(claim, newsroom, voice)} ${historySection(claim, newsroom, voice)}
          </article>
        </main>
        <footer>
          ${data === null ? "" : html`<a href="${newsroom.url}/claims/${claim.id}.jsonld" type="application/ld+json">${words.dataOnly}</a>`}
        </footer>
      </body>
    </html>`;
}

/** Nobody knows which language whoever asked for nothing reads. */
const absent = [
  ["en", "There is no such claim."],
  ["fa", "چنین ادعایی وجود ندارد."],
  ["ar", "لا يوجد ادعاء كهذا."],
] as const;

export function absentPage({ name, url }: Newsroom): Html {
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>404 — ${name}</title>
        ${styleElement}
      </head>
      <body>
        <header class="masthead">
          <a href="${url}"><bdi>${name}</bdi></a>
        </header>
        <main>
          <h1>404</h1>
          ${absent.map(([language, text]) => html`<p ${tongue(language)}>${text}</p>`)}
        </main>
      </body>
    </html>`;
}
