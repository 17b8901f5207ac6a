import { html } from "hono/html";
import { date } from "./dates.ts";
import type { Appearance, Claim } from "./facts.ts";
import { quoteOf, sourceOf } from "./sources.ts";
import { type Html, linkedName, moreNote, section, type Voice } from "./text.ts";

/** Where the claim was made or repeated, with the chain through which it came down. */
export function appearancesSection({ appearances }: Claim, voice: Voice): Html {
  const { words } = voice;
  if (appearances.nodes.length === 0) return html``;
  return section(
    "appearances",
    words.appearances,
    html`<ul class="cards">
        ${appearances.nodes.map((each) => card(each, voice))}
      </ul>
      ${moreNote(appearances, voice)}`,
  );
}

function card({ quote, source, appearedAt, attribution }: Appearance, voice: Voice): Html {
  const { words } = voice;
  const chain = attribution.map(({ entity, role }) => {
    const did = words.roles[role as keyof typeof words.roles];
    return html`<li>${linkedName(entity, voice)} <span class="hint">(${did})</span></li>`;
  });
  return html`<li class="card">
    ${quoteOf(quote, voice)}
    ${sourceOf(source, voice, [
      [words.claimedAt, appearedAt === null ? null : date(appearedAt, voice)],
      [
        words.attribution,
        chain.length === 0
          ? null
          : html`<ol class="chain">
              ${chain}
            </ol>`,
      ],
    ])}
  </li>`;
}
