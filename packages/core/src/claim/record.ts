/** A claim's row under lock, its place in the ledger, and what every write that belongs to a claim does to it. */

import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { query, rowsOf } from "../database/index.ts";
import { ClaimAlreadyMerged, ClaimNotFound, VersionConflict } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { recordKind } from "../record/index.ts";
import type { Snapshot } from "../revision/index.ts";
import { claim, claimAbout, claimTranslation } from "./claim.sql.ts";

export type ClaimRow = typeof claim.$inferSelect;

/** What a revision of something that belongs to a claim notes of the claim itself: adding to it raises its version. */
export type ClaimStamp = { id: string; version: number; updatedAt: string };

export const claimRecord = recordKind(
  claim,
  {
    about: sql`(select coalesce(jsonb_agg(${claimAbout.entityId} order by ${claimAbout.position}), '[]')
      from ${claimAbout} where ${claimAbout.claimId} = ${claim.id})`,
    translations: sql`(select coalesce(jsonb_agg(
        jsonb_build_object('language', ${claimTranslation.language}, 'text', ${claimTranslation.text})
        order by ${claimTranslation.language}), '[]')
      from ${claimTranslation} where ${claimTranslation.claimId} = ${claim.id})`,
  },
  ["fingerprint", "searchKeys"],
);

const claimRows = rowsOf(claim);

const insertText = `
  insert into claim (id, text, language, claimant_id, claimed_at, valid_from, valid_until, recheck_at, topics, status, version,
    created_at, updated_at, fingerprint)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
  returning claimed_order as "claimedOrder", ${claimRecord.snapshotText} as snapshot`;

/** What a claim is recorded with; what is left out is empty. */
type NewClaim = Pick<ClaimRow, "text" | "language" | "claimantId" | "fingerprint"> & {
  [K in "claimedAt" | "validFrom" | "validUntil" | "recheckAt" | "topics"]: ClaimRow[K] | undefined;
};

/** Stores a claim that is not checked yet. `snapshot` is it as the ledger has it, with nothing that belongs to it. */
export async function insertClaim(
  ctx: Context,
  fields: NewClaim,
): Promise<{ row: ClaimRow; snapshot: Snapshot }> {
  const now = ctx.now();
  const row = {
    id: createId("claim"),
    text: fields.text,
    language: fields.language,
    claimantId: fields.claimantId,
    claimedAt: fields.claimedAt ?? null,
    validFrom: fields.validFrom ?? null,
    validUntil: fields.validUntil ?? null,
    recheckAt: fields.recheckAt ?? null,
    recheckReason: null,
    topics: fields.topics ?? [],
    status: "UNVERIFIED" as const,
    statusReason: null,
    assigneeId: null,
    reviewId: null,
    verdict: null,
    mergedIntoId: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    fingerprint: fields.fingerprint,
    searchKeys: [],
  };
  const values = [
    row.id,
    row.text,
    row.language,
    row.claimantId,
    row.claimedAt,
    row.validFrom,
    row.validUntil,
    row.recheckAt?.toISOString() ?? null,
    row.topics,
    row.status,
    row.version,
    now.toISOString(),
    row.fingerprint,
  ];
  const [stored] = await query<Pick<ClaimRow, "claimedOrder"> & { snapshot: Snapshot }>(
    ctx.db,
    insertText,
    values,
    true,
  );
  if (stored === undefined) throw new Error("An insert gave nothing back.");
  const { snapshot, claimedOrder } = stored;
  return { row: { ...row, claimedOrder }, snapshot };
}

const lockText = `select ${claimRows.columns} from claim where id = $1 for no key update`;

/**
 * The claim to which a write belongs, held until the transaction ends.
 * @throws {ClaimNotFound} @throws {VersionConflict} where a version is expected and it has another
 * @throws {ClaimAlreadyMerged} since what belonged to it has gone to another claim
 */
export async function lockClaim(
  ctx: Context,
  id: string,
  expectedVersion?: number,
): Promise<ClaimRow> {
  const [held] = await query<object>(ctx.db, lockText, [id], true);
  if (held === undefined) throw new ClaimNotFound(id);
  const row = claimRows.read(held);
  if (expectedVersion !== undefined && expectedVersion !== row.version)
    throw new VersionConflict(expectedVersion, row.version);
  if (row.mergedIntoId !== null) throw new ClaimAlreadyMerged(row.mergedIntoId);
  return row;
}

/**
 * Several claims, merged ones too, held until the transaction ends; all writers take them in the order of their ids.
 * @throws {ClaimNotFound}
 */
export async function lockClaims(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, ClaimRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(claim)
    .where(inArray(claim.id, [...ids]))
    .orderBy(asc(claim.id))
    .for("no key update");
  const held = new Map(rows.map((row) => [row.id, row]));
  const missing = ids.find((id) => !held.has(id));
  if (missing !== undefined) throw new ClaimNotFound(missing);
  return held;
}

/** Counts a change to what belongs to a claim that this transaction holds. */
export async function touchClaim(ctx: Context, id: string): Promise<ClaimStamp> {
  const updatedAt = ctx.now();
  const [row] = await ctx.db
    .update(claim)
    .set({ version: sql`${claim.version} + 1`, updatedAt })
    .where(eq(claim.id, id))
    .returning({ version: claim.version });
  if (row === undefined) throw new ClaimNotFound(id);
  return { id, version: row.version, updatedAt: updatedAt.toISOString() };
}
