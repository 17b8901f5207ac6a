/**
 * Reading files of reviews: JSON in any of the wrappings that publishers use, JSON Lines, and pages with JSON-LD in them, packed
 * or not. Memory does not grow with the file, and what is broken is named with its place while the rest is read.
 */

import { readDocument } from "./document.ts";
import type { Found } from "./found.ts";
import { readHtml } from "./html.ts";
import { readLines } from "./lines.ts";
import { type Input, openInput } from "./open.ts";

export type { Found, LeftOut, LeftOutReason, RawItem, Thing } from "./found.ts";
export { leftOutReasons } from "./found.ts";
export { type Bytes, type Input, openInput } from "./open.ts";
export { unfold } from "./unfold.ts";

/** Everything in a file of bytes: the items that may be reviews and what was left out, in the file's order. */
export async function* readItems(source: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  yield* readInput(await openInput(source));
}

/** The same of a file that was opened; an archive of a newsroom is read line by line, in which there are no reviews. */
export async function* readInput(input: Input): AsyncGenerator<Found> {
  switch (input.format) {
    case "none":
      yield input.fault;
      return;
    case "html":
      yield* readHtml(input.bytes);
      return;
    case "document":
      yield* readDocument(input.bytes);
      return;
    case "lines":
    case "archive":
      yield* readLines(input.bytes);
  }
}
