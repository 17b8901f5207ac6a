/** Every kind of record, by the prefix of its ids: what is not here, neither `verify` nor the past knows. */

import { appearanceRecord } from "../appearance/index.ts";
import { claimRecord } from "../claim/index.ts";
import { draftRecord } from "../draft/record.ts";
import { entityRecord } from "../entity/index.ts";
import { evidenceRecord } from "../evidence/index.ts";
import type { IdPrefix } from "../id/index.ts";
import { apiKeyRecord } from "../key/record.ts";
import { personRecord } from "../person/record.ts";
import type { RecordKind } from "./index.ts";
import { relationRecord } from "../relation/index.ts";
import { reviewRecord, scaleRecord } from "../review/record.ts";
import { sourceRecord } from "../source/index.ts";

export const recordKinds = {
  entity: entityRecord,
  source: sourceRecord,
  claim: claimRecord,
  appearance: appearanceRecord,
  evidence: evidenceRecord,
  relation: relationRecord,
  draft: draftRecord,
  review: reviewRecord,
  scale: scaleRecord,
  key: apiKeyRecord,
  person: personRecord,
} satisfies Partial<Record<IdPrefix, RecordKind>>;
export type KnownPrefix = keyof typeof recordKinds;
