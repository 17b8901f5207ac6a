/** `searchClaims`: the page of what was found, and what is told of all of it. */

import { standsSql } from "../review/stands.ts";
import { highlightsOf } from "../search/highlight.ts";
import type { Reading } from "../search/reading.ts";
import { connection, whereSql } from "./connection.ts";
import { claimFilter, conditionsOf } from "./filters.ts";
import { type FoundClaims, foundClaims, foundKeys } from "./found-claims.ts";
import type { Order } from "./page.ts";
import { column, type Reader } from "./reader.ts";
import type { Expression } from "./scope.ts";
import { type Field, pick, selectionOf, typeName } from "./selection.ts";

const bestFirst: Order = { name: "RANK_DESC", keys: foundKeys, isDescending: true };

/** Counted exactly up to here. */
const maxCounted = 1_000;
const maxFacetValues = 100;

export const searchClaims: Reader = connection((_row, field, scope) => {
  const list = { name: "searchClaims", order: bestFirst };
  const filter = conditionsOf(claimFilter, field.args["filter"], scope.pathOf("filter"), scope);
  const isFiltered = filter("claim").length > 0;
  const found = foundClaims(field.args["query"], list, field, scope, { isFiltered });
  const fits = (row: string) => [...filter(row), ...found.conditions(row)];
  return {
    ...list,
    note: found.note,
    type: "Claim",
    from: found.page,
    where: fits,
    edgeFields: { score: column("score"), highlights: highlightsIn(found) },
    fields: {
      totalCount: () => ({ sql: totalSql(found, fits("found")) }),
      facets: (part) => facets(part, found, fits("found")),
      spelling: (part) => spelling(part, found),
    },
  };
});

/** Null where there are too many to be counted, or not all were looked at. */
function totalSql(found: FoundClaims, fits: readonly string[]): string {
  const condition = fits.length === 0 ? "true" : fits.join(" and ");
  return `(select case when coalesce(max(candidates), 0) <= ${found.window} and ${found.isCut()} = 'false'
      and count(*) filter (where ${condition}) <= ${maxCounted} then count(*) filter (where ${condition}) end
    from ${found.all} found)`;
}

type Count = { value: string; count: number };
type Facets = { isLowerBound: boolean } & Record<string, Count[]>;

function facets(field: Field, found: FoundClaims, fits: readonly string[]): Expression {
  const counted = (value: string, from = "fitting") =>
    `(select coalesce(json_agg(json_build_object('value', value, 'count', count)), '[]') from (
      select ${value} as value, count(*) as count from ${from} where ${value} is not null
      group by 1 order by 2 desc, 1 limit ${maxFacetValues}) counted)`;
  const sql = `(with fitting as materialized (
      select found.status, found.verdict, found.language, found.topics, found.candidates from ${found.all} found${whereSql(fits)}
    )
    select json_build_object(
      'isLowerBound', coalesce(max(candidates), 0) > ${found.window} or ${found.isCut()} = 'true',
      'status', ${counted("status")}, 'verdict', ${counted("verdict")}, 'language', ${counted("language")},
      'topic', ${counted("topic", "fitting cross join unnest(topics) topic")}) from fitting)`;
  const finish = (facets: Facets) =>
    made(field, "ClaimFacets", (part) => {
      const value = facets[part.name];
      return Array.isArray(value) ? value.map((each) => pick(each, part, "FacetCount")) : value;
    });
  return { sql, finish };
}

/** Words that were read as others of nearly the same letters. */
function spelling(field: Field, found: FoundClaims): Expression {
  const read = ({ words, meanings }: Reading) => {
    const rows = words.flatMap((word, at) => {
      const near = meanings.filter(({ unit, kind }) => unit === at && kind === "near");
      return near.length === 0 ? [] : [{ word, readAs: near.map(({ term }) => term) }];
    });
    return JSON.stringify(rows);
  };
  return {
    sql: `${found.part(read, "text")}::json`,
    finish: (rows: { word: string; readAs: string[] }[]) =>
      rows.map((row) => pick(row, field, "SpellingReading")),
  };
}

type Text = { field: string; language: string; text: string };

function highlightsIn(found: FoundClaims): Reader {
  return (row, field) => ({
    sql: `json_build_object('texts', ${textsSql(row)}, 'reading', ${found.part((reading) => JSON.stringify(reading), "text")}::json)`,
    finish: ({ texts, reading }: { texts: Text[]; reading: Reading }) =>
      texts.flatMap((text) => {
        const ranges = highlightsOf(text.text, reading);
        if (ranges.length === 0) return [];
        return [
          made(field, "SearchHighlight", (part) =>
            part.name === "ranges"
              ? ranges.map((range) => pick(range, part, "TextRange"))
              : text[part.name as keyof Text],
          ),
        ];
      }),
  });
}

/** What of a claim is searched and short enough to be shown, in the order in which somebody would look. */
function textsSql(row: string): string {
  const stands = `review.claim_id = ${row}.id and ${standsSql("review")}`;
  return `(select json_agg(json_build_object('field', field, 'language', language, 'text', text) order by place, language, text) from (
    select 1 as place, 'TEXT' as field, ${row}.language, ${row}.text
    union all select 2, 'TRANSLATION', language, text from claim_translation where claim_id = ${row}.id
    union all select 3, 'DUPLICATE', other.language, other.text from claim other where other.merged_into_id = ${row}.id
    union all select 4, 'REVIEW_TITLE', language, title from review where ${stands}
    union all select 5, 'REVIEW_CLAIM_REVIEWED', language, claim_reviewed from review where ${stands}
    union all select 6, 'REVIEW_SUMMARY', part.value ->> 'language', part.value ->> 'text'
      from review, jsonb_array_elements(review.summary) part where ${stands}
  ) said where text is not null)`;
}

function made(field: Field, type: string, read: (part: Field) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(selectionOf(field, type)).map(([key, part]) => [
      key,
      part.name === typeName ? type : (read(part) ?? null),
    ]),
  );
}
