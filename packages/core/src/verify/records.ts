/** Every kind of record that the ledger tells of, by the prefix of its ids. */

import { claimRecord } from "../claim/index.ts";
import type { IdPrefix } from "../id/index.ts";
import type { RecordKind } from "../record/index.ts";

export const recordKinds = {
  claim: claimRecord,
} satisfies Partial<Record<IdPrefix, RecordKind>>;
export type KnownPrefix = keyof typeof recordKinds;
