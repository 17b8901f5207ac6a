/** A claim with what belongs to it: where it appeared, its evidence, and how far the newsroom has come with it. */

import type { Snapshot } from "@sanad/core/revision";
import { squash } from "@sanad/core/text";
import {
  captureId,
  checker,
  day,
  editor,
  entityId,
  iso,
  languageOf,
  passagesOf,
  pick,
  piecesPerClaim,
  sha256,
  sourceId,
  timeOf,
} from "./common.ts";
import { idOf } from "./ids.ts";
import { phrases, topics } from "./phrases.ts";
import { type Ledger, type Row, rowOf } from "./rows.ts";

/** Some are about somebody of whom much is said, and fewer about somebody else as well. */
const aboutOneIn = [3, 150];
const stances = ["REFUTES", "SUPPORTS", "CONTEXT"] as const;
const verdicts = ["FALSE", "TRUE", "MISLEADING", "MIXED", "UNPROVEN"] as const;

export function* claim(ledger: Ledger, number: number, entities: number): Generator<Row> {
  const recorded = recordedClaim(number, entities);
  const { id, text, claimantId } = recorded;
  const chronicle = new Chronicle(ledger, number, id);
  yield* chronicle.tell(1, checker, "claim.record", id, null, recorded);

  const { attribution, ...appearance } = appearanceOf(number, id, claimantId, chronicle.at(2));
  yield rowOf("appearance", appearance);
  for (const [position, { entityId: entity_id, role }] of attribution.entries())
    yield {
      table: "attribution",
      values: { appearance_id: appearance.id, position, entity_id, role },
    };
  const appeared = { ...appearance, attribution, claim: chronicle.stamp(2) };
  yield* chronicle.tell(2, checker, "appearance.add", appearance.id, null, appeared);

  const pieces = Array.from({ length: piecesPerClaim }, (_, piece) =>
    evidenceOf(number, id, piece, chronicle.at(3 + piece)),
  );
  for (const [piece, evidence] of pieces.entries()) {
    yield rowOf("evidence", evidence);
    const after = { ...evidence, claim: chronicle.stamp(3 + piece) };
    yield* chronicle.tell(3 + piece, checker, "evidence.add", evidence.id, null, after);
  }

  const { rows, last } = workflow(chronicle, number, recorded, pieces);
  yield* rows;
  const computed = { fingerprint: sha256(squash(text)) };
  yield rowOf("claim", last, ["about", "translations"], computed);
  for (const [position, entity_id] of recorded.about.entries())
    yield {
      table: "claim_about",
      values: { claim_id: id, entity_id, position, claim_created_at: recorded.createdAt },
    };
}

/** What happens to one claim, a second apart. */
class Chronicle {
  readonly #ledger: Ledger;
  readonly #start: number;
  readonly #id: string;

  constructor(ledger: Ledger, number: number, id: string) {
    this.#ledger = ledger;
    this.#start = timeOf(number);
    this.#id = id;
  }

  at(version: number): string {
    return iso(this.#start + version * 1_000);
  }

  stamp(version: number) {
    return { id: this.#id, version, updatedAt: this.at(version) };
  }

  tell(
    version: number,
    actor: string,
    action: string,
    subject: string,
    before: Snapshot | null,
    after: Snapshot,
  ): Generator<Row> {
    return this.#ledger.record({ at: this.at(version), actor, action, subject }, before, after);
  }
}

function recordedClaim(number: number, entities: number) {
  const language = languageOf(number);
  return {
    id: idOf("claim", timeOf(number), number),
    text: pick(phrases[language].claims, number).replace("#", String(number + 1)),
    language,
    claimantId: entityId((number * 7) % entities),
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
    about: aboutOneIn.flatMap((every, entity) => (number % every === 0 ? [entityId(entity)] : [])),
    translations: [],
  };
}

function appearanceOf(number: number, claimId: string, claimantId: string, createdAt: string) {
  return {
    id: idOf("appearance", timeOf(number), number),
    claimId,
    sourceId: sourceId(number),
    quote: null,
    appearedAt: day(timeOf(number)),
    createdAt,
    attribution: [{ entityId: claimantId, role: "SPEAKER" }],
  };
}

type Piece = ReturnType<typeof evidenceOf>;

function evidenceOf(number: number, claimId: string, piece: number, createdAt: string) {
  const from = sourceOf(number, piece);
  const { notes } = phrases[languageOf(number)];
  return {
    id: idOf("evidence", timeOf(number), number * piecesPerClaim + piece),
    claimId,
    sourceId: sourceId(from),
    captureId: captureId(from),
    stance: pick(stances, number + piece),
    isPrimary: piece === 0,
    quote: {
      exact: pick(passagesOf(from), piece),
      prefix: null,
      suffix: null,
      language: languageOf(from),
      translation: null,
      translatedBy: null,
    },
    note: piece === 2 ? pick(notes, number) : null,
    createdAt,
    withdrawnAt: null,
    withdrawnReason: null,
  };
}

/** The sources that a claim's evidence is from: its own, and two of earlier ones, one of them from long before. */
function sourceOf(claim: number, piece: number): number {
  if (piece === 0) return claim;
  return piece === 1 ? Math.max(0, claim - 1) : Math.floor(claim / 2);
}

/** Of five claims one comes to a review and two are being looked at. */
function workflow(
  chronicle: Chronicle,
  number: number,
  recorded: Snapshot & { id: string; language: string },
  pieces: readonly Piece[],
): { rows: Row[]; last: Snapshot } {
  const { id } = recorded;
  const versioned = (version: number) => ({ version, updatedAt: chronicle.at(version) });
  const told = { ...recorded, ...versioned(5) };
  const way = number % 5;
  if (way > 2) return { rows: [], last: told };
  const taken = { ...told, status: "IN_REVIEW", assigneeId: checker, ...versioned(6) };
  const rows = [...chronicle.tell(6, checker, "claim.move", id, told, taken)];
  if (way > 0) return { rows, last: taken };

  const handedIn = { ...taken, status: "AWAITING_APPROVAL", ...versioned(7) };
  const review = reviewOf(number, recorded, pieces, chronicle.at(8));
  const { verdict } = review;
  const outcome = { status: "PUBLISHED", assigneeId: null, reviewId: review.id, verdict };
  const published = { ...handedIn, ...outcome, ...versioned(8) };
  const afterReview = { ...review, claim: chronicle.stamp(8) };
  rows.push(
    ...chronicle.tell(7, checker, "claim.move", id, taken, handedIn),
    rowOf("review", review, ["retraction"]),
    ...chronicle.tell(8, editor, "review.publish", review.id, null, afterReview),
    ...chronicle.tell(8, editor, "claim.move", id, handedIn, published),
  );
  return { rows, last: published };
}

function reviewOf(
  number: number,
  { id, language }: { id: string; language: string },
  pieces: readonly Piece[],
  publishedAt: string,
) {
  return {
    id: idOf("review", timeOf(number), number),
    claimId: id,
    verdict: pick(verdicts, number / 5),
    rating: null,
    title: null,
    summary: [{ language, text: pick(phrases[languageOf(number)].passages, number) }],
    body: [],
    language,
    publisherId: null,
    publishedAt,
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
