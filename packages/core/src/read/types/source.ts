import { askedClaims } from "../asked.ts";
import { connection } from "../connection.ts";
import { orderBy } from "../page.ts";
import { column, id, instant, list, nowOnly, type ObjectType, one } from "../reader.ts";

export const Source: ObjectType = {
  name: "Source",
  fields: {
    id,
    url: column("url"),
    title: column("title"),
    kind: column("kind"),
    publisher: one("Entity", "entity", (row, other) => `${other}.id = ${row}.publisher_id`),
    authors: column("authors"),
    language: column("language"),
    publishedAt: column("published_at"),
    captures: list("Capture", (row, scope) =>
      scope.parts(
        `select * from capture where source_id = ${row}.id order by at, id`,
        `select capture.* from jsonb_array_elements(${row}.past_captures) past
            join capture on capture.id = past.value->>'id' order by at, capture.id`,
      ),
    ),
    derivedFrom: one("Source", "source", (row, other) => `${other}.id = ${row}.derived_from_id`),
    wire: one("Entity", "entity", (row, other) => `${other}.id = ${row}.wire_id`),
    version: column("version"),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
    copies: nowOnly(
      connection((row) => ({
        type: "Source",
        name: "Source.copies",
        from: "source",
        where: (copy) => [`${copy}.derived_from_id = ${row}.id`],
        order: orderBy("CREATED_AT_ASC", "created_at", "timestamptz"),
      })),
    ),
    claims: nowOnly(
      connection((row, field, scope) => {
        const { from, order, fits } = askedClaims(field, scope);
        return {
          type: "Claim",
          name: "Source.claims",
          from,
          where: (claim) => [
            `${claim}.id in (select claim_id from appearance where source_id = ${row}.id
            union select claim_id from evidence where source_id = ${row}.id and withdrawn_at is null)`,
            ...fits(claim),
          ],
          order,
        };
      }),
    ),
  },
};
