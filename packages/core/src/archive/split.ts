import { ArchiveRefused } from "./lines.ts";

/** A row holds a text of half a million letters at most, or a claim before and after in all the languages that there are. */
const maxLineBytes = 64 * 1024 * 1024;

const newline = 0x0a;

/**
 * The lines of an archive's bytes.
 * @throws {ArchiveRefused} for a line longer than any row is, and for what is no UTF-8
 */
export async function* archiveLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  const take = () => {
    const line = decoded(Buffer.concat(pieces), number);
    pieces = [];
    size = 0;
    number += 1;
    return line;
  };
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length;) {
      const end = chunk.indexOf(newline, from);
      const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
      pieces.push(piece);
      size += piece.length;
      if (size > maxLineBytes)
        throw new ArchiveRefused(`Line ${number} is longer than any row of an archive.`);
      if (end >= 0) yield take();
      from = end < 0 ? chunk.length : end + 1;
    }
  }
  if (size > 0) yield take();
}

function decoded(bytes: Uint8Array, number: number): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ArchiveRefused(`Line ${number} is no UTF-8.`, { cause: error });
  }
}
