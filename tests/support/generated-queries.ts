/** Queries as somebody might write them: aliases, merged fields, fragments, directives, variables, pages in both directions. */

import fc, { type GeneratorValue } from "fast-check";
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from "graphql";

export type GeneratedQuery = { query: string; variables: Record<string, unknown> };

/** Values for arguments, by type, field and argument, `Query.claim.id` or `*.language`, as they stand in JSON. */
export type Values = Readonly<Record<string, readonly unknown[]>>;

export function generateQuery(
  g: GeneratorValue,
  schema: GraphQLSchema,
  values: Values,
): GeneratedQuery {
  return new Writer(g, schema, values).write();
}

const maxFields = 4;
const maxDepth = 5;

class Writer {
  readonly #g: GeneratorValue;
  readonly #schema: GraphQLSchema;
  readonly #values: Values;
  readonly #fragments: string[] = [];
  readonly #definitions: string[] = ["$yes: Boolean = true", "$no: Boolean!"];
  readonly #variables: Record<string, unknown> = { no: false };
  #names = 0;

  constructor(g: GeneratorValue, schema: GraphQLSchema, values: Values) {
    this.#g = g;
    this.#schema = schema;
    this.#values = values;
  }

  write(): GeneratedQuery {
    const root = this.#schema.getQueryType();
    if (!root) throw new Error("There is nothing to ask.");
    const selection = this.#selection(root, 0);
    // Variables and fragments that nobody uses are refused.
    const used = `${selection} { yes: __typename @include(if: $yes) @skip(if: $no) }`.replace(
      /\} \{ yes: (.*) \}$/,
      "yes: $1 }",
    );
    return {
      query: [`query Generated(${this.#definitions.join(", ")}) ${used}`, ...this.#fragments].join(
        "\n",
      ),
      variables: this.#variables,
    };
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#g(fc.nat, from.length - 1)] as T;
  }

  #chance(percent: number): boolean {
    return this.#g(fc.integer, { min: 1, max: 100 }) <= percent;
  }

  #name(prefix: string): string {
    return `${prefix}${++this.#names}`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (isInterfaceType(type)) return this.#abstractSelection(type.name, depth);
    if (!isObjectType(type)) return "";
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < maxDepth || !isCompositeType(getNamedType(field.type)),
    );
    const heads: { head: string; result: GraphQLNamedType }[] = [];
    const parts: string[] = [];
    const count = this.#g(fc.integer, { min: 1, max: maxFields });
    for (let at = 0; at < count || parts.length === 0; at++) {
      if (fields.length === 0 || this.#chance(10)) {
        parts.push(`${this.#chance(50) ? `${this.#name("t")}: ` : ""}__typename`);
        continue;
      }
      const again = heads.length > 0 && this.#chance(20);
      const asked = again ? this.#pick(heads) : this.#head(type.name, this.#pick(fields));
      if (!again) heads.push(asked);
      const body = isCompositeType(asked.result)
        ? ` ${this.#selection(asked.result, depth + 1)}`
        : "";
      parts.push(this.#wrapped(`${asked.head}${this.#directives()}${body}`, type.name));
    }
    return `{ ${parts.join(" ")} }`;
  }

  #abstractSelection(interfaceName: string, depth: number): string {
    const types = this.#schema.getPossibleTypes(
      this.#schema.getType(interfaceName) as Parameters<GraphQLSchema["getPossibleTypes"]>[0],
    );
    const parts = [this.#chance(50) ? "__typename" : "id"];
    for (let at = 0; at < 3; at++) {
      const type = this.#pick(types);
      parts.push(`... on ${type.name} ${this.#selection(type, depth + 1)}`);
    }
    return `{ ${parts.join(" ")} }`;
  }

  /** A field with its alias and arguments, and what it results in. */
  #head(
    type: string,
    field: GraphQLField<unknown, unknown>,
  ): { head: string; result: GraphQLNamedType } {
    const args = field.args.flatMap((arg) => {
      const known =
        this.#values[`${type}.${field.name}.${arg.name}`] ?? this.#values[`*.${arg.name}`];
      const isRequired = isNonNullType(arg.type) && arg.defaultValue === undefined;
      if (known === undefined || (!isRequired && this.#chance(60))) return [];
      const value = this.#pick(known);
      if (this.#chance(50)) return [`${arg.name}: ${literal(value)}`];
      const name = this.#name("v");
      this.#definitions.push(`$${name}: ${String(arg.type)}`);
      this.#variables[name] = value;
      return [`${arg.name}: $${name}`];
    });
    // Both directions at once are refused.
    const paging = args.some((arg) => arg.startsWith("first"))
      ? args.filter((arg) => !/^(last|before)/.test(arg))
      : args;
    for (const arg of args) if (!paging.includes(arg)) this.#forget(arg);
    const needsAlias = paging.length > 0 || this.#chance(30);
    const alias = needsAlias ? `${this.#name("a")}: ` : "";
    const head = `${alias}${field.name}${paging.length > 0 ? `(${paging.join(", ")})` : ""}`;
    return { head, result: getNamedType(field.type) };
  }

  #forget(arg: string): void {
    const name = /\$(\w+)$/.exec(arg)?.[1];
    if (name === undefined) return;
    const at = this.#definitions.findIndex((each) => each.startsWith(`$${name}:`));
    this.#definitions.splice(at, 1);
    delete this.#variables[name];
  }

  #directives(): string {
    if (!this.#chance(15)) return "";
    return this.#pick([
      " @include(if: $yes)",
      " @skip(if: $no)",
      " @include(if: $no)",
      " @skip(if: $yes) @include(if: $yes)",
    ]);
  }

  #wrapped(part: string, type: string): string {
    if (!this.#chance(15)) return part;
    if (this.#chance(50)) return `... ${this.#chance(50) ? `on ${type} ` : ""}{ ${part} }`;
    const name = this.#name("F");
    this.#fragments.push(`fragment ${name} on ${type} { ${part} }`);
    return `...${name}`;
  }
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([name, each]) => `${name}: ${literal(each)}`);
    return `{ ${fields.join(", ")} }`;
  }
  const isEnum = typeof value === "string" && /^[A-Z][A-Z_]+$/.test(value);
  return isEnum ? value : JSON.stringify(value);
}
