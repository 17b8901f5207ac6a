import { describe, expect, test } from "vitest";
import {
  claimStatuses,
  type ClaimStatus,
  judgeMove,
  type MoveActor,
  type MoveFacts,
  type MoveJudgement,
  type MoveRequest,
  movesOpenTo,
} from "@sanad/core/workflow";

const roles = ["READER", "CONTRIBUTOR", "CHECKER", "EDITOR", "ADMIN"] as const;
const booleans = [false, true];

const actors: MoveActor[] = roles.flatMap((role) =>
  booleans.flatMap((isAssignee) =>
    booleans.map((isDraftAuthor) => ({ role, isAssignee, isDraftAuthor })),
  ),
);

const unmet = [{ rule: "SECOND_PERSON", message: "Another editor must publish it." }] as const;

const situations: MoveFacts[] = Array.from({ length: 2 ** 5 }, (_, bits) => ({
  hasDraft: Boolean(bits & 1),
  draftIsComplete: Boolean(bits & 2),
  everPublished: Boolean(bits & 4),
  reviewStands: Boolean(bits & 8),
  unmetRules: bits & 16 ? unmet : [],
}));

const requests: MoveRequest[] = [null, " \t\u200c", "New figures came in"].flatMap((reason) =>
  ([null, "CONTRIBUTOR", "CHECKER"] as const).flatMap((assigneeRole) =>
    [null, "  ", "The date was wrong"].map((note) => ({
      reason,
      assigneeRole,
      correction: note === null ? null : ({ kind: "UPDATE", note } as const),
    })),
  ),
);

const nothing: MoveRequest = { reason: null, assigneeRole: null, correction: null };

/** All that speaks against a move, read from the design's table and not from the code's. */
function objections(
  from: ClaimStatus,
  to: ClaimStatus,
  actor: MoveActor,
  facts: MoveFacts,
  request: MoveRequest,
): Set<string> {
  const found = new Set<string>();
  const isEditor = actor.role === "EDITOR" || actor.role === "ADMIN";
  const isChecker = isEditor || actor.role === "CHECKER";
  if (!isChecker) return found.add("NOT_PERMITTED");

  const only = (isRight: boolean) => isRight || found.add("NOT_PERMITTED");
  const record = (isSo: boolean, because: string) => isSo || found.add(because);
  const reason = () => request.reason === "New figures came in" || found.add("REASON_MISSING");
  const correctionTaken = to === "PUBLISHED" && from === "AWAITING_APPROVAL";
  let assignee: "none" | "may" | "must" = "none";

  switch (`${from} to ${to}`) {
    case "UNVERIFIED to IN_REVIEW":
      assignee = "may";
      break;
    case "UNVERIFIED to DISMISSED":
    case "IN_REVIEW to DISMISSED":
      only(isEditor);
      record(!facts.everPublished, "REVIEW_EVER_PUBLISHED");
      reason();
      break;
    case "IN_REVIEW to IN_REVIEW":
      only(isEditor);
      assignee = "must";
      break;
    case "IN_REVIEW to UNVERIFIED":
      only(isEditor || actor.isAssignee);
      record(!facts.everPublished, "REVIEW_EVER_PUBLISHED");
      reason();
      break;
    case "IN_REVIEW to AWAITING_APPROVAL":
      only(actor.isAssignee);
      record(facts.hasDraft, "NO_DRAFT");
      record(!facts.hasDraft || facts.draftIsComplete, "DRAFT_INCOMPLETE");
      break;
    case "AWAITING_APPROVAL to IN_REVIEW":
      only(isEditor || actor.isDraftAuthor);
      reason();
      break;
    case "AWAITING_APPROVAL to PUBLISHED":
      only(isEditor);
      record(facts.unmetRules.length === 0, "PUBLISH_BLOCKED");
      if (facts.reviewStands && !request.correction) found.add("CORRECTION_MISSING");
      if (request.correction && (facts.reviewStands || facts.everPublished)) {
        record(request.correction.note !== "  ", "CORRECTION_MISSING");
      } else if (request.correction) {
        found.add("CORRECTION_NOT_TAKEN");
      }
      break;
    case "PUBLISHED to IN_REVIEW":
    case "RETRACTED to IN_REVIEW":
      only(isEditor);
      reason();
      assignee = "may";
      break;
    case "IN_REVIEW to PUBLISHED":
      only(isEditor);
      record(facts.reviewStands, "NO_STANDING_REVIEW");
      break;
    case "PUBLISHED to RETRACTED":
    case "IN_REVIEW to RETRACTED":
    case "AWAITING_APPROVAL to RETRACTED":
      only(isEditor);
      record(facts.reviewStands, "NO_STANDING_REVIEW");
      reason();
      break;
    case "DISMISSED to UNVERIFIED":
      only(isEditor);
      reason();
      break;
    default:
      return found.add("NO_SUCH_MOVE");
  }

  if (assignee === "must" && request.assigneeRole === null) found.add("ASSIGNEE_MISSING");
  if (assignee === "none" && request.assigneeRole !== null) found.add("ASSIGNEE_NOT_TAKEN");
  if (assignee !== "none" && request.assigneeRole === "CONTRIBUTOR") {
    found.add("ASSIGNEE_NOT_CHECKER");
  }
  if (!correctionTaken && request.correction) found.add("CORRECTION_NOT_TAKEN");
  return found;
}

