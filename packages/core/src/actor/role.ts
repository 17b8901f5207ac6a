/** From the least trusted to the most; each role may do all that those before it may. */
export const roles = ["READER", "CONTRIBUTOR", "CHECKER", "EDITOR", "ADMIN"] as const;
export type Role = (typeof roles)[number];

/** Whether someone who has `role` may do what `needed` may do. */
export function includes(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
