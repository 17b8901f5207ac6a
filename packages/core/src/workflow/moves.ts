import type { ClaimStatus } from "./status.ts";

/** Who may make a move; an assignee or an author of the draft only while CHECKER or above. */
export type MoveRight = "CHECKER" | "EDITOR" | "ASSIGNEE" | "DRAFT_AUTHOR";

/** What must be so of the claim, whatever is asked. */
export type RecordGuard = "NEVER_PUBLISHED" | "REVIEW_STANDS" | "DRAFT_COMPLETE" | "RULES_MET";

/** What the request must bring with it, or, where the name says so, may. */
export type RequestGuard = "REASON" | "ASSIGNEE" | "ASSIGNEE_IF_ANY" | "CORRECTION";

export interface Move {
  readonly from: ClaimStatus;
  readonly to: ClaimStatus;
  readonly who: readonly MoveRight[];
  readonly record: readonly RecordGuard[];
  readonly request: readonly RequestGuard[];
}

/** The whole workflow: a move that is not here does not exist. */
export const moves: readonly Move[] = [
  move("UNVERIFIED", "IN_REVIEW", ["CHECKER"], [], ["ASSIGNEE_IF_ANY"]),
  move("UNVERIFIED", "DISMISSED", ["EDITOR"], ["NEVER_PUBLISHED"], ["REASON"]),

  move("IN_REVIEW", "DISMISSED", ["EDITOR"], ["NEVER_PUBLISHED"], ["REASON"]),
  move("IN_REVIEW", "IN_REVIEW", ["EDITOR"], [], ["ASSIGNEE"]),
  move("IN_REVIEW", "UNVERIFIED", ["ASSIGNEE", "EDITOR"], ["NEVER_PUBLISHED"], ["REASON"]),
  move("IN_REVIEW", "AWAITING_APPROVAL", ["ASSIGNEE"], ["DRAFT_COMPLETE"], []),
  // Discards the draft; the review that readers see already is kept as it is.
  move("IN_REVIEW", "PUBLISHED", ["EDITOR"], ["REVIEW_STANDS"], []),
  move("IN_REVIEW", "RETRACTED", ["EDITOR"], ["REVIEW_STANDS"], ["REASON"]),

  move("AWAITING_APPROVAL", "IN_REVIEW", ["EDITOR", "DRAFT_AUTHOR"], [], ["REASON"]),
  move("AWAITING_APPROVAL", "PUBLISHED", ["EDITOR"], ["RULES_MET"], ["CORRECTION"]),
  move("AWAITING_APPROVAL", "RETRACTED", ["EDITOR"], ["REVIEW_STANDS"], ["REASON"]),

  move("PUBLISHED", "IN_REVIEW", ["EDITOR"], [], ["REASON", "ASSIGNEE_IF_ANY"]),
  move("PUBLISHED", "RETRACTED", ["EDITOR"], ["REVIEW_STANDS"], ["REASON"]),

  move("RETRACTED", "IN_REVIEW", ["EDITOR"], [], ["REASON", "ASSIGNEE_IF_ANY"]),
  move("DISMISSED", "UNVERIFIED", ["EDITOR"], [], ["REASON"]),
];

function move(
  from: ClaimStatus,
  to: ClaimStatus,
  who: MoveRight[],
  record: RecordGuard[],
  request: RequestGuard[],
): Move {
  return { from, to, who, record, request };
}
