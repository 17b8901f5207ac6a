// Whoever owns the database can change anything in it, past every trigger and check; `verify` names what was changed.
import { translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { type Database, query } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { createApiKey } from "@sanad/core/key";
import { suspendPerson } from "@sanad/core/person";
import { relateClaims } from "@sanad/core/relation";
import { recordRatingScale } from "@sanad/core/scale";
import { verifyLedger, type VerifyOptions } from "@sanad/core/verify";
import { getTableName, sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KnownPrefix, recordKinds } from "../../packages/core/src/record/kinds.ts";
import { editing, freshDatabase, isPglite, type TestDatabase } from "../support/database.ts";
import { aClaim, anAppearance, anEntity, aSource, someEvidence } from "../support/fixtures.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aNewsroom,
  move,
  signedIn,
} from "../support/workflow.ts";

let database: TestDatabase;
let ctx: Context;
/** One record of each kind. */
let ids: Record<KnownPrefix, string>;
/** Each revision as text, by its table's columns. */
let revisions: { revision: Row[]; revision_payload: Row[] };
let head: { sequence: number; hash: string };

type Row = Record<string, string | null>;

beforeAll(async () => {
  database = await freshDatabase();
  ctx = editing(await database.connect());
  ids = await aWholeNewsroom(ctx);
  await ctx.db.execute(sql.raw(freeOfAllRules));
  const found = await verifyLedger(ctx.db);
  expect(found.faults).toEqual([]);
  head = found.head;
  revisions = {
    revision: await rowsAsText("revision"),
    revision_payload: await rowsAsText("revision_payload"),
  };
});
afterAll(() => database.close());

/** Takes away whatever the database would refuse a change with, but for the primary keys, so that only `verify` is left. */
const freeOfAllRules = `do $$ declare rule text; begin
  for rule in
    select format('alter table %s disable trigger all', oid::regclass) from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
    union all
    select * from (select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u') order by contype = 'f' desc) keys
    union all
    select format(case attgenerated when '' then 'alter table %s alter %I drop not null' else 'alter table %s alter %I drop expression' end,
        attrelid::regclass, attname) from pg_attribute
      where attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')
        and attnum > 0 and not attisdropped and (attgenerated <> '' or attnotnull
          and not exists (select from pg_index where indrelid = attrelid and indisprimary and attnum = any(indkey)))
  loop execute rule; end loop;
end $$`;

async function rowsAsText(table: string): Promise<Row[]> {
  const columns = await columnsOf(table);
  const asText = columns.map((column) => `"${column}"::text`);
  return query<Row>(
    ctx.db,
    `select ${asText.join(", ")} from ${table} order by ${table}.sequence`,
    [],
  );
}

/** A table's columns with their types. */
async function typesOf(table: string): Promise<Record<string, string>> {
  const rows = await query<{ name: string; type: string }>(
    ctx.db,
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [table],
  );
  return Object.fromEntries(rows.map(({ name, type }) => [name, type]));
}

async function columnsOf(table: string): Promise<string[]> {
  return Object.keys(await typesOf(table));
}

class Undo extends Error {}

/** What `verify` says once these statements were run; they are undone after that. */
async function faultsAfter(
  statements: readonly (string | [text: string, params: unknown[]])[],
  options: VerifyOptions = {},
): Promise<string[]> {
  let faults: string[] = [];
  const run = ctx.db.transaction(async (db: Database) => {
    for (const statement of statements) {
      const [text, params] = typeof statement === "string" ? [statement, []] : statement;
      await query(db, text, params);
    }
    ({ faults } = await verifyLedger(db, options));
    throw new Undo();
  });
  await run.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return faults;
}

/** That one of the faults is about it. */
function expectNamed(faults: readonly string[], ...names: string[]): void {
  expect(faults).toEqual(
    expect.arrayContaining([expect.stringMatching(new RegExp(`^(${names.join("|")})\\b`))]),
  );
}

