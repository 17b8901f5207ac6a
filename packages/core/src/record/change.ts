/** Changes to several records at once, as the ledger is to tell of them. */

import type { Context } from "../context/index.ts";
import type { Snapshot } from "../revision/revision.sql.ts";
import { type RecordKind, snapshotsOf } from "./index.ts";

/** What a revision is to say of one record. */
export type Entry = { subject: string; before: Snapshot | null; after: Snapshot | null };

/** Makes a change to records of one kind, and gives back what the ledger is to say of each. */
export async function changed(
  ctx: Context,
  kind: RecordKind,
  ids: readonly string[],
  change: (ids: readonly string[]) => Promise<void>,
): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const before = await snapshotsOf(ctx, kind, ids);
  await change(ids);
  const after = await snapshotsOf(ctx, kind, ids);
  return ids.map((subject) => ({
    subject,
    before: before.get(subject) ?? null,
    after: after.get(subject) ?? null,
  }));
}

export function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map((row) => row.id);
}
