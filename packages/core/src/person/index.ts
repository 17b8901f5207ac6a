/**
 * Who has signed in: a row per (issuer, subject) of their tokens. Sign-in is housekeeping, no part of the ledger; what an ADMIN
 * does about somebody is.
 */

import type { Actor, Role } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { NotPermitted } from "../errors/index.ts";
import { createId } from "../id/index.ts";

export {
  reinstatePerson,
  type ReinstatePersonInput,
  suspendPerson,
  type SuspendPersonInput,
} from "./suspend.ts";

/** A row is touched only once it is older than this, so that a read is seldom a write too. */
const seenAgainMs = 5 * 60_000;

/** As much of a name as is kept: a token may hold anything. */
const maxNameChars = 200;

const signInText = `
  with seen as (
    select id, name, role, suspended_at from person
    where issuer = $2 and subject = $3 and name is not distinct from $4::text and role = $5
      and last_seen_at > $7::timestamptz
  ), entered as (
    insert into person (id, issuer, subject, name, role, created_at, last_seen_at)
    select $1, $2, $3, $4::text, $5, $6::timestamptz, $6::timestamptz where not exists (select from seen)
    on conflict (issuer, subject) do update set name = excluded.name, role = excluded.role,
      last_seen_at = greatest(person.last_seen_at, excluded.last_seen_at)
    returning id, name, role, suspended_at
  )
  select id, name, role, suspended_at is not null as "isSuspended" from seen
  union all
  select id, name, role, suspended_at is not null from entered`;

/**
 * The actor for whom a verified token stands, with the token's name and role; entered when first seen. One statement.
 * @throws {NotPermitted} for somebody whom an ADMIN has suspended
 */
export async function signIn(
  ctx: Context,
  who: { issuer: string; subject: string; name: string | null; role: Role },
): Promise<Actor> {
  const at = ctx.now();
  const recently = new Date(at.getTime() - seenAgainMs);
  const rows = await query<{ id: string; name: string | null; role: Role; isSuspended: boolean }>(
    ctx.db,
    signInText,
    [
      createId("person"),
      who.issuer,
      who.subject,
      who.name === null ? null : storable(who.name),
      who.role,
      at.toISOString(),
      recently.toISOString(),
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("Signing in gave no row.");
  if (row.isSuspended)
    throw new NotPermitted("This account is suspended: an ADMIN of the newsroom can lift that.");
  return { kind: "person", id: row.id, name: row.name, role: row.role };
}

/** A name as Postgres can keep it: no NUL, no half of a surrogate pair, not too long. */
function storable(name: string): string {
  return [...name.replaceAll("\0", "").toWellFormed()].slice(0, maxNameChars).join("");
}
