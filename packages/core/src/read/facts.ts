/** What derived fields need to know, as SQL over the row that they belong to. The rules themselves are pure functions elsewhere. */

import { controllingKinds } from "../entity/kinds.ts";
import type { Parties, SourceTies } from "../independence/index.ts";
import { isRemovable } from "../revision/revision.sql.ts";
import { pastList } from "./past.ts";
import type { Scope } from "./scope.ts";

const controlling = `kind in (${controllingKinds.map((kind) => `'${kind}'`).join(", ")})`;

/** `SourceTies` of the source with this id: every text it derives from, and everyone who stands behind any of them. */
export function tiesSql(sourceId: string, scope: Scope): string {
  return `(with recursive origin as (
      select id, derived_from_id, wire_id, publisher_id from ${scope.from("source")} source where id = ${sourceId}
      union
      select up.id, up.derived_from_id, up.wire_id, up.publisher_id from ${scope.from("source")} up join origin on up.id = origin.derived_from_id
    ), voice as (
      select publisher_id as id from origin where publisher_id is not null
      union select wire_id from origin where wire_id is not null
    ), controller as (
      select of_id as id from ${interestTable(scope)} join voice on entity_id = voice.id where ${controlling}
      union
      select of_id from ${interestTable(scope)} join controller on entity_id = controller.id where ${controlling}
    )
    select json_object(
      'sourceId': ${sourceId},
      'origins': (select json_agg(id) from (
        select id from origin union select wire_id from origin where wire_id is not null
        union select publisher_id from origin where id <> ${sourceId} and publisher_id is not null) origins),
      'publisherId': (select publisher_id from origin where id = ${sourceId}),
      'controllers': (select coalesce(json_agg(id), '[]'::json) from controller)))`;
}

/** `Parties` of the claim with this id. */
export function partiesSql(claimId: string, scope: Scope): string {
  const about = scope.parts(
    "(select coalesce(jsonb_agg(entity_id), '[]') from claim_about where claim_id = claim.id)",
    "claim.past_about",
  );
  return `(select json_object('claimantId': claimant_id, 'aboutIds': ${about})
    from ${scope.from("claim")} claim where claim.id = ${claimId})`;
}

export type EvidenceFacts = { parties: Parties; sources: SourceTies[] };

/** The sources of a claim's evidence that still holds, each once, with the claim's parties. */
export function evidenceFactsSql(claimId: string, scope: Scope): string {
  return `json_object('parties': ${partiesSql(claimId, scope)}, 'sources': (
    select coalesce(json_agg(${tiesSql("cited.source_id", scope)}), '[]'::json) from (
      select distinct source_id from ${scope.from("evidence")} evidence where claim_id = ${claimId} and withdrawn_at is null) cited))`;
}

/** `PublicationFacts` of a claim's row, but for who would publish. */
export function publicationFactsSql(claim: string, scope: Scope): string {
  return `json_object(
    'claim': (${partiesSql(`${claim}.id`, scope)}::jsonb || jsonb_build_object('language', ${claim}.language)),
    'draft': (select json_object('verdict': verdict, 'summary': summary, 'soleSourceReason': sole_source_reason,
        'searchNote': search_note, 'claimantAsked': claimant_asked, 'authorIds': to_json(author_ids))
      from draft where claim_id = ${claim}.id),
    'cited': (select coalesce(json_agg(json_object(
        'id': piece.id, 'stance': piece.stance, 'isPrimary': piece.is_primary, 'hasQuote': piece.quote is not null,
        'hasCapture': piece.capture_id is not null, 'isWithdrawn': piece.withdrawn_at is not null,
        'source': (${tiesSql("piece.source_id", scope)}::jsonb || jsonb_build_object(
          'publishedAt', source.published_at,
          'interestsKnown', coalesce((select ${interestsKnownSql("entity", scope)} from entity where entity.id = source.publisher_id), false))))
        order by piece.created_at, piece.id), '[]'::json)
      from draft join evidence piece on piece.id = any(draft.evidence_ids) join source on source.id = piece.source_id
      where draft.claim_id = ${claim}.id))`;
}

/** `MoveFacts` of a claim's row but for the rules, and who is assigned and who drafted. */
export function moveFactsSql(claim: string): string {
  return `json_object(
    'status': ${claim}.status,
    'assigneeId': ${claim}.assignee_id,
    'hasDraft': exists (select from draft where claim_id = ${claim}.id),
    'draftIsComplete': exists (select from draft where claim_id = ${claim}.id and verdict is not null and jsonb_array_length(summary) > 0),
    'everPublished': exists (select from review where claim_id = ${claim}.id and publisher_id is null),
    'reviewStands': ${claim}.verdict is not null)`;
}

/** Whether an entity's interests are recorded, or expressly confirmed as none. */
export function interestsKnownSql(entity: string, scope: Scope): string {
  return `(${entity}.no_interests or exists (${interestRows(entity, scope)}))`;
}

/** An entity's interests, in their order. */
export function interestRows(entity: string, scope: Scope): string {
  return scope.parts(
    `select * from entity_interest where entity_id = ${entity}.id order by position`,
    pastList(`${entity}.past_interests`, interestColumns),
  );
}

const interestColumns = { kind: "kind", ofId: "of_id", note: "note", sourceId: "source_id" };

/** All interests, to stand in FROM. */
function interestTable(scope: Scope): string {
  return scope.parts(
    "entity_interest",
    `(select entity.id as entity_id, interest.* from ${scope.from("entity")} entity
      cross join lateral (${pastList("entity.past_interests", interestColumns)}) interest) entity_interest`,
  );
}

/**
 * The ids of a claim and of all that ever belonged to it, under which the ledger tells of them. From the tables, since payloads
 * may be erased; and from the ledger, since drafts and relations are removed, and all of a claim that is merged goes over. At a
 * moment of the past it may not have been merged yet.
 */
export function subjectsSql(claim: string, scope: Scope): string {
  // What is told of a record has its id, which is the entry's subject: the header need not be looked up for it.
  const ofLedger = (field: string) =>
    `select after->>'id' from revision_payload where after->>'${field}' = ${claim}.id`;
  const ofAll = ofLedger("claimId");
  const ofGone = `${ofAll} and after->>'id' ${isRemovable}
    union all ${ofAll} and ${claim}.merged_into_id is not null`;
  return `(select ${claim}.id
    union all select id from appearance where claim_id = ${claim}.id
    union all select id from evidence where claim_id = ${claim}.id
    union all select id from review where claim_id = ${claim}.id
    union all ${scope.parts(ofGone, ofAll)}
    union all ${ofLedger("otherClaimId")})`;
}

/** The contract's `needsRecheck` of a claim's row at an instant. */
export function needsRecheckSql(claim: string, now: string): string {
  return `(${claim}.recheck_reason is not null or coalesce(${claim}.recheck_at <= ${now}, false))`;
}
