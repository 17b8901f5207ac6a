/**
 * Partial answers: the parameter `fields`, such as `claims(text,claimReview/publisher/name),nextPageToken`, with `*` for each
 * field of an object. @see https://cloud.google.com/apis/docs/system-parameters
 */

import { badRequest } from "./errors.ts";

/** What is wanted of an object: of each field all, or again some. */
export type Mask = { readonly [name: string]: Mask | true };

/** More than any sensible selection needs. */
const maxChars = 1_000;

/** The part of a shape that a selection names. @throws {ApiError} where it names what is not there */
export function readMask(selection: string, shape: Mask): Mask {
  const mask = {};
  for (const path of pathsOf(selection)) {
    const found = follow(path, shape);
    if (found === null) {
      const field = path.join(".");
      throw refused(field, `Cannot find matching fields for path '${field}'.`);
    }
    merge(mask, found);
  }
  return mask;
}

/** What a mask leaves of a value; lists have it of each item. */
export function masked(value: unknown, mask: Mask | true): unknown {
  if (mask === true || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const wanted = mask[name];
      return wanted === undefined ? [] : [[name, masked(part, wanted)]];
    }),
  );
}

function refused(field: string, why: string) {
  const description = `Error expanding 'fields' parameter. ${why}`;
  return badRequest([{ field, description }], "Request contains an invalid argument.");
}

/** What a path leads to, under the names on the way; null where it leads nowhere. */
function follow([name = "", ...rest]: readonly string[], shape: Mask | true): Mask | null {
  if (shape === true) return null;
  const names = name === "*" ? Object.keys(shape) : Object.hasOwn(shape, name) ? [name] : [];
  const found = names.flatMap((each) => {
    const part = shape[each];
    if (part === undefined) return [];
    const led = rest.length === 0 ? true : follow(rest, part);
    return led === null ? [] : [[each, led] as const];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
}

function merge(into: Record<string, Mask | true>, mask: Mask): void {
  for (const [name, wanted] of Object.entries(mask)) {
    const known = into[name];
    if (known === undefined || wanted === true) into[name] = wanted;
    else if (known !== true) merge(known, wanted);
  }
}

/** Each path that a selection names: `a(b,c/d)` is `a b` and `a c d`. */
function pathsOf(selection: string): string[][] {
  const cannotBeRead = () => refused("fields", "It is no selection of fields.");
  if (selection.length > maxChars) throw cannotBeRead();
  const tokens = selection.match(/[(),/.]|[^(),/.]+/g) ?? [];
  const next = () => tokens.shift() ?? "";
  const isNext = (...marks: string[]) => marks.includes(tokens[0] ?? "");

  function list(): string[][] {
    const paths = path();
    while (isNext(",")) {
      next();
      paths.push(...path());
    }
    return paths;
  }
  function path(): string[][] {
    const name = next().trim();
    if (!/^(\w+|\*)$/.test(name)) throw cannotBeRead();
    if (isNext("/", ".")) {
      next();
      return path().map((rest) => [name, ...rest]);
    }
    if (!isNext("(")) return [[name]];
    next();
    const inner = list();
    if (next() !== ")") throw cannotBeRead();
    return inner.map((rest) => [name, ...rest]);
  }

  const paths = list();
  if (tokens.length > 0) throw cannotBeRead();
  return paths;
}
