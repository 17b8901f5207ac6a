/**
 * The ledger: every write of the record adds one revision in its own transaction. Headers are public and chained by hash;
 * payloads stand apart, salted, so that one can be erased and the chain still holds.
 */

import { createHash, randomBytes } from "node:crypto";
import canonicalize from "canonicalize";
import { type Action, type Consequence, pseudonymOf } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
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

/** Of one entry; what it says of the record may be null. */
const recordText = `
  with head as (
    update ledger_head
    set sequence = sequence + 1, at = greatest(ledger_head.at, $1::timestamptz(3)), previous_hash = hash,
      hash = encode(sha256(convert_to(format(
        '{"action":"%s","actor":"%s","at":"%s","payloadHash":"%s","previousHash":"%s","sequence":%s,"subject":"%s"}',
        $2::text, $3::text,
        to_char(greatest(ledger_head.at, $1::timestamptz(3)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        $4::text, hash, sequence + 1, $5::text), 'UTF8')), 'hex')
    returning sequence, at, previous_hash, hash
  ), header as (
    insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
    select sequence, at, $3::text, $2::text, $5::text, $4::text, previous_hash, hash from head
    returning sequence
  )
  insert into revision_payload (sequence, before, after, salt)
  select sequence, $6::jsonb, $7::jsonb, $8::text from header`;

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
  const json = (value: Json) => (value === null ? null : JSON.stringify(value));
  await query(
    ctx.db,
    recordText,
    [
      ctx.now().toISOString(),
      entry.action,
      pseudonymOf(ctx.actor),
      hashOf(payload),
      entry.subject,
      json(payload.before),
      json(payload.after),
      payload.salt,
    ],
    true,
  );
}
