import { type Found, leftOut, placeText } from "./found.ts";
import { CutShort } from "./gunzip.ts";
import { maxDepth } from "./limits.ts";
import { tooLarge } from "./lines.ts";
import type { Bytes } from "./open.ts";
import { parseBytes } from "./parse.ts";
import { type Piece, Scanner } from "./scan.ts";

/** A JSON document, or several one after the other: each item as soon as it was read. */
export async function* readDocument(bytes: Bytes): AsyncGenerator<Found> {
  const scanner = new Scanner();
  let cut: CutShort | null = null;
  try {
    for await (const chunk of bytes) for (const piece of scanner.read(chunk)) yield* itemsIn(piece);
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    cut = error;
  }
  const { pieces, openAt } = scanner.end();
  for (const piece of pieces) yield* itemsIn(piece);
  if (cut !== null || openAt !== null)
    yield leftOut(
      openAt ?? "the file's end",
      "CUT_SHORT",
      cut?.message ?? "the file ends in the middle of this",
    );
}

function* itemsIn(piece: Piece): Generator<Found> {
  if ("fault" in piece) {
    yield piece.fault === "TOO_LARGE"
      ? tooLarge(placeText(piece.place))
      : leftOut(piece.place, "TOO_DEEP", `this is nested more than ${maxDepth} deep`);
    return;
  }
  for (const found of parseBytes(piece.bytes, piece.place)) {
    // The object around a list need be nothing by itself.
    const isEnvelope =
      piece.isShell &&
      found.kind === "LEFT_OUT" &&
      (found.reason === "OTHER_TYPE" || found.reason === "NOT_A_REVIEW");
    if (!isEnvelope) yield found;
  }
}
