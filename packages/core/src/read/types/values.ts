/** Types that are parts of a record: they have no id and no row of their own. */

import { direction } from "../../text/index.ts";
import { column, computed, instant, type ObjectType, one } from "../reader.ts";
import { pick, selectionOf } from "../selection.ts";

/** Which way a row's `language` is written. */
export const directionOfRow = computed<string>((row) => `${row}.language`, direction);

export const LocalizedText: ObjectType = {
  name: "LocalizedText",
  fields: { language: column("language"), direction: directionOfRow, text: column("text") },
};

export const LocalizedName: ObjectType = {
  name: "LocalizedName",
  fields: { language: column("language"), name: column("name") },
};

export const Capture: ObjectType = {
  name: "Capture",
  fields: {
    at: instant("at"),
    contentHash: column("content_hash"),
    archiveUrl: column("archive_url"),
  },
};

export const Interest: ObjectType = {
  name: "Interest",
  fields: {
    kind: column("kind"),
    of: one("Entity", "entity", (row, other) => `${other}.id = ${row}.of_id`),
    note: column("note"),
    source: one("Source", "source", (row, other) => `${other}.id = ${row}.source_id`),
  },
};

export const Attribution: ObjectType = {
  name: "Attribution",
  fields: {
    entity: one("Entity", "entity", (row, other) => `${other}.id = ${row}.entity_id`),
    role: column("role"),
  },
};

/** A quote is kept whole in one column: what was not asked for is left away. */
export const quote = computed<Record<string, unknown> | null>(
  (row) => `${row}.quote`,
  (value, field) => value && pick(value, selectionOf(field, "Quote")),
);

/** A JSON list of `{ language, text }` as rows. */
export function localizedTexts(json: string): string {
  return `select * from jsonb_to_recordset(${json}) as localized (language text, text text)`;
}

/** A JSON list of `{ language, name }` as rows. */
export function localizedNames(json: string): string {
  return `select * from jsonb_to_recordset(${json}) as localized (language text, name text)`;
}
