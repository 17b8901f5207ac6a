/** The contract's filters as conditions on a row: each field that is given must fit, and a list means any of its values. */

import {
  checkId,
  checkInstant,
  checkLanguage,
  checkList,
  checkName,
  checkPartialDate,
  checkStorable,
} from "../input/index.ts";
import type { IdPrefix } from "../id/index.ts";
import { needsRecheckSql } from "./facts.ts";
import type { Order } from "./page.ts";
import type { Scope } from "./scope.ts";
import { wordKeys } from "./name-keys.ts";

/**
 * A filter's field: its conditions on a row of a list in this order, where that is known; `scope` takes its values as parameters,
 * and errors name the field by its path.
 */
type Condition = (
  row: string,
  value: never,
  path: string,
  scope: Scope,
  order?: Order,
) => string | readonly string[];
export type Filter = Readonly<Record<string, Condition>>;

const anyOf =
  (column: string): Condition =>
  (row, values: string[], path, scope) => {
    const checked = checkList(values, path, checkName);
    return equalsAny(`${row}.${column}`, checked, scope);
  };

const checkIds = (prefix: IdPrefix, values: string[], path: string) =>
  checkList(values, path, (id, at) => checkId(id, prefix, at));

const from =
  (column: string): Condition =>
  (row, value: string, path, scope) =>
    `${row}.${column} >= ${scope.param(firstDay(checkPartialDate(value, path)), "text")}`;

const before =
  (column: string): Condition =>
  (row, value: string, path, scope) => [
    `${row}.${column} < ${scope.param(firstDay(checkPartialDate(value, path)), "text")}`,
    // Undated rows have the empty string there, which stands before every date.
    `${row}.${column} > ''`,
  ];

const instantBound =
  (column: string, comparison: "<" | ">"): Condition =>
  (row, value: string, path, scope) =>
    `${row}.${column} ${comparison} ${scope.param(checkInstant(value, path).toISOString(), "timestamptz")}`;

const language: Condition = (row, values: string[], path, scope) => {
  // Basic filtering of RFC 4647: `en` takes `en-GB` as well. By bytes these stand together, before what would follow on a dot, so
  // that an index has them in one piece.
  const ranges = checkList(values, path, checkLanguage).map((tag) => {
    const [first, after] = [scope.param(tag, "text"), scope.param(`${tag}.`, "text")];
    return `(${row}.language ~>=~ ${first} and ${row}.language ~<~ ${after})`;
  });
  return `(${ranges.join(" or ")})`;
};

/** That a column has one of these entities, each followed where it was merged into another. */
function isEntity(column: string, ids: string[], scope: Scope): string {
  if (ids.length !== 1)
    return `${column} = any (array(${liveEntity} = any (${scope.param(ids, "text[]")})))`;
  // The id itself tells Postgres how many rows have it; that few have the other, which it cannot know, is said by asking twice.
  const id = scope.param(ids[0], "text");
  const merged = `${column} = (select merged_into_id from entity where id = ${id})`;
  return `(${column} = ${id} or (${merged} and (${merged}) is true))`;
}

const liveEntity = "select coalesce(merged_into_id, id) from entity where id";

/** The same of the one entity given, as one value: an index that begins with the column has the rows in the order of what comes next. */
function isEntityInOrder(column: string, [id]: string[], scope: Scope): string {
  return `${column} = (${liveEntity} = ${scope.param(id, "text")})`;
}

/** `next` are the orders with which indexes go on after the column. */
const entityIn =
  (column: string, ...next: string[]): Condition =>
  (row, values: string[], path, scope, order) => {
    const ids = checkIds("entity", values, path);
    const isInOrder = ids.length === 1 && next.includes(order?.keys[0]?.column ?? "");
    return (isInOrder ? isEntityInOrder : isEntity)(`${row}.${column}`, ids, scope);
  };

