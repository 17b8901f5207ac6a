/** The claims that imported reviews are of: recorded once for each claimant's same words, unverified, and left as they are after. */

import { asc, inArray, sql } from "drizzle-orm";
import { claim } from "../../claim/claim.sql.ts";
import { claimRecord, type ClaimStamp, lockClaims } from "../../claim/record.ts";
import { fingerprintOf } from "../../claim/wording.ts";
import type { Context } from "../../context/index.ts";
import { createId } from "../../id/index.ts";
import { among, holdAll, snapshotsOf } from "../../record/index.ts";
import type { NewEntry } from "../../revision/record-all.ts";
import type { ImportedReview } from "../understand/index.ts";

type NewClaim = typeof claim.$inferInsert;

/** Finds claims, and gathers those that are still to be made. */
export class Claims {
  readonly #ids = new Map<string, string>();
  readonly #new = new Map<string, NewClaim>();
  readonly #touched = new Set<string>();

  /** With all that have the words of one of the reviews; nobody else records the same words until the transaction ends. */
  static async load(ctx: Context, reviews: readonly ImportedReview[]): Promise<Claims> {
    const claims = new Claims();
    const fingerprints = [...new Set(reviews.map((each) => fingerprintOf(each.claimReviewed)))];
    await holdAll(
      ctx,
      fingerprints.map((fingerprint) => `claim ${fingerprint}`),
    );
    const rows = await ctx.db
      .select({
        id: claim.id,
        fingerprint: claim.fingerprint,
        claimantId: claim.claimantId,
        mergedIntoId: claim.mergedIntoId,
      })
      .from(claim)
      .where(inArray(claim.fingerprint, fingerprints))
      .orderBy(asc(claim.id));
    for (const { id, fingerprint, claimantId, mergedIntoId } of rows) {
      const key = keyOf(fingerprint, claimantId);
      if (!claims.#ids.has(key)) claims.#ids.set(key, mergedIntoId ?? id);
    }
    return claims;
  }

  /** The claim to which a new review belongs. */
  idFor(ctx: Context, review: ImportedReview, claimantId: string): string {
    const fingerprint = fingerprintOf(review.claimReviewed);
    const key = keyOf(fingerprint, claimantId);
    const known = this.#ids.get(key);
    if (known !== undefined) {
      this.touch(known);
      return known;
    }
    const { claimReviewed: text, language, claimedAt } = review;
    const id = createId("claim");
    this.#ids.set(key, id);
    this.#new.set(id, {
      id,
      text,
      language,
      claimantId,
      claimedAt,
      topics: [],
      status: "UNVERIFIED",
      version: 1,
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
      fingerprint,
    });
    return id;
  }

  /** Counts a review that is added to a claim which is there. */
  touch(id: string): void {
    if (!this.#new.has(id)) this.#touched.add(id);
  }

  /** Records those that were made and counts what is added to the others; gives what the ledger is to say, and of each a stamp. */
  async record(ctx: Context): Promise<{ entries: NewEntry[]; stamps: Map<string, ClaimStamp> }> {
    const now = ctx.now();
    const touched = await lockClaims(ctx, [...this.#touched]);
    if (touched.size > 0)
      await ctx.db
        .update(claim)
        .set({ version: sql`${claim.version} + 1`, updatedAt: now })
        .where(among(claim.id, [...touched.keys()]));
    const ids = [...this.#new.keys()];
    if (ids.length > 0) await ctx.db.insert(claim).values([...this.#new.values()]);
    const snapshots = await snapshotsOf(ctx, claimRecord, ids);
    const entries = ids.map((subject): NewEntry => ({
      action: "claim.record",
      subject,
      before: null,
      after: snapshots.get(subject) ?? null,
    }));
    const updatedAt = now.toISOString();
    const stamps = new Map<string, ClaimStamp>(
      ids.map((id) => [id, { id, version: 1, updatedAt }]),
    );
    for (const { id, version } of touched.values())
      stamps.set(id, { id, version: version + 1, updatedAt });
    return { entries, stamps };
  }
}

function keyOf(fingerprint: string, claimantId: string): string {
  return `${fingerprint} ${claimantId}`;
}
