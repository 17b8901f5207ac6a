import { isNewsroom } from "../../actor/index.ts";
import { countIndependent } from "../../independence/index.ts";
import { symmetricalKinds } from "../../relation/kinds.ts";
import { movesOpenTo } from "../../workflow/index.ts";
import { type EvidenceFacts, evidenceFactsSql, needsRecheckSql, subjectsSql } from "../facts.ts";
import { checklistFor, type ClaimFacts, claimFactsSql, moveFactsFor } from "../claim-facts.ts";
import { connection } from "../connection.ts";
import { similarTo } from "../matches.ts";
import { orderBy, readSize } from "../page.ts";
import {
  column,
  computed,
  id,
  instant,
  list,
  nowOnly,
  type ObjectType,
  one,
  part,
  type Reader,
} from "../reader.ts";
import { pastList } from "../past.ts";
import type { Scope } from "../scope.ts";
import { pick } from "../selection.ts";
import { isShownSql, newestFirst, revisionRows } from "./revision.ts";
import { directionOfRow } from "./values.ts";

const asRecorded = orderBy("CREATED_AT_ASC", "created_at", "timestamptz");
const maxRelations = 100;
const symmetrical = symmetricalKinds.map((kind) => `'${kind}'`).join(", ");

export const Validity: ObjectType = {
  name: "Validity",
  fields: {
    from: column("valid_from"),
    until: column("valid_until"),
    recheckAt: instant("recheck_at"),
  },
};

export const EvidenceSummary: ObjectType = {
  name: "EvidenceSummary",
  fields: {
    supports: pieces("SUPPORTS"),
    refutes: pieces("REFUTES"),
    context: pieces("CONTEXT"),
    independentSources: computed<EvidenceFacts>(
      (row, scope) => evidenceFactsSql(`${row}.id`, scope),
      ({ sources, parties }) => countIndependent(sources, parties),
    ),
  },
};

function pieces(stance: string) {
  return (row: string, _field: unknown, scope: Scope) => ({
    sql: `(select count(*) from ${scope.from("evidence")} evidence where claim_id = ${row}.id and stance = '${stance}' and withdrawn_at is null)`,
  });
}

const otherClaim = (column: string) =>
  one("Claim", "claim", (row, other) => `${other}.id = ${row}.${column}`);

export const ClaimRelation: ObjectType = {
  name: "ClaimRelation",
  fields: {
    id,
    kind: column("kind"),
    from: otherClaim("from_id"),
    to: otherClaim("to_id"),
    claim: otherClaim("other_id"),
    note: column("note"),
  },
};

/** A claim found near to a text; the row is of `matchRows`. */
export const ClaimMatch: ObjectType = {
  name: "ClaimMatch",
  fields: {
    claim: part("Claim"),
    score: column("score"),
    isSame: column("is_same"),
    why: list(
      "MatchReason",
      (row) => `select * from json_to_recordset(${row}.why) as reason (kind text, words text[])`,
    ),
  },
};

export const MatchReason: ObjectType = {
  name: "MatchReason",
  fields: { kind: column("kind"), words: column("words") },
};

