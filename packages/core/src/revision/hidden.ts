import { type Actor, includes, roleOf } from "../actor/index.ts";
import type { KnownPrefix } from "../record/kinds.ts";

/** Of which kinds of record the log tells an actor only that something was done: what stands in them is not theirs to see. */
export function kindsHiddenFrom(actor: Actor): KnownPrefix[] {
  const role = roleOf(actor);
  return [
    ...(includes(role, "CHECKER") ? [] : (["draft"] as const)),
    ...(includes(role, "ADMIN") ? [] : (["person", "key"] as const)),
  ];
}
