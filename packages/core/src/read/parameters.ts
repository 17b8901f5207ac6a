import type { Run } from "./run.ts";

export type ParameterType = "text" | "text[]" | "int[]" | "timestamptz" | "bigint" | "bigint[]";

type Late = (run: Run) => unknown;

/** The parameters of one statement: those that are its own, and those that each run has others of. */
export class Parameters {
  readonly #values: unknown[] = [];
  readonly #late: { readonly index: number; readonly read: Late }[] = [];

  /** The parameter's place in the statement. */
  add(value: unknown, type: ParameterType): string {
    return `$${this.#values.push(value)}::${type}`;
  }

  addLate(read: Late, type: ParameterType): string {
    const place = this.add(null, type);
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
