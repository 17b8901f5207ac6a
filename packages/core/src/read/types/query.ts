/** The contract's roots: what a read starts from. */

import { roleOf } from "../../actor/index.ts";
import { BadInput } from "../../errors/index.ts";
import { type IdPrefix, prefixOf } from "../../id/index.ts";
import { checkId, checkInstant, checkText, checkUrl } from "../../input/index.ts";
import { type ReferenceType, referencePrefixes } from "../../record/reference.ts";
import { canonicalUrl } from "../../source/url.ts";
import { askedClaims, askedEntities, askedSources } from "../asked.ts";
import { connection } from "../connection.ts";
import { findMatches, matchLists, matchRows } from "../matches.ts";
import { readSize } from "../page.ts";
import type { Find } from "../parameters.ts";
import { textSql } from "../json.ts";
import { list, type ObjectType, objectOf, type Reader } from "../reader.ts";
import type { Expression, Scope } from "../scope.ts";
import { type Field, Given, pick } from "../selection.ts";
import { searchClaims } from "../search-claims.ts";
import { administration, rowsForAdmin } from "./people.ts";
import { published } from "./published.ts";
import { oldestFirst, revisionRows } from "./revision.ts";

const maxIds = 100;

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
    const { id } = field.args;
    // What is only given when the statement is run has no sequence.
    const address = readAddress(exampleOf(id), scope.pathOf("id"));
    const at = scopeOf(address, scope);
    const key = keySql(type, id, at, (given) => {
      const { id } = readAddress(given, scope.pathOf("id"));
      return checkId(id, referencePrefixes[type], scope.pathOf("id"));
    });
    return recordWith(key, type, field, at);
  };
}

/** A record's key as a parameter, of an id that `read` takes from the argument. */
function keySql(
  type: ReferenceType,
  argument: unknown,
  scope: Scope,
  read: (argument: unknown) => string,
): string {
  if (type !== "Revision") return scope.argument(argument, read, "text");
  return scope.argument(argument, (given) => sequenceOf(read(given)), "bigint");
}

/** A revision's id is made of its sequence, and only that is indexed; null for a longer number, which is no entry's. */
function sequenceOf(id: string): string | null {
  return /_0{11}(\d{15})$/.exec(id)?.[1] ?? null;
}

/** The one record with the key. */
function recordWith(key: string, type: ReferenceType, field: Field, scope: Scope): Expression {
  const column = type === "Revision" ? "sequence" : "id";
  return recordThat((row) => `${row}.${column} = ${key}`, type, field, scope);
}

/** The one record that fits. */
function recordThat(
  fits: (row: string) => string,
  type: ReferenceType,
  field: Field,
  scope: Scope,
): Expression {
  const row = scope.alias(type);
  const object = textSql(objectOf(type, field, row, scope));
  return {
    json: [{ sql: `(select ${object} from ${rowsOf(type, scope)} ${row} where ${fits(row)})` }],
  };
}

const claim: Reader = (_row, field, scope) => {
  const { id, asOf } = field.args;
  if (asOf === null || asOf === undefined) return byId("Claim")("", field, scope);
  const key = (given: unknown) => checkId(String(given), "claim", scope.pathOf("id"));
  key(exampleOf(id));
  const at = scope.param(
    checkInstant(asOf as string, scope.pathOf("asOf")).toISOString(),
    "timestamptz",
  );
  const moment = `(select sequence from revision where at <= ${at} order by at desc, sequence desc limit 1)`;
  const then = scope.asOf(moment);
  return recordWith(keySql("Claim", id, then, key), "Claim", field, then);
};

const node: Reader = (_row, field, scope) => {
  const { id } = field.args;
  const address = readAddress(exampleOf(id), scope.pathOf("id"));
  const { type } = address;
  if (type === null) return { sql: "null" };
  const at = scopeOf(address, scope);
  const key = keySql(type, id, at, (given) => readAddress(given, scope.pathOf("id")).id);
  return recordWith(key, type, field, at);
};

