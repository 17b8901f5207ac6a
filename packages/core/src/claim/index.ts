/** Claims: recording them, translating them, and changing what is recorded of them. */

import { and, eq, getColumns, isNull } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { query } from "../database/index.ts";
import { requireEntities } from "../entity/index.ts";
import { ClaimTextFrozen, DuplicateClaim, TranslationIntoOwnLanguage } from "../errors/index.ts";
import { type Changes, checkId, checkLanguage, checkText, kept } from "../input/index.ts";
import { alreadyHolds, hold, snapshotOf } from "../record/index.ts";
import { review } from "../review/review.sql.ts";
import { record } from "../revision/index.ts";
import type { Match } from "../match/index.ts";
import { claim, claimAbout, claimTranslation } from "./claim.sql.ts";
import { checkAbout, checkDetails, checkPeriod, type RecordClaimInput } from "./fields.ts";
import { claimRecord, type ClaimRow, insertClaim, lockClaim } from "./record.ts";
import { fingerprintOf } from "./wording.ts";

export type { RecordClaimInput } from "./fields.ts";
export { markDueForRecheck, markForRecheck, unmarked } from "./recheck.ts";
export {
  claimRecord,
  type ClaimRow,
  type ClaimStamp,
  lockClaim,
  lockClaims,
  touchClaim,
} from "./record.ts";

/**
 * Records a claim, unverified.
 * @throws {DuplicateClaim} where the claimant's claim is recorded already, in these words or others @throws {EntityNotFound}
 */
export async function recordClaim(ctx: Context, input: RecordClaimInput): Promise<ClaimRow> {
  authorize(ctx, "claim.record");
  const fields = {
    text: checkText(input.text, "text"),
    language: checkLanguage(input.language, "language"),
    claimantId: checkId(input.claimantId, "entity", "claimantId"),
    ...checkDetails(input),
  };
  const aboutIds = checkAbout(input.aboutIds ?? []);
  checkPeriod(fields.validFrom ?? null, fields.validUntil ?? null);

  // Before the transaction: it takes time, and whoever records waits for nobody else meanwhile.
  const near = input.allowDuplicate === true ? [] : await findMatches(ctx, fields.text);
  return transaction(ctx, async (ctx) => {
    const entities = await requireEntities(ctx, [fields.claimantId, ...aboutIds]);
    const claimantId = entities.liveId(fields.claimantId);
    const fingerprint = fingerprintOf(fields.text);
    if (input.allowDuplicate !== true) {
      await refuseSameWords(ctx, fingerprint, claimantId);
      refuseSameClaim(near, claimantId);
    }

    const { row, snapshot } = await insertClaim(ctx, { ...fields, claimantId, fingerprint });
    await addAbout(ctx, row.id, aboutIds.map(entities.liveId));
    const after = aboutIds.length === 0 ? snapshot : await snapshotOf(ctx, claimRecord, row.id);
    await record(ctx, { action: "claim.record", subject: row.id, before: null, after });
    return row;
  });
}

export type TranslateClaimInput = {
  id: string;
  language: string;
  text: string;
  expectedVersion: number;
};

/**
 * Gives a claim's text in another language, in place of an earlier translation into it.
 * @throws {ClaimNotFound} @throws {VersionConflict} @throws {ClaimAlreadyMerged} @throws {TranslationIntoOwnLanguage}
 */
export async function translateClaim(ctx: Context, input: TranslateClaimInput): Promise<ClaimRow> {
  authorize(ctx, "claim.translate");
  const id = checkId(input.id, "claim", "id");
  const language = checkLanguage(input.language, "language");
  const text = checkText(input.text, "text");

  return transaction(ctx, async (ctx) => {
    const current = await lockClaim(ctx, id, input.expectedVersion);
    if (current.language === language) throw new TranslationIntoOwnLanguage(language);
    return change(ctx, current, "claim.translate", async () => {
      await ctx.db
        .insert(claimTranslation)
        .values({ claimId: id, language, text })
        .onConflictDoUpdate({
          target: [claimTranslation.claimId, claimTranslation.language],
          set: { text },
        });
      return {};
    });
  });
}

export type ReviseClaimInput = Changes<Omit<RecordClaimInput, "allowDuplicate">> & {
  id: string;
  expectedVersion: number;
};

/**
 * Changes what is recorded of a claim: what is left out stays, null empties.
 * @throws {ClaimNotFound} @throws {VersionConflict} @throws {ClaimAlreadyMerged} @throws {EntityNotFound}
 * @throws {ClaimTextFrozen} where text or language would change after a publication
 * @throws {TranslationIntoOwnLanguage} where the new language has a translation
 */
