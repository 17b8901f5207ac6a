import type { Localized } from "../../database/columns.ts";
import { inLanguage } from "../../text/index.ts";
import { connection } from "../connection.ts";
import {
  column,
  computed,
  id,
  instant,
  instantSql,
  list,
  type ObjectType,
  one,
  part,
  type Reader,
} from "../reader.ts";
import { citedEvidence } from "./evidence.ts";
import { directionOfRow, localized, localizedTexts } from "./values.ts";

export const Correction: ObjectType = {
  name: "Correction",
  fields: { kind: column("correction_kind"), note: column("correction_note") },
};

export const Rating: ObjectType = {
  name: "Rating",
  fields: {
    label: localized((row) => `${row}.rating->'labels'`, "text"),
    labels: list("LocalizedText", (row) => localizedTexts(`${row}.rating->'labels'`)),
    value: (row) => ({ sql: `(${row}.rating->'value')` }),
    best: (row) => ({ sql: `(${row}.rating->'best')` }),
    worst: (row) => ({ sql: `(${row}.rating->'worst')` }),
  },
};

/** The text in the review's own language. */
const ownText = (name: "summary" | "body") =>
  computed<{ language: string; texts: Localized[] }>(
    (row) => `json_object('language': ${row}.language, 'texts': ${row}.${name})`,
    ({ language, texts }) => inLanguage(texts, language)?.text ?? null,
  );

const retracted =
  (field: "at" | "reason"): Reader =>
  (row, _selected, scope) => ({
    sql: scope.parts(
      `(select ${field === "at" ? instantSql("at") : "reason"} from retraction where review_id = ${row}.id)`,
      `(${row}.past_retraction->>'${field}')`,
    ),
  });

export const Review: ObjectType = {
  name: "Review",
  fields: {
    id,
    claim: one("Claim", "claim", (row, other) => `${other}.id = ${row}.claim_id`),
    verdict: column("verdict"),
    rating: part("Rating", (row) => `${row}.rating is not null`),
    title: column("title"),
    summary: ownText("summary"),
    summaries: list("LocalizedText", (row) => localizedTexts(`${row}.summary`)),
    body: ownText("body"),
    language: column("language"),
    direction: directionOfRow,
    // A review never changes, and its publisher may have been merged since.
    publisher: (row, field, scope) =>
      one(
        "Entity",
        "entity",
        (_row, other) =>
          `${other}.id = (select coalesce(merged_into_id, id) from ${scope.from("entity")} publisher where publisher.id = ${row}.publisher_id)`,
      )(row, field, scope),
    publishedAt: instant("published_at"),
    modifiedAt: instant("modified_at"),
    claimReviewed: column("claim_reviewed"),
    appearanceUrls: (row) => ({ sql: `coalesce(${row}.appearance_urls, '{}')` }),
    // Our own review is read on its claim's page.
    url: (row, _field, scope) => ({
      sql: `coalesce(${row}.url, ${scope.origin()} || '/claims/' || ${row}.claim_id)`,
    }),
    // Not in the contract: for doors that tell publishers apart by their sites.
    site: column("site"),
    evidence: connection((row) => ({
      type: "CitedEvidence",
      name: "Review.evidence",
      from: citedEvidence(row),
      where: () => [],
      order: {
        name: "CITED",
        keys: [{ column: "ordinality", type: "bigint" }],
        isDescending: false,
      },
    })),
    correction: part("Correction", (row) => `${row}.correction_kind is not null`),
    supersedes: one("Review", "review", (row, other) => `${other}.id = ${row}.supersedes_id`),
    // Of the same claim, as it must be: in the past the ledger finds records by their claim.
    supersededBy: one(
      "Review",
      "review",
      (row, other) => `${other}.claim_id = ${row}.claim_id and ${other}.supersedes_id = ${row}.id`,
    ),
    retractedAt: retracted("at"),
    retractedReason: retracted("reason"),
  },
};

export const ClaimantAsked: ObjectType = {
  name: "ClaimantAsked",
  fields: {
    askedAt: (row) => ({ sql: `(${row}.claimant_asked->>'askedAt')` }),
    answer: (row) => ({ sql: `(${row}.claimant_asked->>'answer')` }),
    reasonNotAsked: (row) => ({ sql: `(${row}.claimant_asked->>'reasonNotAsked')` }),
  },
};

export const Draft: ObjectType = {
  name: "Draft",
  fields: {
    id,
    verdict: column("verdict"),
    ratingScale: one(
      "RatingScale",
      "rating_scale",
      (row, other) => `${other}.id = ${row}.rating_scale_id`,
    ),
    summary: list("LocalizedText", (row) => localizedTexts(`${row}.summary`)),
    body: list("LocalizedText", (row) => localizedTexts(`${row}.body`)),
    evidence: list(
      "Evidence",
      (row) =>
        `select evidence.* from evidence where id = any (${row}.evidence_ids) order by created_at, id`,
    ),
    soleSourceReason: column("sole_source_reason"),
    searchNote: column("search_note"),
    claimantAsked: part("ClaimantAsked", (row) => `${row}.claimant_asked is not null`),
    sentBackReason: column("sent_back_reason"),
    authorIds: column("author_ids"),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
  },
};
