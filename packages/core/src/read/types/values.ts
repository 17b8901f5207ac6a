/** Types that are parts of a record: they have no id and no row of their own. */

import { direction, inLanguage } from "../../text/index.ts";
import { column, computed, instant, type ObjectType, one, part, type Reader } from "../reader.ts";

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

/** A member of a row's JSON column, which is a text, a number or null. */
const member = (column: string, name: string): Reader => {
  return (row) => ({ json: [{ sql: `(${row}.${column}->'${name}')::text` }] });
};

export const Quote: ObjectType = {
  name: "Quote",
  fields: {
    exact: member("quote", "exact"),
    prefix: member("quote", "prefix"),
    suffix: member("quote", "suffix"),
    language: member("quote", "language"),
    translation: member("quote", "translation"),
    translatedBy: member("quote", "translatedBy"),
  },
};

export const quote = part("Quote", (row) => `${row}.quote is not null`);

type InLanguages = readonly ({ readonly language: string } & Readonly<Record<string, string>>)[];

/** Of a JSON list of texts, the one in the language that the field asks for, or else the first. */
export function localized(json: (row: string) => string, name: "name" | "text"): Reader {
  const near = computed<InLanguages>(json, (texts, { args }) => {
    return inLanguage(texts, args["language"] as string | undefined)?.[name];
  });
  return (row, field, scope) =>
    typeof field.args["language"] === "string"
      ? near(row, field, scope)
      : { json: [{ sql: `(${json(row)}->0->'${name}')::text` }] };
}

/** A JSON list of `{ language, text }` as rows. */
export function localizedTexts(json: string): string {
  return `select * from jsonb_to_recordset(${json}) as localized (language text, text text)`;
}

/** A JSON list of `{ language, name }` as rows. */
export function localizedNames(json: string): string {
  return `select * from jsonb_to_recordset(${json}) as localized (language text, name text)`;
}
