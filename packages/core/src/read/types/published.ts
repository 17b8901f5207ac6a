/** Roots that the contract does not have: published reviews as other doors than GraphQL give them out. */

import { standsSql } from "../../review/stands.ts";
import { BadInput } from "../../errors/index.ts";
import { connection, whereSql } from "../connection.ts";
import { conditionsOf, reviewFilter } from "../filters.ts";
import type { Order } from "../page.ts";
import { column, instantSql, list, type ObjectType, one, type Reader } from "../reader.ts";
import type { Scope } from "../scope.ts";
import { foundClaims, foundKeys } from "../found-claims.ts";
import type { Field } from "../selection.ts";
import { newestFirst, oldestFirst } from "./revision.ts";

/** Of one claim in an answer. */
const maxReviews = 100;
/** An offset costs what it skips; whoever reads further has a cursor. */
const maxOffset = 10_000;

const byReview = [
  { column: "published_at", type: "timestamptz" },
  { column: "id", type: "text" },
] as const;
const lastReviewedFirst: Order = {
  name: "PUBLISHED_AT_DESC",
  keys: byReview,
  isDescending: true,
};
const bestFirst: Order = {
  name: "RANK_DESC",
  keys: [...foundKeys, ...byReview],
  isDescending: true,
};

/** A claim with those of its reviews that are meant; the row is the newest of these. */
export const FactCheck: ObjectType = {
  name: "FactCheck",
  fields: {
    claim: one("Claim", "claim", (row, other) => `${other}.id = ${row}.claim_id`),
    reviews: list("Review", (row, scope, field) => {
      const conditions = [`review.claim_id = ${row}.claim_id`, ...standing(field, scope)("review")];
      return `select * from review where ${conditions.join(" and ")}
        order by published_at desc, id desc limit ${maxReviews}`;
    }),
  },
};

/** Claims with reviews that stand: the best found by the words, or without words those last reviewed. */
const factChecks = connection((_row, field, scope) => {
  const { query, offset } = field.args;
  const stands = standing(field, scope);
  const isNewest = (row: string) => `not exists (select from review newer
    where newer.claim_id = ${row}.claim_id and (newer.published_at, newer.id) > (${row}.published_at, ${row}.id)
      and ${stands("newer").join(" and ")})`;
  const common = {
    type: "FactCheck",
    name: "factChecks",
    where: (row: string) => [...stands(row), isNewest(row)],
    offset: readOffset(offset, scope.pathOf("offset")),
  };
  if (typeof query !== "string") return { ...common, from: "review", order: lastReviewedFirst };
  const list = { name: common.name, order: bestFirst };
  const found = foundClaims(query, list, field, scope, { isFiltered: true });
  const fits = found.conditions("found");
  return {
    ...common,
    order: bestFirst,
    note: found.note,
    // Reviews of a duplicate stay with it, and are found by what it was merged into.
    from: `(select review.*, found.rank, found.number from ${found.page} found join review on review.claim_id = any (array(
        select found.id union all select id from claim duplicate where duplicate.merged_into_id = found.id))
      ${whereSql(fits)})`,
  };
});

/** The conditions on a review that the field's filter means and that stands. */
function standing({ args }: Field, scope: Scope): (row: string) => string[] {
  const fits = conditionsOf(reviewFilter, args["filter"], scope.pathOf("filter"), scope);
  return (row) => [standsSql(row), ...fits(row)];
}

function readOffset(value: unknown, path: string): number {
  if (value === undefined) return 0;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > maxOffset)
    throw new BadInput(path, `must be 0 to ${maxOffset.toLocaleString("en")}`);
  return value;
}

/**
 * Of each claim on which the newsroom ever published, its newest review, at the place in the ledger where that was published
 * or, if it was, retracted. A claim's place only ever moves to the end: who reads on from a place misses nothing.
 */
const ownReviews = connection((_row, field, scope) => {
  const { filter, position, isNewestFirst } = field.args;
  const fits = conditionsOf(reviewFilter, filter, scope.pathOf("filter"), scope);
  const after = typeof position === "number" ? scope.param(position, "bigint") : null;
  return {
    type: "Review",
    name: "ownReviews",
    from: `(select review.*, entry.sequence from revision entry join review on review.id = entry.subject
      where entry.action in ('review.publish', 'review.retract') and review.publisher_id is null
        and not exists (select from review later where later.supersedes_id = review.id)
        and (entry.action = 'review.retract'
          or not exists (select from retraction where retraction.review_id = review.id)))`,
    where: (row) => [...(after === null ? [] : [`${row}.sequence > ${after}`]), ...fits(row)],
    order: isNewestFirst === true ? newestFirst : oldestFirst,
    edgeFields: { position: column("sequence") },
  };
});

/** When anything was last written. */
const writtenAt: Reader = () => ({ sql: `(select ${instantSql("at")} from ledger_head)` });

export const published = { factChecks, ownReviews, writtenAt };
