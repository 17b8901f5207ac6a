import { type Database, query } from "../database/index.ts";
import { standsSql } from "../review/stands.ts";
import { documentOf, type Document } from "./document.ts";

type Found = { id: string; wordings: string[]; body: string };

/**
 * The documents of claims, as the record has them now: what anybody may read of them. The claim's own text comes first; those
 * of claims merged into it are other wordings of it, and what was merged away has no document. Of reviews, those that stand.
 */
export async function documentsOf(
  db: Database,
  claimIds: readonly string[],
): Promise<Map<string, Document>> {
  const rows = await query<Found>(
    db,
    `
    select claim.id, said.wordings, coalesce(long.body, '') as body
    from unnest($1::text[]) asked (id)
    join claim on claim.id = asked.id and claim.merged_into_id is null
    cross join lateral (
      select json_agg(text order by place, text) as wordings from (
        select 0 as place, claim.text
        union all select 1, text from claim_translation where claim_id = claim.id
        union all select 2, other.text from claim other where other.merged_into_id = claim.id
        union all select 3, claim_reviewed from review where ${stands}
        union all select 4, title from review where ${stands}
        union all select 5, part.value ->> 'text' from review, jsonb_array_elements(review.summary) part where ${stands}
      ) each where text is not null
    ) said
    cross join lateral (
      select string_agg(part.value ->> 'text', ' ' order by review.published_at desc, review.id) as body
      from review, jsonb_array_elements(review.body) part where ${stands}
    ) long`,
    [claimIds],
    true,
  );
  return new Map(rows.map(({ id, ...texts }) => [id, documentOf(texts)]));
}

const stands = `review.claim_id = claim.id and ${standsSql("review")}`;
