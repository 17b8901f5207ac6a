/** What is recorded of a claim, and the checks that recording and revising share. */

import { BadInput } from "../errors/index.ts";
import {
  type Changes,
  checkDistinct,
  checkId,
  checkInstant,
  checkList,
  checkName,
  checkPartialDate,
  given,
} from "../input/index.ts";

export type RecordClaimInput = {
  text: string;
  language: string;
  claimantId: string;
  aboutIds?: readonly string[] | null;
  claimedAt?: string | null;
  validFrom?: string | null;
  validUntil?: string | null;
  recheckAt?: string | Date | null;
  topics?: readonly string[] | null;
  allowDuplicate?: boolean | null;
};

const maxTopics = 20;

/** The fields that recording and revising take alike. */
export function checkDetails(input: Changes<RecordClaimInput>) {
  return {
    claimedAt: given(input.claimedAt, "claimedAt", checkPartialDate),
    validFrom: given(input.validFrom, "validFrom", checkPartialDate),
    validUntil: given(input.validUntil, "validUntil", checkPartialDate),
    recheckAt: given(input.recheckAt, "recheckAt", checkInstant),
    topics: input.topics === undefined ? undefined : checkTopics(input.topics ?? []),
  };
}

function checkTopics(topics: readonly string[]): string[] {
  const checked = checkList(
    topics,
    "topics",
    (topic, path) => checkName(topic, path).trim(),
    maxTopics,
  );
  checkDistinct(checked, "topics", (topic) => topic, "a topic");
  return checked;
}

export function checkAbout(ids: readonly string[]): string[] {
  const checked = checkList(ids, "aboutIds", (id, path) => checkId(id, "entity", path));
  checkDistinct(checked, "aboutIds", (id) => id, "an entity");
  return checked;
}

export function checkPeriod(from: string | null, until: string | null): void {
  // A coarser end includes its days: 2025-03-18 to 2025-03 is a period, 2025-04 to 2025-03 is not.
  if (from !== null && until !== null && from.slice(0, until.length) > until) {
    throw new BadInput("validUntil", "must not be before validFrom");
  }
}
