/**
 * Whether the ledger is whole and the records are what it says: recomputes every hash and compares every record with what
 * its last revision left. It reads one moment of the database, in pages, and changes nothing.
 */

import { type Database, query } from "../database/index.ts";
import { genesisHash } from "../revision/index.ts";
import { chainFaults, readHead, startOfLedger, unlike } from "./chain.ts";
import { countRecords, recordFaults, strangerFaults } from "./compare.ts";
import { type KnownPrefix, recordKinds } from "../record/kinds.ts";

export { readHead } from "./chain.ts";

/** A head that was noted down earlier. */
export type Expectation = { sequence: number; hash: string };

export type Verification = {
  revisions: number;
  /** Of these revisions the payload was erased, as it may be. */
  erased: number;
  records: number;
  head: Expectation;
  /** Sentences, the first one first; empty where all fits. After `maxFaults` of them nothing more is looked at. */
  faults: string[];
};

const maxFaults = 20;

/** How often a long run is heard of. */
const revisionsBetweenReports = 10_000;

export type VerifyOptions = { expect?: Expectation; onProgress?: (revisions: number) => void };

export async function verifyLedger(
  db: Database,
  options: VerifyOptions = {},
): Promise<Verification> {
  return db.transaction((tx) => verifySnapshot(tx, options), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

async function verifySnapshot(
  tx: Database,
  { expect, onProgress }: VerifyOptions,
): Promise<Verification> {
  const walk = startOfLedger();
  let records = 0;
  async function* allFaults(): AsyncGenerator<string> {
    yield* chainFaults(tx, walk, (revisions) => {
      if (revisions % revisionsBetweenReports === 0) onProgress?.(revisions);
    });
    if (expect !== undefined) yield* expectationFaults(tx, expect, walk.last.sequence);
    for (const prefix of Object.keys(recordKinds) as KnownPrefix[]) {
      records += await countRecords(tx, prefix);
      yield* recordFaults(tx, prefix, walk.lastErased);
    }
    yield* strangerFaults(tx);
  }

  const faults: string[] = [];
  for await (const fault of allFaults()) {
    faults.push(fault);
    if (faults.length === maxFaults) break;
  }
  const { sequence, hash } = await readHead(tx);
  const { revisions, erased } = walk;
  return { revisions, erased, records, head: { sequence, hash }, faults };
}

async function* expectationFaults(
  tx: Database,
  expect: Expectation,
  last: number,
): AsyncGenerator<string> {
  if (expect.sequence > last) {
    yield `The ledger was cut short: it ends at revision ${last}, and revision ${expect.sequence} was there once.`;
    return;
  }
  const [row] = await query<{ hash: string }>(tx, "select hash from revision where sequence = $1", [
    expect.sequence,
  ]);
  const found = expect.sequence === 0 ? genesisHash : (row?.hash ?? "nothing");
  if (found !== expect.hash) {
    yield `The ledger was rebuilt: ${unlike(`Revision ${expect.sequence}`, "hash", expect.hash, found)}`;
  }
}