/** Something of every kind, with all that belongs to it. */
async function aWholeNewsroom(ctx: Context): Promise<Record<KnownPrefix, string>> {
  const newsroom = await aNewsroom(ctx);
  const { admin, editor } = newsroom;
  const owner = await anEntity(ctx);
  const entity = await anEntity(ctx, {
    interests: [
      { kind: "OWNED_BY", ofId: owner.id, note: "همهٔ سهام" },
      { kind: "PARTY_TO", note: "طرف دعوا" },
    ],
  });
  const source = await aSource(ctx, { publisherId: entity.id, text: "پل سه دهانه دارد." });
  const scale = await recordRatingScale(admin, {
    name: "پنج‌پله",
    worst: 1,
    best: 5,
    ratings: [{ verdict: "UNPROVEN", labels: [{ language: "fa", text: "ثابت‌نشده" }] }],
  });
  const { key } = await createApiKey(admin, { name: "A reader", scopes: ["READ"] });
  const stranger = await signedIn(ctx, "CONTRIBUTOR");
  await suspendPerson(admin, { id: stranger.actor.id, expectedVersion: 1, reason: "گذرواژهٔ فاش" });
  const found = await aClaimFoundFalse(newsroom);
  await move(editor, found.claim.id, "RETRACTED", { reason: "منبع ساختگی بود." });
  const drafted = await aClaimAwaitingApproval(newsroom);
  const claim = await aClaim(ctx, { aboutIds: [entity.id, owner.id], topics: ["پل"] });
  const { id, version: expectedVersion } = claim;
  await translateClaim(ctx, { id, expectedVersion, language: "en", text: "The bridge has four." });
  const appearance = await anAppearance(ctx, {
    claimId: claim.id,
    sourceId: source.id,
    quote: { exact: "سه دهانه" },
    attribution: [
      { role: "SPEAKER", entityId: owner.id },
      { role: "OUTLET", entityId: entity.id },
    ],
  });
  const evidence = await someEvidence(ctx, { claimId: claim.id, sourceId: source.id });
  const relation = await relateClaims(ctx, {
    kind: "REPEATS",
    fromId: claim.id,
    toId: drafted.id,
    note: "همان واژه‌ها",
  });
  const [draft] = await query<{ id: string }>(ctx.db, "select id from draft", []);
  return {
    entity: entity.id,
    source: source.id,
    claim: claim.id,
    appearance: appearance.id,
    evidence: evidence.id,
    relation: relation.id,
    draft: draft?.id ?? "",
    review: found.claim.reviewId ?? "",
    scale: scale.id,
    key: key.id,
    person: stranger.actor.id,
  };
}

/** The text with one bit of one character turned over, which is one byte of it; null where that gives no text. */
function withOneByteChanged(text: string, place: number, bit: number): string | null {
  const characters = [...text];
  const index = place % characters.length;
  const changed = (characters[index]?.codePointAt(0) ?? 0) ^ (1 << bit);
  if (changed < 0x20 || changed === 0x7f) return null;
  characters[index] = String.fromCodePoint(changed);
  return characters.join("");
}

/** That it holds for so many cases chosen at random. */
function check<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  numRuns: number,
  property: (...values: T) => Promise<void>,
): Promise<void> {
  return fc.assert(fc.asyncProperty<T>(...arbitraries, property), { numRuns });
}

const text = "text";
const json = "jsonb";
/** Every field of a revision, and its type. */
const revisionFields = {
  revision: {
    sequence: "bigint",
    at: "timestamptz(3)",
    actor: text,
    action: text,
    subject: text,
    payload_hash: text,
    previous_hash: text,
    hash: text,
  },
  revision_payload: { sequence: "bigint", before: json, after: json, salt: text },
} as const;
const fields = Object.entries(revisionFields).flatMap(([table, types]) =>
  Object.entries(types).map(([column, type]) => ({
    table: table as keyof typeof revisionFields,
    column,
    type,
  })),
);

/** Whether the text is a value of that type, and not the same one in other letters. */
async function isAnotherValue(type: string, given: string, other: string): Promise<boolean> {
  const compare = `select $1::text::${type} <> $2::text::${type} as "isOther"`;
  const rows = await query<{ isOther: boolean }>(ctx.db, compare, [given, other]).catch(() => []);
  return rows[0]?.isOther === true;
}

