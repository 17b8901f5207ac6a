/**
 * What Apollo keeps between requests: documents that were found valid, and queries that are asked for by their hash. Apollo's own
 * stores have room for any number of small ones, and take a document for as large as its JSON, in which its text is not.
 */

import type { DocumentNode } from "graphql";
import { LRUCache } from "lru-cache";

const maxKept = 1_000;
/** A parsed document takes up to 500 bytes a character. */
const maxKeptChars = 250_000;

/** Forgets what was not asked for the longest. Apollo gives no times at which something expires. */
export class Store<Value extends object | string> {
  readonly #values: LRUCache<string, Value>;

  constructor(charsOf: (value: Value) => number) {
    this.#values = new LRUCache({
      max: maxKept,
      maxSize: maxKeptChars,
      sizeCalculation: (value) => Math.max(1, charsOf(value)),
    });
  }

  /** How much is kept: values, and their characters. */
  get kept(): { readonly values: number; readonly chars: number } {
    return { values: this.#values.size, chars: this.#values.calculatedSize };
  }

  async get(key: string): Promise<Value | undefined> {
    return this.#values.get(key);
  }

  async set(key: string, value: Value): Promise<void> {
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.#values.delete(key);
  }
}

export function documentStore(): Store<DocumentNode> {
  return new Store(({ loc }) => loc?.source.body.length ?? 0);
}

export function queryStore(): Store<string> {
  return new Store((query) => query.length);
}
