/** The contract's roots: what a read starts from. */

import { roleOf } from "../../actor/index.ts";
import { BadInput } from "../../errors/index.ts";
import { type IdPrefix, prefixOf } from "../../id/index.ts";
import { checkId, checkInstant, checkText, checkUrl } from "../../input/index.ts";
import { type ReferenceType, referencePrefixes } from "../../record/reference.ts";
import { canonicalUrl } from "../../source/url.ts";
import { claimFilter, conditionsOf, entityFilter, sourceFilter } from "../filters.ts";
import { claimOrder, recordOrder, sourceOrder } from "../orders.ts";
import { connection } from "../connection.ts";
import { type Order, readSize } from "../page.ts";
import { constant, jsonObject, list, type ObjectType, objectOf, type Reader } from "../reader.ts";
import type { Expression, Scope } from "../scope.ts";
import { type Field, pick, selectionOf } from "../selection.ts";
import { hitsSql } from "../search.ts";
import { administration, rowsForAdmin } from "./people.ts";
import { maxQueryChars, published } from "./published.ts";
import { oldestFirst, revisionRows } from "./revision.ts";

const maxIds = 100;
/** The part of a text's words that a claim must have to be called near to it. */
const minMatchScore = 0.3;

/** A record's id, and for the record as it stood, `@` and the sequence of the ledger. */
type Address = { type: ReferenceType | null; id: string; sequence: number | null };

const timelessTypes = ["Revision", "RatingScale", "ApiKey", "Person"] as const;

/** @throws {BadInput} where it is no record's id */
function readAddress(given: unknown, path: string): Address {
  const [id = "", sequence, ...rest] = String(given).split("@");
  const prefix: IdPrefix | null = prefixOf(id);
  const isMoment = sequence === undefined || /^\d{1,15}$/.test(sequence);
  if (prefix === null || !isMoment || rest.length > 0) {
    throw new BadInput(path, "must be a record's id, such as claim_01h…");
  }
  const types = Object.keys(referencePrefixes) as ReferenceType[];
  // Some records have ids and cannot be fetched by them, such as drafts.
  const type = types.find((each) => referencePrefixes[each] === prefix) ?? null;
  // Entries of the ledger never change, and of what ADMINs look after the past is not told.
  const isTimeless = timelessTypes.some((timeless) => timeless === type);
  if (isTimeless && sequence !== undefined) {
    throw new BadInput(path, `must be a ${prefix}'s id without a sequence`);
  }
  return { type, id, sequence: sequence === undefined ? null : Number(sequence) };
}

/** The scope in which a record is read that was addressed with a sequence or without. */
function scopeOf({ sequence }: Address, scope: Scope): Scope {
  if (sequence === null) return scope;
  // What is not in the ledger yet is no moment: what stood then could not be told again.
  return scope.asOf(
    `(select sequence from revision where sequence = ${scope.param(sequence, "bigint")})`,
  );
}

/** The rows of a type's records. */
function rowsOf(type: ReferenceType, scope: Scope): string {
  switch (type) {
    case "Revision":
      return revisionRows;
    case "RatingScale":
      return "rating_scale";
    case "ApiKey":
      return rowsForAdmin("api_key", scope);
    case "Person":
      return rowsForAdmin("person", scope);
    default:
      return scope.from(referencePrefixes[type]);
  }
}

/** The record of a type with the id that an argument gives; null where there is none. */
function byId(type: ReferenceType): Reader {
  return (_row, field, scope) => {
    const address = readAddress(field.args["id"], scope.pathOf("id"));
    checkId(address.id, referencePrefixes[type], scope.pathOf("id"));
    const at = scopeOf(address, scope);
    return recordThat((row) => hasId(type, row, [address.id], at), type, field, at);
  };
}

/** The condition that a row has one of these ids. */
function hasId(type: ReferenceType, row: string, ids: readonly string[], scope: Scope): string {
  if (type !== "Revision") return `${row}.id = any (${scope.param(ids, "text[]")})`;
  // Its id is made of its sequence, and only that is indexed; a longer number is no entry's.
  const sequences = ids.flatMap((id) => /_0{11}(\d{15})$/.exec(id)?.slice(1) ?? []);
  return `${row}.sequence = any (${scope.param(sequences, "bigint[]")})`;
}