// Each case is a whole `verify`, and whether it names a change is not up to the database.
describe.skipIf(isPglite)("in the ledger (on a server only)", () => {
  test.each(Object.entries(revisionFields))(
    "no field of %s is forgotten here",
    async (table, types) => {
      expect((await columnsOf(table)).toSorted()).toEqual(Object.keys(types).toSorted());
    },
  );

  test.each(fields)(
    "any one byte that was changed in $column, in $table, is named",
    async (field) => {
      const { table, column, type } = field;
      const rows = revisions[table].filter((row) => row[column] !== null);
      await check([fc.constantFrom(...rows), fc.nat(), fc.nat(5)], 3, async (row, place, bit) => {
        const value = row[column] ?? "";
        const changed = withOneByteChanged(value, place, bit);
        fc.pre(changed !== null && (await isAnotherValue(type, value, changed)));
        fc.pre(
          column !== "sequence" || rows.every((other) => Number(other[column]) !== Number(changed)),
        );
        const update = `update ${table} set ${column} = $1::text::${type} where sequence = $2`;
        const faults = await faultsAfter([[update, [changed, row["sequence"]]]]);
        expectNamed(faults, `Revision ${row["sequence"]}`);
      });
    },
  );

  test("a field emptied, or filled where it was empty, is named", async () => {
    const changes: { statement: string; sequence: string }[] = [];
    const change = ({ table, column }: (typeof fields)[number], value: string) => {
      // Each in a revision of its own.
      const taken = changes.map(({ sequence }) => sequence);
      const sequence = revisions[table]
        .filter((row) => (row[column] === null) === (value !== "null"))
        .map((row) => row["sequence"] ?? "")
        .find((each) => !taken.includes(each));
      if (sequence === undefined) return;
      const statement = `update ${table} set ${column} = ${value} where sequence = ${sequence}`;
      changes.push({ statement, sequence });
    };
    const others = fields.filter(({ column }) => column !== "sequence");
    for (const field of others) change(field, "null");
    for (const field of others) if (field.type === json) change(field, "'{}'");
    expect(changes.length).toBeGreaterThan(others.length);
    const faults = await faultsAfter(changes.map(({ statement }) => statement));
    for (const { sequence } of changes) expectNamed(faults, `Revision ${sequence}`);
  });

  test("one that is removed is named, with its payload or without", async () => {
    const header = (sequence: number) => `delete from revision where sequence = ${sequence}`;
    const payload = (sequence: number) =>
      `delete from revision_payload where sequence = ${sequence}`;
    await check(
      [aSequence(), fc.constantFrom([header], [payload], [header, payload])],
      8,
      async (sequence, removals) => {
        const faults = await faultsAfter(removals.map((remove) => remove(sequence)));
        // Nothing comes after the last one but the head, which still tells of it.
        expectNamed(
          faults,
          `Revision ${sequence}`,
          ...(sequence === head.sequence ? ["The ledger's head"] : []),
        );
      },
    );
  });

  test("two that changed places are named, whole or in part", async () => {
    // By way of other places, since no two may be in one for a moment even.
    const places = (table: string) => (a: number, b: number) => [
      `update ${table} set sequence = -sequence where sequence in (${a}, ${b})`,
      `update ${table} set sequence = ${a} + ${b} + sequence where sequence < 0`,
    ];
    const [headers, payloads] = [places("revision"), places("revision_payload")];
    await check(
      [aSequence(), aSequence(), fc.constantFrom([headers], [payloads], [headers, payloads])],
      8,
      async (a, b, swaps) => {
        fc.pre(a !== b);
        const faults = await faultsAfter(swaps.flatMap((swap) => swap(a, b)));
        expectNamed(faults, `Revision ${a}`);
        expectNamed(faults, `Revision ${b}`);
      },
    );
  });

  test("a log cut short is found out by a head that was noted down", async () => {
    await check([aSequence()], 3, async (sequence) => {
      const left = sequence - 1;
      const cut = [
        `delete from revision_payload where sequence > ${left}`,
        `delete from revision where sequence > ${left}`,
        `update ledger_head set (sequence, at, previous_hash, hash) = (
           select sequence, at, previous_hash, hash from revision where sequence = ${left})`,
      ];
      const faults = await faultsAfter(cut, { expect: head });
      expect(faults).toContain(
        `The ledger was cut short: it ends at revision ${left}, and revision ${head.sequence} was there once.`,
      );
    });
  });

  test("a payload that has no hash, and one that has no revision, are named", async () => {
    const endless = `update revision_payload set after = jsonb_set(after, '{version}', '1e400') where sequence = 2`;
    expectNamed(await faultsAfter([endless]), "Revision 2");
    const stray = head.sequence + 1;
    const insert = `insert into revision_payload values (${stray}, null, '{}', 'salt')`;
    expectNamed(await faultsAfter([insert]), `Revision ${stray}`);
  });

  test("a head that tells of something else is named", async () => {
    for (const change of [
      "sequence = sequence + 1",
      "at = at + interval '1 ms'",
      "hash = previous_hash",
      "previous_hash = hash",
    ])
      expectNamed(await faultsAfter([`update ledger_head set ${change}`]), "The ledger's head");
  });
});

