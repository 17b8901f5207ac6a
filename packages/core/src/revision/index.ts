/**
 * The ledger: every write of the record adds one revision in its own transaction. Headers are public and chained by hash;
 * payloads stand apart, salted, so that one can be erased and the chain still holds.
 */

import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import { sql } from "drizzle-orm";
import { type Action, type Consequence, pseudonymOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import type { Json, Snapshot } from "./revision.sql.ts";

export type { Json, Snapshot } from "./revision.sql.ts";

export type Payload = { before: Snapshot | null; after: Snapshot | null; salt: string };
export type Header = {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  payloadHash: string;
  previousHash: string;
};

/** What stands before the first entry. */
export const genesisHash = "0".repeat(64);

/** SHA-256, in hexadecimal, over a value's canonical JSON. @see RFC 8785 */
export function hashOf(value: Payload | Header): string {
  return createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex");
}

/**
 * Enters what was done to a record. Call it last: it locks the ledger's head until the transaction ends.
 *
 * One statement moves the head and hashes the new header from what the head then holds. Its text is RFC 8785's form of the
 * header: names in order, and values that need no escaping (the table's CHECK keeps it so).
 */
export async function record(
  ctx: Context,
  entry: {
    action: Action | Consequence;
    subject: string;
    before: Snapshot | null;
    after: Snapshot | null;
  },
): Promise<void> {
  const payload: Payload = {
    before: entry.before,
    after: entry.after,
    salt: randomBytes(16).toString("hex"),
  };
  const payloadHash = hashOf(payload);
  const actor = pseudonymOf(ctx.actor);
  const at = sql`greatest(ledger_head.at, ${ctx.now().toISOString()}::timestamptz(3))`;
  const header = sql`format(
    '{"action":"%s","actor":"%s","at":"%s","payloadHash":"%s","previousHash":"%s","sequence":%s,"subject":"%s"}',
    ${entry.action}::text, ${actor}::text, to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    ${payloadHash}::text, ledger_head.hash, ledger_head.sequence + 1, ${entry.subject}::text)`;
  const json = (value: Json) => (value === null ? sql`null` : sql`${JSON.stringify(value)}::jsonb`);
  await ctx.db.execute(sql`
    with head as (
      update ledger_head
      set sequence = sequence + 1, at = ${at}, previous_hash = hash,
          hash = encode(sha256(convert_to(${header}, 'UTF8')), 'hex')
      returning sequence, at, previous_hash, hash
    ), header as (
      insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
      select sequence, at, ${actor}, ${entry.action}, ${entry.subject}, ${payloadHash}, previous_hash, hash from head
      returning sequence
    )
    insert into revision_payload (sequence, before, after, salt)
    select sequence, ${json(payload.before)}, ${json(payload.after)}, ${payload.salt} from header`);
}
