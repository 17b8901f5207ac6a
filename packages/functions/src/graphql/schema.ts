/** The contract as graphql-js runs it: the schema file, its scalars, and the two places from which all answers come. */

import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isScalarType } from "graphql";
import { scalars } from "./scalars.ts";

/** Where the sources have it; a bundle has it elsewhere. */
const contractFile = new URL("../../../../schema.graphql", import.meta.url);

type Resolver<Context> = GraphQLFieldResolver<unknown, Context>;

/** The schema; `read` answers every field of Query, `change` every mutation. Fields below them are in the answer already. */
export function createSchema<Context>(
  read: Resolver<Context>,
  change: Resolver<Context>,
  file: URL | string = contractFile,
): GraphQLSchema {
  // That the contract is valid is a test's to prove, not each start's, which it would make 11 ms longer.
  const schema = buildSchema(readFileSync(file, "utf8"), {
    assumeValid: true,
    assumeValidSDL: true,
    noLocation: true,
  });
  for (const [name, scalar] of Object.entries(scalars)) {
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
