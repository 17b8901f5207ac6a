/** The contract's roots: what a read starts from. */

import { roleOf } from "../../actor/index.ts";
import { BadInput } from "../../errors/index.ts";
import { type IdPrefix, prefixOf } from "../../id/index.ts";
import { checkId, checkText, checkUrl } from "../../input/index.ts";
import { type ReferenceType, referencePrefixes } from "../../record/reference.ts";
import { canonicalUrl } from "../../source/url.ts";
import { claimFilter, conditionsOf, entityFilter, sourceFilter } from "../filters.ts";
import { claimOrder, recordOrder, sourceOrder } from "../orders.ts";
import { connection } from "../connection.ts";
import { type Order, readSize } from "../page.ts";
import { constant, list, type ObjectType, objectOf, type Reader } from "../reader.ts";
import type { Expression, Scope } from "../scope.ts";
import { type Field, pick, selectionOf } from "../selection.ts";
import { hitsSql } from "../search.ts";
import { oldestFirst, revisionRows } from "./revision.ts";

const maxQueryChars = 1_000;
const maxIds = 100;
/** The part of a text's words that a claim must have to be called near to it. */
const minMatchScore = 0.3;

const relations: Record<ReferenceType, string> = {
  Claim: "claim",
  Entity: "entity",
  Source: "source",
  Appearance: "appearance",
  Evidence: "evidence",
  Review: "review",
  Revision: revisionRows,
};

/** The record with the id that an argument gives; null where there is none. */
function byId(type: ReferenceType): Reader {
  return (_row, field, scope) => {
    const id = checkId(String(field.args["id"]), referencePrefixes[type], scope.pathOf("id"));
    return record(type, (row) => `${row}.id = ${scope.param(id, "text")}`, field, scope);
  };
}

function record(
  type: ReferenceType,
  where: (row: string) => string,
  field: Field,
  scope: Scope,
): Expression {
  const row = scope.alias(type);
  const object = objectOf(type, field, row, scope);
  return {
    ...object,
    sql: `(select ${object.sql} from ${relations[type]} ${row} where ${where(row)})`,
  };
}

/** The type of record that an id names; null for a record that cannot be fetched by its id. */
function typeOf(id: unknown, path: string): ReferenceType | null {
  const prefix: IdPrefix | null = prefixOf(String(id));
  if (prefix === null) throw new BadInput(path, "must be a record's id, such as claim_01h…");
  const types = Object.keys(referencePrefixes) as ReferenceType[];
  return types.find((type) => referencePrefixes[type] === prefix) ?? null;
}

const node: Reader = (_row, field, scope) => {
  const id = field.args["id"];
  const type = typeOf(id, scope.pathOf("id"));
  if (type === null) return { sql: "null" };
  const row = scope.alias(type);
  const object = objectOf(type, field, row, scope, { __typename: type });
  return {
    ...object,
    sql: `(select ${object.sql} from ${relations[type]} ${row} where ${row}.id = ${scope.param(id, "text")})`,
  };
};

const nodes: Reader = (_row, field, scope) => {
  const ids = field.args["ids"] as string[];
  if (ids.length > maxIds)
    throw new BadInput(scope.pathOf("ids"), `must have at most ${maxIds} items`);
  const idsByType = new Map<ReferenceType, string[]>();
  ids.forEach((id, index) => {
    const type = typeOf(id, scope.pathOf(`ids.${index}`));
    if (type !== null) idsByType.set(type, [...(idsByType.get(type) ?? []), id]);
  });
  const found = [...idsByType].map(([type, typeIds]) => {
    const row = scope.alias(type);
    const { sql, finish } = objectOf(type, field, row, scope, { __typename: type });
    const ofType = scope.param(typeIds, "text[]");
    return {
      type,
      sql: `'${type}': (select json_object_agg(${row}.id, ${sql}) from ${relations[type]} ${row} where ${row}.id = any (${ofType}))`,
      finish: finish ?? ((value: unknown) => value),
    };
  });
  return {
    sql: `json_object(${found.map(({ sql }) => sql).join(", ")})`,
    finish(value: Record<string, Record<string, unknown> | null>) {
      const records = new Map(
        found.flatMap(({ type, finish }) =>
          Object.entries(value[type] ?? {}).map(([id, each]) => [id, finish(each)] as const),
        ),
      );
      return ids.map((id) => records.get(id) ?? null);
    },
  };
};

const source: Reader = (_row, field, scope) => {
  const { id, url } = field.args;
  if ((id === null || id === undefined) === (url === null || url === undefined)) {
    throw new BadInput(scope.pathOf("id"), "give the source's id or its url, one of the two");
  }
  if (typeof id === "string") return byId("Source")("", field, scope);
  const canonical = canonicalUrl(checkUrl(String(url), scope.pathOf("url")));
  return record(
    "Source",
    (row) => `${row}.canonical_url = ${scope.param(canonical, "text")}`,
    field,
    scope,
  );
};

const bestFirst: Order = {
  name: "HITS_DESC",
  keys: [
    { column: "hits", type: "bigint" },
    { column: "id", type: "text" },
  ],
  isDescending: true,
};

export const Query: ObjectType = {
  name: "Query",
  fields: {
    node,
    nodes,
    claim: byId("Claim"),
    claims: connection((_row, field, scope) => ({
      type: "Claim",
      name: "claims",
      from: "claim",
      where: conditionsOf(claimFilter, field.args["filter"], scope.pathOf("filter"), scope),
      order: claimOrder(field.args["orderBy"]),
    })),
    searchClaims: connection((_row, field, scope) => {
      const query = checkText(String(field.args["query"]), scope.pathOf("query"), maxQueryChars);
      return {
        type: "Claim",
        name: "searchClaims",
        from: hitsSql(query, undefined, 0, scope),
        where: conditionsOf(claimFilter, field.args["filter"], scope.pathOf("filter"), scope),
        order: bestFirst,
        edgeFields: { score: (row) => `${row}.score` },
      };
    }),
    matchClaims: list("ClaimMatch", (_row, scope, { args }) => {
      const text = checkText(String(args["text"]), scope.pathOf("text"));
      const language = typeof args["language"] === "string" ? args["language"] : undefined;
      const size = readSize(args["first"] ?? 10, scope.pathOf("first"));
      return `select near.* from ${hitsSql(text, language, minMatchScore, scope)} near order by hits desc, id limit ${size}`;
    }),
    source,
    sources: connection((_row, field, scope) => ({
      type: "Source",
      name: "sources",
      from: "source",
      where: conditionsOf(sourceFilter, field.args["filter"], scope.pathOf("filter"), scope),
      order: sourceOrder(field.args["orderBy"]),
    })),
    entity: byId("Entity"),
    entities: connection((_row, field, scope) => {
      const fits = conditionsOf(entityFilter, field.args["filter"], scope.pathOf("filter"), scope);
      return {
        type: "Entity",
        name: "entities",
        from: "entity",
        where: (row) => [`${row}.merged_into_id is null`, ...fits(row)],
        order: recordOrder(field.args["orderBy"]),
      };
    }),
    revisions: connection(() => ({
      type: "Revision",
      name: "revisions",
      from: revisionRows,
      where: () => [],
      order: oldestFirst,
    })),
    viewer: constant((field, { actor }) => {
      const viewer = {
        id: actor.kind === "person" ? actor.id : null,
        name: actor.kind === "person" ? actor.name : null,
        role: roleOf(actor),
      };
      return pick(viewer, selectionOf(field, "Viewer"));
    }),
  },
};
