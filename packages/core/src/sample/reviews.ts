/**
 * What the sample newsroom has made of its claims: two are published, each by a checker and an editor through the whole
 * workflow; the two accusations are in review, since no page of the story verifies either.
 */

import type { Role } from "../actor/index.ts";
import { lockClaim } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { saveDraft } from "../draft/index.ts";
import { signIn } from "../person/index.ts";
import { moveClaim } from "../review/index.ts";
import type { ClaimStatus } from "../workflow/status.ts";
import type { ClaimKey, SourceKey } from "./claims.ts";
import type { Bilingual } from "./shape.ts";

type Assessment = {
  readonly summary: Bilingual;
  readonly searchNote: string;
  /** Pages whose publisher's interests are on record; the claimant's own words are left aside. */
  readonly cites: readonly SourceKey[];
};

/** Both are found true. */
const published: Partial<Record<ClaimKey, Assessment>> = {
  prisonerExchange: {
    summary: {
      fa: "درست است. رئیسان هر دو هیئت همان روز از این توافق خبر دادند و به گفتهٔ دو طرف، مبادلهٔ هزار نفر از هر سو تا ۲۵ مه ۲۰۲۵ به پایان رسید.",
      en: "True. The heads of both delegations told of the agreement on the day, and by both sides' account the exchange of a thousand each was completed by 25 May 2025.",
    },
    searchNote:
      "Every page of the story was read for a denial of the agreement or of the exchange; there is none.",
    cites: ["shineOnIstanbul", "ukrainskaPravdaOnIstanbul", "cnaOnExchange"],
  },
  callOverTwoHours: {
    summary: {
      fa: "درست است. گزارش‌هایی که از دو رسانهٔ جدا از هم گرفته شده‌اند، گفت‌وگوی ۱۹ مه ۲۰۲۵ را بیش از دو ساعت می‌دانند.",
      en: "True. Reports taken from two outlets independent of each other put the call of 19 May 2025 at more than two hours.",
    },
    searchNote:
      "Every page of the story was read for another length of the call; none gives one. The claimant's own text is not cited.",
    cites: ["interfaxUkraineOnCall", "miaOnCall"],
  },
};

const inReview: readonly ClaimKey[] = ["russiaViolatedCeasefire", "ukraineViolatedCeasefire"];

/** A claim as it was recorded, with its evidence by the page that it is from. */
export type Recorded = {
  readonly id: string;
  readonly evidence: Readonly<Partial<Record<SourceKey, string>>>;
};

/** Publishes what can honestly be published, and takes the accusations into review. */
export async function reviewClaims(
  ctx: Context,
  recorded: Readonly<Record<ClaimKey, Recorded>>,
): Promise<void> {
  const checker = await signedIn(ctx, "Sample checker", "CHECKER");
  const editor = await signedIn(ctx, "Sample editor", "EDITOR");
  for (const [key, assessment] of Object.entries(published)) {
    const { id, evidence } = recorded[key as ClaimKey];
    await move(checker, id, "IN_REVIEW");
    await saveDraft(checker, {
      claimId: id,
      expectedVersion: await versionOf(ctx, id),
      verdict: "TRUE",
      summary: Object.entries(assessment.summary).map(([language, text]) => ({ language, text })),
      evidenceIds: assessment.cites.flatMap((source) => evidence[source] ?? []),
      searchNote: assessment.searchNote,
      claimantAsked: {
        reasonNotAsked: "The sample is made of pages that were published; nobody was written to.",
      },
    });
    await move(checker, id, "AWAITING_APPROVAL");
    await move(editor, id, "PUBLISHED");
  }
  for (const key of inReview) await move(checker, recorded[key].id, "IN_REVIEW");
}

/** The context of somebody of the sample; nobody can sign in as them, since no issuer has this name. */
async function signedIn(ctx: Context, name: string, role: Role): Promise<Context> {
  const issuer = "https://newsroom.example.org";
  return { ...ctx, actor: await signIn(ctx, { issuer, subject: role, name, role }) };
}

async function move(ctx: Context, id: string, to: ClaimStatus): Promise<void> {
  await moveClaim(ctx, { id, to, expectedVersion: await versionOf(ctx, id) });
}

async function versionOf(ctx: Context, id: string): Promise<number> {
  return (await lockClaim(ctx, id)).version;
}
