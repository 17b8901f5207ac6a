import { createGunzip } from "node:zlib";

/** The file ends, or cannot be unpacked from here on; what was read until then holds. */
export class CutShort extends Error {
  override name = "CutShort";
}

/** A piece unpacks to a thousand times its size at most: 16 MB. */
const pieceBytes = 16 * 1024;

/**
 * The unpacked bytes. What stands before a fault is given first, and then it throws.
 * @throws {CutShort} where the file was cut or is damaged
 */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip();
  const unpacked: Uint8Array[] = [];
  let fault: Error | null = null;
  let goOn = () => {};
  stream.on("data", (chunk: Uint8Array) => unpacked.push(chunk));
  stream.on("end", () => goOn());
  // What was being written when it failed is never said to be written.
  stream.on("error", (error) => {
    fault = error;
    goOn();
  });
  const write = (piece: Uint8Array) =>
    new Promise<void>((resolve) => {
      goOn = resolve;
      stream.write(piece, () => resolve());
    });
  const end = () =>
    new Promise<void>((resolve) => {
      goOn = resolve;
      stream.end();
    });
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length && fault === null; from += pieceBytes) {
      await write(chunk.subarray(from, from + pieceBytes));
      yield* unpacked.splice(0);
    }
    if (fault !== null) break;
  }
  if (fault === null) {
    await end();
    yield* unpacked.splice(0);
  }
  stream.destroy();
  if (fault !== null) throw new CutShort(whyNot(fault));
}

function whyNot(error: Error): string {
  const isCut = "code" in error && error.code === "Z_BUF_ERROR";
  return isCut
    ? "the gzip file is cut short"
    : `the gzip file is damaged from here on (${error.message})`;
}
