/**
 * What the app may do in the database: it has a login of its own that owns nothing, so that whoever takes the app over can
 * neither lift the rules that stand in the tables nor truncate what is only ever added to.
 */

import { sql } from "drizzle-orm";
import { type Database, query } from "./handle.ts";

/** A login. The password is set when the role is made, and never again: another password is another role. */
export type AppRole = { role: string; password: string };

/**
 * Tables of which the app may do less than read, add, change and remove. To lock a row needs the right to change one of its
 * columns, which for a review's a trigger then refuses.
 */
const lessThanAll: Readonly<Record<string, string>> = {
  ledger_head: "select, update",
  revision: "select, insert",
  revision_payload: "select, insert, update (before, after, salt)",
  capture: "select, insert",
  review: "select, insert, update (id)",
  retraction: "select, insert",
};

/**
 * Makes the role where it is missing, and gives it what it needs and no more, whatever it had before.
 * @throws {Error} where the role is, or may act as, whoever owns the tables
 */
export async function grantToApp(db: Database, { role, password }: AppRole): Promise<void> {
  await makeRole(db, role, password);
  const [found] = await query<{ isOwner: boolean }>(
    db,
    `select pg_has_role($1, current_user, 'usage') as "isOwner"`,
    [role],
  );
  if (found?.isOwner !== false)
    throw new Error(`The role ${role} owns the tables: the app needs one that does not.`);

  const to = sql.identifier(role);
  await db.execute(sql`revoke all on all tables in schema public from ${to}`);
  await db.execute(sql`grant usage on schema public, drizzle to ${to}`);
  await db.execute(sql`grant select on drizzle.__drizzle_migrations to ${to}`);
  await db.execute(sql`grant usage on all sequences in schema public to ${to}`);
  const tables = await query<{ name: string }>(
    db,
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    [],
  );
  for (const { name } of tables) {
    const rights = sql.raw(lessThanAll[name] ?? "select, insert, update, delete");
    await db.execute(sql`grant ${rights} on ${sql.identifier(name)} to ${to}`);
  }
}

async function makeRole(db: Database, role: string, password: string): Promise<void> {
  const missing = await query<{ creation: string }>(
    db,
    `select format('create role %I login password %L', $1::text, $2::text) as creation
    where not exists (select from pg_roles where rolname = $1)`,
    [role, password],
  );
  for (const { creation } of missing) {
    try {
      await db.execute(sql.raw(creation));
    } catch (error) {
      // Drizzle would tell the statement, which holds the password.
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    }
  }
}
