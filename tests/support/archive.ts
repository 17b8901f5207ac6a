/** A newsroom in which everything has happened, and archives as lists of lines. */

import { exportNewsroom, exportPublic, restoreArchive, type Since } from "@sanad/core/archive";
import { translateClaim } from "@sanad/core/claim";
import { atOneMoment, type Context } from "@sanad/core/context";
import { mergeEntities, reviseEntity } from "@sanad/core/entity";
import { erasePayload } from "@sanad/core/erasure";
import { withdrawEvidence } from "@sanad/core/evidence";
import { importReviews } from "@sanad/core/importer";
import { createApiKey, revokeApiKey } from "@sanad/core/key";
import { suspendPerson } from "@sanad/core/person";
import { mergeClaims, unrelateClaims } from "@sanad/core/relation";
import { correctReview } from "@sanad/core/review";
import { recordSampleNewsroom } from "@sanad/core/sample";
import { recordRatingScale } from "@sanad/core/scale";
import { readHead } from "@sanad/core/verify";
import { aClaim, anAppearance, anEntity, aRelation, aSource, someEvidence } from "./fixtures.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aNewsroom,
  claimNow,
  move,
  publishAgain,
  signedIn,
} from "./workflow.ts";

export async function newsroomLines(ctx: Context): Promise<string[]> {
  return atOneMoment(asSystem(ctx), (ctx) => collect(exportNewsroom(ctx)));
}

export async function publicLines(ctx: Context, since?: Since): Promise<string[]> {
  return atOneMoment(ctx, (ctx) => collect(exportPublic(ctx, since)));
}

export function restore(ctx: Context, lines: readonly string[]) {
  return restoreArchive(asSystem(ctx), streamed(lines));
}

export async function collect<T>(lines: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

function asSystem(ctx: Context): Context {
  return { ...ctx, actor: { kind: "system", job: "test" } };
}

async function* streamed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** As another organisation published it, and then changed it. */
function reviewOfOthers(label: string, datePublished: string) {
  return {
    "@type": "ClaimReview",
    url: "https://checkers.example/moon",
    claimReviewed: "The moon is made of cheese.",
    datePublished,
    author: { "@type": "Organization", name: "Checkers", url: "https://checkers.example" },
    reviewRating: { "@type": "Rating", alternateName: label },
    itemReviewed: { "@type": "Claim", author: { "@type": "Person", name: "A shepherd" } },
  };
}

/** The sample, and beside it what it has not: every kind of record in every state, merged, corrected, retracted, erased. */
export async function anEventfulNewsroom(ctx: Context) {
  await recordSampleNewsroom({ ...ctx, actor: { kind: "system", job: "sample" } });
  const newsroom = await aNewsroom(ctx);
  const { admin, checker, editor } = newsroom;
  await recordRatingScale(admin, {
    name: "پنج‌پله",
    worst: 1,
    best: 5,
    ratings: [{ verdict: "UNPROVEN", labels: [{ language: "fa", text: "ثابت‌نشده" }] }],
  });

  const { claim: corrected, pieces } = await aClaimFoundFalse(newsroom);
  const { version } = await claimNow(ctx, corrected.id);
  await correctReview(editor, {
    claimId: corrected.id,
    expectedVersion: version,
    summary: [{ language: "fa", text: "چنین نیست، چنان‌که ناظران گفتند." }],
    note: "یک واژه افتاده بود.",
  });
  await publishAgain(newsroom, corrected.id, { kind: "UPDATE", note: "سند تازه‌ای پیدا شد." });
  const { claim: retracted } = await aClaimFoundFalse(newsroom);
  await move(editor, retracted.id, "RETRACTED", { reason: "سند ساختگی بود." });
  const awaiting = await aClaimAwaitingApproval(newsroom);

  const owner = await anEntity(ctx, { noInterests: true });
  const source = await aSource(ctx, { publisherId: owner.id, text: "پل \u200cسه\nدهانه «دارد»." });
  const outlet = await anEntity(ctx, {
    interests: [
      { kind: "OWNED_BY", ofId: owner.id, note: "همهٔ سهام", sourceId: source.id },
      { kind: "PARTY_TO", note: "طرف دعوا" },
    ],
  });
  const copy = await aSource(ctx, { derivedFromId: source.id, wireId: outlet.id });
  const claim = await aClaim(ctx, { aboutIds: [owner.id, outlet.id], claimedAt: "2025-03" });
  await translateClaim(ctx, {
    id: claim.id,
    language: "en",
    text: "It was broken.",
    expectedVersion: 1,
  });
  await anAppearance(ctx, {
    claimId: claim.id,
    sourceId: copy.id,
    attribution: [
      { entityId: claim.claimantId, role: "SPEAKER" },
      { entityId: outlet.id, role: "OUTLET" },
    ],
  });
  const piece = await someEvidence(ctx, { claimId: claim.id, sourceId: source.id });
  const withdrawn = await claimNow(ctx, claim.id);
  await withdrawEvidence(ctx, {
    id: piece.id,
    reason: "جعلی بود.",
    expectedVersion: withdrawn.version,
  });
  const relation = await aRelation(ctx, { fromId: claim.id, toId: corrected.id });
  const related = await claimNow(ctx, relation.claimId);
  await unrelateClaims(ctx, { id: relation.id, expectedVersion: related.version });
  await aRelation(ctx, { kind: "REPEATS", fromId: claim.id, toId: awaiting.id });

  const duplicate = await aClaim(ctx);
  await mergeClaims(editor, { id: duplicate.id, intoId: claim.id, expectedVersion: 1 });
  const namesake = await anEntity(ctx);
  await mergeEntities(editor, { id: namesake.id, intoId: outlet.id, expectedVersion: 1 });

  const forgotten = await anEntity(ctx, { names: [{ language: "fa", name: "نام فراموش‌شدنی" }] });
  const { sequence } = await readHead(ctx.db);
  const names = [{ language: "fa", name: "نام تازه" }];
  await reviseEntity(ctx, { id: forgotten.id, expectedVersion: 1, names });
  await erasePayload(admin, { sequence, reason: "به درخواست صاحب نام" });

  await importReviews(admin, { items: [reviewOfOthers("False", "2025-05-02")] });
  await importReviews(admin, { items: [reviewOfOthers("Half true", "2025-05-04")] });

  const { key, secret } = await createApiKey(admin, { name: "A reader", scopes: ["READ"] });
  const { key: revoked } = await createApiKey(admin, { name: "Gone", scopes: ["CONTRIBUTE"] });
  await revokeApiKey(admin, { id: revoked.id, expectedVersion: revoked.version });
  const stranger = await signedIn(ctx, "CONTRIBUTOR");
  await suspendPerson(admin, { id: stranger.actor.id, expectedVersion: 1, reason: "ناشناس" });
  return { newsroom, checker, corrected, pieces, retracted, awaiting, claim, source, key, secret };
}
