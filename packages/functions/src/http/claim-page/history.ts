/** How the claim stands to others, and what was done to it. */

import type { Newsroom } from "@sanad/core/claimreview";
import { html } from "hono/html";
import { date, number } from "./dates.ts";
import type { Claim } from "./facts.ts";
import { type Html, inline, moreNote, section, type Voice } from "./text.ts";

export function relationsSection({ id, relations }: Claim, newsroom: Newsroom, voice: Voice): Html {
  if (relations.length === 0) return html``;
  const { words } = voice;
  const items = relations.map(({ kind, note, from, claim }) => {
    const phrases = from.id === id ? words.relates : words.isRelated;
    const phrase = phrases[kind as keyof typeof phrases];
    const link = html`<a href="${newsroom.url}/claims/${claim.id}"
      >${inline(claim.text, claim.language)}</a
    >`;
    return html`<li>${phrase} ${link}${note === null ? "" : html` — ${inline(note)}`}</li>`;
  });
  return section(
    "relations",
    words.relations,
    html`<ul>
      ${items}
    </ul>`,
  );
}

/** The newest entries of the log that are about the claim, each with the beginning of its hash. */
export function historySection({ history }: Claim, newsroom: Newsroom, voice: Voice): Html {
  const { words, language } = voice;
  const entries = history.nodes.map(
    ({ sequence, at, hash, ...description }) =>
      html`<li>
        ${date(at, voice)} — ${description[language]}
        <span class="hint"
          >${words.entry} ${number(sequence, voice)}
          <code dir="ltr">${hash.slice(0, 12)}</code></span
        >
      </li>`,
  );
  return section(
    "history",
    words.history,
    html`<ol class="log">
        ${entries}
      </ol>
      ${moreNote(history, voice)}
      <p class="hint"><a href="${newsroom.url}/graphql">${words.wholeLog}</a></p>`,
  );
}
