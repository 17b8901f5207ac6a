import type { Outcome } from "./import.ts";
import type { LeftOutReason } from "./read/found.ts";

/** How many items came to what. `reasons` of those left out, with the first field that was named, most frequent first. */
export type Summary = {
  total: number;
  new: number;
  unchanged: number;
  superseded: number;
  older: number;
  unmapped: number;
  leftOut: number;
  /** Fields that were not understood and so left out of reviews that were taken in. */
  notes: number;
  reasons: readonly { reason: LeftOutReason; path: string | null; count: number }[];
};

/** Counts outcomes as they come; of a file of any length it keeps no more than the kinds of them. */
export class Tally {
  readonly #counts = { new: 0, unchanged: 0, superseded: 0, older: 0, unmapped: 0, leftOut: 0 };
  readonly #reasons = new Map<string, Summary["reasons"][number]>();
  #total = 0;
  #notes = 0;

  add(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      this.#total += 1;
      if (outcome.kind === "LEFT_OUT") {
        this.#counts.leftOut += 1;
        const { reason, path } = outcome;
        const key = `${reason} ${path}`;
        const count = (this.#reasons.get(key)?.count ?? 0) + 1;
        this.#reasons.set(key, { reason, path, count });
      } else {
        const kind = outcome.judgement.toLowerCase() as Lowercase<typeof outcome.judgement>;
        this.#counts[kind] += 1;
        this.#counts.unmapped += outcome.isUnmapped ? 1 : 0;
        this.#notes += outcome.notes.length;
      }
    }
  }

  get summary(): Summary {
    const reasons = [...this.#reasons.values()].toSorted((a, b) => b.count - a.count);
    return { total: this.#total, ...this.#counts, notes: this.#notes, reasons };
  }
}

/** The same of outcomes that are all there. */
export function summaryOf(outcomes: readonly Outcome[]): Summary {
  const tally = new Tally();
  tally.add(outcomes);
  return tally.summary;
}
