import { check, snakeCase, text } from "drizzle-orm/pg-core";
import { claim } from "../claim/claim.sql.ts";
import { id, instant, json, type Localized, oneOf } from "../database/columns.ts";
import { ratingScale } from "../review/review.sql.ts";
import { verdicts } from "../review/verdict.ts";

export type ClaimantAsked = {
  askedAt: string | null;
  answer: string | null;
  reasonNotAsked: string | null;
};

/** What the newsroom is about to say of a claim; at most one a claim, gone once published or discarded. */
export const draft = snakeCase.table(
  "draft",
  {
    id: id(),
    claimId: text()
      .notNull()
      .unique("draft_claim_key")
      .references(() => claim.id, { onDelete: "restrict" }),
    verdict: text({ enum: verdicts }),
    ratingScaleId: text().references(() => ratingScale.id, { onDelete: "restrict" }),
    summary: json<Localized[]>().notNull(),
    body: json<Localized[]>().notNull(),
    evidenceIds: text().array().notNull(),
    soleSourceReason: text(),
    searchNote: text(),
    claimantAsked: json<ClaimantAsked>(),
    /** Everyone who saved it since it was opened. */
    authorIds: text().array().notNull(),
    /** Why it was last sent back for more work; the newsroom's alone, as all of a draft is. */
    sentBackReason: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [check("draft_verdict_check", oneOf(table.verdict, verdicts))],
);
