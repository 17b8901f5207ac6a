import { html } from "hono/html";
import { date, number } from "./dates.ts";
import type { Claim, Piece } from "./facts.ts";
import { quoteOf, sourceOf } from "./sources.ts";
import { facts, type Html, inline, linkTo, moreNote, section, type Voice } from "./text.ts";

const stances = [
  ["SUPPORTS", "supports"],
  ["REFUTES", "refutes"],
  ["CONTEXT", "context"],
] as const;

/** What bears on the claim, withdrawn pieces too, and how many sources of it count. */
export function evidenceSection(claim: Claim, voice: Voice): Html {
  const { words } = voice;
  const { evidence, evidenceSummary, review } = claim;
  if (evidence.nodes.length === 0) {
    return section("evidence", words.evidence, html`<p>${words.noEvidence}</p>`);
  }
  const isStanding = review !== null && review.retractedAt === null;
  const cited = new Set(isStanding ? review.evidence.nodes.map(({ id }) => id) : []);
  const { supports, refutes, context, independentSources } = evidenceSummary;
  const groups = stances.map(([stance, name]) => {
    const pieces = evidence.nodes.filter((piece) => piece.stance === stance);
    if (pieces.length === 0) return "";
    const cards = pieces.map((piece) => card(piece, cited.has(piece.id), voice));
    return html`<h3>${words[name]}</h3>
      <ul class="cards ${name}">
        ${cards}
      </ul>`;
  });
  return section(
    "evidence",
    words.evidence,
    html`<div class="figures">
        ${facts([
          [words.piecesFor, number(supports, voice)],
          [words.piecesAgainst, number(refutes, voice)],
          [words.piecesContext, number(context, voice)],
          [words.independentSources, number(independentSources, voice)],
        ])}
      </div>
      <p class="hint">${words.independenceNote}</p>
      ${groups}${moreNote(evidence, voice)}`,
  );
}

function card(piece: Piece, isCited: boolean, voice: Voice): Html {
  const { words } = voice;
  const { capture, note, withdrawnAt, withdrawnReason } = piece;
  const marks = [
    isCited && words.cited,
    piece.isPrimary && words.primary,
    piece.isInterested && words.interested,
    withdrawnAt !== null && words.withdrawn,
  ].filter((mark) => mark !== false);
  return html`<li class="card${withdrawnAt === null ? "" : " withdrawn"}">
    ${
      marks.length === 0
        ? ""
        : html`<ul class="marks">
            ${marks.map((mark) => html`<li>${mark}</li>`)}
          </ul>`
    }
    ${quoteOf(piece.quote, voice)}
    ${sourceOf(piece.source, voice, [
      [
        words.withdrawn,
        withdrawnAt === null
          ? null
          : html`${date(withdrawnAt, voice)}: ${inline(withdrawnReason ?? "")}`,
      ],
      [words.note, note === null ? null : inline(note)],
      [words.readAt, capture === null ? null : readAt(capture, voice)],
    ])}
  </li>`;
}

function readAt({ at, archiveUrl }: NonNullable<Piece["capture"]>, voice: Voice): Html {
  const archived = archiveUrl === null ? "" : html` (${linkTo(archiveUrl, voice.words.archived)})`;
  return html`${date(at, voice)}${archived}`;
}
