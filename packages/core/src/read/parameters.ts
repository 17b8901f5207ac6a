import type { Run } from "./run.ts";

export type ParameterType = "text" | "text[]" | "int[]" | "timestamptz" | "bigint" | "bigint[]";

type Late = (run: Run) => unknown;

/** The parameters of one statement: those that are its own, and those that each run has others of. */
export class Parameters {
  readonly #values: unknown[] = [];
  readonly #late: { readonly index: number; readonly read: Late }[] = [];
  #isSteady = true;

  /** Whether the statement is best carried out in one way, whatever the values are. */
  get isSteady(): boolean {
    return this.#isSteady;
  }

  /** The parameter's place in the statement, to which it may matter how rare the value is. */
  add(value: unknown, type: ParameterType): string {
    this.#isSteady = false;
    return this.addKey(value, type);
  }

  /** The place of one that finds one row, or where to begin, or nothing. */
  addKey(value: unknown, type: ParameterType): string {
    return `$${this.#values.push(value)}::${type}`;
  }

  /** The same, with another value each run. */
  addLate(read: Late, type: ParameterType): string {
    const place = this.addKey(null, type);
    this.#late.push({ index: this.#values.length - 1, read });
    return place;
  }

  /** All of them for one run. @throws {BadInput} what is wrong with an argument that came with it */
  valuesFor(run: Run): unknown[] {
    const values = [...this.#values];
    for (const { index, read } of this.#late) values[index] = read(run);
    return values;
  }
}
