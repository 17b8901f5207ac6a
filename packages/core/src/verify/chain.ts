import { sql } from "drizzle-orm";
import { type Database, streamRows } from "../database/index.ts";
import { instantText } from "../record/index.ts";
import {
  genesisHash,
  type Header,
  hashOf,
  type Payload,
  type Snapshot,
} from "../revision/index.ts";
import { ledgerHead, revision, revisionPayload } from "../revision/revision.sql.ts";

type Entry = Omit<Header, "sequence"> & {
  sequence: string | number;
  hash: string;
  hasPayload: boolean;
  before: Snapshot | null;
  after: Snapshot | null;
  salt: string | null;
};

/** Where a walk through the ledger stands. */
export type Walk = { revisions: number; erased: number; lastErased: number; last: Head };
export type Head = { sequence: number; at: string; previousHash: string; hash: string };

export function startOfLedger(): Walk {
  const nothing = {
    sequence: 0,
    at: "1970-01-01T00:00:00.000Z",
    previousHash: genesisHash,
    hash: genesisHash,
  };
  return { revisions: 0, erased: 0, lastErased: 0, last: nothing };
}

/** What does not fit in the ledger's own headers and payloads, oldest first; `walk` is moved along. */
export async function* chainFaults(
  tx: Database,
  walk: Walk,
  onRevision: (revisions: number) => void,
): AsyncGenerator<string> {
  const entries = streamRows<Entry>(
    tx,
    sql`select ${revision.sequence}, ${instantText(revision.at)} as at, ${revision.actor}, ${revision.action},
          ${revision.subject}, ${revision.payloadHash} as "payloadHash", ${revision.previousHash} as "previousHash",
          ${revision.hash}, ${revisionPayload.sequence} is not null as "hasPayload",
          ${revisionPayload.before}, ${revisionPayload.after}, ${revisionPayload.salt}
        from ${revision} left join ${revisionPayload} on ${revisionPayload.sequence} = ${revision.sequence}
        order by ${revision.sequence}`,
  );
  for await (const { hash, hasPayload, before, after, salt, ...rest } of entries) {
    const header: Header = { ...rest, sequence: Number(rest.sequence) };
    yield* headerFaults(header, hash, walk.last);

    if (!hasPayload) {
      yield `Revision ${header.sequence} has no payload, not even an erased one.`;
    } else if (before === null && after === null && salt === null) {
      walk.erased += 1;
      walk.lastErased = header.sequence;
    } else {
      const found = hashOrWhyNone({ before, after, salt: salt ?? "" });
      if (found !== header.payloadHash)
        yield unlike(`Revision ${header.sequence}`, "payloadHash", found, header.payloadHash);
    }
    walk.revisions += 1;
    const { sequence, at, previousHash } = header;
    walk.last = { sequence, at, previousHash, hash };
    onRevision(walk.revisions);
  }
  yield* headFaults(await readHead(tx), walk.last);
}

function* headerFaults(header: Header, hash: string, last: Head): Generator<string> {
  const name = `Revision ${header.sequence}`;
  if (header.sequence !== last.sequence + 1) {
    yield `Revision ${last.sequence + 1} is missing: the next one is ${header.sequence}.`;
  } else if (header.previousHash !== last.hash) {
    yield unlike(name, "previousHash", last.hash, header.previousHash);
  }
  if (header.at < last.at)
    yield `${name} runs back in time: it is of ${header.at}, the one before it of ${last.at}.`;
  const computed = hashOf(header);
  if (computed !== hash) yield unlike(name, "hash", computed, hash);
}

/** A payload that was tampered with may have no canonical form: Postgres holds numbers that JSON's readers take for infinite. */
function hashOrWhyNone(payload: Payload): string {
  try {
    return hashOf(payload);
  } catch (error) {
    return `none (${error instanceof Error ? error.message : String(error)})`;
  }
}

function* headFaults(head: Head, last: Head): Generator<string> {
  for (const field of ["sequence", "hash", "previousHash", "at"] as const) {
    if (head[field] !== last[field]) {
      yield unlike("The ledger's head", field, String(last[field]), String(head[field]));
      return;
    }
  }
}

/** The newest entry as the database keeps it; sequence 0 where nothing was ever entered. */
export async function readHead(db: Database): Promise<Head> {
  const [row] = await db
    .select({
      sequence: ledgerHead.sequence,
      at: sql<string>`${instantText(ledgerHead.at)}`,
      previousHash: ledgerHead.previousHash,
      hash: ledgerHead.hash,
    })
    .from(ledgerHead);
  if (row === undefined) throw new Error("The ledger has no head.");
  return row;
}

export function unlike(name: string, field: string, expected: string, found: string): string {
  return `${name} does not fit in its ${field}: expected ${expected}, found ${found}.`;
}