/** The one record that fits. */
function recordThat(
  fits: (row: string) => string,
  type: ReferenceType,
  field: Field,
  scope: Scope,
  constants?: Readonly<Record<string, string>>,
): Expression {
  const row = scope.alias(type);
  const object = objectOf(type, field, row, scope, constants);
  return {
    ...object,
    sql: `(select ${object.sql} from ${rowsOf(type, scope)} ${row} where ${fits(row)})`,
  };
}

const claim: Reader = (_row, field, scope) => {
  const { asOf } = field.args;
  if (asOf === null || asOf === undefined) return byId("Claim")("", field, scope);
  const id = checkId(String(field.args["id"]), "claim", scope.pathOf("id"));
  const at = scope.param(
    checkInstant(asOf as string, scope.pathOf("asOf")).toISOString(),
    "timestamptz",
  );
  const moment = `(select sequence from revision where at <= ${at} order by at desc, sequence desc limit 1)`;
  const then = scope.asOf(moment);
  return recordThat((row) => hasId("Claim", row, [id], then), "Claim", field, then);
};

const node: Reader = (_row, field, scope) => {
  const address = readAddress(field.args["id"], scope.pathOf("id"));
  const { id, type } = address;
  if (type === null) return { sql: "null" };
  const at = scopeOf(address, scope);
  return recordThat((row) => hasId(type, row, [id], at), type, field, at, { __typename: type });
};

/** One select for all ids of one type at one moment. */
const nodes: Reader = (_row, field, scope) => {
  const ids = field.args["ids"] as string[];
  if (ids.length > maxIds)
    throw new BadInput(scope.pathOf("ids"), `must have at most ${maxIds} items`);
  const addresses = ids.map((id, index) => readAddress(id, scope.pathOf(`ids.${index}`)));
  const kindOf = ({ type, sequence }: Address) => `${type}@${sequence ?? ""}`;
  const kinds = [...Map.groupBy(addresses, kindOf)].flatMap(([kind, ofKind]) => {
    const type = ofKind[0]?.type ?? null;
    if (type === null || ofKind[0] === undefined) return [];
    const at = scopeOf(ofKind[0], scope);
    const row = at.alias(type);
    const { sql, finish } = objectOf(type, field, row, at, { __typename: type });
    const ids = ofKind.map(({ id }) => id);
    const select = `(select json_object_agg(${row}.id, ${sql}) from ${rowsOf(type, at)} ${row} where ${hasId(type, row, ids, at)})`;
    return [{ kind, sql: `'${kind}': ${select}`, finish }];
  });
  return {
    sql: jsonObject(kinds.map(({ sql }) => sql)),
    finish(found: Record<string, Record<string, unknown> | null>) {
      const finishOf = new Map(kinds.map(({ kind, finish }) => [kind, finish]));
      return addresses.map((address) => {
        const record = found[kindOf(address)]?.[address.id] ?? null;
        const finish = finishOf.get(kindOf(address));
        // An id that is asked for twice must not be finished twice.
        return record !== null && finish !== undefined ? finish(structuredClone(record)) : record;
      });
    },
  };
};

const source: Reader = (_row, field, scope) => {
  const { id, url } = field.args;
  if ((id === null || id === undefined) === (url === null || url === undefined)) {
    throw new BadInput(scope.pathOf("id"), "give the source's id or its url, one of the two");
  }
  if (typeof id === "string") return byId("Source")("", field, scope);
  const address = canonicalUrl(checkUrl(String(url), scope.pathOf("url")));
  const canonical = scope.param(address, "text");
  return recordThat((row) => `${row}.canonical_url = ${canonical}`, "Source", field, scope);
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
    claim,
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
    ...administration,
    ...published,
    viewer: constant((field, { actor }) => {
      const viewer = {
        id: "id" in actor ? actor.id : null,
        name: "name" in actor ? actor.name : null,
        role: roleOf(actor),
      };
      return pick(viewer, selectionOf(field, "Viewer"));
    }),
  },
};
