/** What a move is judged by, as it stands while the claim is held. */

import { type Role, roleOf } from "../actor/index.ts";
import { claimRecord, type ClaimRow } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { PersonNotFound } from "../errors/index.ts";
import { checklistFor, type ClaimFacts, claimFactsOf } from "../read/claim-facts.ts";
import { moveFactsSql } from "../read/facts.ts";
import type { Snapshot } from "../revision/index.ts";
import type { MoveActor, MoveFacts } from "../workflow/index.ts";

export type Standing = {
  actor: MoveActor;
  facts: MoveFacts;
  /** Null where nobody is named; whoever is suspended has no role but a reader's. */
  assigneeRole: Role | null;
  /** The claim as the ledger has it. */
  before: Snapshot;
  /** Null but for a claim that awaits approval: no other move asks for them, and they take Postgres the longest. */
  publication: ClaimFacts["publication"] | null;
};

type Row = {
  move: ClaimFacts["move"];
  isDraftAuthor: boolean;
  assignee: { role: Role; isSuspended: boolean } | null;
  before: Snapshot;
};

// All at once: each statement more is a round trip during which the claim is held.
const standingText = `
  select ${moveFactsSql("claim")} as move,
    exists (select from draft where claim_id = claim.id and $2::text = any (author_ids)) as "isDraftAuthor",
    (select json_build_object('role', role, 'isSuspended', suspended_at is not null) from person where id = $3::text) as assignee,
    ${claimRecord.snapshotText} as before
  from claim where claim.id = $1::text`;

/** @throws {PersonNotFound} */
export async function standingOf(
  ctx: Context,
  claim: ClaimRow,
  assigneeId: string | null,
): Promise<Standing> {
  const me = ctx.actor.kind === "person" ? ctx.actor.id : null;
  const [row] = await query<Row>(ctx.db, standingText, [claim.id, me, assigneeId], true);
  if (row === undefined) throw new Error("A claim that is held is not there.");
  const { move, isDraftAuthor, assignee, before } = row;
  if (assigneeId !== null && assignee === null) throw new PersonNotFound(assigneeId);

  const facts = claim.status === "AWAITING_APPROVAL" ? await claimFactsOf(ctx, claim.id) : null;
  const checklist = facts === null ? [] : checklistFor(facts, ctx.actor);
  return {
    actor: {
      role: roleOf(ctx.actor),
      isAssignee: me !== null && move.assigneeId === me,
      isDraftAuthor,
    },
    facts: { ...move, unmetRules: checklist.filter(({ isMet }) => !isMet) },
    assigneeRole: assignee && (assignee.isSuspended ? "READER" : assignee.role),
    before,
    publication: facts?.publication ?? null,
  };
}
