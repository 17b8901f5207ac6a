/** Claims as rows for a spreadsheet: what everybody may see of each, in words and numbers. */

import { sql } from "drizzle-orm";
import { claim } from "../claim/claim.sql.ts";
import type { Context } from "../context/index.ts";
import { streamRows } from "../database/index.ts";
import type { Localized } from "../database/columns.ts";
import type { Name } from "../entity/entity.sql.ts";
import { instantText } from "../record/index.ts";
import type { Verdict } from "../review/verdict.ts";
import { verdictWord } from "../review/words.ts";
import { inLanguage, nearLanguage } from "../text/index.ts";
import { placeOf, type Since, touchedSince } from "./since.ts";

export type ClaimLine = {
  id: string;
  text: string;
  language: string;
  /** In the claim's language, where there is a name in it. */
  claimant: string;
  claimedAt: string | null;
  topics: string[];
  status: string;
  /** Of the newsroom's own review that stands, as all down to `reviewedAt`; null where there is none. */
  verdict: Verdict | null;
  label: string | null;
  summary: string | null;
  reviewLanguage: string | null;
  reviewedAt: string | null;
  createdAt: string;
  updatedAt: string;
  appearances: number;
  supports: number;
  refutes: number;
  context: number;
  /** Reviews by other organisations, each in its last version. */
  otherReviews: number;
};

type Found = Omit<ClaimLine, "claimant" | "label" | "summary"> & {
  names: Name[];
  labels: Localized[] | null;
  summaries: Localized[] | null;
};

/**
 * Every claim, in the order in which they were recorded. Within `atOneMoment`.
 * @throws {SinceUnknown}
 */
export async function* exportClaims(
  ctx: Context,
  since: Since | null = null,
): AsyncGenerator<ClaimLine> {
  const place = since === null ? null : await placeOf(ctx, since);
  const isWanted = place === null ? sql`true` : touchedSince(claim.id, place);
  const pieces = (stance: string) =>
    sql`(select count(*)::int from evidence where claim_id = ${claim.id} and stance = ${stance} and withdrawn_at is null)`;
  const found = streamRows<Found>(
    ctx.db,
    sql`select ${claim.id}, ${claim.text}, ${claim.language}, entity.names as "names", ${claim.claimedAt} as "claimedAt",
        to_json(${claim.topics}) as "topics", ${claim.status}, ${claim.verdict},
        review.rating->'labels' as "labels", review.summary as "summaries", review.language as "reviewLanguage",
        ${instantText(sql`review.published_at`)} as "reviewedAt",
        ${instantText(claim.createdAt)} as "createdAt", ${instantText(claim.updatedAt)} as "updatedAt",
        (select count(*)::int from appearance where claim_id = ${claim.id}) as "appearances",
        ${pieces("SUPPORTS")} as "supports", ${pieces("REFUTES")} as "refutes", ${pieces("CONTEXT")} as "context",
        (select count(*)::int from review where claim_id = ${claim.id} and publisher_id is not null
          and not exists (select from review later where later.supersedes_id = review.id)) as "otherReviews"
      from ${claim} join entity on entity.id = ${claim.claimantId}
      left join review on review.id = ${claim.reviewId} and ${claim.verdict} is not null
      where ${isWanted} order by ${claim.createdAt}, ${claim.id} collate "C"`,
  );
  for await (const { names, labels, summaries, ...row } of found) {
    const { verdict, reviewLanguage: language } = row;
    const isReviewed = verdict !== null && language !== null;
    yield {
      ...row,
      claimant: inLanguage(names, row.language)?.name ?? "",
      label: isReviewed
        ? (nearLanguage(labels ?? [], language)?.text ?? verdictWord(verdict, language))
        : null,
      summary: inLanguage(summaries ?? [], language)?.text ?? null,
    };
  }
}