export const claimFilter: Filter = {
  status: anyOf("status"),
  verdict: anyOf("verdict"),
  claimantId: entityIn("claimant_id", "claimed_order", "created_at"),
  aboutId: (row, values: string[], path, scope) => {
    const isAbout = isEntity("entity_id", checkIds("entity", values, path), scope);
    return `exists (select from claim_about where claim_id = ${row}.id and ${isAbout})`;
  },
  topic: (row, values: string[], path, scope) =>
    `${row}.topics && ${scope.param(checkList(values, path, checkName), "text[]")}`,
  language,
  sourceId: (row, values: string[], path, scope) => {
    const sources = scope.param(checkIds("source", values, path), "text[]");
    return `${row}.id in (select claim_id from appearance where source_id = any (${sources})
      union select claim_id from evidence where source_id = any (${sources}) and withdrawn_at is null)`;
  },
  claimedAfter: from("claimed_order"),
  claimedBefore: before("claimed_order"),
  updatedAfter: instantBound("updated_at", ">"),
  updatedBefore: instantBound("updated_at", "<"),
  needsRecheck: (row, value: boolean, _path, scope) => {
    scope.planAnew();
    // What is needed is said without `coalesce`, of which no index knows.
    return value
      ? `(${row}.recheck_reason is not null or ${row}.recheck_at <= ${scope.now()})`
      : `not ${needsRecheckSql(row, scope.now())}`;
  },
};

/** Claims about the one entity given, to stand in FROM, and the columns by which an index has them in the order of their creation. */
export function claimsAboutOne(
  ids: string[],
  path: string,
  scope: Scope,
): { from: string; keys: Order["keys"] } {
  const isAbout = isEntityInOrder("entity_id", checkIds("entity", ids, path), scope);
  return {
    from: `(select claim.*, claim_created_at, claim_id from claim_about join claim on claim.id = claim_id where ${isAbout})`,
    keys: [
      { column: "claim_created_at", type: "timestamptz" },
      { column: "claim_id", type: "text" },
    ],
  };
}

const ofClaim = (row: string, condition: string) =>
  `exists (select from claim where claim.id = ${row}.claim_id and ${condition})`;

/** Of reviews, whosever they are. The contract has no such filter: other doors do. */
export const reviewFilter: Filter = {
  /** The publisher's host without `www.`; empty for the newsroom's own. */
  site: (row, value: string, path, scope) => {
    checkStorable(value, path);
    return `${row}.site = ${scope.param(value, "text")}`;
  },
  language,
  topic: (row, values: string[], path, scope) =>
    ofClaim(row, `claim.topics && ${scope.param(checkList(values, path, checkName), "text[]")}`),
  /** Published, or of a claim that was made, since then: whichever is later counts. */
  since: (row, value: string, path, scope) => {
    const instant = checkInstant(value, path).toISOString();
    const claimed = `claim.claimed_order >= ${scope.param(instant.slice(0, "2025-01-01".length), "text")}`;
    return `(${row}.published_at >= ${scope.param(instant, "timestamptz")} or ${ofClaim(row, claimed)})`;
  },
};

export const sourceFilter: Filter = {
  kind: anyOf("kind"),
  publisherId: entityIn("publisher_id", "created_at"),
  language,
  wireId: entityIn("wire_id"),
  publishedAfter: from("published_order"),
  publishedBefore: before("published_order"),
};

export const entityFilter: Filter = {
  kind: anyOf("kind"),
  name: (row, value: string, path, scope) => {
    const everyWord = wordKeys(checkName(value, path)).map(
      (keys) => `${row}.search_keys && ${scope.param(keys, "text[]")}`,
    );
    // A name without words is nobody's.
    return everyWord.length === 0 ? "false" : `(${everyWord.join(" and ")})`;
  },
  wikidataId: anyOf("wikidata_id"),
};

/**
 * The conditions that a filter sets on a row of a list in an order, worked out once and written for any name of the row.
 * @throws {BadInput} with the path of the filter's field
 */
export function conditionsOf(
  filter: Filter,
  given: unknown,
  path: string,
  scope: Scope,
  order?: Order,
): (row: string) => string[] {
  const hole = "\u0000row";
  const conditions = Object.entries((given ?? {}) as Record<string, unknown>).flatMap(
    ([name, value]) => {
      if (value === null || value === undefined) return [];
      const condition = filter[name];
      if (condition === undefined) throw new Error(`The planner does not know the filter ${name}.`);
      return condition(hole, value as never, `${path}.${name}`, scope, order);
    },
  );
  return (row) => conditions.map((condition) => condition.replaceAll(hole, row));
}

function equalsAny(expression: string, values: string[], scope: Scope): string {
  return values.length === 1
    ? `${expression} = ${scope.param(values[0], "text")}`
    : `${expression} = any (${scope.param(values, "text[]")})`;
}

/**
 * The first place among `partialDateOrder` values of what begins on the date's first day: a year or month begins with its first
 * day and stands before it.
 */
function firstDay(date: string): string {
  const coarsest = date.replace(/(-01)+$/, "");
  return coarsest + "-00-00".slice(coarsest.length - 4);
}
