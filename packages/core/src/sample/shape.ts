/** The shape in which the sample's records are written down: they name one another by keys, since ids come later. */

import type { AttributionRole } from "../appearance/index.ts";
import type { EntityKind, InterestKind } from "../entity/index.ts";
import type { Stance } from "../evidence/index.ts";

/** A text for a field that holds a single one: it gets a line in each language, Persian first. */
export type Bilingual = { readonly fa: string; readonly en: string };

export function inBothLanguages({ fa, en }: Bilingual): string {
  return `${fa}\n${en}`;
}

/** By language tag; the first is the one that is shown where no language is asked for. */
type Names = Readonly<Record<string, string>>;

/** @typeParam Of the keys of entities that are recorded before this one */
export type SampleEntity<Of extends string> = {
  readonly kind: EntityKind;
  readonly names: Names;
  readonly aliases?: Names;
  readonly wikidataId?: string;
  readonly interests?: readonly SampleInterest<Of>[];
};

export type SampleInterest<Of extends string> = {
  readonly kind: InterestKind;
  readonly of?: Of;
  readonly note: Bilingual;
};

export type SampleSource<EntityKey extends string> = {
  readonly url?: string;
  readonly title: string;
  readonly language: string;
  readonly publisher: EntityKey;
  readonly publishedAt?: string;
  readonly contentHash?: string;
  readonly wire?: EntityKey;
};

export type SampleClaim<EntityKey extends string, SourceKey extends string> = {
  /** In Persian, its own language, and translated. */
  readonly text: Bilingual & { readonly ar?: string };
  readonly claimant: EntityKey;
  readonly about: readonly EntityKey[];
  readonly claimedAt?: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly topics: readonly string[];
  readonly appearance: {
    readonly source: SourceKey;
    readonly quote: SampleQuote;
    readonly appearedAt?: string;
    readonly attribution: readonly (readonly [AttributionRole, EntityKey])[];
  };
};

/** At most 44 characters of another's words, in the source's language; the translation is ours. */
export type SampleQuote = { readonly exact: string; readonly translation: string };

export type SampleEvidence<SourceKey extends string> = {
  readonly source: SourceKey;
  readonly stance: Stance;
  readonly quote?: SampleQuote;
  readonly note: Bilingual;
};