export const Claim: ObjectType = {
  name: "Claim",
  fields: {
    id,
    text: column("text"),
    language: column("language"),
    direction: directionOfRow,
    translations: list("LocalizedText", (row, scope) =>
      scope.parts(
        `select * from claim_translation where claim_id = ${row}.id order by language`,
        pastList(`${row}.past_translations`, { language: "language", text: "text" }),
      ),
    ),
    claimant: one("Entity", "entity", (row, other) => `${other}.id = ${row}.claimant_id`),
    about: list("Entity", (row, scope) =>
      scope.parts(
        `select entity.* from claim_about join entity on entity.id = entity_id where claim_id = ${row}.id order by position`,
        `select entity.* from jsonb_array_elements_text(${row}.past_about) with ordinality past
          join ${scope.from("entity")} entity on entity.id = past.value order by past.ordinality`,
      ),
    ),
    claimedAt: column("claimed_at"),
    validity: part(
      "Validity",
      (row) => `num_nonnulls(${row}.valid_from, ${row}.valid_until, ${row}.recheck_at) > 0`,
    ),
    topics: column("topics"),
    status: column("status"),
    statusReason: column("status_reason"),
    mergedInto: otherClaim("merged_into_id"),
    needsRecheck: (row, _field, scope) => ({ sql: needsRecheckSql(row, nowSql(scope)) }),
    recheckReason: column("recheck_reason"),
    version: column("version"),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
    url: (row, _field, scope) => ({ sql: `${scope.origin()} || '/claims/' || ${row}.id` }),
    review: one("Review", "review", (row, other) => `${other}.id = ${row}.review_id`),
    reviews: connection((row, _field, scope) => ({
      type: "Review",
      name: "Claim.reviews",
      from: scope.from("review"),
      // Other organisations' reviews of a duplicate stay with it, since reviews never change.
      where: (review) => [
        scope.moment === null
          ? `${review}.claim_id = any (array(select ${row}.id union all select id from claim duplicate where duplicate.merged_into_id = ${row}.id))`
          : `${review}.claim_id = ${row}.id`,
      ],
      order: orderBy("PUBLISHED_AT_DESC", "published_at", "timestamptz"),
    })),
    draft: newsroomOnly(
      null,
      one("Draft", "draft", (row, other) => `${other}.claim_id = ${row}.id`),
    ),
    appearances: connection((row, _field, scope) => ({
      type: "Appearance",
      name: "Claim.appearances",
      from: scope.from("appearance"),
      where: (appearance) => [`${appearance}.claim_id = ${row}.id`],
      order: asRecorded,
    })),
    evidence: connection((row, { args }, scope) => {
      const stance = args["stance"];
      const fits = [
        ...(typeof stance === "string"
          ? [`stance = ${scope.argument(stance, String, "text")}`]
          : []),
        ...(args["includeWithdrawn"] === true ? [] : ["withdrawn_at is null"]),
      ];
      return {
        type: "Evidence",
        name: "Claim.evidence",
        from: scope.from("evidence"),
        where: (piece) => [
          `${piece}.claim_id = ${row}.id`,
          ...fits.map((fit) => `${piece}.${fit}`),
        ],
        order: asRecorded,
      };
    }),
    evidenceSummary: part("EvidenceSummary"),
    relations: list(
      "ClaimRelation",
      (row, scope) => `select id, kind, note,
          case when kind in (${symmetrical}) then ${row}.id else claim_id end as from_id,
          case when kind in (${symmetrical}) and other_claim_id = ${row}.id then claim_id else other_claim_id end as to_id,
          case when claim_id = ${row}.id then other_claim_id else claim_id end as other_id
        from ${scope.from("relation")} relation
          where claim_id = ${row}.id or other_claim_id = ${row}.id order by created_at, id limit ${maxRelations}`,
    ),
    similar: nowOnly((row, field, scope) => {
      const size = readSize(field.args["first"] ?? 5, scope.pathOf("first"));
      const { facts, fetch } = similarTo(row, size, field);
      return { json: scope.hole(facts, { fetch, otherwise: "null" }), isNeverNull: true };
    }),
    history: connection((row, _field, scope) => ({
      type: "Revision",
      name: "Claim.history",
      from: revisionRows,
      where: (revision) => [
        `${revision}.subject in ${subjectsSql(row, scope)}`,
        ...(scope.moment === null ? [] : [`${revision}.sequence <= ${scope.moment}`]),
        isShownSql(revision, scope),
      ],
      order: newestFirst,
    })),
    publishChecklist: newsroomOnly(null, (row, field, scope) => ({
      sql: claimFactsSql(row, scope),
      finish: (facts: ClaimFacts, { actor }) =>
        checklistFor(facts, actor).map((check) => pick({ ...check }, field, "PublishCheck")),
    })),
    viewerCan: newsroomOnly([], (row, _field, scope) => ({
      // A merged claim is moved no more, whatever its status.
      sql: `case when ${row}.merged_into_id is null then ${claimFactsSql(row, scope)} end`,
      finish(found: ClaimFacts | null, run) {
        if (found === null) return [];
        const { actor, facts } = moveFactsFor(found, run.actor);
        return movesOpenTo(found.move.status, actor, facts);
      },
    })),
  },
};

/** The instant at which the record is read. */
function nowSql(scope: Scope): string {
  return scope.moment === null
    ? scope.now()
    : `(select at from revision where sequence = ${scope.moment})`;
}

/** What only the newsroom may see, and only of the present: nothing of it is even fetched for anyone else. */
function newsroomOnly(otherwise: null | [], reader: Reader): Reader {
  return (row, field, scope) =>
    isNewsroom(scope.role) && scope.moment === null
      ? reader(row, field, scope)
      : { json: [JSON.stringify(otherwise)], isNeverNull: true };
}
