/** What was touched since a place in the log. */

import { lt, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Context } from "../context/index.ts";
import { revision, revisionPayload } from "../revision/revision.sql.ts";
import { readHead } from "../verify/index.ts";

/** After an entry of the log, or from an instant on. */
export type Since = number | Date;

export class SinceUnknown extends Error {
  override name = "SinceUnknown";
}

/**
 * The last entry before it; 0 where there is none.
 * @throws {SinceUnknown} where the log never came so far
 */
export async function placeOf({ db }: Context, since: Since): Promise<number> {
  const { sequence } = await readHead(db);
  if (typeof since === "number") {
    if (since > sequence)
      throw new SinceUnknown(`The log ends at ${sequence}: it has no entry ${since}.`);
    return since;
  }
  const [row] = await db
    .select({ sequence: sql<string | null>`max(${revision.sequence})` })
    .from(revision)
    .where(lt(revision.at, since));
  return Number(row?.sequence ?? 0);
}

/** A condition: an entry after that place is of the record, or is of something that belongs to it and counted it up. */
export function touchedSince(idColumn: AnyPgColumn, place: number): SQL {
  return sql`${idColumn} in (
    select ${revision.subject} from ${revision} where ${revision.sequence} > ${place}
    union
    select ${revisionPayload.after}->'claim'->>'id' from ${revisionPayload}
    where ${revisionPayload.sequence} > ${place} and ${revisionPayload.after}->'claim' is not null)`;
}
