/** Appearances: where a claim was made or repeated, and through whom it came down. */

import { authorize } from "../actor/index.ts";
import { lockClaim, touchClaim } from "../claim/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { requireEntities } from "../entity/index.ts";
import { createId } from "../id/index.ts";
import { checkId, checkList, checkPartialDate, optional } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import {
  checkQuote,
  checkQuoteIn,
  quoteIn,
  type QuoteInput,
  requireSource,
} from "../source/index.ts";
import { appearance, attribution } from "./appearance.sql.ts";
import { appearanceRecord, type AppearanceRow } from "./record.ts";
import type { AttributionRole } from "./roles.ts";

export { appearanceRecord, type AppearanceRow } from "./record.ts";
export type { AttributionRole } from "./roles.ts";

export type AddAppearanceInput = {
  claimId: string;
  sourceId: string;
  quote?: QuoteInput | null;
  appearedAt?: string | null;
  attribution?: readonly { entityId: string; role: AttributionRole }[] | null;
};

/**
 * Records where a claim was made or repeated; the chain begins with the original speaker and ends with the outlet.
 * @throws {ClaimNotFound} @throws {ClaimAlreadyMerged} @throws {SourceNotFound} @throws {EntityNotFound}
 * @throws {QuoteNotFound}
 */
export async function addAppearance(
  ctx: Context,
  input: AddAppearanceInput,
): Promise<AppearanceRow> {
  authorize(ctx, "appearance.add");
  const claimId = checkId(input.claimId, "claim", "claimId");
  const sourceId = checkId(input.sourceId, "source", "sourceId");
  const quote = optional(input.quote, "quote", checkQuote);
  const appearedAt = optional(input.appearedAt, "appearedAt", checkPartialDate);
  const chain = checkList(input.attribution ?? [], "attribution", ({ entityId, role }, path) => ({
    entityId: checkId(entityId, "entity", `${path}.entityId`),
    role,
  }));

  return transaction(ctx, async (ctx) => {
    const claim = await lockClaim(ctx, claimId);
    const source = await requireSource(ctx, sourceId);
    const entities = await requireEntities(
      ctx,
      chain.map((link) => link.entityId),
    );
    await checkQuoteIn(ctx, sourceId, quote);

    const [row] = await ctx.db
      .insert(appearance)
      .values({
        id: createId("appearance"),
        claimId,
        sourceId,
        quote: quoteIn(quote, source.language, claim.language),
        appearedAt,
        createdAt: ctx.now(),
      })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    const links = chain.map(({ entityId, role }, position) => ({
      appearanceId: row.id,
      position,
      entityId: entities.liveId(entityId),
      role,
    }));
    if (links.length > 0) await ctx.db.insert(attribution).values(links);
    const stamp = await touchClaim(ctx, claimId);
    await record(ctx, {
      action: "appearance.add",
      subject: row.id,
      before: null,
      after: { ...(await snapshotOf(ctx, appearanceRecord, row.id)), claim: stamp },
    });
    return row;
  });
}
