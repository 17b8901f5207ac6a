import { randomBytes } from "node:crypto";
import type pg from "pg";

export type Entry = {
  actor: string;
  action: string;
  subject: string;
  before: object | null;
  after: object | null;
};

/** Where nobody holds the ledger's head, entries are numbered by a sequence of Postgres's, which has gaps. */
export const numberEntries = `create sequence unchained;
  select setval('unchained', (select sequence + 1000000 from ledger_head))`;

const insert = (sequence: string, from: string) => `
  header as (
    insert into revision (sequence, at, actor, action, subject, payload_hash, previous_hash, hash)
    select ${sequence}, now(), $1, $2, $3, $4, $4, $4 ${from} returning sequence
  )
  insert into revision_payload (sequence, before, after, salt) select sequence, $5, $6, $7 from header`;

const locked = `with head as (
    update ledger_head set sequence = sequence + 1, at = greatest(at, now()), previous_hash = hash, hash = $4 returning sequence
  ), ${insert("sequence", "from head")}`;
const unlocked = `with ${insert("nextval('unchained')", "")}`;

/** The same two rows that core's `record` adds, with numbers for hashes that nobody computed. */
export function enterByHand(entry: Entry, isLocked: boolean): pg.QueryConfig {
  const { actor, action, subject, before, after } = entry;
  const json = (value: object | null) => value && JSON.stringify(value);
  const hash = randomBytes(32).toString("hex");
  return {
    name: isLocked ? "locked" : "unlocked",
    text: isLocked ? locked : unlocked,
    values: [actor, action, subject, hash, json(before), json(after), hash.slice(0, 32)],
  };
}
