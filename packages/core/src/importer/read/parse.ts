import { type Found, leftOut } from "./found.ts";
import { maxDepth } from "./limits.ts";
import { unfold } from "./unfold.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** What the bytes of one JSON value hold. */
export function* parseBytes(bytes: Uint8Array, place: string): Generator<Found> {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    yield leftOut(place, "NOT_UTF_8", "these bytes are no UTF-8");
    return;
  }
  yield* parseText(text, place);
}

/** What the text of one JSON value holds. */
export function* parseText(text: string, place: string): Generator<Found> {
  if (isTooDeep(text)) {
    yield leftOut(place, "TOO_DEEP", `this is nested more than ${maxDepth} deep`);
    return;
  }
  let value: unknown;
  try {
    value = parseLoosely(text);
  } catch (error) {
    // V8 quotes the text, which may hold anything.
    const why = error instanceof Error ? error.message.replace(/[,:]? *(\.\.\.)?".*$/s, "") : "";
    yield leftOut(place, "NOT_JSON", `this is no JSON: ${why}`);
    return;
  }
  yield* unfold(value, place);
}

/** Publishers write line breaks into strings, which JSON has only as `\n`; between strings a space is as good as one. */
function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // eslint-disable-next-line no-control-regex
    const mended = text.replace(/[\u0000-\u001f]/g, " ");
    if (mended === text) throw error;
    return JSON.parse(mended) as unknown;
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
