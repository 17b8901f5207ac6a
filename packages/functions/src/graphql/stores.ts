/**
 * What is kept of what clients sent: documents that were found valid, and queries that are asked for by their hash. Apollo's own
 * stores have room for any number of small ones, and take a document for as large as its JSON, in which its text is not.
 */

import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import type { DocumentNode, GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";

const maxKept = 1_000;
/** Besides its text, a parsed document takes 100 to 500 bytes for each character of it that says something. */
const maxKeptChars = 250_000;

/** A valid document, with the hash of its text. */
export type Known = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly hash: string;
};

/** By their texts. */
export function documentStore(): LRUCache<string, Known> {
  return boundedStore((_known, text) => text.length);
}

/** By their hashes, as Apollo takes it; it gives no times after which something is to be forgotten. */
export function queryStore(): NonNullable<ApolloServerOptions<BaseContext>["cache"]> {
  const queries = boundedStore(({ length }: string) => length);
  return {
    get: async (hash) => queries.get(hash),
    set: async (hash, query) => void queries.set(hash, query),
    delete: async (hash) => queries.delete(hash),
  };
}

function boundedStore<Value extends object | string>(
  charsOf: (value: Value, key: string) => number,
): LRUCache<string, Value> {
  const sizeCalculation = (value: Value, key: string) => Math.max(1, charsOf(value, key));
  return new LRUCache({ max: maxKept, maxSize: maxKeptChars, sizeCalculation });
}
