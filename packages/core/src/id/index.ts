/** Ids: a record's type and a UUIDv7 in base 32, so that they sort by age. @see https://github.com/jetify-com/typeid/tree/main/spec */

import { typeid } from "typeid-js";

export const idPrefixes = [
  "claim",
  "entity",
  "source",
  "capture",
  "appearance",
  "evidence",
  "review",
  "draft",
  "relation",
  "revision",
  "person",
  "scale",
  "key",
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

export function createId(prefix: IdPrefix): string {
  return typeid(prefix).toString();
}

/** A UUID's 128 bits in 26 characters of five: of the first only three are used. */
const shape = /^([a-z]+)_[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** The type that a well-formed id names; null for what is no id of ours. */
export function prefixOf(id: string): IdPrefix | null {
  const named = shape.exec(id)?.[1];
  return idPrefixes.find((prefix) => prefix === named) ?? null;
}
