import { sql } from "drizzle-orm";
import { check, index, json, primaryKey, snakeCase, text } from "drizzle-orm/pg-core";
import { roles } from "../actor/role.ts";
import { instant, oneOf } from "../database/columns.ts";

/** What was answered to a request that came with a key. Housekeeping, no part of the ledger. */
export const keptAnswer = snakeCase.table(
  "kept_answer",
  {
    /** The public pseudonym, and no foreign key: jobs of the system have one too. */
    actor: text().notNull(),
    key: text().notNull(),
    /** The role in which it was asked for, and so what may be in the answer. */
    role: text({ enum: roles }).notNull(),
    requestHash: text().notNull(),
    /** Not jsonb, which would put an object's names in another order. */
    answer: json().notNull(),
    createdAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ name: "kept_answer_pkey", columns: [table.actor, table.key] }),
    check("kept_answer_key_check", sql`${table.key} ~ '^[!-~]{1,255}$'`),
    check("kept_answer_role_check", oneOf(table.role, roles)),
    index("kept_answer_created_at_idx").on(table.createdAt),
  ],
);
