import type { Context } from "../context/index.ts";
import type { Run } from "./run.ts";

export type ParameterType =
  | "text"
  | "text[]"
  | "int[]"
  | "int"
  | "timestamptz"
  | "bigint"
  | "bigint[]"
  | "bool[]"
  | "float8[]";

/** What is looked for before a statement is run: a statement of its own, of which this one is given a part. */
export type Find = (ctx: Context, run: Run) => Promise<unknown>;

type Late = (run: Run) => unknown;
type Part = (found: any) => unknown;

/** The parameters of one statement: those that are its own, and those that each run has others of. */
export class Parameters {
  readonly #values: unknown[] = [];
  readonly #types: ParameterType[] = [];
  readonly #late: { readonly index: number; readonly read: Late }[] = [];
  readonly #found: { readonly index: number; readonly find: Find; readonly part: Part }[] = [];
  #isSteady = true;

  /** Whether the statement is best carried out in one way, whatever the values are. */
  get isSteady(): boolean {
    return this.#isSteady;
  }

  /** The parameter's place in the statement, to which it may matter how rare the value is. */
  add(value: unknown, type: ParameterType): string {
    this.planAnew();
    return this.addKey(value, type);
  }

  planAnew(): void {
    this.#isSteady = false;
  }

  /** The place of one that finds one row, or where to begin, or nothing. */
  addKey(value: unknown, type: ParameterType): string {
    this.#types.push(type);
    return `$${this.#values.push(value)}::${type}`;
  }

  /** The same, with another value each run. */
  addLate(read: Late, type: ParameterType): string {
    const place = this.addKey(null, type);
    this.#late.push({ index: this.#values.length - 1, read });
    return place;
  }

  /** A part of what `find` finds; it is asked once a run, for however many parts. */
  addFound(find: Find, part: Part, type: ParameterType): string {
    const place = this.add(null, type);
    this.#found.push({ index: this.#values.length - 1, find, part });
    return place;
  }

  /** Places that a text has no use for: Postgres takes no parameter of which it cannot tell the type. */
  unusedIn(text: string): string[] {
    const used = new Set(text.match(/\$\d+/g));
    const places = this.#types.map((type, index) => ({ name: `$${index + 1}`, type }));
    return places.filter(({ name }) => !used.has(name)).map(({ name, type }) => `${name}::${type}`);
  }

  /** All of them for one run. @throws {BadInput} what is wrong with an argument that came with it */
  valuesFor(run: Run): unknown[] {
    const values = [...this.#values];
    for (const { index, read } of this.#late) values[index] = read(run);
    return values;
  }

  /** The values with what has to be found first, which may take a statement each. */
  async withFound(values: readonly unknown[], ctx: Context, run: Run): Promise<unknown[]> {
    const all = [...values];
    for (const [find, parts] of Map.groupBy(this.#found, (each) => each.find)) {
      const found = await find(ctx, run);
      for (const { index, part } of parts) all[index] = part(found);
    }
    return all;
  }
}
