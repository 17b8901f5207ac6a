import { countIndependent, isInterested } from "../independence/index.ts";
import type { CitedPiece, DraftedFacts } from "./facts.ts";
import { hasText } from "../text/index.ts";
import { bearsOn, verdictNeeds } from "./verdict-needs.ts";

/** What is missing, in words an editor understands; null where nothing is. */
export type Check = (facts: DraftedFacts) => string | null;

const noVerdict = "The draft has no verdict yet.";

/**
 * A verdict without evidence is an opinion. A piece withdrawn since it was cited must be taken out
 * first, since the review's text may still lean on it.
 */
export function evidenceCited({ draft, standing, withdrawn }: DraftedFacts): string | null {
  if (withdrawn.length > 0) {
    return `Evidence was withdrawn after it was cited; take it out of the draft: ${idsOf(withdrawn)}.`;
  }
  if (standing.length > 0 || explainsSearch(draft)) return null;
  return "No evidence is cited.";
}

/**
 * One voice may be wrong or bought, and its copies prove nothing more. A record of the fact itself
 * may be enough where the editor says why, unless it comes from an interested party.
 */
export function independentSources({ claim, draft, standing }: DraftedFacts): string | null {
  const { verdict } = draft;
  if (explainsSearch(draft)) return null;
  if (verdict === null) return noVerdict;
  const bearing = standing.filter((piece) => bearsOn(verdict, piece));
  const sources = bearing.map(({ source }) => source);
  const count = countIndependent(sources, claim);
  if (count >= 2) return null;
  const hasPrimary = bearing.some((piece) => piece.isPrimary && !isInterested(piece.source, claim));
  if (hasPrimary && hasText(draft.soleSourceReason)) return null;
  const remedy = hasPrimary
    ? "cite another, or say why this primary source is enough alone"
    : "cite two, or one primary source with the reason why it is enough alone";
  const found = count === 0 ? "No independent source bears" : "Only one independent source bears";
  return `${found} on the verdict ${verdict}; ${remedy}. Copies of one text, outlets of one owner and interested parties add nothing.`;
}

/**
 * Readers must be able to go from the verdict to what it rests upon. What rests upon nothing found,
 * UNPROVEN, must say where one looked.
 */
export function stanceFitsVerdict({ draft, standing }: DraftedFacts): string | null {
  const { verdict } = draft;
  if (verdict === null) return noVerdict;
  if (verdict === "UNPROVEN") {
    return explainsSearch(draft) ? null : "The verdict UNPROVEN needs a note of what was searched.";
  }
  const { restsOn, evidence } = verdictNeeds[verdict];
  const fits =
    verdict === "MIXED"
      ? citesEach(standing, restsOn)
      : standing.some((piece) => bearsOn(verdict, piece));
  return fits ? null : `The verdict ${verdict} needs ${evidence}.`;
}

/** Fairness: who looks only for what confirms a suspicion will find it. */
export function bothSidesSought({ draft, standing }: DraftedFacts): string | null {
  if (hasText(draft.searchNote)) return null;
  if (draft.verdict === null) return noVerdict;
  if (citesEach(standing, verdictNeeds[draft.verdict].otherSide)) return null;
  return "Evidence of the other side is not cited, and no note says what was looked for.";
}

/** A reader can weigh a source only knowing who owns it, funds it and gains by it. */
export function interestsDisclosed({ standing }: DraftedFacts): string | null {
  const undisclosed = standing.filter(
    ({ source }) => source.publisherId === null || !source.interestsKnown,
  );
  if (undisclosed.length === 0) return null;
  return `Record the publisher's interests, or confirm that there are none, in: ${idsOf(undisclosed)}.`;
}

/** Nobody sees their own mistakes, and nobody should be able to publish alone. */
export function secondPerson({ draft, publisherId }: DraftedFacts): string | null {
  if (publisherId === null || !draft.authorIds.includes(publisherId)) return null;
  return "You are an author of this draft; another editor must publish it.";
}

/** Whoever is said to be wrong must have had the chance to answer. */
export function claimantAsked({ draft }: DraftedFacts): string | null {
  const asked = draft.claimantAsked;
  if (asked !== null && (hasText(asked.askedAt) || hasText(asked.reasonNotAsked))) return null;
  return "Say when the claimant was asked for comment, or why not.";
}

/** Who can read the claim must be able to read what became of it; a region's variety will do. */
export function summaryPresent({ claim, draft }: DraftedFacts): string | null {
  const language = primaryLanguage(claim.language);
  const isPresent = draft.summary.some(
    (summary) => primaryLanguage(summary.language) === language && hasText(summary.text),
  );
  return isPresent ? null : `There is no summary in the claim's language, ${claim.language}.`;
}

/** Pages change and vanish; the words relied upon, and what the page then held, must outlive it. */
export function quotesPreserved({ standing }: DraftedFacts): string | null {
  const quoteless = standing.filter(({ hasQuote }) => !hasQuote);
  const captureless = standing.filter(({ hasCapture }) => !hasCapture);
  const missing = [
    quoteless.length > 0 ? `A quote is missing in: ${idsOf(quoteless)}.` : [],
    captureless.length > 0 ? `A capture is missing in: ${idsOf(captureless)}.` : [],
  ].flat();
  return missing.length === 0 ? null : missing.join(" ");
}

/** An UNPROVEN verdict that says what was searched is excused from citing what was not found. */
function explainsSearch({ verdict, searchNote }: DraftedFacts["draft"]): boolean {
  return verdict === "UNPROVEN" && hasText(searchNote);
}

function citesEach(
  pieces: readonly CitedPiece[],
  stances: readonly CitedPiece["stance"][],
): boolean {
  return stances.every((stance) => pieces.some((piece) => piece.stance === stance));
}

function primaryLanguage(tag: string): string | undefined {
  return tag.split("-")[0]?.toLowerCase();
}

function idsOf(pieces: readonly CitedPiece[]): string {
  return pieces.map(({ id }) => id).join(", ");
}
