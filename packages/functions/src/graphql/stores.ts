/**
 * What is kept of what clients sent: documents that were found valid, and queries that are asked for by their hash. Apollo's own
 * stores have room for any number of small ones, and take a document for as large as its JSON, in which its text is not.
 */

import type { ApolloServerOptions, BaseContext } from "@apollo/server";
import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

const maxKept = 1_000;
/** Besides its text, a parsed document takes 100 to 500 bytes for each character of it that says something. */
const maxKeptChars = 250_000;

/** By the hash of its text. */
type Store<Value extends object | string> = LRUCache<string, Value>;

export function documentStore(): Store<DocumentNode> {
  return boundedStore(({ loc }) => loc?.source.body.length ?? 0);
}

/** As Apollo takes one; it gives no times after which something is to be forgotten. */
export function queryStore(): NonNullable<ApolloServerOptions<BaseContext>["cache"]> {
  const queries: Store<string> = boundedStore(({ length }) => length);
  return {
    get: async (hash) => queries.get(hash),
    set: async (hash, query) => void queries.set(hash, query),
    delete: async (hash) => queries.delete(hash),
  };
}

function boundedStore<Value extends object | string>(
  charsOf: (value: Value) => number,
): Store<Value> {
  const sizeCalculation = (value: Value) => Math.max(1, charsOf(value));
  return new LRUCache({ max: maxKept, maxSize: maxKeptChars, sizeCalculation });
}
