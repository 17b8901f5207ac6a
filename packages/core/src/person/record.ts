/**
 * A person's place in the ledger: whether an ADMIN suspended them, under their pseudonym. Who that is, and the name and role
 * that tokens give, sign-in keeps up without a revision; and what names somebody does not belong where nothing is forgotten.
 */

import { eq, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { PersonNotFound, VersionConflict } from "../errors/index.ts";
import { recordKind } from "../record/index.ts";
import { person } from "./person.sql.ts";

export type PersonRow = typeof person.$inferSelect;

export const personRecord = recordKind(
  person,
  {},
  ["issuer", "subject", "name", "role", "lastSeenAt"],
  sql`${person.version} = 1 and ${person.suspendedAt} is null`,
);

/**
 * The person, held until the transaction ends.
 * @throws {PersonNotFound} @throws {VersionConflict}
 */
export async function lockPerson(
  ctx: Context,
  id: string,
  expectedVersion: number,
): Promise<PersonRow> {
  const [row] = await ctx.db.select().from(person).where(eq(person.id, id)).for("no key update");
  if (row === undefined) throw new PersonNotFound(id);
  if (expectedVersion !== row.version) throw new VersionConflict(expectedVersion, row.version);
  return row;
}
