import { Parser } from "htmlparser2";
import { canonicalLanguage } from "../../text/index.ts";
import { plainText } from "../understand/plain-text.ts";
import { type Found, leftOut } from "./found.ts";
import { CutShort } from "./gunzip.ts";
import { maxItemBytes, maxPageBytes } from "./limits.ts";
import type { Bytes } from "./open.ts";
import { parseText } from "./parse.ts";

/** The reviews in the JSON-LD scripts of a page. */
export async function* readHtml(bytes: Bytes): AsyncGenerator<Found> {
  const scripts: string[] = [];
  let script: string | null = null;
  let language: string | null = null;
  const parser = new Parser({
    onopentag(name, { type = "", lang = "" }) {
      if (name === "html") language = canonicalLanguage(lang.trim());
      if (name === "script" && /^\s*application\/ld\+json\s*(;|$)/i.test(type)) script = "";
    },
    ontext(text) {
      if (script !== null) script += text;
    },
    onclosetag(name) {
      if (name !== "script" || script === null) return;
      scripts.push(script);
      script = null;
    },
  });
  // What cannot be decoded becomes U+FFFD, and is named where it stands in a review.
  const decoder = new TextDecoder("utf-8");
  let size = 0;
  let count = 0;
  let reviews = 0;
  let cut: Found | null = null;
  try {
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > maxPageBytes) break;
      parser.write(decoder.decode(chunk, { stream: true }));
      for (const text of scripts.splice(0)) {
        for (const found of itemsIn(text, `script ${++count}`)) {
          if (found.kind !== "LEFT_OUT") reviews += 1;
          yield found.kind === "LEFT_OUT" || language === null ? found : { ...found, language };
        }
      }
    }
    parser.end();
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    cut = leftOut("the page", "CUT_SHORT", error.message);
  }
  const isTooLarge = size > maxPageBytes;
  if (cut !== null) yield cut;
  else if (isTooLarge)
    yield leftOut(
      "the page",
      "TOO_LARGE",
      `this is longer than the ${maxPageBytes / 1024 / 1024} MB that a page may have`,
    );
  else if (reviews === 0)
    yield leftOut("the page", "NOTHING_THERE", "there is no ClaimReview in the page's JSON-LD");
}

function* itemsIn(script: string, place: string): Generator<Found> {
  if (script.length > maxItemBytes) {
    yield leftOut(place, "TOO_LARGE", "this script is longer than an item may be");
    return;
  }
  if (script.includes("\ufffd")) {
    yield leftOut(place, "NOT_UTF_8", "this script holds bytes that are no UTF-8");
    return;
  }
  yield* parseText(unwrapped(script), place);
}

/** Some systems wrap scripts as XHTML wanted it, or write them as if they were text of the page. */
function unwrapped(script: string): string {
  const text = script
    .trim()
    .replace(/^(?:\/\/|\/\*)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*\/)?/, "")
    .replace(/(?:\/\/|\/\*)?\s*(?:-->|\]\]>)\s*(?:\*\/)?$/, "")
    .replace(/;\s*$/, "");
  return /^[[{]\s*&quot;/.test(text) ? plainText(text) : text;
}
