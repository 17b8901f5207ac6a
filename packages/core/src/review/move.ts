/** The workflow, applied: `workflow` decides whether a move may be made, and this makes it. */

import { authorize } from "../actor/index.ts";
import { claimRecord, type ClaimRow, lockClaim, unmarked } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { query } from "../database/index.ts";
import { discardDraft, sendBack } from "../draft/record.ts";
import {
  AssigneeNotChecker,
  BadInput,
  InvalidTransition,
  NotPermitted,
  PublishBlocked,
} from "../errors/index.ts";
import { checkId, checkText, optional } from "../input/index.ts";
import { record, type Snapshot } from "../revision/index.ts";
import { hasText } from "../text/index.ts";
import {
  type Barrier,
  type ClaimStatus,
  judgeMove,
  type MoveJudgement,
  type RequestFault,
} from "../workflow/index.ts";
import type { CorrectionKind } from "./correction.ts";
import { publishDraft, retractReview } from "./publish.ts";
import { type Standing, standingOf } from "./standing.ts";

export type MoveClaimInput = {
  id: string;
  to: ClaimStatus;
  expectedVersion: number;
  reason?: string | null;
  assigneeId?: string | null;
  correction?: { kind: CorrectionKind; note: string } | null;
};

/**
 * Moves a claim to another status, with all that follows: assignment, publication, retraction.
 * @throws {ClaimNotFound} @throws {VersionConflict} @throws {InvalidTransition} @throws {PublishBlocked}
 * @throws {PersonNotFound} @throws {AssigneeNotChecker} @throws {ClaimAlreadyMerged} @throws {NotPermitted}
 * @throws {VerdictNotOnScale} where the draft's scale has lost the rating since
 */
export async function moveClaim(ctx: Context, input: MoveClaimInput): Promise<ClaimRow> {
  authorize(ctx, "claim.move");
  const id = checkId(input.id, "claim", "id");
  const assigneeId = optional(input.assigneeId, "assigneeId", (value, path) =>
    checkId(value, "person", path),
  );
  const reason = optional(input.reason, "reason", checkReason);
  const correction = optional(input.correction, "correction", ({ kind, note }, path) => ({
    kind,
    note: checkText(note, `${path}.note`),
  }));

  return transaction(ctx, async (ctx) => {
    const current = await lockClaim(ctx, id, input.expectedVersion);
    const standing = await standingOf(ctx, current, assigneeId);
    const { actor, facts, assigneeRole, before, publication } = standing;
    const request = { reason, assigneeRole, correction };
    refuseUnlessAllowed(judgeMove(current.status, input.to, actor, facts, request), assigneeId);

    const stamp = { id, version: current.version + 1, updatedAt: ctx.now().toISOString() };
    const act = { reason, correction, stamp, publication };
    const published = await consequences(ctx, current, input.to, act);
    const moved: ClaimRow = {
      ...current,
      ...published,
      status: input.to,
      statusReason: statusReasonAfter(current, input.to, reason),
      assigneeId: assigneeAfter(ctx, current, input.to, assigneeId),
      version: stamp.version,
      updatedAt: ctx.now(),
    };
    const after = await store(ctx, moved);
    await record(ctx, { action: "claim.move", subject: id, before, after });
    return moved;
  });
}

/** All that a move may change. */
const moveText = `
  update claim set status = $2, status_reason = $3, assignee_id = $4, review_id = $5, verdict = $6,
    recheck_at = $7, recheck_reason = $8, version = $9, updated_at = $10
  where id = $1 returning ${claimRecord.snapshotText} as after`;

/** Stores a claim that was moved. @returns it as the ledger has it */
async function store(ctx: Context, moved: ClaimRow): Promise<Snapshot> {
  const values = [
    moved.id,
    moved.status,
    moved.statusReason,
    moved.assigneeId,
    moved.reviewId,
    moved.verdict,
    moved.recheckAt?.toISOString() ?? null,
    moved.recheckReason,
    moved.version,
    moved.updatedAt.toISOString(),
  ];
  const [row] = await query<{ after: Snapshot }>(ctx.db, moveText, values, true);
  if (row === undefined) throw new Error("A claim that is held is not there.");
  return row.after;
}

type Act = {
  reason: string | null;
  correction: (MoveClaimInput["correction"] & {}) | null;
  stamp: { id: string; version: number; updatedAt: string };
  publication: Standing["publication"];
};

