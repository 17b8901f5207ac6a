/** Reading one field of an item: what schema.org lets be a text, a list, a thing with a value, and publishers write anyhow. */

import { BadInput } from "../../errors/index.ts";
import { checkText, checkUrl, maxTextChars } from "../../input/index.ts";
import { hasText } from "../../text/index.ts";
import { isThing, listOf } from "../read/found.ts";
import { plainText } from "./plain-text.ts";
import type { Note } from "./review.ts";

export { siteOf } from "../../source/url.ts";

/** What was not understood, in the order met. */
export class Notes {
  readonly list: Note[] = [];

  add(path: string, message: string): null {
    this.list.push({ path, message });
    return null;
  }
}

/** The texts that stand there, plain and not blank; what is no text is noted. */
export function readTexts(value: unknown, path: string, notes: Notes): string[] {
  return listOf(value).flatMap((each) => {
    const held = isThing(each) && "@value" in each ? each["@value"] : each;
    if (typeof held === "number") return [String(held)];
    if (typeof held !== "string") {
      notes.add(path, `a ${held === null ? "null" : typeof held} stands here instead of a text`);
      return [];
    }
    const text = plainText(held).trim();
    return hasText(text) ? [text] : [];
  });
}

/** The one text that stands there, or the first of several; null for none, and with a note for one that cannot be kept. */
export function readText(
  value: unknown,
  path: string,
  notes: Notes,
  maxChars = maxTextChars,
): string | null {
  const [text, ...others] = readTexts(value, path, notes);
  if (text === undefined) return null;
  if (others.length > 0) notes.add(path, `of ${others.length + 1} texts the first was taken`);
  return accepted(() => checkText(text, path, maxChars), path, notes);
}

/** The first http or https address that stands there, as a text or as a thing's `url` or `@id`. */
export function readUrl(value: unknown, path: string, notes: Notes): string | null {
  return readUrls(value, path, notes)[0] ?? null;
}

/** No list of a person's pages or of a claim's appearances is longer. */
const maxUrls = 100;

/** The http and https addresses that stand there, each once; others, and those after the first hundred, are noted. */
export function readUrls(value: unknown, path: string, notes: Notes): string[] {
  const urls = listOf(value).flatMap((each) => {
    const held = isThing(each) ? (each["url"] ?? each["@id"] ?? each["@value"]) : each;
    return listOf(held).flatMap((text) => {
      if (typeof text !== "string" || text.trim() === "") return [];
      return accepted(() => checkUrl(complete(text.trim(), path, notes), path), path, notes) ?? [];
    });
  });
  const distinct = [...new Set(urls)];
  if (distinct.length > maxUrls)
    notes.add(path, `of ${distinct.length} addresses the first ${maxUrls} were taken`);
  return distinct.slice(0, maxUrls);
}

/** An address that begins with its host: publishers who leave the scheme out serve both. */
function complete(url: string, path: string, notes: Notes): string {
  if (!/^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|$)/i.test(url)) return url;
  notes.add(path, "the address has no scheme: https was put before it");
  return `https://${url}`;
}

function accepted<T>(check: () => T, path: string, notes: Notes): T | null {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return notes.add(path, error.message.slice(error.path.length + 2));
  }
}
