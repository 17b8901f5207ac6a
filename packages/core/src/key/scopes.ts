import type { KeyRole } from "../actor/index.ts";

/** The role in which a key acts that has the scope; none reaches further than recording. */
export const scopeRoles = { READ: "READER", CONTRIBUTE: "CONTRIBUTOR" } as const satisfies Record<
  string,
  KeyRole
>;
export type KeyScope = keyof typeof scopeRoles;
