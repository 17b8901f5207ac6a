import { includes, type Role } from "../actor/role.ts";
import type { UnmetRule } from "../publication/index.ts";
import type { CorrectionKind } from "../review/correction.ts";
import { type Move, type MoveRight, moves, type RecordGuard } from "./moves.ts";
import { hasText } from "../text/index.ts";
import { type ClaimStatus, claimStatuses } from "./status.ts";

export interface MoveActor {
  readonly role: Role;
  readonly isAssignee: boolean;
  readonly isDraftAuthor: boolean;
}

/** What the record says of the claim; only our own reviews count, not another organisation's. */
export interface MoveFacts {
  readonly hasDraft: boolean;
  /** The draft has a verdict and a summary. */
  readonly draftIsComplete: boolean;
  readonly everPublished: boolean;
  /** A published review is neither retracted nor superseded. */
  readonly reviewStands: boolean;
  /** Looked at in AWAITING_APPROVAL alone, and counted with this actor as the one who publishes. */
  readonly unmetRules: readonly UnmetRule[];
}

export interface MoveRequest {
  readonly reason: string | null;
  /** The role of the person named as assignee; null where nobody is named. */
  readonly assigneeRole: Role | null;
  readonly correction: { readonly kind: CorrectionKind; readonly note: string } | null;
}

/** Why the claim as it stands does not allow a move. */
export type Barrier =
  | "NO_SUCH_MOVE"
  | "REVIEW_EVER_PUBLISHED"
  | "NO_STANDING_REVIEW"
  | "NO_DRAFT"
  | "DRAFT_INCOMPLETE";

/** What is wrong with a request for a move that could otherwise be made. */
export type RequestFault =
  | "REASON_MISSING"
  | "ASSIGNEE_MISSING"
  | "ASSIGNEE_NOT_CHECKER"
  | "ASSIGNEE_NOT_TAKEN"
  | "CORRECTION_MISSING"
  | "CORRECTION_NOT_TAKEN";

type Obstacle =
  | { readonly kind: "NOT_PERMITTED"; readonly needs: readonly MoveRight[] }
  | { readonly kind: "INVALID_TRANSITION"; readonly because: Barrier }
  | { readonly kind: "PUBLISH_BLOCKED"; readonly unmet: readonly UnmetRule[] }
  | { readonly kind: "BAD_REQUEST"; readonly fault: RequestFault };

interface Transition {
  readonly from: ClaimStatus;
  readonly to: ClaimStatus;
  /** Where this actor may move the claim instead, as `movesOpenTo` has it. */
  readonly allowed: readonly ClaimStatus[];
}

export type MoveJudgement =
  | { readonly kind: "ALLOWED" }
  | Exclude<Obstacle, { kind: "INVALID_TRANSITION" }>
  | (Extract<Obstacle, { kind: "INVALID_TRANSITION" }> & Transition);

/**
 * Whether the move may be made, else the first thing against it: the actor's rights, then the
 * claim as it stands, and last what the request itself could mend.
 */
export function judgeMove(
  from: ClaimStatus,
  to: ClaimStatus,
  actor: MoveActor,
  facts: MoveFacts,
  request: MoveRequest,
): MoveJudgement {
  const obstacle = obstacleTo(from, to, actor, facts, request);
  if (obstacle === null) return { kind: "ALLOWED" };
  if (obstacle.kind !== "INVALID_TRANSITION") return obstacle;
  return { ...obstacle, from, to, allowed: movesOpenTo(from, actor, facts) };
}

/**
 * Every status that some request of this actor would reach, in the order of `claimStatuses`. A
 * missing reason closes nothing; unmet publication rules close PUBLISHED, as no request meets them.
 */
export function movesOpenTo(from: ClaimStatus, actor: MoveActor, facts: MoveFacts): ClaimStatus[] {
  return claimStatuses.filter((to) => {
    const obstacle = obstacleTo(from, to, actor, facts, emptyRequest);
    return obstacle === null || obstacle.kind === "BAD_REQUEST";
  });
}

