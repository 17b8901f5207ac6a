import type { Context } from "@sanad/core/context";
import { withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { verifyLedger } from "@sanad/core/verify";
import { eq } from "drizzle-orm";
import { describe, expect } from "vitest";
import { person } from "../../packages/core/src/person/person.sql.ts";
import { ratingScale } from "../../packages/core/src/review/review.sql.ts";
import { test } from "../support/database.ts";
import { aClaim, as, someEvidence } from "../support/fixtures.ts";
import { checksum } from "../support/graphql.ts";
import {
  aCitablePiece,
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aClaimInReview,
  aDraftedClaim,
  aNewsroom,
  aPublishedClaim,
  askAs,
  claimNow,
  draftOf,
  move,
  signedIn,
  unproven,
} from "../support/workflow.ts";

const facts = `... on Refusal { message } ... on VersionConflict { expected current } ... on ClaimNotFound { id }`;
const claimFields = `claim { id status statusReason version verdict: review { verdict } viewerCan
  draft { summary { text } sentBackReason authorIds } publishChecklist { rule isMet } }`;
const mutations = {
  moveClaim: `mutation ($input: MoveClaimInput!) { moveClaim(input: $input) { __typename ${facts}
    ... on InvalidTransition { from to allowed } ... on PublishBlocked { unmet { rule message } }
    ... on PersonNotFound { id } ... on AssigneeNotChecker { id } ... on ClaimAlreadyMerged { into { id } }
    ... on MoveClaimSuccess { ${claimFields} } } }`,
  saveDraft: `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ${facts}
    ... on DraftNotOpen { status } ... on ScaleNotFound { id } ... on VerdictNotOnScale { verdict }
    ... on EvidenceNotFound { id } ... on EvidenceOfAnotherClaim { id } ... on EvidenceAlreadyWithdrawn { withdrawnAt }
    ... on SaveDraftSuccess { ${claimFields} } } }`,
  correctReview: `mutation ($input: CorrectReviewInput!) { correctReview(input: $input) { __typename ${facts}
    ... on CorrectReviewSuccess { claim { version } review { id summary correction { kind note }
      supersedes { id supersededBy { id } } } } } }`,
};

/** The answer's payload, once it is sure that there was no error. */
async function change(ctx: Context, name: keyof typeof mutations, input: object): Promise<any> {
  const { data, errors } = await askAs(ctx, mutations[name], { input });
  expect(errors).toBeUndefined();
  return data[name];
}

/** The payload of a refusal or the error, once it is sure that no table holds anything else than before. */
async function refusal(ctx: Context, name: keyof typeof mutations, input: object): Promise<any> {
  const before = await checksum(ctx.db);
  const { data, errors } = await askAs(ctx, mutations[name], { input });
  expect(await checksum(ctx.db)).toBe(before);
  return errors?.[0]?.extensions ?? data[name];
}

test("a claim goes from unverified to published, corrected and retracted, by two people", async ({
  ctx,
}) => {
  const newsroom = await aNewsroom(ctx);
  const { checker, editor } = newsroom;
  const { id } = await aClaim(ctx);
  const pieces = [await aCitablePiece(ctx, id), await aCitablePiece(ctx, id)];
  const public_ = as(ctx, "public");
  const step = async (actor: Context, to: string, given: object = {}) => {
    const { version: expectedVersion } = await claimNow(ctx, id);
    return change(actor, "moveClaim", { id, to, expectedVersion, ...given });
  };

  expect(await step(checker, "IN_REVIEW")).toMatchObject({
    __typename: "MoveClaimSuccess",
    claim: { status: "IN_REVIEW", version: 4, draft: null, viewerCan: ["UNVERIFIED"] },
  });
  const saved = await change(checker, "saveDraft", {
    claimId: id,
    expectedVersion: 4,
    verdict: "FALSE",
    summary: unproven.summary,
    evidenceIds: pieces.map((piece) => piece.id),
  });
  expect(saved.claim).toMatchObject({
    version: 5,
    draft: { summary: [{ text: unproven.summary[0].text }], authorIds: [checker.actor.id] },
    viewerCan: ["UNVERIFIED", "AWAITING_APPROVAL"],
  });
  await step(checker, "AWAITING_APPROVAL");

  const blocked = await refusal(editor, "moveClaim", {
    id,
    to: "PUBLISHED",
    expectedVersion: 6,
  });
  expect(blocked).toMatchObject({
    __typename: "PublishBlocked",
    unmet: [{ rule: "BOTH_SIDES_SOUGHT" }, { rule: "CLAIMANT_ASKED" }],
  });
  const sentBack = await step(editor, "IN_REVIEW", { reason: "از سخنگو بپرسید." });
  expect(sentBack.claim).toMatchObject({
    statusReason: null,
    draft: { sentBackReason: "از سخنگو بپرسید." },
  });
  await draftOf(checker, id, {
    searchNote: unproven.searchNote,
    claimantAsked: { askedAt: "2025-05-19T10:00:00Z" },
  });
  await step(checker, "AWAITING_APPROVAL");
  const published = await step(editor, "PUBLISHED");
  expect(published.claim).toMatchObject({
    status: "PUBLISHED",
    verdict: { verdict: "FALSE" },
    draft: null,
    viewerCan: ["IN_REVIEW", "RETRACTED"],
  });

  const { version: expectedVersion } = await claimNow(ctx, id);
  const corrected = await change(editor, "correctReview", {
    claimId: id,
    expectedVersion,
    summary: [{ language: "fa", text: "متن درست" }],
    note: "غلط املایی",
  });
  expect(corrected.review).toMatchObject({
    summary: "متن درست",
    correction: { kind: "TYPO", note: "غلط املایی" },
    supersedes: { supersededBy: { id: corrected.review.id } },
  });
  await step(editor, "RETRACTED", { reason: "سندها جعلی بود." });

  const { data } = await askAs(
    public_,
    `query ($id: ID!) { claim(id: $id) { status statusReason draft { id }
      review { verdict summary retractedAt retractedReason supersededBy { id } evidence { nodes { id quote { exact } } } }
      reviews { totalCount nodes { verdict retractedAt supersededBy { id } supersedes { id } } } }
      claims(filter: { verdict: [FALSE] }) { totalCount } }`,
    { id },
  );
  expect(data.claim).toMatchObject({
    status: "RETRACTED",
    statusReason: "سندها جعلی بود.",
    draft: null,
    review: {
      verdict: "FALSE",
      summary: "متن درست",
      retractedAt: expect.stringMatching(/^2025-05-20T/),
      retractedReason: "سندها جعلی بود.",
      supersededBy: null,
      evidence: {
        nodes: pieces.map(({ id, quote }) => ({ id, quote: { exact: quote?.exact } })),
      },
    },
    reviews: {
      totalCount: 2,
      nodes: [
        { retractedAt: expect.any(String), supersededBy: null },
        { verdict: "FALSE", retractedAt: null, supersededBy: { id: corrected.review.id } },
      ],
    },
  });
  expect(data.claims.totalCount).toBe(0);
  expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
});

test("while a claim is open again its review stands for readers, until another supersedes it", async ({
  ctx,
}) => {
  const newsroom = await aNewsroom(ctx);
  const { claim } = await aClaimFoundFalse(newsroom);
  const reader = as(ctx, "public");
  const shown = async () =>
    (
      await askAs(
        reader,
        `query ($id: ID!) { claim(id: $id) { status review { id verdict supersededBy { verdict } correction { kind note } } } }`,
        { id: claim.id },
      )
    ).data.claim;
  const stands = { id: claim.reviewId, verdict: "FALSE", supersededBy: null, correction: null };
  await move(newsroom.editor, claim.id, "IN_REVIEW", {
    reason: "سند تازه",
    assigneeId: newsroom.checker.actor.id,
  });
  await draftOf(newsroom.checker, claim.id, unproven);
  expect(await shown()).toEqual({ status: "IN_REVIEW", review: stands });
  await move(newsroom.checker, claim.id, "AWAITING_APPROVAL");
  expect(await shown()).toEqual({ status: "AWAITING_APPROVAL", review: stands });
  const correction = { kind: "VERDICT_CHANGE", note: "سندها پس گرفته شد." } as const;
  await move(newsroom.editor, claim.id, "PUBLISHED", { correction });
  expect(await shown()).toMatchObject({
    status: "PUBLISHED",
    review: { verdict: "UNPROVEN", supersededBy: null, correction },
  });
});

describe("bad input is refused fittingly, and nothing is changed", () => {
  test("of moves", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { checker, editor, contributor, otherChecker } = newsroom;
    const claim = await aClaimInReview(newsroom);
    const { id, version: expectedVersion } = claim;
    const [missing, nobody] = [createId("claim"), createId("person")];
    const suspended = otherChecker.actor.id;
    await ctx.db.update(person).set({ suspendedAt: ctx.now() }).where(eq(person.id, suspended));
    const { id: published, version } = await aPublishedClaim(newsroom);
    const own = await aClaimAwaitingApproval(newsroom);
    const reassigned = { id, to: "IN_REVIEW", expectedVersion };
    const cases: [Context, object, object][] = [
      [
        editor,
        { ...reassigned, expectedVersion: 1, assigneeId: checker.actor.id },
        { __typename: "VersionConflict", expected: 1, current: expectedVersion },
      ],
      [checker, { ...reassigned, id: missing }, { __typename: "ClaimNotFound", id: missing }],
      [
        editor,
        { id: published, to: "IN_REVIEW", expectedVersion: version, reason: " \t " },
        { code: "BAD_USER_INPUT", argument: "input.reason" },
      ],
      [
        editor,
        { id: published, to: "RETRACTED", expectedVersion: version },
        { code: "BAD_USER_INPUT", argument: "input.reason" },
      ],
      [
        editor,
        { ...reassigned, assigneeId: contributor.actor.id },
        { __typename: "AssigneeNotChecker", id: contributor.actor.id },
      ],
      [
        editor,
        { ...reassigned, assigneeId: suspended },
        { __typename: "AssigneeNotChecker", id: suspended },
      ],
      [editor, { ...reassigned, assigneeId: nobody }, { __typename: "PersonNotFound", id: nobody }],
      [
        editor,
        { id, to: "PUBLISHED", expectedVersion },
        {
          __typename: "InvalidTransition",
          from: "IN_REVIEW",
          to: "PUBLISHED",
          allowed: ["UNVERIFIED", "IN_REVIEW", "DISMISSED"],
        },
      ],
      [checker, { ...reassigned, assigneeId: checker.actor.id }, { code: "FORBIDDEN" }],
      [contributor, { id, to: "AWAITING_APPROVAL", expectedVersion }, { code: "FORBIDDEN" }],
      [as(ctx, "public"), { id, to: "IN_REVIEW", expectedVersion }, { code: "UNAUTHENTICATED" }],
      [
        editor,
        {
          id: own.id,
          to: "PUBLISHED",
          expectedVersion: own.version,
          correction: { kind: "UPDATE", note: "سند" },
        },
        { code: "BAD_USER_INPUT", argument: "input.correction" },
      ],
    ];
    for (const [actor, input, expected] of cases)
      expect([input, await refusal(actor, "moveClaim", input)]).toMatchObject([input, expected]);
  });

  test("of one's own draft, published under another token of the same subject", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { id } = await aClaimInReview(newsroom);
    await draftOf(await signedIn(ctx, "EDITOR", "leila"), id, unproven);
    const { version } = await move(newsroom.checker, id, "AWAITING_APPROVAL");
    const again = await signedIn(ctx, "ADMIN", "leila");
    const input = { id, to: "PUBLISHED", expectedVersion: version };
    expect(await refusal(again, "moveClaim", input)).toMatchObject({
      __typename: "PublishBlocked",
      unmet: [{ rule: "SECOND_PERSON", message: expect.stringContaining("another editor") }],
    });
  });

  test("of drafts", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { checker } = newsroom;
    const { id: claimId } = await aDraftedClaim(newsroom);
    const [own, others] = [await someEvidence(ctx, { claimId }), await someEvidence(ctx)];
    const seen = await claimNow(ctx, claimId);
    await withdrawEvidence(ctx, { id: own.id, reason: "جعلی", expectedVersion: seen.version });
    const unverified = await aClaim(ctx);
    const scaleId = createId("scale");
    await ctx.db.insert(ratingScale).values({
      id: scaleId,
      name: "سه پله",
      worst: 1,
      best: 3,
      ratings: [{ verdict: "TRUE", value: 3, labels: [{ language: "fa", text: "درست" }] }],
      version: 1,
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
    });
    const base = { claimId, expectedVersion: seen.version + 1 };
    const missing = createId("evidence");
    const cases: [Context, object, object][] = [
      [
        checker,
        { ...base, expectedVersion: 1 },
        { __typename: "VersionConflict", expected: 1, current: base.expectedVersion },
      ],
      [
        checker,
        { ...base, verdict: "FALSE", ratingScaleId: scaleId },
        { __typename: "VerdictNotOnScale", verdict: "FALSE" },
      ],
      [checker, { ...base, ratingScaleId: createId("scale") }, { __typename: "ScaleNotFound" }],
      [
        checker,
        { ...base, evidenceIds: [others.id] },
        { __typename: "EvidenceOfAnotherClaim", id: others.id },
      ],
      [
        checker,
        { ...base, evidenceIds: [own.id] },
        { __typename: "EvidenceAlreadyWithdrawn", withdrawnAt: expect.any(String) },
      ],
      [
        checker,
        { ...base, evidenceIds: [missing] },
        { __typename: "EvidenceNotFound", id: missing },
      ],
      [
        checker,
        { claimId: unverified.id, expectedVersion: 1 },
        { __typename: "DraftNotOpen", status: "UNVERIFIED" },
      ],
      [
        checker,
        { ...base, summary: [{ language: "fa", text: "  " }] },
        { code: "BAD_USER_INPUT", argument: "input.summary.0.text" },
      ],
      [newsroom.contributor, base, { code: "FORBIDDEN" }],
      [as(ctx, "public"), base, { code: "UNAUTHENTICATED" }],
    ];
    for (const [actor, input, expected] of cases)
      expect([input, await refusal(actor, "saveDraft", input)]).toMatchObject([input, expected]);
  });

  test("of corrections", async ({ ctx }) => {
    const newsroom = await aNewsroom(ctx);
    const { editor, checker } = newsroom;
    const { id: claimId, version: expectedVersion } = await aPublishedClaim(newsroom);
    const unverified = await aClaim(ctx);
    const summary = [{ language: "fa", text: "متن درست" }];
    const base = { claimId, expectedVersion, summary, note: "املا" };
    const cases: [Context, object, object][] = [
      [editor, { ...base, expectedVersion: 1 }, { __typename: "VersionConflict", expected: 1 }],
      [
        editor,
        { ...base, claimId: unverified.id, expectedVersion: 1 },
        { __typename: "NoStandingReview" },
      ],
      [editor, { ...base, note: " " }, { code: "BAD_USER_INPUT", argument: "input.note" }],
      [
        editor,
        { ...base, summary: [{ language: "en", text: "Right" }] },
        { code: "BAD_USER_INPUT", argument: "input.summary" },
      ],
      [checker, base, { code: "FORBIDDEN" }],
      [as(ctx, "public"), base, { code: "UNAUTHENTICATED" }],
    ];
    for (const [actor, input, expected] of cases)
      expect([input, await refusal(actor, "correctReview", input)]).toMatchObject([
        input,
        expected,
      ]);
  });
});
