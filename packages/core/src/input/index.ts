/** Checks of what comes in. Each gives back the value as core keeps it, or throws `BadInput` with the field's path. */

import { readDate } from "../date/index.ts";
import { BadInput } from "../errors/index.ts";
import { type IdPrefix, prefixOf } from "../id/index.ts";
import { canonicalLanguage, hasText } from "../text/index.ts";

export const maxTextChars = 10_000;
const maxNameChars = 500;
const maxListItems = 100;

/** Text that Postgres can keep and a person can read: no NUL, no half of a surrogate pair, not blank. Kept as received. */
export function checkText(value: string, path: string, maxChars = maxTextChars): string {
  checkStorable(value, path);
  if (!hasText(value)) throw new BadInput(path, "must not be empty");
  // Twice the limit in UTF-16 units is over it in code points too: do not count a text that is far too long.
  if (value.length > 2 * maxChars || [...value].length > maxChars) {
    throw new BadInput(path, `must have at most ${maxChars.toLocaleString("en")} characters`);
  }
  return value;
}

/** A short text: a name, a topic, a title. */
export function checkName(value: string, path: string): string {
  return checkText(value, path, maxNameChars);
}

export function checkStorable(value: string, path: string): void {
  if (value.includes("\0")) throw new BadInput(path, "must not hold a NUL character");
  if (!value.isWellFormed())
    throw new BadInput(path, "holds half of a surrogate pair, which is no text");
}

/** A language tag in canonical form. */
export function checkLanguage(value: string, path: string): string {
  const tag = canonicalLanguage(value);
  if (tag === null) throw new BadInput(path, "must be a BCP 47 language tag, such as fa or en-GB");
  return tag;
}

export function checkPartialDate(value: string, path: string): string {
  const date = readDate(value)?.partial ?? null;
  if (date === null)
    throw new BadInput(
      path,
      "must be a date that exists, as 2025, 2025-03, 2025-03-18 or ۲۸ اسفند ۱۴۰۳",
    );
  return date;
}

export function checkInstant(value: string | Date, path: string): Date {
  const instant = new Date(value);
  // RFC 3339's years have four digits; Postgres would not read more of them.
  if (!(instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999))
    throw new BadInput(path, "must be an instant, such as 2025-05-19T14:30:00Z");
  return instant;
}

/** A well-formed id of the given type; whether the record exists is another question. */
export function checkId(value: string, prefix: IdPrefix, path: string): string {
  if (prefixOf(value) !== prefix)
    throw new BadInput(
      path,
      `must be the id of a record of the type ${prefix}, such as ${prefix}_01h…`,
    );
  return value;
}

/** An absolute http or https address, as received. */
export function checkUrl(value: string, path: string): string {
  checkStorable(value, path);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    value !== value.trim() ||
    value.length > 2048
  ) {
    throw new BadInput(
      path,
      "must be an absolute http or https address of at most 2,048 characters",
    );
  }
  // An address is public, and a password in one would be too, for good.
  if (url.username !== "" || url.password !== "") {
    throw new BadInput(path, "must not hold a user name or password");
  }
  return value;
}

/** Each item of a list of at most `max`, checked at its own path. */
export function checkList<T, R>(
  values: readonly T[],
  path: string,
  check: (value: T, path: string) => R,
  max = maxListItems,
): R[] {
  if (values.length > max) throw new BadInput(path, `must have at most ${max} items`);
  return values.map((value, index) => check(value, `${path}.${index}`));
}

/** The check's result, or null where there is nothing to check. */
export function optional<T, R>(
  value: T | null | undefined,
  path: string,
  check: (value: T, path: string) => R,
): R | null {
  return value === null || value === undefined ? null : check(value, path);
}

/** Refuses a second item with the same key, naming the second. */
export function checkDistinct<T>(
  values: readonly T[],
  path: string,
  keyOf: (value: T) => string,
  what: string,
): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    const key = keyOf(value);
    if (seen.has(key)) throw new BadInput(`${path}.${index}`, `${what} is given twice`);
    seen.add(key);
  });
}

/** Fields of a record to change: what is left out stays, null empties what can be empty. */
export type Changes<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** The check's result, undefined for what was left out; what every record has cannot be emptied. */
export function kept<T, R>(
  value: T | null | undefined,
  path: string,
  check: (value: T, path: string) => R,
): R | undefined {
  if (value === null) throw new BadInput(path, "cannot be emptied");
  return value === undefined ? undefined : check(value, path);
}

/** The check's result, null for what is to be emptied, undefined for what was left out. */
export function given<T, R>(
  value: T | null | undefined,
  path: string,
  check: (value: T, path: string) => R,
): R | null | undefined {
  return value === undefined ? undefined : optional(value, path, check);
}