/** Each id with the number of its kind, which is a type at one moment: a kind's records are all read alike. */
const nodes: Reader = (_row, field, scope) => {
  const ids = field.args["ids"] as string[];
  if (ids.length > maxIds)
    throw new BadInput(scope.pathOf("ids"), `must have at most ${maxIds} items`);
  const addresses = ids.map((id, index) => readAddress(id, scope.pathOf(`ids.${index}`)));
  const kindOf = ({ type, sequence }: Address) => `${type}@${sequence ?? ""}`;
  const kinds = [...Map.groupBy(addresses, kindOf)];
  const cases = kinds.flatMap(([, [first]], kind) => {
    if (first === undefined || first.type === null) return [];
    const at = scopeOf(first, scope);
    const key = first.type === "Revision" ? "asked.key::bigint" : "asked.key";
    const record = recordWith(key, first.type, field, at);
    return "json" in record ? [`when ${kind} then ${textSql(record.json)}`] : [];
  });
  if (cases.length === 0) return { json: [`[${ids.map(() => "null").join(",")}]`] };
  const keys = addresses.map(({ type, id }) => (type === "Revision" ? sequenceOf(id) : id));
  const names = kinds.map(([name]) => name);
  const asked = [
    scope.param(keys, "text[]"),
    scope.param(
      addresses.map((address) => names.indexOf(kindOf(address))),
      "int[]",
    ),
  ];
  const record = `coalesce(case asked.kind ${cases.join(" ")} end, 'null')`;
  const sql = `(select string_agg(${record}, ',' order by asked.place)
    from unnest(${asked.join(", ")}) with ordinality asked(key, kind, place))`;
  return { json: ["[", { sql }, "]"], isNeverNull: true };
};

function exampleOf(argument: unknown): unknown {
  return argument instanceof Given ? argument.example : argument;
}

const source: Reader = (_row, field, scope) => {
  const { id, url } = field.args;
  if ((id === null || id === undefined) === (url === null || url === undefined)) {
    throw new BadInput(scope.pathOf("id"), "give the source's id or its url, one of the two");
  }
  if (id !== null && id !== undefined) return byId("Source")("", field, scope);
  const address = canonicalUrl(checkUrl(String(url), scope.pathOf("url")));
  const canonical = scope.param(address, "text");
  return recordThat((row) => `${row}.canonical_url = ${canonical}`, "Source", field, scope);
};

export const Query: ObjectType = {
  name: "Query",
  fields: {
    node,
    nodes,
    claim,
    claims: connection((_row, field, scope) => {
      const { from, order, fits } = askedClaims(field, scope);
      return { type: "Claim", name: "claims", from, where: fits, order };
    }),
    searchClaims,
    matchClaims: list("ClaimMatch", (_row, scope, { args }) => {
      const text = checkText(String(args["text"]), scope.pathOf("text"));
      const size = readSize(args["first"] ?? 10, scope.pathOf("first"));
      const find: Find = async (ctx) => (await findMatches(ctx, [text]))[0]?.slice(0, size) ?? [];
      return matchRows(find, scope);
    }),
    matchLists,
    source,
    sources: connection((_row, field, scope) => {
      const { from, order, fits } = askedSources(field, scope);
      return { type: "Source", name: "sources", from, where: fits, order };
    }),
    entity: byId("Entity"),
    entities: connection((_row, field, scope) => {
      const { from, order, fits } = askedEntities(field, scope);
      return {
        type: "Entity",
        name: "entities",
        from,
        where: (row) => [`${row}.merged_into_id is null`, ...fits(row)],
        order,
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
    viewer: (_row, field) => ({
      sql: "null",
      finish(_facts, { actor }) {
        const viewer = {
          id: "id" in actor ? actor.id : null,
          name: "name" in actor ? actor.name : null,
          role: roleOf(actor),
        };
        return pick(viewer, field, "Viewer");
      },
    }),
  },
};
