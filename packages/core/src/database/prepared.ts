/**
 * Which statements a server's sessions keep prepared, so that what is asked again and again is not planned each time. A text is
 * prepared once it has come a few times, since whoever asks for something else each time would fill the sessions for nothing.
 */

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

/**
 * Postgres keeps, in each session that ran it, the tree and the plan of a statement: 100 to 190 bytes a character of its text. A
 * session that is full has come to 40 MB.
 */
const maxPrepared = 100;
const maxPreparedChars = 150_000;
const maxTextChars = 20_000;

const timesBefore = 2;
const maxWatched = 1_000;
const maxWatchedChars = 2_000_000;

export class PreparedStatements {
  readonly #names = new LRUCache<string, string>({
    max: maxPrepared,
    maxSize: maxPreparedChars,
    sizeCalculation: (_name, text) => text.length,
  });
  readonly #times = new LRUCache<string, number>({
    max: maxWatched,
    maxSize: maxWatchedChars,
    sizeCalculation: (_times, text) => text.length,
  });

  /** The name under which to run a text; undefined where it is not to be prepared, or not yet. The same text has one name only. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || text.length > maxTextChars) return name;
    const times = this.#times.get(text) ?? 0;
    if (times < timesBefore) {
      this.#times.set(text, times + 1);
      return undefined;
    }
    this.#times.delete(text);
    // By the text and nothing else, so that no session can take one statement for another.
    const made = `read_${createHash("sha256").update(text).digest("hex").slice(0, 32)}`;
    this.#names.set(text, made);
    return made;
  }
}

/** Whether a session was given so much to keep that it is not to be used again: what has gone out of use is forgotten with it. */
export function isFull(texts: readonly string[]): boolean {
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  return texts.length > 2 * maxPrepared || chars > 2 * maxPreparedChars;
}
