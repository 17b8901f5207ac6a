/** What a test sees of the ledger, and that a refusal left everything as it was. */

import type { Context } from "@sanad/core/context";
import { genesisHash, hashOf, type Snapshot } from "@sanad/core/revision";
import { asc, eq, sql } from "drizzle-orm";
import { expect } from "vitest";
import { instantText } from "../../packages/core/src/record/index.ts";
import { revision, revisionPayload } from "../../packages/core/src/revision/revision.sql.ts";

export type Entry = {
  actor: string;
  action: string;
  subject: string;
  before: Snapshot | null;
  after: Snapshot | null;
};

/** Every entry, oldest first, once all hashes are computed anew, sequences have no gap and time never runs backwards. */
export async function readLedger({ db }: Pick<Context, "db">): Promise<Entry[]> {
  const rows = await db
    .select({
      header: {
        sequence: revision.sequence,
        at: sql<string>`${instantText(revision.at)}`,
        actor: revision.actor,
        action: revision.action,
        subject: revision.subject,
        payloadHash: revision.payloadHash,
        previousHash: revision.previousHash,
      },
      hash: revision.hash,
      before: revisionPayload.before,
      after: revisionPayload.after,
      salt: revisionPayload.salt,
    })
    .from(revision)
    .innerJoin(revisionPayload, eq(revisionPayload.sequence, revision.sequence))
    .orderBy(asc(revision.sequence));
  let last = { sequence: 0, at: "", hash: genesisHash };
  for (const { header, hash, before, after, salt } of rows) {
    expect(header.sequence).toBe(last.sequence + 1);
    expect(header.previousHash).toBe(last.hash);
    expect(header.at >= last.at).toBe(true);
    expect(header.payloadHash).toBe(hashOf({ before, after, salt: salt ?? "" }));
    expect(hash).toBe(hashOf(header));
    last = { ...header, hash };
  }
  return rows.map(({ header: { actor, action, subject }, before, after }) => ({
    actor,
    action,
    subject,
    before,
    after,
  }));
}

/** What a verb gives back, and what it added to the ledger. */
export async function entriesOf<T>(
  ctx: Context,
  run: () => Promise<T>,
): Promise<{ row: T; entries: Entry[] }> {
  const known = (await readLedger(ctx)).length;
  const row = await run();
  return { row, entries: (await readLedger(ctx)).slice(known) };
}

/** The error with which it is refused, once it is sure that no table holds anything else than before. */
export async function refusalOf(ctx: Context, run: () => Promise<unknown>): Promise<unknown> {
  const before = await readAll(ctx);
  const outcome = await run().then(
    () => "It was not refused.",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Error);
  expect(await readAll(ctx)).toEqual(before);
  return outcome;
}

async function readAll({ db }: Context): Promise<unknown> {
  const tables = await db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    // The search index is no part of the record: whoever asks brings it up to date.
    .where(sql`schemaname = 'public' and tablename not like 'search\\_%'`)
    .orderBy(sql`tablename`);
  const contents = tables.map(
    ({ name }) =>
      sql`select ${name} as "table", coalesce(string_agg(held::text, ' ' order by held::text), '') as rows
        from ${sql.identifier(name)} as held`,
  );
  return (
    db
      .select({ table: sql`"table"`, rows: sql`rows` })
      .from(sql`(${sql.join(contents, sql` union all `)}) as contents`)
      // Postgres may read the tables at the same time.
      .orderBy(sql`"table"`)
  );
}
