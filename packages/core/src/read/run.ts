import type { Actor } from "../actor/index.ts";

/** What each run of a statement has of its own. */
export type Run = {
  readonly actor: Actor;
  readonly now: Date;
  /** Before the paths of records' pages; empty where the paths are all that is known. */
  readonly origin: string;
  /** In the places of the selection's `Given`. */
  readonly given: readonly string[];
};
