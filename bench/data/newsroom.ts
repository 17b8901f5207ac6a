/**
 * A newsroom of any size, the same in every run. A claim a minute: its source with a capture, the claim, where it appeared,
 * three pieces of evidence with quotes, and for some of them the way through the workflow to a review. The ledger tells of all of
 * it, chained, so that `sanad verify` passes and every read works.
 */

import { searchKeys } from "@sanad/core/text";
import { claim } from "./claim.ts";
import { checker, editor, entityId, iso, pick, start } from "./common.ts";
import { Ledger, type Row, rowOf } from "./rows.ts";
import { source } from "./source.ts";

const claimsPerEntity = 100;
const fewestEntities = 20;
const kinds = ["OUTLET", "PERSON", "GOVERNMENT", "ORGANISATION"] as const;

export function* newsroom(claims: number): Generator<Row> {
  const ledger = new Ledger();
  yield* people();
  const entities = Math.max(fewestEntities, Math.ceil(claims / claimsPerEntity));
  for (let number = 0; number < entities; number++) yield* entity(ledger, number);
  for (let number = 0; number < claims; number++) {
    yield* source(ledger, number, entities);
    yield* claim(ledger, number, entities);
  }
}

function* people(): Generator<Row> {
  for (const [subject, id, role] of [
    ["checker", checker, "CHECKER"],
    ["editor", editor, "EDITOR"],
  ] as const) {
    const at = iso(start);
    const who = { id, issuer: "https://id.example", subject, name: subject, role };
    yield { table: "person", values: { ...who, version: 1, created_at: at, last_seen_at: at } };
  }
}

function* entity(ledger: Ledger, number: number): Generator<Row> {
  const at = iso(start);
  const names = [
    { language: "en", name: `Agency ${number}` },
    { language: "fa", name: `خبرگزاری شمارهٔ ${number}` },
  ];
  const after = {
    id: entityId(number),
    kind: pick(kinds, number),
    names,
    aliases: [],
    wikidataId: null,
    sameAs: [],
    noInterests: true,
    mergedIntoId: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
    interests: [],
  };
  const search_keys = names.flatMap(({ name, language }) => searchKeys(name, language));
  yield rowOf("entity", after, ["interests"], { search_keys: [...new Set(search_keys)] });
  yield* ledger.record(
    { at, actor: editor, action: "entity.record", subject: after.id },
    null,
    after,
  );
}
