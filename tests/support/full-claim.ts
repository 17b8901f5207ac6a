/** A claim about which everything is told that can be, for pages and feeds that show all of it. */

import { addAppearance } from "@sanad/core/appearance";
import { translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { recordRatingScale } from "@sanad/core/scale";
import { review } from "../../packages/core/src/review/review.sql.ts";
import { aClaim, anEntity, aRelation, aSource, someEvidence } from "./fixtures.ts";
import { claimNow, draftOf, move, type Newsroom } from "./workflow.ts";

/** The words of each field, by what it is called; as they are given, they stand on the page. */
export type Say = (field: string) => string;

let count = 0;

/** An address of its own with the words in it, as somebody may have pasted them. */
function addressOf(say: Say, field: string): string {
  return `https://example.org/${++count}?q=${say(field)}`;
}

/** Reviewed by the newsroom, corrected, and open again for a reason; another organisation has reviewed it too. */
export async function aFullClaim(newsroom: Newsroom, language: string, say: Say) {
  const { ctx, checker, editor, admin } = newsroom;
  const other = language === "en" ? "fa" : "en";
  const named = (field: string) => [{ language, name: say(field) }];
  const claimant = await anEntity(ctx, {
    kind: "PERSON",
    names: named("claimant"),
    sameAs: [addressOf(say, "claimant's page")],
    noInterests: true,
  });
  const accused = await anEntity(ctx, { kind: "GOVERNMENT", names: named("accused") });
  const { id } = await aClaim(ctx, {
    text: say("claim"),
    language,
    claimantId: claimant.id,
    aboutIds: [accused.id],
    claimedAt: "2025-05-19",
    validFrom: "2025-03",
    validUntil: "2025",
    topics: [say("topic")],
  });
  await translateClaim(ctx, {
    id,
    language: other,
    text: say("translation of the claim"),
    expectedVersion: (await claimNow(ctx, id)).version,
  });
  const documents = await someDocuments(ctx, language, say, claimant.id);
  const chain = [
    { entityId: claimant.id, role: "SPEAKER" },
    { entityId: documents.agency.id, role: "AGENCY" },
    { entityId: documents.outlet.id, role: "OUTLET" },
  ] as const;
  const { report } = documents;
  const quote = documents.quote;
  await addAppearance(ctx, {
    claimId: id,
    sourceId: report.id,
    quote,
    appearedAt: "2025-05-19",
    attribution: chain,
  });
  await aRelation(ctx, {
    fromId: id,
    toId: (await aClaim(ctx, { text: say("other claim"), language })).id,
    note: say("note on the relation"),
  });

  const evidenceIds = await somePieces(ctx, id, documents, say);
  const scale = await recordRatingScale(admin, {
    name: `scale ${++count}`,
    worst: 1,
    best: 5,
    ratings: [{ verdict: "FALSE", value: 1, labels: [{ language, text: say("label") }] }],
  });
  const draft = {
    verdict: "FALSE",
    ratingScaleId: scale.id,
    body: [{ language, text: say("body") }],
    evidenceIds,
    searchNote: "x",
    claimantAsked: { reasonNotAsked: "x" },
  } as const;
  await move(checker, id, "IN_REVIEW");
  await draftOf(checker, id, { ...draft, summary: [{ language, text: say("first summary") }] });
  await move(checker, id, "AWAITING_APPROVAL");
  await move(editor, id, "PUBLISHED");
  const reopened = { reason: say("reason"), assigneeId: checker.actor.id };
  await move(editor, id, "IN_REVIEW", reopened);
  const summary = [
    { language, text: say("summary") },
    { language: other, text: say("translation of the summary") },
  ];
  await draftOf(checker, id, { ...draft, summary });
  await move(checker, id, "AWAITING_APPROVAL");
  const correction = { kind: "CLARIFICATION", note: say("correction") } as const;
  await move(editor, id, "PUBLISHED", { correction });
  await aReviewOfAnother(ctx, id, language, say);
  return move(editor, id, "IN_REVIEW", reopened);
}

/** A report taken from an agency's wire, by an outlet with an owner; the record itself; and the claimant's own post. */
async function someDocuments(ctx: Context, language: string, say: Say, claimantId: string) {
  const named = (field: string) => [{ language, name: say(field) }];
  const register = await aSource(ctx, { title: say("register"), url: addressOf(say, "register") });
  const owner = await anEntity(ctx, { kind: "ORGANISATION", names: named("owner") });
  const agency = await anEntity(ctx, { names: named("agency") });
  const note = say("note on the interest");
  const outlet = await anEntity(ctx, {
    names: named("outlet"),
    interests: [
      { kind: "OWNED_BY", ofId: owner.id, note, sourceId: register.id },
      { kind: "PARTY_TO", note },
    ],
  });
  const quote = {
    prefix: `${say("before the quote")} `,
    exact: say("quote"),
    suffix: ` ${say("after the quote")}`,
    language,
    translation: say("translation of the quote"),
    translatedBy: say("translator"),
  };
  const described = {
    language,
    publishedAt: "2025-05-20",
    text: `${quote.prefix}${quote.exact}${quote.suffix}`,
    archiveUrl: addressOf(say, "archive"),
    authors: [say("author")],
  };
  const original = await aSource(ctx, { title: say("original"), url: addressOf(say, "original") });
  const report = await aSource(ctx, {
    ...described,
    title: say("report"),
    url: addressOf(say, "report"),
    publisherId: outlet.id,
    derivedFromId: original.id,
    wireId: agency.id,
  });
  const statistician = await anEntity(ctx, { names: named("statistician"), noInterests: true });
  const record = await aSource(ctx, {
    ...described,
    title: say("record"),
    kind: "DATASET",
    publisherId: statistician.id,
  });
  const post = await aSource(ctx, {
    title: say("post"),
    kind: "POST",
    url: null,
    publisherId: claimantId,
  });
  return { agency, outlet, quote, report, record, post };
}

type Documents = Awaited<ReturnType<typeof someDocuments>>;

/** Two pieces that refute and may be cited, whose ids it gives back; one of the claimant's own, withdrawn; and context. */
async function somePieces(ctx: Context, claimId: string, documents: Documents, say: Say) {
  const { quote, report, record, post } = documents;
  const cited = { claimId, stance: "REFUTES", quote, note: say("note on evidence") } as const;
  const first = await someEvidence(ctx, { ...cited, sourceId: report.id });
  const second = await someEvidence(ctx, { ...cited, sourceId: record.id, isPrimary: true });
  await someEvidence(ctx, { claimId, sourceId: record.id, stance: "CONTEXT" });
  const { id } = await someEvidence(ctx, { claimId, sourceId: post.id, stance: "SUPPORTS" });
  const { version } = await claimNow(ctx, claimId);
  await withdrawEvidence(ctx, { id, reason: say("withdrawal"), expectedVersion: version });
  return [first.id, second.id];
}

/** Written as it is: an import would take the tags out of words that look like them. */
async function aReviewOfAnother(ctx: Context, claimId: string, language: string, say: Say) {
  const publisher = await anEntity(ctx, { names: [{ language, name: say("other newsroom") }] });
  await ctx.db.insert(review).values({
    id: createId("review"),
    claimId,
    verdict: "FALSE",
    rating: { labels: [{ language, text: say("other label") }], value: 1, best: 5, worst: 1 },
    title: say("title of the other review"),
    summary: [{ language, text: say("other summary") }],
    body: [],
    language,
    publisherId: publisher.id,
    publishedAt: ctx.now(),
    url: addressOf(say, "other review"),
    evidence: [],
  });
}
