/** What the workflow and the publication rules look at, fetched alike for what is offered and for what is decided. */

import { type Actor, roleOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { checkPublication, type PublicationFacts, type RuleResult } from "../publication/index.ts";
import type { ClaimStatus, MoveActor, MoveFacts } from "../workflow/index.ts";
import { moveFactsSql, publicationFactsSql } from "./facts.ts";
import { Parameters } from "./parameters.ts";
import { Scope } from "./scope.ts";

export type ClaimFacts = {
  move: Omit<MoveFacts, "unmetRules"> & { status: ClaimStatus; assigneeId: string | null };
  publication: Omit<PublicationFacts, "publisherId">;
};

/** `ClaimFacts` of a claim's row. */
export function claimFactsSql(claim: string, scope: Scope): string {
  return `json_object('move': ${moveFactsSql(claim)}, 'publication': ${publicationFactsSql(claim, scope)})`;
}

/** The same, for a claim that a verb holds. */
export async function claimFactsOf(ctx: Context, claimId: string): Promise<ClaimFacts> {
  const params = new Parameters();
  const role = roleOf(ctx.actor);
  const scope = new Scope({ role, types: {}, params, holes: [], aliases: 0 });
  // A name of its own: within the expressions, tables stand under their own names.
  const held = scope.alias("Claim");
  const text = `select ${claimFactsSql(held, scope)} as facts from claim ${held} where ${held}.id = ${scope.param(claimId, "text")}`;
  const run = { actor: ctx.actor, now: ctx.now(), origin: "", given: [] };
  const [row] = await query<{ facts: ClaimFacts }>(ctx.db, text, params.valuesFor(run));
  if (row === undefined) throw new Error("A claim that is held is not there.");
  return row.facts;
}

/** Every publication rule, with this actor as the one who would publish. */
export function checklistFor({ publication }: ClaimFacts, actor: Actor): RuleResult[] {
  return checkPublication({ ...publication, publisherId: personId(actor) });
}

/** The two sides of a judgement on a move: what the actor is to the claim, and how the claim stands. */
export function moveFactsFor(
  facts: ClaimFacts,
  actor: Actor,
): { actor: MoveActor; facts: MoveFacts } {
  const id = personId(actor);
  return {
    actor: {
      role: roleOf(actor),
      isAssignee: id !== null && facts.move.assigneeId === id,
      isDraftAuthor: id !== null && (facts.publication.draft?.authorIds.includes(id) ?? false),
    },
    facts: {
      ...facts.move,
      unmetRules: checklistFor(facts, actor).filter(({ isMet }) => !isMet),
    },
  };
}

function personId(actor: Actor): string | null {
  return actor.kind === "person" ? actor.id : null;
}
