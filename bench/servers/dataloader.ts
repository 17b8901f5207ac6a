/** Apollo as its guide has it: a resolver a field, and a DataLoader for each table that is joined. */

import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { contract } from "./contract.ts";
import { createLoaders, listClaims, type Loaders, type Row } from "./loaders.ts";

const server = new ApolloServer<Loaders>({
  typeDefs: contract,
  resolvers: {
    Query: {
      claim: (_root, { id }: { id: string }, { claim }) => claim.load(id),
      claims: async (_root, { first, after }: { first: number; after?: string | null }) => ({
        nodes: await listClaims(first, after ?? null),
      }),
    },
    Claim: {
      evidence: async ({ id }: Row, { first }: { first: number }, { evidence }) => ({
        nodes: (await evidence.load(id)).slice(0, first),
      }),
      history: async ({ id }: Row, _args: unknown, { history }) => ({
        nodes: await history.load(id),
      }),
    },
    Evidence: {
      source: ({ sourceId }: { sourceId: string }, _args: unknown, { source }) =>
        source.load(sourceId),
    },
  },
  // It hooks every field, for hints that the contract does not have.
  plugins: [ApolloServerPluginCacheControlDisabled()],
});

const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: 0 },
  context: async () => createLoaders(),
});
console.log(`http://localhost:${new URL(url).port}`);
