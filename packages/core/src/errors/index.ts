/**
 * What can go wrong and was foreseen. A `Refusal` is an answer: GraphQL gives it as a type of the same name with the same
 * fields. The other classes are errors of the request. Anything else that is thrown is a fault.
 */

import type { ReferenceType } from "../record/reference.ts";
import type { Verdict } from "../review/verdict.ts";
import type { ClaimStatus } from "../workflow/status.ts";

/** The request itself is malformed: `path` names the argument, such as `quote.exact`. */
export class BadInput extends Error {
  override name = "BadInput";
  readonly path: string;
  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

/** Nobody is signed in, and the action needs somebody. */
export class NotSignedIn extends Error {
  override name = "NotSignedIn";
}

/** Whoever is signed in may not do this. */
export class NotPermitted extends Error {
  override name = "NotPermitted";
}

/** What was asked cannot be done, for a reason that is an answer. Subclasses are named for the fact and carry its data. */
export abstract class Refusal extends Error {
  abstract override readonly name: string;
}

/** A record that a refusal points to; whoever answers reads of it what was asked for. */
export type Reference<T extends ReferenceType = ReferenceType> = { type: T; id: string };

abstract class NotFound extends Refusal {
  readonly id: string;
  constructor(noun: string, id: string) {
    super(`There is no ${noun} with the id ${id}.`);
    this.id = id;
  }
}

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
    super(
      "The same claimant's same words are recorded already; say allowDuplicate to record them again.",
    );
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

export class MergeIntoSelf extends Refusal {
  override readonly name = "MergeIntoSelf";
  constructor() {
    super("Nothing can be merged into itself.");
  }
}

export class RelationNotFound extends NotFound {
  override readonly name = "RelationNotFound";
  constructor(id: string) {
    super("relation", id);
  }
}

export class SelfRelation extends Refusal {
  override readonly name = "SelfRelation";
  constructor() {
    super("A claim cannot stand in a relation to itself.");
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

export class ScaleNotFound extends NotFound {
  override readonly name = "ScaleNotFound";
  constructor(id: string) {
    super("rating scale", id);
  }
}

export class PersonNotFound extends NotFound {
  override readonly name = "PersonNotFound";
  constructor(id: string) {
    super("person", id);
  }
}

export class DraftNotOpen extends Refusal {
  override readonly name = "DraftNotOpen";
  readonly status: ClaimStatus;
  constructor(status: ClaimStatus) {
    super(`A draft is saved while the claim is IN_REVIEW; it is ${status}.`);
    this.status = status;
  }
}

export class VerdictNotOnScale extends Refusal {
  override readonly name = "VerdictNotOnScale";
  readonly verdict: Verdict;
  constructor(verdict: Verdict, scale: string) {
    super(`The rating scale “${scale}” has no rating for ${verdict}.`);
    this.verdict = verdict;
  }
}

export class EvidenceOfAnotherClaim extends Refusal {
  override readonly name = "EvidenceOfAnotherClaim";
  readonly id: string;
  constructor(id: string) {
    super("This piece of evidence belongs to another claim.");
    this.id = id;
  }
}

export class InvalidTransition extends Refusal {
  override readonly name = "InvalidTransition";
  readonly from: ClaimStatus;
  readonly to: ClaimStatus;
  readonly allowed: readonly ClaimStatus[];
  constructor(from: ClaimStatus, to: ClaimStatus, allowed: readonly ClaimStatus[], why: string) {
    super(why);
    this.from = from;
    this.to = to;
    this.allowed = allowed;
  }
}

export class PublishBlocked extends Refusal {
  override readonly name = "PublishBlocked";
  readonly unmet: readonly { rule: string; message: string }[];
  constructor(unmet: readonly { rule: string; message: string }[]) {
    super("The draft does not meet every rule of publication yet.");
    this.unmet = unmet;
  }
}

export class AssigneeNotChecker extends Refusal {
  override readonly name = "AssigneeNotChecker";
  readonly id: string;
  constructor(id: string) {
    super("A claim is assigned to a CHECKER or above who is not suspended.");
    this.id = id;
  }
}

export class NoStandingReview extends Refusal {
  override readonly name = "NoStandingReview";
  constructor() {
    super("No published review of this claim stands.");
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

export class DuplicateScale extends Refusal {
  override readonly name = "DuplicateScale";
  readonly existing: Reference<"RatingScale">;
  constructor(existingId: string, name: string) {
    super(`A rating scale named “${name}” is recorded already.`);
    this.existing = { type: "RatingScale", id: existingId };
  }
}

export class ApiKeyNotFound extends NotFound {
  override readonly name = "ApiKeyNotFound";
  constructor(id: string) {
    super("API key", id);
  }
}

export class ApiKeyAlreadyRevoked extends Refusal {
  override readonly name = "ApiKeyAlreadyRevoked";
  readonly revokedAt: string;
  constructor(revokedAt: Date) {
    super("This key was revoked already.");
    this.revokedAt = revokedAt.toISOString();
  }
}

export class SelfSuspension extends Refusal {
  override readonly name = "SelfSuspension";
  constructor() {
    super("Nobody suspends themself: another ADMIN can.");
  }
}

export class PersonAlreadySuspended extends Refusal {
  override readonly name = "PersonAlreadySuspended";
  readonly suspendedAt: string;
  constructor(suspendedAt: Date) {
    super("This person is suspended already.");
    this.suspendedAt = suspendedAt.toISOString();
  }
}

export class PersonNotSuspended extends Refusal {
  override readonly name = "PersonNotSuspended";
  constructor() {
    super("This person is not suspended.");
  }
}

export class RevisionNotFound extends Refusal {
  override readonly name = "RevisionNotFound";
  readonly sequence: number;
  constructor(sequence: number) {
    super(`The log has no entry ${sequence}.`);
    this.sequence = sequence;
  }
}

export class PayloadAlreadyErased extends Refusal {
  override readonly name = "PayloadAlreadyErased";
  constructor() {
    super("What this entry said was erased already.");
  }
}

export class LastRevisionOfRecord extends Refusal {
  override readonly name = "LastRevisionOfRecord";
  readonly subject: string;
  constructor(subject: string) {
    super("The record still says what this entry says: change or remove it there first.");
    this.subject = subject;
  }
}
