/** Refusals about the newsroom itself: people, keys, scales, the ledger. */

import { NotFound, type Reference, Refusal } from "./base.ts";

export class PersonNotFound extends NotFound {
  override readonly name = "PersonNotFound";
  constructor(id: string) {
    super("person", id);
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
