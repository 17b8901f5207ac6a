import { includes, type Role } from "../actor/index.ts";
import type { KnownPrefix } from "../record/kinds.ts";

/** Of which kinds of record the log tells a role only that something was done: what stands in them is not for it to see. */
export function kindsHiddenFrom(role: Role): KnownPrefix[] {
  return [
    ...(includes(role, "CHECKER") ? [] : (["draft"] as const)),
    ...(includes(role, "ADMIN") ? [] : (["person", "key"] as const)),
  ];
}