/** Any revision's; the first has nothing before it to be cut to. */
const aSequence = () => fc.integer({ min: 2, max: head.sequence });

/** Another value, in SQL, than a column of that type has. */
function anotherValue(column: string, type = ""): string {
  if (type.endsWith("[]")) return `array_append(coalesce(${column}, '{}'), 'x')`;
  if (type.startsWith("timestamp")) return `coalesce(${column}, now()) + interval '1 ms'`;
  switch (type) {
    case "text":
      return `coalesce(${column}, '') || 'x'`;
    case "integer":
      return `${column} + 100`;
    case "boolean":
      return `not ${column}`;
    case "jsonb":
      return `coalesce(${column}, '{}') || '["x"]'`;
    default:
      throw new Error(`No other value is known of the type ${type}.`);
  }
}

/** What belongs to a record and stands in a table of its own: which column says to which, and in which two of one differ. */
const parts = {
  claim_about: ["claim", "claim_id", "entity_id"],
  claim_translation: ["claim", "claim_id", "language"],
  entity_interest: ["entity", "entity_id", "kind"],
  capture: ["source", "source_id", "id"],
  attribution: ["appearance", "appearance_id", "position"],
  retraction: ["review", "review_id", null],
} as const satisfies Record<string, [KnownPrefix, string, string | null]>;

/** A row as it is but for some columns, given as the arguments of jsonb_build_object. */
function copyOf(table: string, condition: string, differences: string): string {
  return `select (jsonb_populate_record(held, jsonb_build_object(${differences}))).* from ${table} held where ${condition}`;
}

/**
 * What `verify` does not see, each with its reason: it is computed from what it sees, or kept up without revisions, or a secret.
 * The text of a capture is covered by its hash where that is of the text; a hash that was given may be of the page's bytes.
 */
const unseen: Record<string, string[]> = {
  claim: ["claimed_order", "fingerprint", "search_keys"],
  claim_about: ["claim_created_at"],
  entity: ["search_keys"],
  source: ["canonical_url", "published_order"],
  appearance: ["appeared_order"],
  capture: ["content"],
  review: ["site"],
  api_key: ["secret_hash", "last_used_at"],
  person: ["issuer", "subject", "name", "role", "last_seen_at"],
};
const unseenTables = [
  "kept_answer",
  "search_document",
  "search_posting",
  "search_segment",
  "search_state",
  "search_term",
];

