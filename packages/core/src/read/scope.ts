import type { Actor } from "../actor/index.ts";
import type { ObjectType } from "./reader.ts";

/** A piece of the statement, giving one value, and what is still to be computed from that value when it is there. */
export type Expression = { readonly sql: string; readonly finish?: (value: any) => unknown };

type Types = Readonly<Record<string, ObjectType>>;

/** Where in a statement, and in what was asked, the planner is; the statement is shared by all scopes of a plan. */
export class Scope {
  readonly actor: Actor;
  readonly now: Date;
  readonly params: unknown[] = [];
  readonly #types: Types;
  readonly #path: readonly string[] = [];
  readonly #aliases = { count: 0 };

  constructor(from: Scope | { actor: Actor; now: Date; types: Types }, key?: string) {
    this.actor = from.actor;
    this.now = from.now;
    if (!(from instanceof Scope)) {
      this.#types = from.types;
      return;
    }
    this.params = from.params;
    this.#types = from.#types;
    this.#aliases = from.#aliases;
    this.#path = key === undefined ? from.#path : [...from.#path, key];
  }

  /** A step down the answer, so that an argument can be named by its path. */
  at(key: string): Scope {
    return new Scope(this, key);
  }

  /** The path of an argument of the field that the scope stands at, such as `claims.nodes.evidence.first`. */
  pathOf(argument: string): string {
    return [...this.#path, argument].join(".");
  }

  typeNamed(name: string): ObjectType {
    const type = this.#types[name];
    if (type === undefined) throw new Error(`The planner does not know the type ${name}.`);
    return type;
  }

  /** A parameter of the statement, cast to its type since Postgres cannot always tell. */
  param(value: unknown, type: "text" | "text[]" | "timestamptz" | "bigint" | "int"): string {
    this.params.push(value);
    return `$${this.params.length}::${type}`;
  }

  /** A name for a row that no other in the statement has. */
  alias(type: string): string {
    this.#aliases.count += 1;
    return `${type.toLowerCase()}_${this.#aliases.count}`;
  }
}
