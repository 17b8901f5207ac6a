/** Rating scales: a newsroom's own words and numbers for the eight verdicts. Published reviews keep a copy of what they used. */

import { and, eq, ne } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { DuplicateScale, ScaleNotFound, VersionConflict } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { type Changes, checkId, checkName, kept } from "../input/index.ts";
import { alreadyHolds, hold, snapshotOf } from "../record/index.ts";
import { scaleRecord } from "../review/record.ts";
import { ratingScale } from "../review/review.sql.ts";
import { record } from "../revision/index.ts";
import { checkRange, checkRatings, type RatingInput } from "./ratings.ts";

export type { RatingInput } from "./ratings.ts";
export type ScaleRow = typeof ratingScale.$inferSelect;

export type RecordRatingScaleInput = {
  name: string;
  worst: number;
  best: number;
  ratings: readonly RatingInput[];
};

/**
 * Records a scale.
 * @throws {DuplicateScale} where another has its name
 */
export async function recordRatingScale(
  ctx: Context,
  input: RecordRatingScaleInput,
): Promise<ScaleRow> {
  authorize(ctx, "scale.record");
  const name = checkName(input.name, "name");
  const range = checkRange(input);
  const ratings = checkRatings(input.ratings, range);

  return transaction(ctx, async (ctx) => {
    await refuseDuplicate(ctx, name);
    const now = ctx.now();
    const id = createId("scale");
    const [row] = await ctx.db
      .insert(ratingScale)
      .values({ id, name, ...range, ratings, version: 1, createdAt: now, updatedAt: now })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    await record(ctx, {
      action: "scale.record",
      subject: id,
      before: null,
      after: await snapshotOf(ctx, scaleRecord, id),
    });
    return row;
  });
}

export type ReviseRatingScaleInput = Changes<RecordRatingScaleInput> & {
  id: string;
  expectedVersion: number;
};

/**
 * Changes a scale: what is left out stays. What is published with it stays as readers saw it.
 * @throws {ScaleNotFound} @throws {VersionConflict} @throws {DuplicateScale}
 */
export async function reviseRatingScale(
  ctx: Context,
  input: ReviseRatingScaleInput,
): Promise<ScaleRow> {
  authorize(ctx, "scale.revise");
  const id = checkId(input.id, "scale", "id");
  const name = kept(input.name, "name", checkName);
  const worst = kept(input.worst, "worst", (value) => value);
  const best = kept(input.best, "best", (value) => value);
  const given = kept(input.ratings, "ratings", (value) => value);

  return transaction(ctx, async (ctx) => {
    if (name !== undefined) await refuseDuplicate(ctx, name, id);
    const current = await lockScale(ctx, id, input.expectedVersion);
    // Together, since a new range may leave numbers outside that stay.
    const range = checkRange({ worst: worst ?? current.worst, best: best ?? current.best });
    const ratings = checkRatings(given ?? current.ratings, range);
    const before = await snapshotOf(ctx, scaleRecord, id);
    if (before === null) throw new Error("A record that is held has no snapshot.");
    const changes = { name: name ?? current.name, ...range, ratings };
    if (alreadyHolds(before, changes)) return current;

    const [row] = await ctx.db
      .update(ratingScale)
      .set({ ...changes, version: current.version + 1, updatedAt: ctx.now() })
      .where(eq(ratingScale.id, id))
      .returning();
    if (row === undefined) throw new Error("An update gave nothing back.");
    const after = await snapshotOf(ctx, scaleRecord, id);
    await record(ctx, { action: "scale.revise", subject: id, before, after });
    return row;
  });
}

/** Whoever is about to give a scale the same name waits, and then finds it. */
async function refuseDuplicate(ctx: Context, name: string, ownId = ""): Promise<void> {
  await hold(ctx, `rating scale ${name}`);
  const [existing] = await ctx.db
    .select({ id: ratingScale.id })
    .from(ratingScale)
    .where(and(eq(ratingScale.name, name), ne(ratingScale.id, ownId)));
  if (existing !== undefined) throw new DuplicateScale(existing.id, name);
}

async function lockScale(ctx: Context, id: string, expectedVersion: number): Promise<ScaleRow> {
  const [row] = await ctx.db
    .select()
    .from(ratingScale)
    .where(eq(ratingScale.id, id))
    .for("no key update");
  if (row === undefined) throw new ScaleNotFound(id);
  if (expectedVersion !== row.version) throw new VersionConflict(expectedVersion, row.version);
  return row;
}