describe.skipIf(isPglite)("among the records (on a server only)", () => {
  const kinds = Object.entries(recordKinds) as [KnownPrefix, (typeof recordKinds)[KnownPrefix]][];
  const tableOf = (prefix: KnownPrefix) => getTableName(recordKinds[prefix].table);
  const isItself = (prefix: KnownPrefix) => `id = '${ids[prefix]}'`;

  test("no table and no column is forgotten here", async () => {
    const tables = await query<{ name: string }>(
      ctx.db,
      "select tablename as name from pg_tables where schemaname = 'public'",
      [],
    );
    const known = [
      ...kinds.map(([prefix]) => tableOf(prefix)),
      ...Object.keys(parts),
      ...Object.keys(revisionFields),
      "ledger_head",
      ...unseenTables,
    ];
    expect(tables.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
    for (const [prefix, { columns }] of kinds) {
      const table = tableOf(prefix);
      const named = ["id", ...columns.map(({ column }) => column), ...(unseen[table] ?? [])];
      expect((await columnsOf(table)).toSorted(), table).toEqual(named.toSorted());
    }
  });

  type Change = { statement: string; fault: string };

  /** Makes the changes at once, each to another record, and wants of each the fault that goes with it, and no other. */
  async function expectEachNamed(changes: readonly Change[]) {
    const faults = await faultsAfter(changes.map(({ statement }) => statement));
    const wanted = changes.map(({ fault }) => expect.stringMatching(`^${fault}`));
    expect(faults).toEqual(expect.arrayContaining(wanted));
    expect(faults).toHaveLength(changes.length);
  }

  /** The same of lists of changes, one a record: since a fault tells of one field of a record, they take turns. */
  async function expectAllNamed(changes: readonly (readonly Change[])[]) {
    for (let turn = 0; changes.some((each) => each.length > turn); turn++)
      await expectEachNamed(changes.flatMap((each) => each.slice(turn, turn + 1)));
  }

  test.each(["another", "no"])("any column with %s value is named, of each kind", async (value) => {
    const changes = await Promise.all(
      kinds.map(async ([prefix, { columns }]) => {
        const table = tableOf(prefix);
        const types = await typesOf(table);
        const [row] = await query<Record<string, unknown>>(
          ctx.db,
          `select * from ${table} where ${isItself(prefix)}`,
          [],
        );
        return columns
          .filter(({ column }) => value === "another" || row?.[column] !== null)
          .map(({ field, column }) => ({
            statement: `update ${table} set ${column} = ${value === "no" ? "null" : anotherValue(column, types[column])} where ${isItself(prefix)}`,
            fault: `The record ${ids[prefix]} \\(revision \\d+\\) does not fit in its ${field}: `,
          }));
      }),
    );
    await expectAllNamed(changes);
  });

  test("a record that is gone is named, of each kind", async () => {
    await expectEachNamed(
      kinds.map(([prefix]) => ({
        statement: `delete from ${tableOf(prefix)} where ${isItself(prefix)}`,
        fault: `The record ${ids[prefix]} is missing: revision \\d+ left it there\\.$`,
      })),
    );
  });

  test("a record that nobody entered is named, of each kind", async () => {
    await expectEachNamed(
      kinds.map(([prefix]) => {
        const [table, id] = [tableOf(prefix), createId(prefix)];
        return {
          statement: `insert into ${table} ${copyOf(table, isItself(prefix), `'id', '${id}'`)}`,
          fault: `The record ${id} is in no revision\\.$`,
        };
      }),
    );
  });

  test("any column of what belongs to a record is named, and a row less or more", async () => {
    const changes = new Map<KnownPrefix, Change[]>(kinds.map(([prefix]) => [prefix, []]));
    for (const [table, [prefix, owner, key]] of Object.entries(parts)) {
      const own = `${owner} = '${ids[prefix]}'`;
      const one = `ctid = (select min(ctid) from ${table} where ${own})`;
      const types = await typesOf(table);
      const columns = Object.keys(types).filter((column) => !unseen[table]?.includes(column));
      const statements = columns.map((column) =>
        // Places are told by their order alone.
        column === "position"
          ? `update ${table} set position = -position where ${own}`
          : `update ${table} set ${column} = ${anotherValue(column, types[column])} where ${one}`,
      );
      statements.push(`delete from ${table} where ${one}`);
      if (key !== null) {
        const another = `'${key}', ${anotherValue(key, types[key])}`;
        statements.push(`insert into ${table} ${copyOf(table, one, another)}`);
      }
      const fault = `The record ${ids[prefix]} \\(revision \\d+\\) does not fit in its `;
      changes.get(prefix)?.push(...statements.map((statement) => ({ statement, fault })));
    }
    await expectAllNamed([...changes.values()]);
  });
});