function nameOf(judgement: MoveJudgement): string {
  if (judgement.kind === "INVALID_TRANSITION") return judgement.because;
  return judgement.kind === "BAD_REQUEST" ? judgement.fault : judgement.kind;
}

/** Rights come before the record, and the record before the request: who may not, is not told more. */
function rank(objection: string): number {
  if (objection === "NOT_PERMITTED") return 0;
  return /^(REASON|ASSIGNEE|CORRECTION)_/.test(objection) ? 2 : 1;
}

const pairs = claimStatuses.flatMap((from) => claimStatuses.map((to) => ({ from, to })));
const settings = pairs.flatMap((pair) =>
  actors.flatMap((actor) => situations.map((facts) => ({ ...pair, actor, facts }))),
);
const combinations = settings.length * requests.length;

describe("the workflow as a whole", () => {
  test(`answers as the design's table says in all ${combinations.toLocaleString("en")} combinations`, () => {
    let judged = 0;
    const wrong: unknown[] = [];
    for (const { from, to, actor, facts } of settings) {
      for (const request of requests) {
        judged += 1;
        const expected = objections(from, to, actor, facts, request);
        const answer = nameOf(judgeMove(from, to, actor, facts, request));
        const worst = Math.min(...[...expected].map(rank));
        const isRight =
          expected.size === 0
            ? answer === "ALLOWED"
            : expected.has(answer) && rank(answer) === worst;
        if (!isRight) wrong.push({ from, to, actor, facts, request, expected, answer });
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(judged).toBe(6 * 6 * (5 * 2 * 2) * 2 ** 5 * (3 * 3 * 3));
  });

  test(`offers a move exactly where some request for it is accepted, in all ${settings.length.toLocaleString("en")} settings`, () => {
    const wrong = settings.filter(({ from, to, actor, facts }) => {
      const isOffered = movesOpenTo(from, actor, facts).includes(to);
      const isPossible = requests.some(
        (request) => judgeMove(from, to, actor, facts, request).kind === "ALLOWED",
      );
      return isOffered !== isPossible;
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test("tells whoever asks for an impossible move which moves they could make instead", () => {
    const wrong = settings.filter(({ from, to, actor, facts }) => {
      const judgement = judgeMove(from, to, actor, facts, nothing);
      if (judgement.kind !== "INVALID_TRANSITION") return false;
      const isSame = judgement.allowed.join() === movesOpenTo(from, actor, facts).join();
      return !isSame || judgement.from !== from || judgement.to !== to;
    });
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe("in the newsroom", () => {
  const fresh: MoveFacts = {
    hasDraft: false,
    draftIsComplete: false,
    everPublished: false,
    reviewStands: false,
    unmetRules: [],
  };
  const drafted: MoveFacts = { ...fresh, hasDraft: true, draftIsComplete: true };
  const reopened: MoveFacts = { ...drafted, everPublished: true, reviewStands: true };
  const retracted: MoveFacts = { ...drafted, everPublished: true };
  const checker: MoveActor = { role: "CHECKER", isAssignee: true, isDraftAuthor: true };
  const editor: MoveActor = { role: "EDITOR", isAssignee: false, isDraftAuthor: false };
  const correction = { kind: "UPDATE", note: "The ministry published new figures." } as const;

  test("a claim that nobody checked cannot be published", () => {
    expect(judgeMove("UNVERIFIED", "PUBLISHED", editor, fresh, nothing)).toEqual({
      kind: "INVALID_TRANSITION",
      because: "NO_SUCH_MOVE",
      from: "UNVERIFIED",
      to: "PUBLISHED",
      allowed: ["IN_REVIEW", "DISMISSED"],
    });
  });

  test("a reader may move nothing, even if they are still named as the assignee", () => {
    const reader: MoveActor = { ...checker, role: "READER" };
    expect(judgeMove("IN_REVIEW", "AWAITING_APPROVAL", reader, drafted, nothing)).toEqual({
      kind: "NOT_PERMITTED",
      needs: ["CHECKER"],
    });
    expect(movesOpenTo("IN_REVIEW", reader, drafted)).toEqual([]);
  });

  test("only the assignee submits a draft, and no editor in their place", () => {
    expect(judgeMove("IN_REVIEW", "AWAITING_APPROVAL", checker, drafted, nothing)).toEqual({
      kind: "ALLOWED",
    });
    expect(judgeMove("IN_REVIEW", "AWAITING_APPROVAL", editor, drafted, nothing)).toEqual({
      kind: "NOT_PERMITTED",
      needs: ["ASSIGNEE"],
    });
  });

  test("a checker cannot publish what a checker drafted", () => {
    expect(judgeMove("AWAITING_APPROVAL", "PUBLISHED", checker, drafted, nothing)).toEqual({
      kind: "NOT_PERMITTED",
      needs: ["EDITOR"],
    });
  });

  test("an editor is told every publication rule that is not met, and not offered to publish", () => {
    const facts = { ...drafted, unmetRules: unmet };
    expect(judgeMove("AWAITING_APPROVAL", "PUBLISHED", editor, facts, nothing)).toEqual({
      kind: "PUBLISH_BLOCKED",
      unmet,
    });
    expect(movesOpenTo("AWAITING_APPROVAL", editor, facts)).toEqual(["IN_REVIEW"]);
  });

  test("a reason made of spaces is no reason", () => {
    const request = { ...nothing, reason: " \u200f\n" };
    expect(judgeMove("UNVERIFIED", "DISMISSED", editor, fresh, request)).toEqual({
      kind: "BAD_REQUEST",
      fault: "REASON_MISSING",
    });
  });

  test("a claim is given to a checker or above, and to nobody else", () => {
    const give = (assigneeRole: MoveRequest["assigneeRole"]) =>
      nameOf(judgeMove("IN_REVIEW", "IN_REVIEW", editor, fresh, { ...nothing, assigneeRole }));
    expect(give(null)).toBe("ASSIGNEE_MISSING");
    expect(give("CONTRIBUTOR")).toBe("ASSIGNEE_NOT_CHECKER");
    expect(give("CHECKER")).toBe("ALLOWED");
    expect(give("ADMIN")).toBe("ALLOWED");
  });

  test("a second review is published only with a correction that readers will see", () => {
    const publish = (facts: MoveFacts, request: Partial<MoveRequest>) =>
      nameOf(
        judgeMove("AWAITING_APPROVAL", "PUBLISHED", editor, facts, { ...nothing, ...request }),
      );
    expect(publish(reopened, {})).toBe("CORRECTION_MISSING");
    expect(publish(reopened, { correction: { ...correction, note: " " } })).toBe(
      "CORRECTION_MISSING",
    );
    expect(publish(reopened, { correction })).toBe("ALLOWED");
    expect(publish(drafted, { correction })).toBe("CORRECTION_NOT_TAKEN");
  });

  test("after a retraction a new review may say what it corrects, but need not", () => {
    for (const request of [nothing, { ...nothing, correction }]) {
      expect(judgeMove("AWAITING_APPROVAL", "PUBLISHED", editor, retracted, request)).toEqual({
        kind: "ALLOWED",
      });
    }
  });

  test("an editor who reopened a claim in error goes back to the review that stands", () => {
    expect(judgeMove("IN_REVIEW", "PUBLISHED", editor, reopened, nothing).kind).toBe("ALLOWED");
    expect(nameOf(judgeMove("IN_REVIEW", "PUBLISHED", editor, retracted, nothing))).toBe(
      "NO_STANDING_REVIEW",
    );
  });

  test("what was once published is never dismissed or set back to unverified", () => {
    for (const to of ["DISMISSED", "UNVERIFIED"] as const) {
      const request = { ...nothing, reason: "A duplicate" };
      expect(nameOf(judgeMove("IN_REVIEW", to, editor, retracted, request))).toBe(
        "REVIEW_EVER_PUBLISHED",
      );
    }
  });
});
