/** What commands read and write that take files and pipes. */

import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The bytes of a file, or of stdin for `-`. @throws {Error} with a sentence that names the file */
export async function openFile(file: string): Promise<Readable> {
  if (file === "-") return process.stdin;
  try {
    const handle = await open(file);
    if ((await handle.stat()).isDirectory()) {
      await handle.close();
      throw new Error("it is a folder");
    }
    return handle.createReadStream();
  } catch (error) {
    throw new Error(`${file} cannot be read: ${whyNot(error)}.`, { cause: error });
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EACCES":
      return "this user may not read it";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Writes to stdout as fast as it is read. Whoever stops reading, as `head` does, wants no more: that is no fault, and the rest
 * is not asked for.
 */
export async function printAll(texts: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(texts), process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  }
}
