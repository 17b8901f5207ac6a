/** Reads zip archives, as far as SST writes them. @see https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT 4.3 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";

const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;
const stored = 0;

type Entry = { name: string; method: number; size: number; offset: number };

/** The names in an archive, from its central directory, folders left out. */
export function filesIn(zip: string): string[] {
  return entriesOf(readFileSync(zip)).map(({ name }) => name);
}

/** Writes all that is in an archive below a folder. */
export function unpack(zip: string, folder: string): void {
  const bytes = readFileSync(zip);
  for (const { name, method, size, offset } of entriesOf(bytes)) {
    // The lengths of name and extra field are those before the content, which the directory's may differ from.
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
    const packed = bytes.subarray(start, start + size);
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, method === stored ? packed : inflateRawSync(packed));
  }
}

function entriesOf(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(signature(endOfDirectory));
  const entries: Entry[] = [];
  for (
    let at = bytes.readUInt32LE(end + 16);
    at < end && bytes.readUInt32LE(at) === directoryEntry;
  ) {
    const [length = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + length),
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + length + extra + comment;
  }
  return entries.filter(({ name }) => !name.endsWith("/"));
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