const emptyRequest: MoveRequest = { reason: null, assigneeRole: null, correction: null };

function obstacleTo(
  from: ClaimStatus,
  to: ClaimStatus,
  actor: MoveActor,
  facts: MoveFacts,
  request: MoveRequest,
): Obstacle | null {
  // Whoever may make no move at all is told so, and not which moves there are.
  if (!includes(actor.role, "CHECKER")) return { kind: "NOT_PERMITTED", needs: ["CHECKER"] };
  const move = moves.find((each) => each.from === from && each.to === to);
  if (!move) return { kind: "INVALID_TRANSITION", because: "NO_SUCH_MOVE" };
  if (!move.who.some((right) => hasRight(actor, right))) {
    return { kind: "NOT_PERMITTED", needs: move.who };
  }

  for (const guard of move.record) {
    const obstacle = recordGuards[guard](facts);
    if (obstacle) return obstacle;
  }
  const fault =
    reasonFault(move, request) ??
    assigneeFault(move, request) ??
    correctionFault(move, facts, request);
  return fault && { kind: "BAD_REQUEST", fault };
}

/** For CHECKER and above: for anyone else, being named on a claim gives no right to move it. */
function hasRight({ role, isAssignee, isDraftAuthor }: MoveActor, right: MoveRight): boolean {
  if (right === "ASSIGNEE") return isAssignee;
  return right === "DRAFT_AUTHOR" ? isDraftAuthor : includes(role, right);
}

const recordGuards: Record<RecordGuard, (facts: MoveFacts) => Obstacle | null> = {
  NEVER_PUBLISHED: ({ everPublished }) =>
    everPublished ? { kind: "INVALID_TRANSITION", because: "REVIEW_EVER_PUBLISHED" } : null,
  REVIEW_STANDS: ({ reviewStands }) =>
    reviewStands ? null : { kind: "INVALID_TRANSITION", because: "NO_STANDING_REVIEW" },
  DRAFT_COMPLETE: ({ hasDraft, draftIsComplete }) => {
    if (!hasDraft) return { kind: "INVALID_TRANSITION", because: "NO_DRAFT" };
    return draftIsComplete ? null : { kind: "INVALID_TRANSITION", because: "DRAFT_INCOMPLETE" };
  },
  RULES_MET: ({ unmetRules }) =>
    unmetRules.length === 0 ? null : { kind: "PUBLISH_BLOCKED", unmet: unmetRules },
};

function reasonFault(move: Move, { reason }: MoveRequest): RequestFault | null {
  return move.request.includes("REASON") && !hasText(reason) ? "REASON_MISSING" : null;
}

function assigneeFault(move: Move, { assigneeRole }: MoveRequest): RequestFault | null {
  const isNeeded = move.request.includes("ASSIGNEE");
  if (assigneeRole === null) return isNeeded ? "ASSIGNEE_MISSING" : null;
  if (!isNeeded && !move.request.includes("ASSIGNEE_IF_ANY")) return "ASSIGNEE_NOT_TAKEN";
  return includes(assigneeRole, "CHECKER") ? null : "ASSIGNEE_NOT_CHECKER";
}

/** A correction is owed where a review stands, welcome where all were retracted, else refused. */
function correctionFault(
  move: Move,
  facts: MoveFacts,
  { correction }: MoveRequest,
): RequestFault | null {
  const isNeeded = move.request.includes("CORRECTION") && facts.reviewStands;
  if (correction === null) return isNeeded ? "CORRECTION_MISSING" : null;
  const isTaken = isNeeded || (move.request.includes("CORRECTION") && facts.everPublished);
  if (!isTaken) return "CORRECTION_NOT_TAKEN";
  return hasText(correction.note) ? null : "CORRECTION_MISSING";
}
