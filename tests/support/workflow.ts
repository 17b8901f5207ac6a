/** A newsroom at work: people who are signed in, and claims that they have taken through the workflow with core's verbs. */

import type { Role } from "@sanad/core/actor";
import type { ClaimRow } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { saveDraft, type SaveDraftInput } from "@sanad/core/draft";
import { signIn } from "@sanad/core/person";
import { planRead, runRead } from "@sanad/core/read";
import { moveClaim, type MoveClaimInput } from "@sanad/core/review";
import { eq } from "drizzle-orm";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { door } from "./graphql.ts";
import { aClaim, anEntity, aSource, someEvidence } from "./fixtures.ts";

let subjects = 0;

/** The same context with somebody of that role who has signed in; by the same subject again, the same person. */
export async function signedIn(
  ctx: Context,
  role: Role,
  subject = `subject-${++subjects}`,
): Promise<Context & { actor: { kind: "person"; id: string } }> {
  const who = { issuer: "https://id.example", subject, name: `${role} ${subject}`, role };
  const actor = await signIn(ctx, who);
  if (actor.kind !== "person") throw new Error("Nobody was signed in.");
  return { ...ctx, actor };
}

/** Who takes a claim through the workflow: a checker who drafts, and two editors who do not. */
export type Newsroom = Awaited<ReturnType<typeof aNewsroom>>;

export async function aNewsroom(ctx: Context) {
  return {
    ctx,
    contributor: await signedIn(ctx, "CONTRIBUTOR"),
    checker: await signedIn(ctx, "CHECKER"),
    otherChecker: await signedIn(ctx, "CHECKER"),
    editor: await signedIn(ctx, "EDITOR"),
    otherEditor: await signedIn(ctx, "EDITOR"),
    admin: await signedIn(ctx, "ADMIN"),
  };
}

/** The claim as it stands now. */
export async function claimNow(ctx: Context, id: string): Promise<ClaimRow> {
  const [row] = await ctx.db.select().from(claim).where(eq(claim.id, id));
  if (row === undefined) throw new Error("The claim is not there.");
  return row;
}

/** Moves the claim from the version that it has. */
export async function move(
  ctx: Context,
  id: string,
  to: MoveClaimInput["to"],
  given: Partial<MoveClaimInput> = {},
): Promise<ClaimRow> {
  const { version } = await claimNow(ctx, id);
  return moveClaim(ctx, { id, to, expectedVersion: version, ...given });
}

/** Saves a draft of the claim at the version that it has. */
export async function draftOf(ctx: Context, id: string, given: Partial<SaveDraftInput> = {}) {
  const { version } = await claimNow(ctx, id);
  return saveDraft(ctx, { claimId: id, expectedVersion: version, ...given });
}

/** What a draft needs to be published that rests on nothing found. */
export const unproven = {
  verdict: "UNPROVEN",
  summary: [{ language: "fa", text: "مدرکی برای این ادعا یافت نشد." }],
  searchNote: "بایگانی دو خبرگزاری جست‌وجو شد.",
  claimantAsked: { reasonNotAsked: "سخنگو پاسخ نمی‌دهد." },
} as const satisfies Partial<SaveDraftInput>;

/** A piece that a published review may cite: with a quote, a capture, and a publisher who has no interests. */
export async function aCitablePiece(ctx: Context, claimId: string) {
  const publisher = await anEntity(ctx, { noInterests: true });
  const source = await aSource(ctx, {
    publisherId: publisher.id,
    language: "fa",
    publishedAt: "2025-03-18",
    text: "ناظران گفتند که آتش‌بس انرژی نقض نشده است.",
  });
  const quote = { exact: "آتش‌بس انرژی نقض نشده است" };
  return someEvidence(ctx, { claimId, sourceId: source.id, stance: "REFUTES", quote });
}

export async function aClaimInReview({ ctx, checker }: Newsroom, given = {}): Promise<ClaimRow> {
  const { id } = await aClaim(ctx, given);
  return move(checker, id, "IN_REVIEW");
}

/** In review, with a draft by the checker that could be published. */
export async function aDraftedClaim(newsroom: Newsroom, given: Partial<SaveDraftInput> = {}) {
  const { id } = await aClaimInReview(newsroom);
  await draftOf(newsroom.checker, id, { ...unproven, ...given });
  return claimNow(newsroom.ctx, id);
}

export async function aClaimAwaitingApproval(
  newsroom: Newsroom,
  given: Partial<SaveDraftInput> = {},
): Promise<ClaimRow> {
  const { id } = await aDraftedClaim(newsroom, given);
  return move(newsroom.checker, id, "AWAITING_APPROVAL");
}

/** With a first review that stands. */
export async function aPublishedClaim(
  newsroom: Newsroom,
  given: Partial<SaveDraftInput> = {},
): Promise<ClaimRow> {
  const { id } = await aClaimAwaitingApproval(newsroom, given);
  return move(newsroom.editor, id, "PUBLISHED");
}

/** With a review that stands and cites two pieces. */
export async function aClaimFoundFalse(newsroom: Newsroom) {
  const { id } = await aClaimInReview(newsroom);
  const pieces = [await aCitablePiece(newsroom.ctx, id), await aCitablePiece(newsroom.ctx, id)];
  await draftOf(newsroom.checker, id, {
    ...unproven,
    verdict: "FALSE",
    evidenceIds: pieces.map((piece) => piece.id),
  });
  await move(newsroom.checker, id, "AWAITING_APPROVAL");
  const row = await move(newsroom.editor, id, "PUBLISHED");
  return { claim: row, pieces };
}

/** Publishes another review of a claim with one: reopened, drafted by the checker, approved by the editor. */
export async function publishAgain(
  { checker, editor }: Newsroom,
  id: string,
  correction: NonNullable<MoveClaimInput["correction"]>,
  given: Partial<SaveDraftInput> = {},
): Promise<ClaimRow> {
  await move(editor, id, "IN_REVIEW", { reason: "سند تازه", assigneeId: checker.actor.id });
  await draftOf(checker, id, { ...unproven, ...given });
  await move(checker, id, "AWAITING_APPROVAL");
  return move(editor, id, "PUBLISHED", { correction });
}

/** The moves that a claim offers to whoever asks. */
export async function viewerCan(ctx: Context, id: string): Promise<string[]> {
  const asked = { viewerCan: { name: "viewerCan", args: {} } };
  const plan = planRead(ctx, { claim: { name: "claim", args: { id }, select: { Claim: asked } } });
  const { claim } = (await runRead(ctx, plan)) as { claim: { viewerCan: string[] } };
  return claim.viewerCan;
}

/** What GraphQL answers the context's own actor: the data, the errors. */
export async function askAs(
  ctx: Context,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ data?: any; errors?: { message: string; extensions: Record<string, unknown> }[] }> {
  const request = new Request("http://127.0.0.1/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return (await (await door.handle(request, ctx)).json()) as never;
}
