/** Refusals of the workflow: drafts, moves, published reviews. */

import type { Verdict } from "../review/verdict.ts";
import type { ClaimStatus } from "../workflow/status.ts";
import { NotFound, Refusal } from "./base.ts";

export class DraftNotOpen extends Refusal {
  override readonly name = "DraftNotOpen";
  readonly status: ClaimStatus;
  constructor(status: ClaimStatus) {
    super(`A draft is saved while the claim is IN_REVIEW; it is ${status}.`);
    this.status = status;
  }
}

export class ScaleNotFound extends NotFound {
  override readonly name = "ScaleNotFound";
  constructor(id: string) {
    super("rating scale", id);
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
