import type { Stance } from "../evidence/stance.ts";
import type { Verdict } from "../review/verdict.ts";
import type { CitedPiece } from "./facts.ts";

interface VerdictNeeds {
  /** The stances that a verdict rests upon; evidence of another stance does not bear it out. */
  readonly restsOn: readonly Stance[];
  /** What a reader who doubts the verdict would ask to see. */
  readonly otherSide: readonly Stance[];
  /** The evidence it rests upon, in an editor's words. */
  readonly evidence: string;
}

const supporting = "evidence that supports the claim";
const refuting = "evidence that refutes the claim";
const both = "both evidence that supports the claim and evidence that refutes it";

export const verdictNeeds: Record<Verdict, VerdictNeeds> = {
  TRUE: { restsOn: ["SUPPORTS"], otherSide: ["REFUTES"], evidence: supporting },
  MOSTLY_TRUE: { restsOn: ["SUPPORTS"], otherSide: ["REFUTES"], evidence: supporting },
  MIXED: { restsOn: ["SUPPORTS", "REFUTES"], otherSide: ["SUPPORTS", "REFUTES"], evidence: both },
  MISLEADING: {
    restsOn: ["REFUTES", "CONTEXT"],
    otherSide: ["SUPPORTS"],
    evidence: "evidence that refutes the claim or gives its context",
  },
  MOSTLY_FALSE: { restsOn: ["REFUTES"], otherSide: ["SUPPORTS"], evidence: refuting },
  FALSE: { restsOn: ["REFUTES"], otherSide: ["SUPPORTS"], evidence: refuting },
  UNPROVEN: {
    restsOn: ["SUPPORTS", "REFUTES"],
    otherSide: ["SUPPORTS", "REFUTES"],
    evidence: both,
  },
  OUTDATED: {
    restsOn: ["CONTEXT"],
    otherSide: ["SUPPORTS"],
    evidence: "context from a source with a date",
  },
};

/** Whether the piece bears on the verdict; only a dated one shows that a claim is outdated. */
export function bearsOn(verdict: Verdict, { stance, source }: CitedPiece): boolean {
  if (!verdictNeeds[verdict].restsOn.includes(stance)) return false;
  return verdict !== "OUTDATED" || source.publishedAt !== null;
}
