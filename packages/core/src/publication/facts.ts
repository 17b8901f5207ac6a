import type { Stance } from "../evidence/stance.ts";
import type { Parties, SourceTies } from "../independence/index.ts";
import type { Verdict } from "../review/verdict.ts";

/** All that the publication rules look at. */
export interface PublicationFacts {
  readonly claim: Parties & { readonly language: string };
  readonly draft: DraftToPublish | null;
  /** What the draft cites, pieces withdrawn since among them. */
  readonly cited: readonly CitedPiece[];
  /** The person who would publish; null while nobody particular asks. */
  readonly publisherId: string | null;
}

export interface DraftToPublish {
  readonly verdict: Verdict | null;
  readonly summary: readonly { readonly language: string; readonly text: string }[];
  readonly soleSourceReason: string | null;
  readonly searchNote: string | null;
  readonly claimantAsked: {
    readonly askedAt: string | null;
    readonly answer: string | null;
    readonly reasonNotAsked: string | null;
  } | null;
  /** Everyone who saved it since it was opened. */
  readonly authorIds: readonly string[];
}

export interface CitedPiece {
  readonly id: string;
  readonly stance: Stance;
  /** Primary for this claim: a witness or a record of the fact, not a report of one. */
  readonly isPrimary: boolean;
  readonly hasQuote: boolean;
  readonly hasCapture: boolean;
  readonly isWithdrawn: boolean;
  readonly source: SourceTies & {
    readonly publishedAt: string | null;
    /** The publisher's interests are recorded, or expressly confirmed as none. */
    readonly interestsKnown: boolean;
  };
}

/** The facts once there is a draft; what still holds is set apart from what was withdrawn. */
export interface DraftedFacts {
  readonly claim: PublicationFacts["claim"];
  readonly draft: DraftToPublish;
  readonly standing: readonly CitedPiece[];
  readonly withdrawn: readonly CitedPiece[];
  readonly publisherId: string | null;
}
