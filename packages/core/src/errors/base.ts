import type { ReferenceType } from "../record/reference.ts";

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

export abstract class NotFound extends Refusal {
  readonly id: string;
  constructor(noun: string, id: string) {
    super(`There is no ${noun} with the id ${id}.`);
    this.id = id;
  }
}
