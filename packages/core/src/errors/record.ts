/** Refusals about the record: claims, entities, sources, what belongs to them. */

import { NotFound, type Reference, Refusal } from "./base.ts";

export class ClaimNotFound extends NotFound {
  override readonly name = "ClaimNotFound";
  constructor(id: string) {
    super("claim", id);
  }
}

export class EntityNotFound extends NotFound {
  override readonly name = "EntityNotFound";
  constructor(id: string) {
    super("entity", id);
  }
}

export class SourceNotFound extends NotFound {
  override readonly name = "SourceNotFound";
  constructor(id: string) {
    super("source", id);
  }
}

export class EvidenceNotFound extends NotFound {
  override readonly name = "EvidenceNotFound";
  constructor(id: string) {
    super("piece of evidence", id);
  }
}

export class RelationNotFound extends NotFound {
  override readonly name = "RelationNotFound";
  constructor(id: string) {
    super("relation", id);
  }
}

export class VersionConflict extends Refusal {
  override readonly name = "VersionConflict";
  readonly expected: number;
  readonly current: number;
  constructor(expected: number, current: number) {
    super(
      `Version ${expected} was expected, but the record is at version ${current}: read it again.`,
    );
    this.expected = expected;
    this.current = current;
  }
}

export class DuplicateClaim extends Refusal {
  override readonly name = "DuplicateClaim";
  readonly existing: Reference<"Claim">;
  readonly score: number;
  constructor(existingId: string, score: number) {
    super("The claimant's same claim is recorded already; say allowDuplicate to record it again.");
    this.existing = { type: "Claim", id: existingId };
    this.score = score;
  }
}

export class DuplicateEntity extends Refusal {
  override readonly name = "DuplicateEntity";
  readonly existing: Reference<"Entity">;
  constructor(existingId: string, wikidataId: string) {
    super(`The Wikidata item ${wikidataId} is recorded already.`);
    this.existing = { type: "Entity", id: existingId };
  }
}

export class DuplicateSource extends Refusal {
  override readonly name = "DuplicateSource";
  readonly existing: Reference<"Source">;
  constructor(existingId: string) {
    super("A source at this address is recorded already.");
    this.existing = { type: "Source", id: existingId };
  }
}

export class QuoteNotFound extends Refusal {
  override readonly name = "QuoteNotFound";
  readonly exact: string;
  constructor(exact: string) {
    super("These words are not in the text that is stored of the source.");
    this.exact = exact;
  }
}

export class DerivationCycle extends Refusal {
  override readonly name = "DerivationCycle";
  readonly path: string[];
  constructor(path: string[]) {
    super("The source would derive from itself.");
    this.path = path;
  }
}

export class OwnershipCycle extends Refusal {
  override readonly name = "OwnershipCycle";
  readonly path: string[];
  constructor(path: string[]) {
    super("The entity would own or fund itself.");
    this.path = path;
  }
}

export class RelationCycle extends Refusal {
  override readonly name = "RelationCycle";
  readonly path: string[];
  constructor(path: string[]) {
    super("The claim would be part of itself, or supersede itself.");
    this.path = path;
  }
}

export class SelfRelation extends Refusal {
  override readonly name = "SelfRelation";
  constructor() {
    super("A claim cannot stand in a relation to itself.");
  }
}

export class ClaimTextFrozen extends Refusal {
  override readonly name = "ClaimTextFrozen";
  constructor() {
    super("A review of this claim was published: its text and language stay as readers saw them.");
  }
}

export class TranslationIntoOwnLanguage extends Refusal {
  override readonly name = "TranslationIntoOwnLanguage";
  readonly language: string;
  constructor(language: string) {
    super(`The claim's own text is in this language (${language}).`);
    this.language = language;
  }
}

export class EvidenceAlreadyWithdrawn extends Refusal {
  override readonly name = "EvidenceAlreadyWithdrawn";
  readonly withdrawnAt: string;
  constructor(withdrawnAt: Date) {
    super("This piece of evidence was withdrawn already.");
    this.withdrawnAt = withdrawnAt.toISOString();
  }
}

export class EntityAlreadyMerged extends Refusal {
  override readonly name = "EntityAlreadyMerged";
  readonly into: Reference<"Entity">;
  constructor(intoId: string) {
    super("This entity was merged into another.");
    this.into = { type: "Entity", id: intoId };
  }
}

export class ClaimAlreadyMerged extends Refusal {
  override readonly name = "ClaimAlreadyMerged";
  readonly into: Reference<"Claim">;
  constructor(intoId: string) {
    super("This claim was merged into another.");
    this.into = { type: "Claim", id: intoId };
  }
}

export class ClaimEverPublished extends Refusal {
  override readonly name = "ClaimEverPublished";
  constructor() {
    super("A review of this claim was published once: it cannot become part of another.");
  }
}

export class MergeIntoSelf extends Refusal {
  override readonly name = "MergeIntoSelf";
  constructor() {
    super("Nothing can be merged into itself.");
  }
}
