/** Entering many changes at once: the same entries that `record` would make one after the other, in two statements. */

import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { type Action, type Consequence, pseudonymOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { type Header, hashOf, type Payload } from "./index.ts";
import { ledgerHead, type Snapshot } from "./revision.sql.ts";

export type NewEntry = {
  action: Action | Consequence;
  subject: string;
  before: Snapshot | null;
  after: Snapshot | null;
};

/** Enters them in this order. Call it last: it locks the ledger's head until the transaction ends. */
export async function recordAll(ctx: Context, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const [head] = await ctx.db.select().from(ledgerHead).for("no key update");
  if (head === undefined) throw new Error("The ledger has no head.");
  const actor = pseudonymOf(ctx.actor);
  const now = ctx.now();
  const at = (head.at > now ? head.at : now).toISOString();
  let last = { sequence: head.sequence, previousHash: head.previousHash, hash: head.hash };
  const rows = entries.map(({ action, subject, before, after }) => {
    const payload: Payload = { before, after, salt: randomBytes(16).toString("hex") };
    const header: Header = {
      sequence: last.sequence + 1,
      at,
      actor,
      action,
      subject,
      payloadHash: hashOf(payload),
      previousHash: last.hash,
    };
    last = { sequence: header.sequence, previousHash: header.previousHash, hash: hashOf(header) };
    return { ...header, ...payload, hash: last.hash };
  });
  await ctx.db.execute(sql`
    with entry as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry (sequence bigint, at timestamptz(3), actor text,
        action text, subject text, "payloadHash" text, "previousHash" text, hash text, before jsonb, after jsonb, salt text)
    ), head as (
      update ledger_head set sequence = ${last.sequence}::bigint, at = ${at}::timestamptz(3),
        previous_hash = ${last.previousHash}, hash = ${last.hash}
    ), header as (
      insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
      select sequence, at, actor, action, subject, "payloadHash", "previousHash", hash from entry order by sequence
      returning sequence
    )
    insert into revision_payload (sequence, before, after, salt)
    select sequence, before, after, salt from header join entry using (sequence) order by sequence`);
}