/** What a move does besides changing the status; gives back what that makes of the claim. */
async function consequences(
  ctx: Context,
  current: ClaimRow,
  to: ClaimStatus,
  { reason, correction, stamp, publication }: Act,
): Promise<Partial<ClaimRow>> {
  const from = current.status;
  if (publication !== null && to === "PUBLISHED") {
    const review = await publishDraft(ctx, current, publication, correction, stamp);
    await discardDraft(ctx, current.id);
    return { reviewId: review.id, verdict: review.verdict, ...unmarked(ctx, current) };
  }
  if (from === "AWAITING_APPROVAL" && to === "IN_REVIEW") {
    await sendBack(ctx, stamp, reason ?? "");
    return {};
  }
  if (to === "AWAITING_APPROVAL" || to === "IN_REVIEW") return {};
  await discardDraft(ctx, current.id);
  // Whoever keeps a review has looked at it again.
  if (to === "PUBLISHED") return unmarked(ctx, current);
  if (to !== "RETRACTED") return {};
  await retractReview(ctx, current, reason ?? "", stamp);
  return { verdict: null, ...unmarked(ctx, current) };
}

function statusReasonAfter(
  current: ClaimRow,
  to: ClaimStatus,
  reason: string | null,
): string | null {
  // Why a draft was sent back may tell what stands in it: that reason is kept with the draft.
  if (current.status === "AWAITING_APPROVAL" && to === "IN_REVIEW") return null;
  return to === current.status ? (reason ?? current.statusReason) : reason;
}

function assigneeAfter(
  { actor }: Context,
  current: ClaimRow,
  to: ClaimStatus,
  named: string | null,
): string | null {
  if (to !== "IN_REVIEW" && to !== "AWAITING_APPROVAL") return null;
  return named ?? current.assigneeId ?? (actor.kind === "person" ? actor.id : null);
}

/** A text, blank or not: that a blank one is no reason, the workflow says. */
function checkReason(value: string, path: string): string | null {
  return hasText(value) ? checkText(value, path) : null;
}

function refuseUnlessAllowed(judgement: MoveJudgement, assigneeId: string | null): void {
  switch (judgement.kind) {
    case "ALLOWED":
      return;
    case "NOT_PERMITTED":
      throw new NotPermitted(
        `This move is for ${judgement.needs.map((right) => rights[right]).join(" or ")}.`,
      );
    case "INVALID_TRANSITION": {
      const { from, to, allowed, because } = judgement;
      throw new InvalidTransition(from, to, allowed, barriers[because]);
    }
    case "PUBLISH_BLOCKED":
      throw new PublishBlocked(judgement.unmet.map(({ rule, message }) => ({ rule, message })));
    case "BAD_REQUEST": {
      if (judgement.fault === "ASSIGNEE_NOT_CHECKER")
        throw new AssigneeNotChecker(assigneeId ?? "");
      const [path, message] = faults[judgement.fault];
      throw new BadInput(path, message);
    }
  }
}

const rights = {
  CHECKER: "a CHECKER",
  EDITOR: "an EDITOR",
  ASSIGNEE: "whoever the claim is assigned to",
  DRAFT_AUTHOR: "an author of the draft",
};

const barriers: Record<Barrier, string> = {
  NO_SUCH_MOVE: "The workflow has no such move.",
  REVIEW_EVER_PUBLISHED: "A review of this claim was published once, which this move would hide.",
  NO_STANDING_REVIEW: "No published review of this claim stands.",
  NO_DRAFT: "Nothing is drafted yet.",
  DRAFT_INCOMPLETE: "The draft needs a verdict and a summary first.",
};

const faults: Record<
  Exclude<RequestFault, "ASSIGNEE_NOT_CHECKER">,
  [path: string, message: string]
> = {
  REASON_MISSING: ["reason", "this move needs a reason"],
  ASSIGNEE_MISSING: ["assigneeId", "say to whom the claim is reassigned"],
  ASSIGNEE_NOT_TAKEN: ["assigneeId", "this move assigns nobody"],
  CORRECTION_MISSING: [
    "correction",
    "a review stands already: say what kind of correction this is, with a note for readers",
  ],
  CORRECTION_NOT_TAKEN: ["correction", "there is nothing published that this would correct"],
};
