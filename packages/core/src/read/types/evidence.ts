import { isInterested, type Parties, type SourceTies } from "../../independence/index.ts";
import { partiesSql, tiesSql } from "../facts.ts";
import { pastList } from "../past.ts";
import { column, computed, id, instant, list, type ObjectType, one } from "../reader.ts";
import { quote } from "./values.ts";

const claim = one("Claim", "claim", (row, other) => `${other}.id = ${row}.claim_id`);
const source = one("Source", "source", (row, other) => `${other}.id = ${row}.source_id`);

export const Appearance: ObjectType = {
  name: "Appearance",
  fields: {
    id,
    claim,
    source,
    quote,
    appearedAt: column("appeared_at"),
    attribution: list("Attribution", (row, scope) =>
      scope.parts(
        `select * from attribution where appearance_id = ${row}.id order by position`,
        pastList(`${row}.past_attribution`, { entityId: "entity_id", role: "role" }),
      ),
    ),
  },
};

export const Evidence: ObjectType = {
  name: "Evidence",
  fields: {
    id,
    claim,
    source,
    capture: one("Capture", "capture", (row, other) => `${other}.id = ${row}.capture_id`),
    stance: column("stance"),
    isPrimary: column("is_primary"),
    isInterested: computed<{ parties: Parties; ties: SourceTies }>(
      (row, scope) =>
        `json_object('parties': ${partiesSql(`${row}.claim_id`, scope)}, 'ties': ${tiesSql(`${row}.source_id`, scope)})`,
      ({ parties, ties }) => isInterested(ties, parties),
    ),
    quote,
    note: column("note"),
    addedAt: instant("created_at"),
    withdrawnAt: instant("withdrawn_at"),
    withdrawnReason: column("withdrawn_reason"),
  },
};

/** Evidence as a review froze it: what was computed then is kept with it. */
export const CitedEvidence: ObjectType = {
  ...Evidence,
  fields: { ...Evidence.fields, isInterested: column("is_interested") },
};

/** A review's frozen evidence as rows with the columns of `evidence`, in the order cited. */
export function citedEvidence(review: string): string {
  return `(select cited.value->>'id' as id, ${review}.claim_id, cited.value->>'sourceId' as source_id,
      cited.value->>'captureId' as capture_id, cited.value->>'stance' as stance,
      (cited.value->>'isPrimary')::boolean as is_primary, (cited.value->>'isInterested')::boolean as is_interested,
      nullif(cited.value->'quote', 'null') as quote, cited.value->>'note' as note,
      (cited.value->>'addedAt')::timestamptz as created_at, null::timestamptz as withdrawn_at,
      null::text as withdrawn_reason, cited.ordinality
    from jsonb_array_elements(${review}.evidence) with ordinality cited)`;
}
