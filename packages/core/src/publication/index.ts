/**
 * The publication rules: what a draft must have before the newsroom says in public that a claim is
 * true or not.
 *
 * Each rule is a pure function over plain facts, with a stable name that outside programs may rely
 * on. All of them are always asked, so that an editor sees at once everything that is missing.
 *
 * @see https://ifcncodeofprinciples.poynter.org/the-commitments which informed them
 */
import type { DraftedFacts, PublicationFacts } from "./facts.ts";
import * as rules from "./rules.ts";

interface Rule {
  readonly name: string;
  /** What is so where the rule is met. */
  readonly holds: string;
  readonly check: rules.Check;
}

/** The nine rules, in the order in which an editor is shown them. */
export const publicationRules = [
  {
    name: "EVIDENCE_CITED",
    holds: "Evidence is cited, or the search for it explained.",
    check: rules.evidenceCited,
  },
  {
    name: "INDEPENDENT_SOURCES",
    holds: "The sources are independent, or their lack is explained.",
    check: rules.independentSources,
  },
  {
    name: "STANCE_FITS_VERDICT",
    holds: "The evidence fits the verdict.",
    check: rules.stanceFitsVerdict,
  },
  {
    name: "BOTH_SIDES_SOUGHT",
    holds: "Evidence of the other side was sought.",
    check: rules.bothSidesSought,
  },
  {
    name: "INTERESTS_DISCLOSED",
    holds: "The interests of every cited publisher are known.",
    check: rules.interestsDisclosed,
  },
  {
    name: "SECOND_PERSON",
    holds: "Whoever publishes must be no author of the draft.",
    check: rules.secondPerson,
  },
  {
    name: "CLAIMANT_ASKED",
    holds: "The claimant was asked for comment, or it is said why not.",
    check: rules.claimantAsked,
  },
  {
    name: "SUMMARY_PRESENT",
    holds: "There is a summary in the claim's language.",
    check: rules.summaryPresent,
  },
  {
    name: "QUOTES_PRESERVED",
    holds: "Every cited piece has a quote and a capture.",
    check: rules.quotesPreserved,
  },
] as const satisfies readonly Rule[];

export type PublicationRule = (typeof publicationRules)[number]["name"];

/** One line of the checklist; the message says what is missing or, where the rule is met, holds. */
export interface RuleResult {
  readonly rule: PublicationRule;
  readonly isMet: boolean;
  readonly message: string;
}

export type UnmetRule = Pick<RuleResult, "rule" | "message">;

/** Every rule in its order, met or not; without a draft none is met. */
export function checkPublication(facts: PublicationFacts): RuleResult[] {
  const drafted = draftedFactsOf(facts);
  return publicationRules.map(({ name, holds, check }) => {
    const missing = drafted === null ? "There is no draft yet." : check(drafted);
    return { rule: name, isMet: missing === null, message: missing ?? holds };
  });
}

function draftedFactsOf({
  claim,
  draft,
  cited,
  publisherId,
}: PublicationFacts): DraftedFacts | null {
  if (draft === null) return null;
  const standing = cited.filter(({ isWithdrawn }) => !isWithdrawn);
  const withdrawn = cited.filter(({ isWithdrawn }) => isWithdrawn);
  return { claim, draft, standing, withdrawn, publisherId };
}

export type { CitedPiece, DraftToPublish, PublicationFacts } from "./facts.ts";
