/** The contract as graphql-js runs it: the schema file, its scalars, and the two places from which all answers come. */

import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isScalarType } from "graphql";
import { scalars } from "./scalars.ts";

const sdl = new URL("../../../../schema.graphql", import.meta.url);

type Resolver<Context> = GraphQLFieldResolver<unknown, Context>;

/** The schema; `read` answers every field of Query, `change` every mutation. Fields below them are in the answer already. */
export function createSchema<Context>(
  publicUrl: string,
  read: Resolver<Context>,
  change: Resolver<Context>,
): GraphQLSchema {
  const schema = buildSchema(readFileSync(sdl, "utf8"));
  for (const [name, scalar] of Object.entries(scalars(publicUrl))) {
    const type = schema.getType(name);
    if (!isScalarType(type)) throw new Error(`The contract has no scalar ${name}.`);
    Object.assign(type, scalar);
  }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = read;
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    field.resolve = change;
  return schema;
}

/** Answers come under the keys that were asked for, so that one field may be asked twice under two names. */
export const pick: Resolver<unknown> = (source, _args, _context, info) =>
  (source as Readonly<Record<string, unknown>>)[info.path.key];
