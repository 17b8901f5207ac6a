/** What a validator has to say, and the checks that hold for a value of any property. */

import { parsePartialDate } from "../date/index.ts";
import { canonicalLanguage, hasText } from "../text/index.ts";
import { properties } from "./vocabulary.ts";

/**
 * An error keeps readers of the format from using the item or a part of it; a warning tells what they would miss. `path` is
 * the property's, such as `itemReviewed.author.name`, with places in lists counted from 0; empty for the item itself.
 */
export type Finding = {
  readonly level: "error" | "warning";
  readonly path: string;
  readonly message: string;
};

export type Thing = Readonly<Record<string, unknown>>;

/** One thing of the item with its path; the checks add to one list of findings. */
export class Place {
  readonly thing: Thing;
  readonly path: string;
  readonly #findings: Finding[];

  constructor(thing: Thing, path: string, findings: Finding[]) {
    this.thing = thing;
    this.path = path;
    this.#findings = findings;
  }

  error(property: string, message: string): void {
    this.#findings.push({ level: "error", path: this.#at(property), message });
  }

  warn(property: string, message: string): void {
    this.#findings.push({ level: "warning", path: this.#at(property), message });
  }

  #at(property: string): string {
    return [this.path, property].filter((part) => part !== "").join(".");
  }

  /** The property's values, JSON-LD making no difference between one and a list of one; those that say nothing are left out. */
  values(property: string): { readonly key: string; readonly value: unknown }[] {
    const value = this.thing[property];
    const all = Array.isArray(value)
      ? value.map((each: unknown, index) => ({ key: `${property}.${index}`, value: each }))
      : [{ key: property, value }];
    return all.filter((each) => !isEmpty(each.value));
  }

  has(property: string): boolean {
    return this.values(property).length > 0;
  }

  /** The things that stand in the property, whatever else stands there being an error. */
  things(property: string): Place[] {
    return this.values(property).flatMap(({ key, value }) => {
      if (isThing(value)) return [new Place(value, this.#at(key), this.#findings)];
      this.error(key, `must be an object, and is ${nameOf(value)}`);
      return [];
    });
  }

  /** Whether the thing is of one of these types, or names none and may be one. */
  isOfType(types: readonly string[]): boolean {
    const given = this.values("@type").map(({ value }) => typeName(value));
    return given.length === 0 || given.some((type) => types.includes(type));
  }

  text(property: string): void {
    for (const { key, value } of this.values(property)) {
      if (typeof value !== "string") this.error(key, `must be text, and is ${nameOf(value)}`);
    }
  }

  date(property: string): void {
    for (const { key, value } of this.values(property)) {
      if (typeof value !== "string" || !isDate(value)) {
        this.error(key, "must be a date that exists, in ISO 8601, such as 2025-05-19");
      }
    }
  }

  url(property: string): void {
    for (const { key, value } of this.values(property)) {
      if (typeof value !== "string" || !isWebAddress(value)) {
        this.error(key, "must be an absolute address, http or https");
      }
    }
  }

  language(property: string): void {
    for (const { key, value } of this.values(property)) {
      // A Language with a name is as good; only a tag can be wrong.
      if (typeof value === "string" && canonicalLanguage(value) === null) {
        this.warn(key, "is no language tag of BCP 47, such as fa or en-GB");
      }
    }
  }

  /** The property's number, which may be written as text; null where there is none, which is an error only where something is. */
  number(property: string): number | null {
    const [first] = this.values(property);
    if (first === undefined) return null;
    const number = numberOf(first.value);
    if (number === null) this.error(property, "must be a number");
    return number;
  }

  /** Properties that schema.org does not have for the type, and those without anything in them. To be asked last. */
  names(type: keyof typeof properties): void {
    const known: ReadonlySet<string> = properties[type];
    for (const [name, value] of Object.entries(this.thing)) {
      // Keywords of JSON-LD and words of other vocabularies are none of schema.org's.
      const isForeign = /^@|:/.test(name);
      if (isEmpty(value)) {
        const isTold = this.#findings.some(({ path }) => path === this.#at(name));
        if (!isTold) this.warn(name, "is empty: leave it out");
      } else if (!isForeign && !known.has(name)) {
        this.warn(name, `is no property that schema.org has for ${type}`);
      }
    }
  }
}

export function isThing(value: unknown): value is Thing {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A type without the vocabulary's address: `ClaimReview` of `https://schema.org/ClaimReview`; empty for what is no name. */
export function typeName(type: unknown): string {
  return typeof type === "string" ? type.replace(/^(https?:\/\/schema\.org\/|schema:)/, "") : "";
}

/** Looks no deeper than into a list, since how deep an item nests is its author's choice. */
function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isNothing) : isNothing(value);
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return !hasText(value);
  return typeof value === "object" && Object.keys(value).length === 0;
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isThing(value) ? "an object" : `a ${typeof value}`.replace("a string", "text");
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text);
}

function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

const time = /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)?$/;

/** A day, a month, a year or an instant. @see https://www.w3.org/TR/NOTE-datetime */
function isDate(text: string): boolean {
  const at = text.indexOf("T");
  const day = at === -1 ? text : text.slice(0, at);
  if (parsePartialDate(day) === null) return false;
  return at === -1 || (day.length === "2025-01-01".length && time.test(text.slice(at)));
}
