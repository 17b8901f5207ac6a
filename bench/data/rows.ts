/** Rows on their way to a table, and the ledger that tells of them as core's own does. */

import { createHash } from "node:crypto";
import { genesisHash, hashOf, type Header, type Snapshot } from "@sanad/core/revision";

export type Row = { readonly table: Table; readonly values: Readonly<Record<string, unknown>> };

/** Each after those that its rows point to; a claim and its review point to one another. */
export const tables = [
  "person",
  "entity",
  "source",
  "capture",
  "claim",
  "claim_about",
  "appearance",
  "attribution",
  "evidence",
  "review",
  "revision",
  "revision_payload",
] as const;
export type Table = (typeof tables)[number];

/** A record's row from what the ledger says of it; `parts` stand in other tables, `more` is no part of the ledger. */
export function rowOf(
  table: Table,
  snapshot: Snapshot,
  parts: readonly string[] = [],
  more: Readonly<Record<string, unknown>> = {},
): Row {
  const columns = Object.entries(snapshot).filter(([field]) => !parts.includes(field));
  return {
    table,
    values: { ...Object.fromEntries(columns.map(([f, v]) => [snake(f), v])), ...more },
  };
}

const snaked = new Map<string, string>();

function snake(field: string): string {
  let name = snaked.get(field);
  if (name === undefined) {
    name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    snaked.set(field, name);
  }
  return name;
}

export class Ledger {
  #sequence = 0;
  #hash = genesisHash;

  /** The two rows of the next entry. */
  *record(
    entry: Pick<Header, "at" | "actor" | "action" | "subject">,
    before: Snapshot | null,
    after: Snapshot | null,
  ): Generator<Row> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    const salt = createHash("md5").update(String(sequence)).digest("hex");
    const payloadHash = hashOf({ before, after, salt });
    const header: Header = { sequence, ...entry, payloadHash, previousHash: this.#hash };
    this.#hash = hashOf(header);
    yield rowOf("revision", { ...header, hash: this.#hash });
    yield { table: "revision_payload", values: { sequence, before, after, salt } };
  }
}

/** Run once all rows are in: the ledger goes on from its last entry. */
export const closeLedger = `update ledger_head set (sequence, at, previous_hash, hash) =
  (select sequence, at, previous_hash, hash from revision order by revision.sequence desc limit 1)`;
