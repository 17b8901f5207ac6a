import { type Found, leftOut } from "./found.ts";
import { CutShort } from "./gunzip.ts";
import { maxItemBytes } from "./limits.ts";
import type { Bytes } from "./open.ts";
import { parseBytes } from "./parse.ts";

const newline = 0x0a;

/** JSON Lines: what a line holds, or why it holds nothing, does not touch the next. Blank lines say nothing. */
export async function* readLines(bytes: Bytes): AsyncGenerator<Found> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let size = 0;
  function* line(): Generator<Found> {
    const place = `line ${number}`;
    const isTooLarge = size > maxItemBytes;
    const whole = isTooLarge || pieces.length === 0 ? new Uint8Array() : Buffer.concat(pieces);
    pieces = [];
    size = 0;
    number += 1;
    if (isTooLarge) yield tooLarge(place);
    else if (!isBlank(whole)) yield* parseBytes(whole, place);
  }
  try {
    for await (const chunk of bytes) {
      for (let from = 0; from < chunk.length;) {
        const end = chunk.indexOf(newline, from);
        const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
        size += piece.length;
        if (size > maxItemBytes) pieces = [];
        else if (piece.length > 0) pieces.push(piece);
        if (end >= 0) yield* line();
        from = end < 0 ? chunk.length : end + 1;
      }
    }
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    yield leftOut(`line ${number}`, "CUT_SHORT", error.message);
    return;
  }
  yield* line();
}

export function tooLarge(place: string): Found {
  const limit = maxItemBytes / 1024 / 1024;
  return leftOut(place, "TOO_LARGE", `this is longer than the ${limit} MB that an item may have`);
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
