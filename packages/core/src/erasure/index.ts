/**
 * Erasing what a revision says, for a person's right. Its header stays, with the hash that the chain needs; with the salt gone
 * nobody can try what stood there. That it was done, by whom and why is a revision of its own.
 */

import { isDeepStrictEqual } from "node:util";
import { and, eq, gt, sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import {
  BadInput,
  LastRevisionOfRecord,
  PayloadAlreadyErased,
  RevisionNotFound,
} from "../errors/index.ts";
import { prefixOf } from "../id/index.ts";
import { forgetAnswers } from "../idempotency/index.ts";
import { checkText } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { recordKinds } from "../record/kinds.ts";
import { record, type Snapshot } from "../revision/index.ts";
import { revision, revisionPayload } from "../revision/revision.sql.ts";

export type ErasePayloadInput = { sequence: number; reason: string };

/**
 * Erases the payload of one revision. What is to be forgotten must be out of the record itself first: the last revision of a
 * record that is still there is erased only for what it says of the time before, and the record is then entered again as it
 * stands, since `verify` holds it to its last revision.
 * @returns the id of the revision whose payload is gone
 * @throws {RevisionNotFound} @throws {PayloadAlreadyErased} @throws {LastRevisionOfRecord}
 */
export async function erasePayload(
  ctx: Context,
  input: ErasePayloadInput,
): Promise<{ id: string }> {
  authorize(ctx, "payload.erase");
  const { sequence } = input;
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw new BadInput("sequence", "must be a revision's place in the log, from 1");
  const reason = checkText(input.reason, "reason");

  return transaction(ctx, async (ctx) => {
    const [payload] = await ctx.db
      .select()
      .from(revisionPayload)
      .where(eq(revisionPayload.sequence, sequence))
      .for("no key update");
    if (payload === undefined) throw new RevisionNotFound(sequence);
    if (payload.salt === null) throw new PayloadAlreadyErased();
    const subject = await subjectOf(ctx, sequence);
    const standing = await holdRecord(ctx, subject);
    const isLast = standing !== null && !(await isFollowed(ctx, subject, sequence));
    const { before, after } = payload;
    if (isLast && (before === null || isDeepStrictEqual(before, after)))
      throw new LastRevisionOfRecord(subject);

    await ctx.db
      .update(revisionPayload)
      .set({ before: null, after: null, salt: null })
      .where(eq(revisionPayload.sequence, sequence));
    await forgetAnswers(ctx);
    if (isLast)
      await record(ctx, { action: "record.restate", subject, before: standing, after: standing });
    const id = `revision_${String(sequence).padStart(26, "0")}`;
    await record(ctx, { action: "payload.erase", subject: id, before: null, after: { reason } });
    return { id };
  });
}

async function subjectOf(ctx: Context, sequence: number): Promise<string> {
  const [entry] = await ctx.db
    .select({ subject: revision.subject })
    .from(revision)
    .where(eq(revision.sequence, sequence));
  if (entry === undefined) throw new RevisionNotFound(sequence);
  return entry.subject;
}

/**
 * The record as it stands, held until the transaction ends; null where there is none. Held even against rows that point to it,
 * since a retraction adds to a review without touching its row.
 */
async function holdRecord(ctx: Context, id: string): Promise<Snapshot | null> {
  const kind = Object.entries(recordKinds).find(([prefix]) => prefix === prefixOf(id))?.[1];
  if (kind === undefined) return null;
  await ctx.db
    .select({ id: kind.idColumn })
    .from(kind.table)
    .where(sql`${kind.idColumn} = ${id}`)
    .for("update");
  return snapshotOf(ctx, kind, id);
}

async function isFollowed(ctx: Context, subject: string, sequence: number): Promise<boolean> {
  const later = await ctx.db
    .select({ sequence: revision.sequence })
    .from(revision)
    .where(and(eq(revision.subject, subject), gt(revision.sequence, sequence)))
    .limit(1);
  return later.length > 0;
}