export async function reviseClaim(ctx: Context, input: ReviseClaimInput): Promise<ClaimRow> {
  authorize(ctx, "claim.revise");
  const id = checkId(input.id, "claim", "id");
  const changes = {
    text: kept(input.text, "text", checkText),
    language: kept(input.language, "language", checkLanguage),
    claimantId: kept(input.claimantId, "claimantId", (value, path) =>
      checkId(value, "entity", path),
    ),
    ...checkDetails(input),
  };
  const aboutIds = input.aboutIds === undefined ? undefined : checkAbout(input.aboutIds ?? []);

  return transaction(ctx, async (ctx) => {
    const current = await lockClaim(ctx, id, input.expectedVersion);
    const {
      text = current.text,
      language = current.language,
      validFrom = current.validFrom,
      validUntil = current.validUntil,
    } = changes;
    checkPeriod(validFrom, validUntil);
    if ((text !== current.text || language !== current.language) && (await wasPublished(ctx, id)))
      throw new ClaimTextFrozen();
    if (language !== current.language && (await hasTranslation(ctx, id, language)))
      throw new TranslationIntoOwnLanguage(language);
    const entities = await requireEntities(ctx, [
      changes.claimantId ?? current.claimantId,
      ...(aboutIds ?? []),
    ]);
    if (changes.claimantId !== undefined) changes.claimantId = entities.liveId(changes.claimantId);
    const about = aboutIds?.map(entities.liveId);
    return change(
      ctx,
      current,
      "claim.revise",
      async () => {
        if (about !== undefined) await replaceAbout(ctx, id, about);
        return { ...changes, text, language, fingerprint: fingerprintOf(text) };
      },
      { ...changes, about },
    );
  });
}

/**
 * Makes a change to a claim that this transaction holds, and enters it in the ledger; nothing where the claim holds all of
 * `wanted` already.
 */
async function change(
  ctx: Context,
  current: ClaimRow,
  action: "claim.translate" | "claim.revise",
  make: () => Promise<{ [K in keyof ClaimRow]?: ClaimRow[K] | undefined }>,
  wanted?: Record<string, unknown>,
): Promise<ClaimRow> {
  const before = await snapshotOf(ctx, claimRecord, current.id);
  if (before !== null && wanted !== undefined && alreadyHolds(before, wanted)) return current;
  const values = await make();
  const [changed] = await ctx.db
    .update(claim)
    .set({
      ...values,
      version: current.version + 1,
      updatedAt: ctx.now(),
    })
    .where(eq(claim.id, current.id))
    .returning({ ...getColumns(claim), after: claimRecord.snapshot });
  if (changed === undefined) throw new Error("An update gave nothing back.");
  const { after, ...row } = changed;
  await record(ctx, { action, subject: row.id, before, after });
  return row;
}

/** With code that only this needs, and that is not loaded before. */
async function findMatches(ctx: Context, text: string): Promise<Match[]> {
  const { matchTexts } = await import("../match/index.ts");
  const [matches = []] = await matchTexts(ctx, [text]);
  return matches;
}

function refuseSameClaim(near: readonly Match[], claimantId: string): void {
  const same = near.find((match) => match.isSame && match.claimantId === claimantId);
  if (same !== undefined) throw new DuplicateClaim(same.claimId, same.score);
}

const sameWordsText = `
  select coalesce(merged_into_id, id) as id from claim where fingerprint = $1 and claimant_id = $2 order by claim.id limit 1`;

async function refuseSameWords(
  ctx: Context,
  fingerprint: string,
  claimantId: string,
): Promise<void> {
  // Two requests with the same words at once: the second waits for the first, and finds it.
  await hold(ctx, `claim ${fingerprint}`);
  const [existing] = await query<{ id: string }>(
    ctx.db,
    sameWordsText,
    [fingerprint, claimantId],
    true,
  );
  if (existing !== undefined) throw new DuplicateClaim(existing.id, 1);
}

async function replaceAbout(ctx: Context, claimId: string, entityIds: string[]): Promise<void> {
  await ctx.db.delete(claimAbout).where(eq(claimAbout.claimId, claimId));
  await addAbout(ctx, claimId, entityIds);
}

async function addAbout(ctx: Context, claimId: string, entityIds: string[]): Promise<void> {
  const rows = [...new Set(entityIds)].map((entityId, position) => ({
    claimId,
    entityId,
    position,
  }));
  if (rows.length > 0) await ctx.db.insert(claimAbout).values(rows);
}

/** Whether the newsroom ever published a review of it; those of other organisations do not count. */
export async function wasPublished(ctx: Context, claimId: string): Promise<boolean> {
  const ours = and(eq(review.claimId, claimId), isNull(review.publisherId));
  return (await ctx.db.select({ id: review.id }).from(review).where(ours).limit(1)).length > 0;
}

async function hasTranslation(ctx: Context, claimId: string, language: string): Promise<boolean> {
  const into = and(eq(claimTranslation.claimId, claimId), eq(claimTranslation.language, language));
  return (await ctx.db.select().from(claimTranslation).where(into).limit(1)).length > 0;
}
