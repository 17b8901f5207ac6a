/**
 * Where the items of a JSON document begin and end. A document may be one list of any length, so it is never held: bytes go
 * in, and out come those of one item after the other. This only counts brackets outside strings, with limits to size and depth;
 * whether an item is JSON, its parser says, and one that is not leaves the next whole.
 */

import { placeText, within } from "./found.ts";
import { maxDepth, maxItemBytes } from "./limits.ts";
import { stepTo, streamedKeys } from "./unfold.ts";

/** An item's bytes, or what is wrong with it. `isShell`: what is left of an object whose lists were read before. */
export type Piece = { place: string; isShell: boolean } & (
  | { bytes: Uint8Array }
  | { fault: "TOO_LARGE" | "TOO_DEEP" }
);

/** A list that is read item by item; the outermost one is the file, of which most have one value. */
type List = { kind: "list"; place: string; key: string | null; index: number };

/** A value that is gathered; `depth` counts the brackets within it that are open. */
type Value = {
  kind: "value";
  place: string;
  isObject: boolean;
  isShell: boolean;
  depth: number;
  pieces: Uint8Array[];
  size: number;
  fault: "TOO_LARGE" | "TOO_DEEP" | null;
  isInString: boolean;
  isEscaped: boolean;
  /** The name of the object's own field that is being read, and whether its value comes next. */
  key: number[] | null;
  isKeyNext: boolean;
  isValueNext: boolean;
};

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Lists within lists are read item by item so deep; what is deeper is an item. */
const maxLists = 8;

/** No key that matters is longer. */
const maxKeyBytes = 32;

export class Scanner {
  readonly #frames: (List | Value)[] = [{ kind: "list", place: "", key: null, index: 0 }];
  readonly #found: Piece[] = [];

  /** What was completed by these bytes, in order. */
  read(chunk: Uint8Array): Piece[] {
    for (let at = 0; at < chunk.length;) {
      const frame = this.#frames.at(-1);
      if (frame === undefined) break;
      at = frame.kind === "list" ? this.#inList(frame, chunk, at) : this.#inValue(frame, chunk, at);
    }
    return this.#found.splice(0);
  }

  /** At the end of the file: a last value without brackets, and where the file stopped if it was in the middle of one. */
  end(): { pieces: Piece[]; openAt: string | null } {
    const top = this.#frames.at(-1);
    if (top?.kind === "value" && !top.isObject && this.#frames.length === 2) this.#close(top);
    const open = this.#frames.at(-1);
    const openAt = this.#frames.length > 1 && open !== undefined ? this.#placeIn(open) : null;
    return { pieces: this.#found.splice(0), openAt };
  }

  #placeIn(frame: List | Value): string {
    return placeText(frame.kind === "value" ? frame.place : this.#placeOfNext(frame));
  }

  #placeOfNext({ place, key, index }: List): string {
    // A file's only value needs no number.
    if (this.#frames.length === 1) return index === 0 ? "" : `item ${index + 1}`;
    return within(place, key === null ? `item ${index + 1}` : stepTo(key, index));
  }

  #inList(list: List, chunk: Uint8Array, at: number): number {
    const byte = chunk[at];
    if (byte === closeBracket && this.#frames.length > 1) {
      this.#frames.pop();
      const owner = this.#frames.at(-1);
      if (owner?.kind === "value") owner.isValueNext = false;
      return at + 1;
    }
    if (byte === undefined || byte <= 0x20 || byte === comma) return at + 1;
    const place = this.#placeOfNext(list);
    list.index += 1;
    if (byte === openBracket && this.#frames.length < maxLists) {
      this.#frames.push({ kind: "list", place, key: null, index: 0 });
      return at + 1;
    }
    this.#frames.push({
      kind: "value",
      place,
      isObject: byte === openBrace || byte === openBracket,
      isShell: false,
      depth: 0,
      pieces: [],
      size: 0,
      fault: null,
      isInString: false,
      isEscaped: false,
      key: null,
      isKeyNext: false,
      isValueNext: false,
    });
    return at;
  }

  /** Gathers bytes until the value is complete, the chunk is read, or a list begins that is read item by item. */
  #inValue(value: Value, chunk: Uint8Array, start: number): number {
    let { depth, isInString, isEscaped } = value;
    for (let at = start; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
        if (isInString && value.key !== null && value.key.length <= maxKeyBytes)
          value.key.push(byte);
        continue;
      }
      if (byte <= 0x20) {
        if (value.isObject) continue;
      } else if (byte === quote) {
        isInString = true;
        if (depth === 1) {
          value.key = value.isKeyNext ? [] : value.key;
          value.isKeyNext = value.isValueNext = false;
        }
        continue;
      } else if (byte === openBrace || byte === openBracket) {
        const isStreamed = byte === openBracket && depth === 1 && value.isValueNext;
        const key = isStreamed ? String.fromCharCode(...(value.key ?? [])) : "";
        if (streamedKeys.has(key) && this.#frames.length < maxLists) {
          gather(value, chunk.subarray(start, at));
          gather(value, emptyList);
          Object.assign(value, { isShell: true, key: null, depth, isInString, isEscaped });
          this.#frames.push({ kind: "list", place: value.place, key, index: 0 });
          return at + 1;
        }
        depth += 1;
        if (depth > maxDepth) value.fault ??= "TOO_DEEP";
        value.isKeyNext = depth === 1 && byte === openBrace;
        value.isValueNext = false;
        continue;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (depth > 0) continue;
        // A bracket that closes the list around a value without brackets is the list's.
        const end = depth === 0 ? at + 1 : at;
        gather(value, chunk.subarray(start, end));
        this.#close(value);
        return end;
      } else if (depth === 1) {
        if (byte === comma) {
          value.isKeyNext = true;
          value.key = null;
        }
        value.isValueNext = byte === colon;
        continue;
      }
      if (depth === 0 && (byte <= 0x20 || byte === comma)) {
        gather(value, chunk.subarray(start, at));
        this.#close(value);
        return at;
      }
    }
    gather(value, chunk.subarray(start));
    Object.assign(value, { depth, isInString, isEscaped });
    return chunk.length;
  }

  #close(value: Value): void {
    this.#frames.pop();
    const { place, isShell, fault, pieces } = value;
    this.#found.push(
      fault === null ? { place, isShell, bytes: Buffer.concat(pieces) } : { place, isShell, fault },
    );
  }
}

const emptyList = new Uint8Array([openBracket, closeBracket]);

function gather(value: Value, bytes: Uint8Array): void {
  value.size += bytes.length;
  if (value.size > maxItemBytes) value.fault ??= "TOO_LARGE";
  if (value.fault === null) value.pieces.push(bytes);
  else value.pieces = [];
}
