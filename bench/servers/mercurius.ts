/** Mercurius with jit: each operation is one hand-written statement, whose JSON the executor picks from. */

import fastify from "fastify";
import type { GraphQLResolveInfo } from "graphql";
import mercurius, { type IResolvers } from "mercurius";
import { contract } from "./contract.ts";
import { announce, openPool } from "./setting.ts";
import { type Operation, parametersOf, statements } from "./statements.ts";

const pool = openPool();

type Data = Record<string, unknown>;

async function answer(
  _root: unknown,
  variables: Record<string, string>,
  _context: unknown,
  { operation, fieldName }: GraphQLResolveInfo,
): Promise<unknown> {
  const name = operation.name?.value as Operation;
  const { rows } = await pool.query<{ data: Data }>({
    name,
    text: `select (${statements[name]}) as data`,
    values: parametersOf(name, variables),
  });
  return rows[0]?.data[fieldName];
}

const resolvers = { Query: { claim: answer, claims: answer } } as IResolvers;
const app = fastify();
await app.register(mercurius, { schema: contract, resolvers, jit: 1 });
await app.ready();
announce(app.server);
