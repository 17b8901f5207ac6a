import type { Actor } from "../actor/index.ts";
import { rowsAt, type Table } from "./past.ts";
import type { ObjectType } from "./reader.ts";

/** A piece of the statement, giving one value, and what is still to be computed from that value when it is there. */
export type Expression = { readonly sql: string; readonly finish?: (value: any) => unknown };

/** What all scopes of one plan share. */
type Shared = {
  readonly actor: Actor;
  readonly now: Date;
  readonly types: Readonly<Record<string, ObjectType>>;
  readonly params: unknown[];
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

  get actor(): Actor {
    return this.#shared.actor;
  }

  get now(): Date {
    return this.#shared.now;
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

  /** A parameter of the statement, cast to its type since Postgres cannot always tell. */
  param(value: unknown, type: "text" | "text[]" | "timestamptz" | "bigint" | "bigint[]"): string {
    const count = this.#shared.params.push(value);
    return `$${count}::${type}`;
  }

  /** A name for a row that no other in the statement has. */
  alias(type: string): string {
    this.#shared.aliases += 1;
    return `${type.toLowerCase()}_${this.#shared.aliases}`;
  }
}
