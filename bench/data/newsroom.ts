/**
 * A newsroom of any size, the same in every run. A claim a minute: its source with a capture, the claim, where it appeared,
 * three pieces of evidence with quotes, and for some of them the way through the workflow to a review. The ledger tells of all of
 * it, chained, so that `sanad verify` passes and every read works.
 */

import { createHash } from "node:crypto";
import type { Snapshot } from "@sanad/core/revision";
import { searchKeys, squash } from "@sanad/core/text";
import { idOf } from "./ids.ts";
import { type Language, phrases, topics } from "./phrases.ts";
import { Ledger, type Row, rowOf } from "./rows.ts";

const start = Date.UTC(2023, 0, 1);
const minute = 60_000;
const claimsPerEntity = 100;
const fewestEntities = 20;
const piecesPerClaim = 3;
const stances = ["REFUTES", "SUPPORTS", "CONTEXT"] as const;
const kinds = ["OUTLET", "PERSON", "GOVERNMENT", "ORGANISATION"] as const;
const verdicts = ["FALSE", "TRUE", "MISLEADING", "MIXED", "UNPROVEN"] as const;

/** Claims are recorded a minute apart, all that belongs to one within that minute. */
const timeOf = (claim: number) => start + claim * minute;
const iso = (at: number) => new Date(at).toISOString();
const day = (at: number) => iso(at).slice(0, 10);
const checker = idOf("person", start, 0);
const editor = idOf("person", start, 1);

