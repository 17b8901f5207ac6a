import { sql } from "drizzle-orm";
import { check, index, integer, snakeCase, text } from "drizzle-orm/pg-core";
import { id, instant } from "../database/columns.ts";
import type { KeyScope } from "./scopes.ts";

/** What a program signs in with. Its id is the public pseudonym in the ledger; its secret is nowhere. */
export const apiKey = snakeCase.table(
  "api_key",
  {
    id: id(),
    name: text().notNull(),
    scopes: text().$type<KeyScope>().array().notNull(),
    /** Of the secret, in hexadecimal. */
    secretHash: text().notNull().unique("api_key_secret_hash_key"),
    /** The pseudonym of who made it: no foreign key, since a job can. */
    createdBy: text().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    /** To the minute, near enough: housekeeping, no part of the ledger. */
    lastUsedAt: instant(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    check(
      "api_key_scopes_check",
      sql`cardinality(${table.scopes}) > 0 and ${table.scopes} <@ array['READ', 'CONTRIBUTE']`,
    ),
    check("api_key_secret_hash_check", sql`${table.secretHash} ~ '^[0-9a-f]{64}$'`),
    check("api_key_expires_at_check", sql`${table.expiresAt} > ${table.createdAt}`),
    check("api_key_version_check", sql`${table.version} > 0`),
    index("api_key_created_at_idx").on(table.createdAt, table.id),
  ],
);
