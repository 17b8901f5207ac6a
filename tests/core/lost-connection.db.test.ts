// What becomes of what was asked when the connection is lost at a known moment, by each driver that has a wire.
import { connect, type Connection } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { isUnavailable } from "@sanad/core/database";
import { once } from "@sanad/core/idempotency";
import { connectNeon } from "@sanad/core/neon";
import { sql } from "drizzle-orm";
import { describe, expect, onTestFinished } from "vitest";
import { person } from "../../packages/core/src/person/person.sql.ts";
import { editing, isPglite, test, type TestDatabase } from "../support/database.ts";
import { aClaim, anEntity } from "../support/fixtures.ts";
import { readLedger } from "../support/ledger.ts";
import { aNeonAddress, enterBy, startNeonFront } from "../support/neon-front.ts";
import { claimNow, signedIn } from "../support/workflow.ts";
import { startWire, type Wire } from "../support/wire.ts";

/** How the database at the other end of a wire is opened. */
const drivers: Record<string, (wire: Wire) => Promise<Connection>> = {
  "node-postgres": ({ address }) => connect(address),
  neon: async ({ address }) => {
    const front = await startNeonFront({ server: address });
    onTestFinished(() => front.close());
    enterBy(front.port);
    const { pathname, username: role, password } = new URL(address);
    return connectNeon(aNeonAddress(pathname.slice(1), { role, password }));
  },
};

describe.skipIf(isPglite).each(Object.keys(drivers))("by %s", (driver) => {
  /** Over a wire, and past it to see what is there. */
  async function open(database: TestDatabase) {
    const wire = await startWire(database.address ?? "");
    const connection = await drivers[driver]!(wire);
    onTestFinished(async () => {
      await connection.close();
      await wire[Symbol.asyncDispose]();
    });
    return { wire, ctx: editing(connection), aside: editing(await database.connect()) };
  }

  const key = "0d5f7a1e-7d0b-4a37-8a06-5d1b6f0f2c9b";
  const record = async (ctx: Context) => ({ id: (await anEntity(ctx)).id });
  const errorOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "It was done.",
      (error: unknown) => error,
    );

  test.for(["before", "after"] as const)(
    "a statement that is cut %s the server carried it out is carried out again",
    async (moment, { database }) => {
      const { wire, ctx, aside } = await open(database);
      wire.cutAt("with seen as", moment);
      const { actor } = await signedIn(ctx, "CHECKER");
      expect(await aside.db.select({ id: person.id }).from(person)).toEqual([{ id: actor.id }]);
    },
  );

  test.for([
    ["begin", "before"],
    ["begin", "after"],
    [`insert into "entity"`, "before"],
    [`insert into "entity"`, "after"],
    ["insert into revision_payload", "after"],
  ] as const)(
    "a write that is cut at %j, %s it, is made once",
    async ([words, moment], { database }) => {
      const { wire, ctx, aside } = await open(database);
      await record(ctx);
      wire.cutAt(words, moment);
      const { id } = await record(ctx);
      const ledger = await readLedger(aside);
      expect(ledger.map(({ action }) => action)).toEqual(["entity.record", "entity.record"]);
      expect(ledger[1]?.subject).toBe(id);
    },
  );

  test.for(["before", "after"] as const)(
    "of a write that is cut %s its COMMIT was carried out the same key tells the outcome",
    async (moment, { database }) => {
      const { wire, ctx, aside } = await open(database);
      const keyed = { key, request: ["record"] };
      wire.cutAt("commit", moment);
      const error = await errorOf(once(ctx, keyed, record));
      expect(isUnavailable(error)).toBe(true);
      const made = await readLedger(aside);
      expect(made).toHaveLength(moment === "before" ? 0 : 1);

      const { id } = await once(ctx, keyed, record);
      const entries = await readLedger(aside);
      expect(entries.map(({ subject }) => subject)).toEqual([id]);
      if (moment === "after") expect(entries).toEqual(made);
    },
  );

  test("where no connection holds, two are tried for a read and for a write", async ({
    database,
  }) => {
    const { wire, ctx } = await open(database);
    for (const run of [() => signedIn(ctx, "READER"), () => record(ctx)]) {
      const before = wire.connections();
      // Every client names its user as it begins.
      wire.cutAt("user", "before", Infinity);
      expect(isUnavailable(await errorOf(run()))).toBe(true);
      expect(wire.connections() - before).toBe(2);
    }
    wire.cutAt("", "before", 0);
    await record(ctx);
  });

  test("no server at all is a database that cannot be reached", async ({ database }) => {
    const { wire, ctx } = await open(database);
    await wire[Symbol.asyncDispose]();
    for (const run of [() => signedIn(ctx, "READER"), () => record(ctx)])
      expect(isUnavailable(await errorOf(run()))).toBe(true);
  });

  test("idle connections that were cut are noticed by nobody", async ({ database }) => {
    const { ctx, aside } = await open(database);
    const several = Array.from({ length: 8 }, () => record);
    await Promise.all(several.map((run) => run(ctx)));
    await aside.db.execute(
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await Promise.all([...several.map((run) => run(ctx)), signedIn(ctx, "READER")]);
    expect(await readLedger(aside)).toHaveLength(2 * several.length);
  });

  test("no statement is named: the next one may come to another session", async ({ database }) => {
    const { ctx } = await open(database);
    const { id } = await aClaim(ctx);
    await ctx.db.transaction(async (db) => {
      await aClaim({ ...ctx, db });
      await claimNow({ ...ctx, db }, id);
      expect(await db.select({ name: sql`name` }).from(sql`pg_prepared_statements`)).toEqual([]);
    });
  });
});
