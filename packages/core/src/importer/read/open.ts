/** What a file is, told from its beginning: nobody has to name it, and nothing is told by its name. */

import { leftOut, type LeftOut } from "./found.ts";
import { CutShort, gunzip } from "./gunzip.ts";
import { maxItemBytes } from "./limits.ts";

export type Bytes = AsyncIterable<Uint8Array>;

/**
 * An opened file: its bytes from the first on, unpacked and without a byte order mark. `archive` is an export of a whole
 * newsroom, told by `"sanad"` in the JSON object that is its first line; it is none of the importer's.
 */
export type Input =
  | { format: "archive" | "lines" | "document" | "html"; bytes: Bytes }
  | { format: "none"; fault: LeftOut };

const newline = 0x0a;

export async function openInput(source: Bytes): Promise<Input> {
  const packed = await Head.read(source, 2);
  const isPacked = packed.bytes[0] === 0x1f && packed.bytes[1] === 0x8b;
  const head = await Head.read(isPacked ? gunzip(packed.all()) : packed.all(), 4);
  const [first, second, third] = head.bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return none("NOT_UTF_8", "this is UTF-16: convert it to UTF-8 first");
  if (first === 0xef && second === 0xbb && third === 0xbf) head.skip(3);

  const start = await head.firstByte(0);
  if (start === null)
    return head.fault === null
      ? none("NOTHING_THERE", "the file is empty")
      : none("CUT_SHORT", head.fault.message);
  const opened = (format: "archive" | "lines" | "document" | "html"): Input => ({
    format,
    bytes: head.all(),
  });
  if (head.bytes[start] === code("<")) return opened("html");
  const end = await head.lineEnd(start);
  if (end === null) return opened("document");
  const line = new TextDecoder().decode(head.bytes.subarray(start, end)).trim();
  const value = parsed(line);
  if (isArchive(value)) return opened("archive");
  const next = await head.firstByte(end);
  if (value !== undefined) return opened(next === null ? "document" : "lines");
  // A broken line before one that begins an object; a document's lines mostly end with one of these.
  const isBrokenLine = next !== null && head.bytes[next] === code("{") && !/[[{:,]$/.test(line);
  if (isBrokenLine || /^[[{]/.test(line)) return opened(isBrokenLine ? "lines" : "document");
  return none("NOT_JSON", "this is neither JSON nor HTML");
}

function none(
  reason: "NOT_UTF_8" | "NOTHING_THERE" | "CUT_SHORT" | "NOT_JSON",
  message: string,
): Input {
  return { format: "none", fault: leftOut("the file", reason, message) };
}

function code(character: string): number {
  return character.charCodeAt(0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isArchive(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "sanad");
}

/** The beginning of a stream, as far as it was looked at, and the stream from its first byte on. */
class Head {
  bytes: Uint8Array;
  /** Why the stream ended, where it should not have. */
  fault: CutShort | null = null;
  readonly #rest: AsyncIterator<Uint8Array>;
  #isEnded = false;

  private constructor(rest: AsyncIterator<Uint8Array>) {
    this.bytes = new Uint8Array();
    this.#rest = rest;
  }

  /** At least so many bytes, if there are. */
  static async read(source: Bytes, size: number): Promise<Head> {
    const head = new Head(source[Symbol.asyncIterator]());
    while (head.bytes.length < size && (await head.#more()));
    return head;
  }

  skip(size: number): void {
    this.bytes = this.bytes.subarray(size);
  }

  /** Where the first byte from there on is that is no white space; null where none is. */
  async firstByte(from: number): Promise<number | null> {
    for (let at = from; ; at++) {
      while (at >= this.bytes.length) if (!(await this.#more())) return null;
      const byte = this.bytes[at];
      if (byte !== 0x20 && byte !== 0x09 && byte !== newline && byte !== 0x0d) return at;
      // White space without an end is no beginning of anything.
      if (at > maxItemBytes) return null;
    }
  }

  /** Where the line ends that begins there: at a newline or the file's end; null where it is longer than an item may be. */
  async lineEnd(from: number): Promise<number | null> {
    for (let seen = from; ;) {
      const end = this.bytes.indexOf(newline, seen);
      if (end >= 0) return end;
      if (this.bytes.length - from > maxItemBytes) return null;
      seen = this.bytes.length;
      if (!(await this.#more())) return seen;
    }
  }

  async *all(): AsyncGenerator<Uint8Array> {
    if (this.bytes.length > 0) yield this.bytes;
    if (this.fault !== null) throw this.fault;
    if (this.#isEnded) return;
    for (;;) {
      const { done, value } = await this.#rest.next();
      if (done === true) return;
      yield value;
    }
  }

  async #more(): Promise<boolean> {
    if (this.#isEnded) return false;
    try {
      const { done, value } = await this.#rest.next();
      if (done === true) this.#isEnded = true;
      else this.bytes = concatenated(this.bytes, value);
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
      this.fault = error;
      this.#isEnded = true;
    }
    return !this.#isEnded;
  }
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
