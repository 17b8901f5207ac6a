import type { Context } from "@sanad/core/context";
import { hashOf } from "@sanad/core/revision";
import { verifyLedger } from "@sanad/core/verify";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claimRecord } from "../../packages/core/src/claim/record.ts";
import { snapshotOf } from "../../packages/core/src/record/index.ts";
import { recordAll } from "../../packages/core/src/revision/record-all.ts";
import { test } from "../support/database.ts";
import { aClaim, anAppearance, aRelation, someEvidence } from "../support/fixtures.ts";

/** A small newsroom: a claim with an appearance and evidence, and another one related to it. */
async function aNewsroom(ctx: Context) {
  const claim = await aClaim(ctx);
  const appearance = await anAppearance(ctx, { claimId: claim.id });
  const evidence = await someEvidence(ctx, { claimId: claim.id });
  const relation = await aRelation(ctx, { kind: "REPEATS" });
  const { head } = await verifyLedger(ctx.db);
  return { claim, appearance, evidence, relation, head };
}

/** What somebody can do who owns the database: no trigger and no foreign key is in the way. */
async function tamper(ctx: Context, ...statements: string[]): Promise<void> {
  await ctx.db.execute(sql`set local session_replication_role = replica`);
  for (const statement of statements) await ctx.db.execute(sql.raw(statement));
  await ctx.db.execute(sql`set local session_replication_role = origin`);
}

async function faultsOf(ctx: Context, expected?: { sequence: number; hash: string }) {
  const { faults } = await verifyLedger(ctx.db, expected === undefined ? {} : { expect: expected });
  return faults;
}

test("an empty ledger fits", async ({ ctx }) => {
  const found = await verifyLedger(ctx.db);
  expect(found).toMatchObject({ revisions: 0, records: 0, faults: [], head: { sequence: 0 } });
});

test("a newsroom that only core has written fits, claims counted up by what belongs to them too", async ({
  ctx,
}) => {
  const { head } = await aNewsroom(ctx);
  const found = await verifyLedger(ctx.db, { expect: head });
  expect(found.faults).toEqual([]);
  expect(found.revisions).toBe(head.sequence);
  expect(found.records).toBeGreaterThanOrEqual(9);
  expect(await faultsOf(ctx, { ...head, sequence: 0, hash: "0".repeat(64) })).toEqual([]);
});

test("a column that came after a record's last revision may be empty, and nothing else", async ({
  ctx,
}) => {
  const { id } = await aClaim(ctx);
  const { statusReason, ...earlier } = (await snapshotOf(ctx, claimRecord, id)) ?? {};
  expect(statusReason).toBeNull();
  const entry = { action: "record.restate", subject: id, before: null } as const;
  await recordAll(ctx, [{ ...entry, after: earlier }]);
  expect(await faultsOf(ctx)).toEqual([]);
  await tamper(ctx, `update claim set status_reason = 'x' where id = '${id}'`);
  const fault = new RegExp(
    `^The record ${id} .* does not fit in its statusReason: expected nothing`,
  );
  expect(await faultsOf(ctx)).toEqual([expect.stringMatching(fault)]);
});

describe("in the ledger", () => {
  test("a changed header is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(ctx, "update revision set actor = 'system:nobody' where sequence = 3");
    expect(await faultsOf(ctx)).toEqual([
      expect.stringMatching(/^Revision 3 does not fit in its hash: expected /),
    ]);
  });

  test("a header that was given a hash to match is named by the one after it", async ({ ctx }) => {
    await aNewsroom(ctx);
    await rewrite(ctx, 3);
    expect(await faultsOf(ctx)).toEqual([
      expect.stringMatching(/^Revision 4 does not fit in its previousHash: /),
    ]);
  });

  test("a missing revision is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(ctx, "delete from revision where sequence = 3");
    expect((await faultsOf(ctx))[0]).toBe("Revision 3 is missing: the next one is 4.");
  });

  test("time that runs backwards is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(ctx, "update revision set at = at - interval '1 day' where sequence = 5");
    expect((await faultsOf(ctx))[0]).toMatch(/^Revision 5 runs back in time/);
  });

  test("a changed payload is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(
      ctx,
      `update revision_payload set after = after || '{"note": "x"}' where sequence = 2`,
    );
    expect((await faultsOf(ctx))[0]).toMatch(/^Revision 2 does not fit in its payloadHash: /);
  });

  test("a missing payload is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(ctx, "delete from revision_payload where sequence = 2");
    expect((await faultsOf(ctx))[0]).toBe("Revision 2 has no payload, not even an erased one.");
  });

  test("a head that is not the last entry is named", async ({ ctx }) => {
    await aNewsroom(ctx);
    await tamper(ctx, "update ledger_head set sequence = sequence + 1");
    expect((await faultsOf(ctx))[0]).toMatch(/^The ledger's head does not fit in its sequence: /);
  });

  test("a payload that was emptied and of which no revision says that it was erased is named", async ({
    ctx,
  }) => {
    await aNewsroom(ctx);
    const [{ sequence } = { sequence: 0 }] = await newest(ctx, "evidence_");
    await ctx.db.execute(
      sql`update revision_payload set before = null, after = null, salt = null where sequence = ${sequence}`,
    );
    const { erased, faults } = await verifyLedger(ctx.db);
    expect(erased).toBe(1);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`Revision ${sequence} of evidence_`);
    expect(faults[0]).toContain("has lost its payload, and no revision says that it was erased");
  });
});

