import { readFileSync } from "node:fs";

const directoryEntry = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** The names in a zip archive, from its central directory, folders left out. @see https://pkware.cachefly.net/webdocs/APPNOTE/APPNOTE-6.3.9.TXT 4.3.12 */
export function filesIn(zip: string): string[] {
  const bytes = readFileSync(zip);
  const end = bytes.lastIndexOf(signature(endOfDirectory));
  const names: string[] = [];
  for (
    let at = bytes.readUInt32LE(end + 16);
    at < end && bytes.readUInt32LE(at) === directoryEntry;
  ) {
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    );
    names.push(bytes.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names.filter((name) => !name.endsWith("/"));
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
