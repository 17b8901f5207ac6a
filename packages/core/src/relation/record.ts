/** A relation's place in the ledger, and on which of its claims it is counted. */

import { recordKind } from "../record/index.ts";
import { type RelationKind, symmetricalKinds } from "./kinds.ts";
import { relation } from "./relation.sql.ts";

export type RelationRow = typeof relation.$inferSelect;

/** Two claims and how the first stands to the second. */
export type Ends = Pick<RelationRow, "kind" | "claimId" | "otherClaimId">;

export const relationRecord = recordKind(relation);

export function holdsBothWays(kind: RelationKind): boolean {
  return symmetricalKinds.some((symmetrical) => symmetrical === kind);
}

/** As it is stored: one that holds both ways is the same from whichever side it is told. */
export function stored({ kind, claimId, otherClaimId }: Ends): Ends {
  return holdsBothWays(kind) && claimId > otherClaimId
    ? { kind, claimId: otherClaimId, otherClaimId: claimId }
    : { kind, claimId, otherClaimId };
}

/** The claims that it is read from: whose versions count what is done to it. */
export function readFrom({ kind, claimId, otherClaimId }: Ends): string[] {
  return holdsBothWays(kind) ? [claimId, otherClaimId] : [claimId];
}