describe("with a head that was noted down", () => {
  test("a log that was cut short and tidied up is found out", async ({ ctx }) => {
    const { head, relation } = await aNewsroom(ctx);
    const last = head.sequence;
    await tamper(
      ctx,
      `update ledger_head set (sequence, at, previous_hash, hash) =
         (select sequence, at, previous_hash, hash from revision where sequence = ${last - 1})`,
      `delete from revision_payload where sequence = ${last}`,
      `delete from revision where sequence = ${last}`,
      `delete from relation where id = '${relation.id}'`,
      `update claim set version = 1, updated_at = created_at where id = '${relation.claimId}'`,
    );
    expect(await faultsOf(ctx)).toEqual([]);
    expect(await faultsOf(ctx, head)).toEqual([
      `The ledger was cut short: it ends at revision ${last - 1}, and revision ${last} was there once.`,
    ]);
  });

  test("a log that was rebuilt is found out", async ({ ctx }) => {
    const { head } = await aNewsroom(ctx);
    const hash = await rewrite(ctx, head.sequence);
    await tamper(ctx, `update ledger_head set hash = '${hash}'`);
    expect(await faultsOf(ctx)).toEqual([]);
    expect(await faultsOf(ctx, head)).toEqual([
      `The ledger was rebuilt: Revision ${head.sequence} does not fit in its hash: expected ${head.hash}, found ${hash}.`,
    ]);
  });
});

describe("among the records", () => {
  test("a changed claim is named with the field", async ({ ctx }) => {
    const { claim } = await aNewsroom(ctx);
    await tamper(ctx, `update claim set topics = '{sport}' where id = '${claim.id}'`);
    expect(await faultsOf(ctx)).toEqual([
      expect.stringMatching(
        `^The record ${claim.id} \\(revision \\d+\\) does not fit in its topics: .*found \\["sport"\\]\\.$`,
      ),
    ]);
  });

  test("a changed part of a record is named", async ({ ctx }) => {
    const { claim } = await aNewsroom(ctx);
    await tamper(
      ctx,
      `insert into claim_translation values ('${claim.id}', 'en', 'Something else.')`,
    );
    expect(await faultsOf(ctx)).toEqual([expect.stringContaining(`${claim.id} (revision`)]);
  });

  test("a version that no write accounts for is named", async ({ ctx }) => {
    const { claim } = await aNewsroom(ctx);
    await tamper(ctx, `update claim set version = version + 1 where id = '${claim.id}'`);
    expect(await faultsOf(ctx)).toEqual([
      expect.stringContaining("does not fit in its version: expected 3, found 4."),
    ]);
  });

  test("changed evidence is named", async ({ ctx }) => {
    const { evidence } = await aNewsroom(ctx);
    await tamper(
      ctx,
      `update evidence set is_primary = not is_primary where id = '${evidence.id}'`,
    );
    expect(await faultsOf(ctx)).toEqual([
      expect.stringMatching(`^The record ${evidence.id} .* in its isPrimary: `),
    ]);
  });

  test("a record that was removed is named", async ({ ctx }) => {
    const { evidence } = await aNewsroom(ctx);
    await tamper(ctx, `delete from evidence where id = '${evidence.id}'`);
    expect(await faultsOf(ctx)).toEqual([
      expect.stringMatching(
        `^The record ${evidence.id} is missing: revision \\d+ left it there\\.$`,
      ),
    ]);
  });

  test("a record that nobody entered is named", async ({ ctx }) => {
    const { evidence } = await aNewsroom(ctx);
    const copy = evidence.id.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    await tamper(
      ctx,
      `insert into evidence select (jsonb_populate_record(evidence, '{"id": "${copy}"}')).* from evidence where id = '${evidence.id}'`,
    );
    expect(await faultsOf(ctx)).toEqual([`The record ${copy} is in no revision.`]);
  });
});

test("of very many faults the first twenty are named", async ({ ctx }) => {
  await aNewsroom(ctx);
  await aNewsroom(ctx);
  await tamper(
    ctx,
    "update revision set actor = 'system:nobody'",
    "update revision_payload set salt = 'x'",
  );
  const faults = await faultsOf(ctx);
  expect(faults).toHaveLength(20);
  expect(faults[0]).toMatch(/^Revision 1 /);
});

async function newest(ctx: Context, prefix: string): Promise<{ sequence: number; hash: string }[]> {
  const { rows } = (await ctx.db.execute(
    sql`select sequence::int, hash from revision where starts_with(subject, ${prefix}) order by sequence desc`,
  )) as unknown as { rows: { sequence: number; hash: string }[] };
  return rows;
}

/** Gives a header another actor and the hash that goes with it; gives back that hash. */
async function rewrite(ctx: Context, sequence: number): Promise<string> {
  const { rows } = (await ctx.db.execute(
    sql`select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, action, subject,
          payload_hash as "payloadHash", previous_hash as "previousHash" from revision where sequence = ${sequence}`,
  )) as unknown as { rows: Omit<Parameters<typeof hashOf>[0] & { at: string }, "sequence">[] };
  const [header] = rows;
  if (header === undefined) throw new Error(`There is no revision ${sequence}.`);
  const hash = hashOf({ ...header, actor: "system:nobody", sequence } as Parameters<
    typeof hashOf
  >[0]);
  await tamper(
    ctx,
    `update revision set actor = 'system:nobody', hash = '${hash}' where sequence = ${sequence}`,
  );
  return hash;
}