export function* newsroom(claims: number): Generator<Row> {
  const ledger = new Ledger();
  yield* people();
  const entities = Math.max(fewestEntities, Math.ceil(claims / claimsPerEntity));
  for (let number = 0; number < entities; number++) yield* entity(ledger, number);
  for (let number = 0; number < claims; number++) {
    yield* source(ledger, number, entities);
    yield* claim(ledger, number, claims, entities);
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

const entityId = (number: number) => idOf("entity", start, number);

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

const sourceId = (number: number) => idOf("source", timeOf(number), number);
const captureId = (number: number) => idOf("capture", timeOf(number), number);
const languageOf = (number: number): Language => (number % 3 === 0 ? "en" : "fa");

/** What the source with this number says, of which pieces quote. */
function passages(number: number): readonly string[] {
  const { passages } = phrases[languageOf(number)];
  return Array.from({ length: piecesPerClaim }, (_, piece) => pick(passages, number + piece));
}

function* source(ledger: Ledger, number: number, entities: number): Generator<Row> {
  const at = iso(timeOf(number));
  const language = languageOf(number);
  const content = passages(number).join(" ");
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

/** The sources that a claim's evidence is from: its own, and two of earlier ones, one of them from long before. */
function sourceOf(claim: number, piece: number): number {
  if (piece === 0) return claim;
  return piece === 1 ? Math.max(0, claim - 1) : Math.floor(claim / 2);
}

function* claim(ledger: Ledger, number: number, claims: number, entities: number): Generator<Row> {
  const language = languageOf(number);
  const text = pick(phrases[language].claims, number).replace("#", String(number + 1));
  const claimantId = entityId((number * 7) % entities);
  const recorded: Snapshot & { id: string } = {
    id: idOf("claim", timeOf(number), number),
    text,
    language,
    claimantId,
    claimedAt: day(timeOf(number)),
    validFrom: null,
    validUntil: null,
    recheckAt: null,
    recheckReason: null,
    topics: [pick(topics, number)],
    status: "UNVERIFIED",
    statusReason: null,
    assigneeId: null,
    reviewId: null,
    verdict: null,
    mergedIntoId: null,
    version: 1,
    createdAt: iso(timeOf(number)),
    updatedAt: iso(timeOf(number)),
    about: [],
    translations: [],
  };
  const step = (version: number) => iso(timeOf(number) + version * 1_000);
  const stamp = (version: number) => ({ id: recorded.id, version, updatedAt: step(version) });
  const tell = (version: number, actor: string, action: string, subject: string) => ({
    at: step(version),
    actor,
    action,
    subject,
  });
  yield* ledger.record(tell(1, checker, "claim.record", recorded.id), null, recorded);

  const appeared = {
    id: idOf("appearance", timeOf(number), number),
    claimId: recorded.id,
    sourceId: sourceId(number),
    quote: null,
    appearedAt: day(timeOf(number)),
    createdAt: step(2),
    attribution: [{ entityId: claimantId, role: "SPEAKER" }],
  };
  yield rowOf("appearance", appeared, ["attribution"]);
  yield {
    table: "attribution",
    values: { appearance_id: appeared.id, position: 0, entity_id: claimantId, role: "SPEAKER" },
  };
  const afterAppearance = { ...appeared, claim: stamp(2) };
  yield* ledger.record(tell(2, checker, "appearance.add", appeared.id), null, afterAppearance);

  const pieces = Array.from({ length: piecesPerClaim }, (_, piece) => {
    const from = sourceOf(number, piece);
    const quoted = languageOf(from);
    const place = phrases[quoted].passages.indexOf(passages(from)[piece] ?? "");
    return {
      id: idOf("evidence", timeOf(number), number * piecesPerClaim + piece),
      claimId: recorded.id,
      sourceId: sourceId(from),
      captureId: captureId(from),
      stance: pick(stances, number + piece),
      isPrimary: piece === 0,
      quote: {
        exact: pick(phrases[quoted].passages, place),
        prefix: null,
        suffix: null,
        language: quoted,
        translation: null,
        translatedBy: null,
      },
      note: piece === 2 ? pick(phrases[language].notes, number) : null,
      createdAt: step(3 + piece),
      withdrawnAt: null,
      withdrawnReason: null,
    };
  });
  for (const [piece, evidence] of pieces.entries()) {
    const version = 3 + piece;
    yield rowOf("evidence", evidence);
    const after = { ...evidence, claim: stamp(version) };
    yield* ledger.record(tell(version, checker, "evidence.add", evidence.id), null, after);
  }

  const told = { ...recorded, ...versioned(5) };
  const { rows, last } = workflow();
  yield* rows;
  yield rowOf("claim", last, ["about", "translations"], {
    fingerprint: sha256(squash(text)),
    search_keys: searchKeys(text, language),
  });

  function versioned(version: number) {
    return { version, updatedAt: step(version) };
  }

  /** Every fifth claim comes to a review, every other of the rest is being looked at, and so newest ones are not all alike. */
  function workflow(): { rows: Row[]; last: Snapshot } {
    const way = number % 5;
    if (way > 2 || claims === 0) return { rows: [], last: told };
    const taken = { ...told, status: "IN_REVIEW", assigneeId: checker, ...versioned(6) };
    const rows = [...ledger.record(tell(6, checker, "claim.move", recorded.id), told, taken)];
    if (way > 0) return { rows, last: taken };
    const handedIn = { ...taken, status: "AWAITING_APPROVAL", ...versioned(7) };
    rows.push(...ledger.record(tell(7, checker, "claim.move", recorded.id), taken, handedIn));
    const review = reviewOf(8);
    const published = {
      ...handedIn,
      status: "PUBLISHED",
      assigneeId: null,
      reviewId: review.id,
      verdict: review.verdict,
      ...versioned(8),
    };
    rows.push(rowOf("review", review, ["retraction"]));
    const afterReview = { ...review, claim: stamp(8) };
    rows.push(...ledger.record(tell(8, editor, "review.publish", review.id), null, afterReview));
    rows.push(...ledger.record(tell(8, editor, "claim.move", recorded.id), handedIn, published));
    return { rows, last: published };
  }

  function reviewOf(version: number) {
    return {
      id: idOf("review", timeOf(number), number),
      claimId: recorded.id,
      verdict: pick(verdicts, number / 5),
      rating: null,
      title: null,
      summary: [{ language, text: pick(phrases[language].passages, number) }],
      body: [],
      language,
      publisherId: null,
      publishedAt: step(version),
      modifiedAt: null,
      url: null,
      claimReviewed: null,
      appearanceUrls: null,
      identity: null,
      contentHash: null,
      evidence: pieces.map((piece) => ({
        id: piece.id,
        sourceId: piece.sourceId,
        captureId: piece.captureId,
        stance: piece.stance,
        isPrimary: piece.isPrimary,
        isInterested: false,
        quote: piece.quote,
        note: piece.note,
        addedAt: piece.createdAt,
      })),
      correctionKind: null,
      correctionNote: null,
      supersedesId: null,
      publishedById: editor,
      retraction: null,
    };
  }
}

function pick<T>(values: readonly T[], number: number): T {
  const value = values[Math.floor(number) % values.length];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
