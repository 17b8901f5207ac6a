import { isNewsroom } from "../../actor/index.ts";
import { kindsHiddenFrom } from "../../revision/hidden.ts";
import type { Order } from "../page.ts";
import { column, computed, instant, type ObjectType } from "../reader.ts";
import type { Fetch, Scope } from "../scope.ts";

/** Headers with their payloads beside them. */
export const revisionRows = `(select revision.*, before, after, salt,
    'revision_' || lpad(revision.sequence::text, 26, '0') as id
  from revision left join revision_payload using (sequence))`;

export const oldestFirst: Order = {
  name: "SEQUENCE_ASC",
  keys: [{ column: "sequence", type: "bigint" }],
  isDescending: false,
};
export const newestFirst: Order = { ...oldestFirst, name: "SEQUENCE_DESC", isDescending: true };

/** Whether the actor may see what a revision of the row's subject says; its header is seen by everyone. */
export function isShownSql(row: string, scope: Scope): string {
  const hidden = kindsHiddenFrom(scope.role);
  return hidden.length === 0 ? "true" : `${row}.subject !~ '^(${hidden.join("|")})_'`;
}

/** What the newsroom calls whoever did it; nothing of it is even fetched for anyone else. */
function actorNameSql(row: string, scope: Scope): string {
  if (!isNewsroom(scope.role)) return "null";
  return `coalesce((select name from person where id = ${row}.actor), (select name from api_key where id = ${row}.actor))`;
}

function shownSql(name: "before" | "after" | "salt", row: string, scope: Scope): string {
  return `case when ${isShownSql(row, scope)} then ${row}.${name} end`;
}

/** What was kept as JSON, as JavaScript writes it. */
const payload = (name: "before" | "after") =>
  computed(
    (row, scope) => shownSql(name, row, scope),
    (value) => value,
  );

/** By words in each language that are loaded once somebody asks: a start has no need of them. */
function descriptionsIn(language: unknown): Fetch {
  return async (changes) => {
    const { describe } = await import("../../revision/describe.ts");
    return changes.map((change) => JSON.stringify(describe(change, language)));
  };
}

export const Revision: ObjectType = {
  name: "Revision",
  fields: {
    id: column("id"),
    sequence: column("sequence"),
    at: instant("at"),
    actor: column("actor"),
    actorName: (row, _field, scope) => ({ sql: actorNameSql(row, scope) }),
    action: column("action"),
    subject: column("subject"),
    description: (row, field, scope) => ({
      json: scope.hole(
        `json_object('action': ${row}.action, 'before': ${shownSql("before", row, scope)},
          'after': ${shownSql("after", row, scope)})`,
        { fetch: descriptionsIn(field.args["language"]), otherwise: "null" },
      ),
      isNeverNull: true,
    }),
    before: payload("before"),
    after: payload("after"),
    salt: (row, _field, scope) => ({ sql: shownSql("salt", row, scope) }),
    payloadHash: column("payload_hash"),
    previousHash: column("previous_hash"),
    hash: column("hash"),
  },
};
