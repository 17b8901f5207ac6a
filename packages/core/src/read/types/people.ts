/** What ADMINs look after: keys and people, which they alone see, and rating scales. */

import { includes } from "../../actor/index.ts";
import { connection } from "../connection.ts";
import { orderBy } from "../page.ts";
import { column, id, instant, list, type ObjectType, one, type Reader } from "../reader.ts";
import type { Scope } from "../scope.ts";
import { localized, localizedTexts } from "./values.ts";

export const Person: ObjectType = {
  name: "Person",
  fields: {
    id,
    name: column("name"),
    role: column("role"),
    issuer: column("issuer"),
    subject: column("subject"),
    createdAt: instant("created_at"),
    lastSeenAt: instant("last_seen_at"),
    suspendedAt: instant("suspended_at"),
    suspendedReason: column("suspended_reason"),
    version: column("version"),
  },
};

export const ApiKey: ObjectType = {
  name: "ApiKey",
  fields: {
    id,
    name: column("name"),
    scopes: column("scopes"),
    createdAt: instant("created_at"),
    createdBy: one("Person", "person", (row, other) => `${other}.id = ${row}.created_by`),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    version: column("version"),
  },
};

export const ScaleRating: ObjectType = {
  name: "ScaleRating",
  fields: {
    verdict: column("verdict"),
    value: column("value"),
    label: localized((row) => `${row}.labels`, "text"),
    labels: list("LocalizedText", (row) => localizedTexts(`${row}.labels`)),
  },
};

export const RatingScale: ObjectType = {
  name: "RatingScale",
  fields: {
    id,
    name: column("name"),
    worst: column("worst"),
    best: column("best"),
    ratings: list(
      "ScaleRating",
      (row) =>
        `select * from jsonb_to_recordset(${row}.ratings) as rating (verdict text, value int, labels jsonb)`,
    ),
    version: column("version"),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
  },
};

const newestFirst = orderBy("CREATED_AT_DESC", "created_at", "timestamptz");

/** What these types add to the contract's `Query`. */
export const administration: Readonly<Record<string, Reader>> = {
  people: adminOnly(
    connection(() => ({
      type: "Person",
      name: "people",
      from: "person",
      where: () => [],
      order: newestFirst,
    })),
  ),
  apiKeys: adminOnly(
    connection(() => ({
      type: "ApiKey",
      name: "apiKeys",
      from: "api_key",
      where: () => [],
      order: newestFirst,
    })),
  ),
  ratingScales: connection(() => ({
    type: "RatingScale",
    name: "ratingScales",
    from: "rating_scale",
    where: () => [],
    order: orderBy("CREATED_AT_ASC", "created_at", "timestamptz"),
  })),
};

/** The rows of a table that an ADMIN alone may see; none for anyone else, as if no such record were there. */
export function rowsForAdmin(table: "person" | "api_key", scope: Scope): string {
  return isAdmin(scope) ? table : `(select * from ${table} where false)`;
}

function adminOnly(reader: Reader): Reader {
  return (row, field, scope) => (isAdmin(scope) ? reader(row, field, scope) : { sql: "null" });
}

function isAdmin({ role }: Scope): boolean {
  return includes(role, "ADMIN");
}
