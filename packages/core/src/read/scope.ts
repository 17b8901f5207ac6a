import type { Context } from "../context/index.ts";
import { rowsAt, type Table } from "./past.ts";
import { type Json, marks } from "./json.ts";
import type { ObjectType } from "./reader.ts";
import type { Find, Parameters, ParameterType } from "./parameters.ts";
import type { Role } from "../actor/index.ts";
import type { Run } from "./run.ts";
import { Given, type Selection } from "./selection.ts";

/**
 * A piece of the statement, giving one value: as `sql` of whatever type, or as `json` that is written already. What is still to
 * be computed from the value when it is there is computed by `finish`.
 */
export type Expression =
  | { readonly sql: string; readonly finish?: Finish }
  | { readonly json: Json; readonly isNeverNull?: boolean };
export type Finish = (facts: any, run: Run) => unknown;

/** What takes statements of its own: JSON for each place of the answer, given the facts of all of them. */
export type Fetch = (facts: readonly any[], ctx: Context, read: Read) => Promise<string[]>;
/** Answers a selection on `Query`, as JSON and for whoever asked. */
export type Read = (selection: Selection) => Promise<string>;

/** What is computed, or fetched, of one place of the answer; `otherwise` is written where that gives nothing. */
export type Hole = { readonly otherwise: string } & (
  | { readonly finish: Finish }
  | { readonly fetch: Fetch }
);

/** What all scopes of one statement share. */
export type Shared = {
  readonly role: Role;
  readonly types: Readonly<Record<string, ObjectType>>;
  readonly params: Parameters;
  readonly holes: Hole[];
  aliases: number;
};

/** Where in a statement, and in what was asked, the planner is. */
export class Scope {
  readonly #shared: Shared;
  readonly #path: readonly string[];
  /** The sequence of the ledger, as SQL, at which the record is read; null for the record as it is. */
  readonly moment: string | null;

  constructor(shared: Shared, path: readonly string[] = [], moment: string | null = null) {
    this.#shared = shared;
    this.#path = path;
    this.moment = moment;
  }

  /** All that the statement may depend on of whoever asks: it is run again for others of that role. */
  get role(): Role {
    return this.#shared.role;
  }

  /** A step down the answer, so that an argument can be named by its path. */
  at(key: string): Scope {
    return new Scope(this.#shared, [...this.#path, key], this.moment);
  }

  /** The same place, with all that is read from here on as it stood at a sequence of the ledger. */
  asOf(moment: string): Scope {
    return new Scope(this.#shared, this.#path, moment);
  }

  /** The rows of a table, to stand in FROM: as they are, or as they stood. */
  from(table: Table): string {
    return this.moment === null ? table : rowsAt(table, this.moment);
  }

  /** Rows that belong to a record: of their own table, or, in the past, of the list that the record's past row holds. */
  parts(live: string, past: string): string {
    return this.moment === null ? live : past;
  }

  /** The path of an argument of the field that the scope stands at, such as `claims.nodes.evidence.first`. */
  pathOf(argument: string): string {
    return [...this.#path, argument].join(".");
  }

  typeNamed(name: string): ObjectType {
    const type = this.#shared.types[name];
    if (type === undefined) throw new Error(`The planner does not know the type ${name}.`);
    return type;
  }

  /**
   * A parameter of the statement, cast to its type since Postgres cannot always tell. With it the statement is planned anew each
   * time: whether a list is best read in its order or by what it is filtered for depends on how rare that is.
   */
  param(value: unknown, type: ParameterType): string {
    return this.#shared.params.add(value, type);
  }

  /**
   * A parameter that an argument gives, by which one record is found, or the place where a page begins. It is read and checked by
   * `read`; what is only given when the statement is run is read then, and once now, so that what is wrong with it is found in
   * the order of what was asked.
   */
  argument(argument: unknown, read: (argument: unknown) => unknown, type: ParameterType): string {
    if (!(argument instanceof Given)) return this.#shared.params.addKey(read(argument), type);
    read(argument.example);
    return this.#shared.params.addLate((run) => read(run.given[argument.index]), type);
  }

  /** A parameter of which the value has to be found first. */
  found<Found>(find: Find, part: (found: Found) => unknown, type: ParameterType): string {
    return this.#shared.params.addFound(find, part, type);
  }

  /** Has the statement planned anew each time, as with a `param`, where what matters is what the time is. */
  planAnew(): void {
    this.#shared.params.planAnew();
  }

  /** The instant at which the statement is run. */
  now(): string {
    return this.#shared.params.addLate((run) => run.now.toISOString(), "timestamptz");
  }

  /** Where the records' pages are served. */
  origin(): string {
    return this.#shared.params.addLate((run) => run.origin, "text");
  }

  /** What is made of these facts, a value of any type, when the answer is there. */
  hole(facts: string, hole: Hole): Json {
    const index = this.#shared.holes.push(hole) - 1;
    const json = facts === "null" ? "null" : { sql: `coalesce(to_json(${facts})::text, 'null')` };
    return [`${marks.open}${index}${marks.facts}`, json, marks.close];
  }

  /** A name for a row that no other in the statement has. */
  alias(type: string): string {
    this.#shared.aliases += 1;
    return `${type.toLowerCase()}_${this.#shared.aliases}`;
  }
}
