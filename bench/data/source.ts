import {
  captureId,
  checker,
  day,
  entityId,
  iso,
  languageOf,
  passagesOf,
  pick,
  sha256,
  sourceId,
  timeOf,
} from "./common.ts";
import { phrases } from "./phrases.ts";
import { type Ledger, type Row, rowOf } from "./rows.ts";

export function* source(ledger: Ledger, number: number, entities: number): Generator<Row> {
  const at = iso(timeOf(number));
  const language = languageOf(number);
  const content = passagesOf(number).join(" ");
  const host = `outlet-${number % 97}.example`;
  const path = `${host}/${day(timeOf(number))}/${number}`;
  const captured = {
    id: captureId(number),
    at,
    contentHash: `sha256:${sha256(content)}`,
    archiveUrl: null,
  };
  const after = {
    id: sourceId(number),
    url: `https://www.${path}`,
    title: pick(phrases[language].titles, number),
    kind: number % 5 === 0 ? "OFFICIAL_STATEMENT" : "ARTICLE",
    publisherId: entityId(number % entities),
    authors: [],
    language,
    publishedAt: day(timeOf(number)),
    derivedFromId: null,
    wireId: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
    captures: [captured],
  };
  yield rowOf("source", after, ["captures"], { canonical_url: `https://${path}` });
  yield rowOf("capture", captured, [], { source_id: after.id, content });
  yield* ledger.record(
    { at, actor: checker, action: "source.record", subject: after.id },
    null,
    after,
  );
}
