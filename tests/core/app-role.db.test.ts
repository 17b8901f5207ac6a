// The login that the app has on a server: it does all that the newsroom asks for, and nothing else.
import { connect, type Connection } from "@sanad/core/connection";
import { type AppRole, migrate, query } from "@sanad/core/database";
import { erasePayload } from "@sanad/core/erasure";
import { once } from "@sanad/core/idempotency";
import { createApiKey, signInWithKey } from "@sanad/core/key";
import { suspendPerson } from "@sanad/core/person";
import { recordSampleNewsroom } from "@sanad/core/sample";
import { verifyLedger } from "@sanad/core/verify";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { app } from "../support/app-role.ts";
import {
  databaseKind,
  editing,
  freshDatabase,
  test,
  type TestDatabase,
} from "../support/database.ts";
import { anEntity } from "../support/fixtures.ts";
import { aClaimFoundFalse, aNewsroom, move, publishAgain } from "../support/workflow.ts";

function connectAs({ address }: TestDatabase, { role, password }: AppRole): Promise<Connection> {
  const url = new URL(address ?? "");
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return connect(url.href);
}

async function signInAs(database: TestDatabase, role: AppRole): Promise<Connection> {
  const connection = await connectAs(database, role);
  onTestFinished(() => connection.close());
  return connection;
}

const permissionDenied = "42501";
const stateOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "It was done.",
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );

describe.skipIf(databaseKind !== "postgres")("the app's role", () => {
  // What it may not do leaves nothing behind, so that one database will do for all of that.
  let shared: TestDatabase;
  let refused: Connection;
  beforeAll(async () => {
    shared = await freshDatabase();
    refused = await connectAs(shared, app);
  });
  afterAll(async () => {
    await refused.close();
    await shared.close();
  });

  test("does all that a newsroom asks for", async ({ database }) => {
    const ctx = editing(await signInAs(database, app));
    await recordSampleNewsroom(ctx);
    const newsroom = await aNewsroom(ctx);
    const { claim } = await aClaimFoundFalse(newsroom);
    await publishAgain(newsroom, claim.id, { kind: "UPDATE", note: "سند تازه" });
    await move(newsroom.editor, claim.id, "RETRACTED", { reason: "نادرست بود" });
    await once(ctx, { key: "key-1", request: [] }, (ctx) => anEntity(ctx));
    const published = await query<{ sequence: number }>(
      ctx.db,
      "select sequence::int from revision where action = 'review.publish' order by 1 desc limit 1",
      [],
    );
    for (const { sequence } of published)
      await erasePayload(newsroom.admin, { sequence, reason: "به درخواست صاحب نام" });
    const { secret } = await createApiKey(newsroom.admin, { name: "Bot", scopes: ["READ"] });
    await signInWithKey(ctx, secret);
    const { id } = newsroom.otherChecker.actor;
    await suspendPerson(newsroom.admin, { id, expectedVersion: 1, reason: "رفته است" });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [], erased: 1 });
  });

  test("owns nothing", async ({ database }) => {
    const { db } = await signInAs(database, app);
    const owned = await query(
      db,
      `select classid::regclass, objid from pg_shdepend
      where deptype = 'o' and refclassid = 'pg_authid'::regclass
        and refobjid = (select oid from pg_roles where rolname = current_user)`,
      [],
    );
    expect(owned).toEqual([]);
  });

  test.for([
    "drop table claim",
    "alter table claim add column more text",
    "alter table revision disable trigger all",
    "set session_replication_role = replica",
    "drop trigger revision_stays on revision",
    "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
    "truncate claim cascade",
    "truncate revision cascade",
    "update revision set actor = 'nobody'",
    "delete from revision",
    "update revision_payload set sequence = 1",
    "delete from revision_payload",
    "delete from ledger_head",
    "insert into ledger_head select * from ledger_head",
    "update review set verdict = 'TRUE'",
    "delete from review",
    "delete from retraction",
    "update capture set archive_url = null",
    "insert into drizzle.__drizzle_migrations (hash) values ('x')",
    "delete from drizzle.__drizzle_migrations",
    "create table more (id int)",
    "create schema more",
    "create role more",
  ])("may not %s", async (statement) => {
    expect(await stateOf(refused.db.execute(sql.raw(statement)))).toBe(permissionDenied);
  });

  test("may not even ask to remove or empty what a trigger lets nobody remove or empty", async ({
    database,
  }) => {
    const { db } = await signInAs(database, app);
    const guarded = await query<{ table: string; mayDelete: boolean; mayTruncate: boolean }>(
      db,
      `select distinct tgrelid::regclass::text as "table", has_table_privilege(tgrelid, 'delete') as "mayDelete",
        has_table_privilege(tgrelid, 'truncate') as "mayTruncate"
      from pg_trigger join pg_proc on pg_proc.oid = tgfoid where proname like 'refuse_change%' order by 1`,
      [],
    );
    expect(guarded.map(({ table }) => table)).toContain("revision");
    expect(guarded.filter(({ mayDelete, mayTruncate }) => mayDelete || mayTruncate)).toEqual([]);
  });

  test("has what it needs of a new table once somebody migrates again", async ({ database }) => {
    const owner = await database.connect();
    const { db } = await signInAs(database, app);
    await owner.db.execute(sql`create table place (id serial primary key, name text)`);
    const add = sql`insert into place (name) values ('کی‌یف')`;
    expect(await stateOf(db.execute(add))).toBe(permissionDenied);
    await migrate(owner.db, { app });
    await db.execute(add);
  });

  test("keeps its password, and loses what somebody gave it besides", async ({ database }) => {
    const owner = await database.connect();
    await owner.db.execute(sql`grant delete on revision to ${sql.identifier(app.role)}`);
    await migrate(owner.db, { app: { ...app, password: "another" } });
    const { db } = await signInAs(database, app);
    expect(await stateOf(db.execute(sql`delete from revision`))).toBe(permissionDenied);
  });

  test("cannot be the owner's, whose rights would be taken", async ({ database }) => {
    const owner = await database.connect();
    const { username } = new URL(database.address ?? "");
    await expect(migrate(owner.db, { app: { role: username, password: "x" } })).rejects.toThrow(
      `The role ${username} owns the tables: the app needs one that does not.`,
    );
    await owner.db.execute(sql`delete from claim`);
  });

  test("that cannot be made is refused without telling its password", async ({ database }) => {
    const { db } = await database.connect();
    const error = await migrate(db, { app: { role: "pg_app", password: "do not tell" } }).then(
      () => "It was made.",
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ message: expect.stringContaining("pg_app") });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("do not tell");
  });
});
