/** Ids: a record's type and a UUIDv7 in base 32, so that they sort by age. @see https://github.com/jetify-com/typeid/tree/main/spec */

import { TypeID, typeid } from "typeid-js";

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

/** The type that a well-formed id names; null for what is no id of ours. */
export function prefixOf(id: string): IdPrefix | null {
  const prefix = idPrefixes.find((known) => id.startsWith(`${known}_`));
  if (prefix === undefined) return null;
  try {
    TypeID.fromString(id, prefix);
    return prefix;
  } catch {
    return null;
  }
}
