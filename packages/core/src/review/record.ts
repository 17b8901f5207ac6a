/** A review's place in the ledger. Its row never changes; that it was retracted is an event of its own, and part of its record. */

import { sql } from "drizzle-orm";
import { instantText, recordKind } from "../record/index.ts";
import { ratingScale, retraction, review } from "./review.sql.ts";

export const reviewRecord = recordKind(review, {
  retraction: sql`(select jsonb_build_object('at', ${instantText(retraction.at)}, 'reason', ${retraction.reason})
    from ${retraction} where ${retraction.reviewId} = ${review.id})`,
});

export const scaleRecord = recordKind(ratingScale);

export type ReviewRow = typeof review.$inferSelect;
