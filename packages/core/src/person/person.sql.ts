import { check, index, integer, snakeCase, text, unique } from "drizzle-orm/pg-core";
import { roles } from "../actor/role.ts";
import { id, instant, oneOf } from "../database/columns.ts";

/** Someone who signed in: a row per (issuer, subject) of their tokens. Its id is the public pseudonym in the ledger. */
export const person = snakeCase.table(
  "person",
  {
    id: id(),
    issuer: text().notNull(),
    subject: text().notNull(),
    name: text(),
    role: text({ enum: roles }).notNull(),
    suspendedAt: instant(),
    suspendedReason: text(),
    /** Counts what the ledger tells of them, which sign-in is no part of. */
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
  },
  (table) => [
    unique("person_subject_key").on(table.issuer, table.subject),
    check("person_role_check", oneOf(table.role, roles)),
    index("person_created_at_idx").on(table.createdAt, table.id),
  ],
);
