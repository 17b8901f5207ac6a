/** Keeping somebody out, and letting them in again. What they did stands, and so do the keys that they made. */

import { eq } from "drizzle-orm";
import { type Action, authorize, pseudonymOf } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { PersonAlreadySuspended, PersonNotSuspended, SelfSuspension } from "../errors/index.ts";
import { checkId, checkText } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { person } from "./person.sql.ts";
import { lockPerson, personRecord, type PersonRow } from "./record.ts";

export type SuspendPersonInput = { id: string; expectedVersion: number; reason: string };

/**
 * Keeps somebody out until they are reinstated. Whoever is signed in goes on for as long as the doors remember that, seconds.
 * @throws {SelfSuspension} @throws {PersonNotFound} @throws {VersionConflict} @throws {PersonAlreadySuspended}
 */
export async function suspendPerson(ctx: Context, input: SuspendPersonInput): Promise<PersonRow> {
  authorize(ctx, "person.suspend");
  const id = checkId(input.id, "person", "id");
  const reason = checkText(input.reason, "reason");
  if (id === pseudonymOf(ctx.actor)) throw new SelfSuspension();

  return transaction(ctx, async (ctx) => {
    const current = await lockPerson(ctx, id, input.expectedVersion);
    if (current.suspendedAt !== null) throw new PersonAlreadySuspended(current.suspendedAt);
    return change(ctx, current, "person.suspend", {
      suspendedAt: ctx.now(),
      suspendedReason: reason,
    });
  });
}

export type ReinstatePersonInput = { id: string; expectedVersion: number };

/**
 * Lets somebody in again who was suspended.
 * @throws {PersonNotFound} @throws {VersionConflict} @throws {PersonNotSuspended}
 */
export async function reinstatePerson(
  ctx: Context,
  input: ReinstatePersonInput,
): Promise<PersonRow> {
  authorize(ctx, "person.reinstate");
  const id = checkId(input.id, "person", "id");

  return transaction(ctx, async (ctx) => {
    const current = await lockPerson(ctx, id, input.expectedVersion);
    if (current.suspendedAt === null) throw new PersonNotSuspended();
    const changes = { suspendedAt: null, suspendedReason: null };
    return change(ctx, current, "person.reinstate", changes);
  });
}

/** Changes a person whom this transaction holds. */
async function change(
  ctx: Context,
  { id, version }: PersonRow,
  action: Action,
  changes: Pick<PersonRow, "suspendedAt" | "suspendedReason">,
): Promise<PersonRow> {
  const before = await snapshotOf(ctx, personRecord, id);
  const [row] = await ctx.db
    .update(person)
    .set({ ...changes, version: version + 1 })
    .where(eq(person.id, id))
    .returning();
  if (row === undefined) throw new Error("An update gave nothing back.");
  const after = await snapshotOf(ctx, personRecord, id);
  await record(ctx, { action, subject: id, before, after });
  return row;
}
