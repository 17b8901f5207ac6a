/** Who acts, and what they may do: one table, one function, the first line of every write verb. */

import type { Context } from "../context/index.ts";
import { NotPermitted, NotSignedIn } from "../errors/index.ts";
import { includes, type Role } from "./role.ts";

export { includes, type Role, roles } from "./role.ts";

export type Actor =
  | { kind: "public" }
  | { kind: "person"; id: string; name: string | null; role: Role }
  | { kind: "key"; id: string; name: string; role: KeyRole }
  | { kind: "system"; job: string };

/** What a program may be let do: it records, and never judges. */
export type KeyRole = Extract<Role, "READER" | "CONTRIBUTOR">;

/** The least role that each action needs. */
export const permissions = {
  "entity.record": "CONTRIBUTOR",
  "entity.revise": "CONTRIBUTOR",
  "entity.merge": "EDITOR",
  "source.record": "CONTRIBUTOR",
  "source.revise": "CONTRIBUTOR",
  "claim.record": "CONTRIBUTOR",
  "claim.translate": "CONTRIBUTOR",
  "claim.revise": "CONTRIBUTOR",
  "claim.relate": "CONTRIBUTOR",
  "appearance.add": "CONTRIBUTOR",
  "evidence.add": "CONTRIBUTOR",
  "evidence.withdraw": "CONTRIBUTOR",
  "draft.save": "CHECKER",
  "claim.move": "CHECKER",
  "claim.merge": "EDITOR",
  "claim.recheck": "ADMIN",
  "review.correct": "EDITOR",
  "review.import": "ADMIN",
  "search.reindex": "ADMIN",
  "key.create": "ADMIN",
  "key.revoke": "ADMIN",
  "scale.record": "ADMIN",
  "scale.revise": "ADMIN",
  "person.suspend": "ADMIN",
  "person.reinstate": "ADMIN",
  "payload.erase": "ADMIN",
  "newsroom.export": "ADMIN",
  "newsroom.restore": "ADMIN",
} as const satisfies Record<string, Role>;
export type Action = keyof typeof permissions;

/** What the ledger tells of that nobody asks for by name: it follows from an action that somebody may take. */
export type Consequence =
  | "draft.discard"
  | "draft.send_back"
  | "record.restate"
  | "review.publish"
  | "review.retract";

/** The role an actor acts in; a job of the system may do what an ADMIN may. */
export function roleOf(actor: Actor): Role {
  switch (actor.kind) {
    case "public":
      return "READER";
    case "person":
    case "key":
      return actor.role;
    case "system":
      return "ADMIN";
  }
}

/** The name under which an actor stands in the public ledger. */
export function pseudonymOf(actor: Actor): string {
  switch (actor.kind) {
    case "public":
      return "public";
    case "person":
    case "key":
      return actor.id;
    case "system":
      return `system:${actor.job}`;
  }
}

/** Whether who has the role belongs to the newsroom and so sees what is not published. */
export function isNewsroom(role: Role): boolean {
  return includes(role, "CHECKER");
}

/**
 * Lets the action pass or throws.
 * @throws {NotSignedIn} for the public @throws {NotPermitted} for a role too low
 */
export function authorize(ctx: Context, action: Action): void {
  const needed = permissions[action];
  if (includes(roleOf(ctx.actor), needed)) return;
  if (ctx.actor.kind === "public")
    throw new NotSignedIn(`Sign in to do this: ${action} needs the role ${needed}.`);
  throw new NotPermitted(`${action} needs the role ${needed}; yours is ${roleOf(ctx.actor)}.`);
}
