/** How much one request may ask for. A breach is refused before the database is asked anything. */

import {
  defaultPageSize,
  type Field,
  maxPageSize,
  type Selection,
  typeName,
} from "@sanad/core/read";
import {
  getNullableType,
  type GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isObjectType,
} from "graphql";
import { badUserInput } from "./errors.ts";
import { fieldOf } from "./fields.ts";

export const limits = {
  /** Room for the longest stored text in Persian (500,000 characters, most of two bytes) and for little besides. */
  bodyBytes: 1_048_576,
  /** Ten times the fullest sample query or introspection. Validation compares fields in pairs: this many take up to 80 ms. */
  tokens: 2000,
  /** Fields after fragments are put in their places: a document without tricks has fewer than tokens. */
  fields: 5000,
  /** The explorer's introspection has 15; the fullest sample query 7. */
  depth: 16,
  /** A name of its own makes a field be answered once more; the fullest sample query has 4. */
  aliases: 50,
  /** Each is a query or a transaction of its own. */
  rootFields: 20,
  /** A hundred claims with twenty appearances each and their sources are 8,200 objects, about the most to send at once. */
  cost: 10_000,
} as const;

/** Lists without pages (translations, attribution, relations) are a newsroom's own work, so they are short. */
const unpagedLength = 5;

type Size = { readonly depth: number; readonly aliases: number; readonly cost: number };

/** @throws {GraphQLError} naming the first limit that the operation is over, and its number */
export function checkLimits(
  schema: GraphQLSchema,
  rootType: GraphQLObjectType,
  selection: Selection,
): void {
  const { depth, aliases, cost } = sizeOf(schema, rootType, selection, null);
  const rootFields = Object.values(selection).filter(({ name }) => name !== typeName).length;
  if (rootFields > limits.rootFields)
    throw tooMuch("rootFields", `fields at its root, not ${rootFields}`);
  if (depth > limits.depth) throw tooMuch("depth", `levels of fields, not ${depth}`);
  if (aliases > limits.aliases) throw tooMuch("aliases", `fields with an alias, not ${aliases}`);
  if (cost > limits.cost) {
    throw tooMuch(
      "cost",
      `objects in its answer, and this may have ${cost}: ask for smaller pages`,
    );
  }
}

export function tooMuch(limit: keyof typeof limits, what: string): GraphQLError {
  const most = limits[limit].toLocaleString("en");
  return badUserInput(
    `Over the limit on ${limit}: an operation may have at most ${most} ${what}.`,
    {
      limit,
    },
  );
}

/** graphql-js stops reading at the limit on tokens and calls that bad syntax. */
export function nameTokenLimit(error: GraphQLError): void {
  if (!/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(error.message)) return;
  const { message, extensions } = tooMuch("tokens", "tokens");
  Object.assign(error.extensions, extensions);
  error.message = message;
}

/** `page` is the size of the page whose `nodes` or `edges` are selected here; null outside a connection. */
function sizeOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  selection: Selection,
  page: number | null,
): Size {
  let size: Size = { depth: 0, aliases: 0, cost: 0 };
  for (const [key, field] of Object.entries(selection)) {
    if (field.name === typeName) continue;
    const definition = fieldOf(type, field.name);
    const hasPages = definition.args.some(({ name }) => name === "first");
    const inner = hasPages ? pageSizeOf(field) : null;
    const isList = isListType(getNullableType(definition.type));
    const length = isList ? (inner ?? page ?? listLength(field)) : 1;
    // A value is of one of the types, so the largest counts.
    const below = Object.entries(field.select ?? {})
      .map(([name, each]) => sizeOf(schema, objectType(schema, name), each, isList ? null : inner))
      .reduce(largest, { depth: 0, aliases: 0, cost: 0 });
    size = {
      depth: Math.max(size.depth, 1 + below.depth),
      aliases: size.aliases + below.aliases + (key === field.name ? 0 : 1),
      cost: size.cost + (field.select ? length * (1 + below.cost) : 0),
    };
  }
  return size;
}

function largest(one: Size, other: Size): Size {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: Math.max(one.aliases, other.aliases),
    cost: Math.max(one.cost, other.cost),
  };
}

function pageSizeOf({ args }: Field): number {
  const asked = args["first"] ?? args["last"] ?? defaultPageSize;
  // Core refuses other sizes, and names the argument.
  return typeof asked === "number" ? Math.min(Math.max(asked, 1), maxPageSize) : defaultPageSize;
}

function listLength({ args }: Field): number {
  return Array.isArray(args["ids"]) ? args["ids"].length : unpagedLength;
}

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
  return type;
}
