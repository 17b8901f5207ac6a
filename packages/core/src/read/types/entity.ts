import { askedClaims, askedSources } from "../asked.ts";
import { interestRows, interestsKnownSql } from "../facts.ts";
import { column, id, instant, list, nowOnly, type ObjectType, one } from "../reader.ts";
import { connection } from "../connection.ts";
import { localized, localizedNames } from "./values.ts";

export const Entity: ObjectType = {
  name: "Entity",
  fields: {
    id,
    kind: column("kind"),
    name: localized((row) => `${row}.names`, "name"),
    names: list("LocalizedName", (row) => localizedNames(`${row}.names`)),
    aliases: list("LocalizedName", (row) => localizedNames(`${row}.aliases`)),
    wikidataId: column("wikidata_id"),
    sameAs: column("same_as"),
    interests: list("Interest", (row, scope) => interestRows(row, scope)),
    interestsKnown: (row, _field, scope) => ({ sql: interestsKnownSql(row, scope) }),
    mergedInto: one("Entity", "entity", (row, other) => `${other}.id = ${row}.merged_into_id`),
    version: column("version"),
    createdAt: instant("created_at"),
    updatedAt: instant("updated_at"),
    claims: nowOnly(
      connection((row, field, scope) => {
        const { from, order, fits } = askedClaims(field, scope);
        return {
          type: "Claim",
          name: "Entity.claims",
          from,
          where: (claim) => [`${claim}.claimant_id = ${row}.id`, ...fits(claim)],
          order,
        };
      }),
    ),
    sources: nowOnly(
      connection((row, field, scope) => {
        const { from, order, fits } = askedSources(field, scope);
        return {
          type: "Source",
          name: "Entity.sources",
          from,
          where: (source) => [`${source}.publisher_id = ${row}.id`, ...fits(source)],
          order,
        };
      }),
    ),
  },
};
