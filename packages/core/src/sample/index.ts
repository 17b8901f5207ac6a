/**
 * The sample newsroom: the first story as records, for a newcomer to read and for tests. Who accused whom over the energy
 * ceasefire of 2025, who only reported it, what bears on it, and what a checker and an editor have published so far.
 */

import { addAppearance } from "../appearance/index.ts";
import { recordClaim, translateClaim } from "../claim/index.ts";
import type { Context } from "../context/index.ts";
import { recordEntity } from "../entity/index.ts";
import { addEvidence } from "../evidence/index.ts";
import { relateClaims } from "../relation/index.ts";
import { recordSource } from "../source/index.ts";
import { type ClaimKey, claims, type EntityKey, type SourceKey } from "./claims.ts";
import { evidenceOnAccusations } from "./evidence-on-accusations.ts";
import { evidenceOnTalks } from "./evidence-on-talks.ts";
import { behindOutlets, outlets } from "./outlets.ts";
import { organs, people, states } from "./parties.ts";
import { type Recorded, reviewClaims } from "./reviews.ts";
import {
  inBothLanguages,
  type SampleClaim,
  type SampleEntity,
  type SampleEvidence,
  type SampleQuote,
  type SampleSource,
} from "./shape.ts";
import { readAt, sources } from "./sources.ts";

const evidenceOf: Record<ClaimKey, readonly SampleEvidence<SourceKey>[]> = {
  ...evidenceOnAccusations,
  ...evidenceOnTalks,
};

/** The id of what was recorded under each key. */
type Ids<Key extends string> = Readonly<Record<Key, string>>;

/**
 * Records the whole story, or nothing of it, in the name of the system.
 * @throws {DuplicateEntity} where it is recorded already
 */
export async function recordSampleNewsroom(ctx: Context): Promise<void> {
  // A capture cannot lie ahead, and the clock of a newcomer's machine may be behind.
  const lagMs = Math.max(0, Date.parse(readAt) - ctx.now().getTime());
  const now = () => new Date(ctx.now().getTime() + lagMs);
  const sample: Context = { ...ctx, actor: { kind: "system", job: "sample" }, now };
  // Not `transaction`, which is one act at one instant: these are many, one after another.
  await sample.db.transaction(async (db) => {
    const ctx = { ...sample, db };
    const entityIds = await recordEntities(ctx);
    const sourceIds = idsOf(
      await recordEach(sources, (source) => recordSource(ctx, sourceInput(source, entityIds))),
    );
    const recorded = await recordEach(claims, (claim, key) =>
      recordWholeClaim(ctx, claim, evidenceOf[key], entityIds, sourceIds),
    );
    await relateClaims(ctx, {
      kind: "CONTRADICTS",
      fromId: recorded.ukraineViolatedCeasefire.id,
      toId: recorded.russiaViolatedCeasefire.id,
      note: inBothLanguages({
        fa: "هر طرف دیگری را به نقض همان آتش‌بس متهم می‌کند.",
        en: "Each side accuses the other of breaking the same ceasefire.",
      }),
    });
    await reviewClaims(ctx, recorded);
  });
}

async function recordEntities(ctx: Context): Promise<Ids<EntityKey>> {
  const record = async <Key extends string, Of extends string>(
    entities: Readonly<Record<Key, SampleEntity<Of>>>,
    ids: Ids<Of>,
  ) => idsOf(await recordEach(entities, (entity) => recordEntity(ctx, entityInput(entity, ids))));

  const stateIds = await record<keyof typeof states, never>(states, {});
  const organIds = await record<keyof typeof organs, keyof typeof states>(organs, stateIds);
  const partyIds = { ...stateIds, ...organIds };
  const peopleIds = await record<keyof typeof people, keyof typeof partyIds>(people, partyIds);
  const behindIds = await record<keyof typeof behindOutlets, never>(behindOutlets, {});
  const ownerIds = { ...stateIds, ...behindIds };
  const outletIds = await record<keyof typeof outlets, keyof typeof ownerIds>(outlets, ownerIds);
  return { ...partyIds, ...peopleIds, ...behindIds, ...outletIds };
}

function entityInput<Of extends string>(entity: SampleEntity<Of>, ids: Ids<Of>) {
  const named = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([language, name]) => ({ language, name }));
  return {
    kind: entity.kind,
    names: named(entity.names),
    aliases: named(entity.aliases ?? {}),
    wikidataId: entity.wikidataId ?? null,
    interests: (entity.interests ?? []).map(({ kind, of, note }) => ({
      kind,
      ofId: of === undefined ? null : ids[of],
      note: inBothLanguages(note),
    })),
  };
}

function sourceInput(source: SampleSource<EntityKey>, entityIds: Ids<EntityKey>) {
  const { publisher, wire, ...described } = source;
  return {
    ...described,
    readAt,
    publisherId: entityIds[publisher],
    wireId: wire === undefined ? null : entityIds[wire],
  };
}

async function recordWholeClaim(
  ctx: Context,
  claim: SampleClaim<EntityKey, SourceKey>,
  evidence: readonly SampleEvidence<SourceKey>[],
  entityIds: Ids<EntityKey>,
  sourceIds: Ids<SourceKey>,
): Promise<Recorded> {
  const { text, claimant, about, appearance, ...details } = claim;
  const { fa, ...translations } = text;
  let row = await recordClaim(ctx, {
    ...details,
    text: fa,
    language: "fa",
    claimantId: entityIds[claimant],
    aboutIds: about.map((key) => entityIds[key]),
  });
  for (const [language, translation] of Object.entries(translations)) {
    const { id, version: expectedVersion } = row;
    row = await translateClaim(ctx, { id, language, text: translation, expectedVersion });
  }
  await addAppearance(ctx, {
    claimId: row.id,
    sourceId: sourceIds[appearance.source],
    quote: quoteInput(appearance.quote),
    appearedAt: appearance.appearedAt ?? null,
    attribution: appearance.attribution.map(([role, key]) => ({ role, entityId: entityIds[key] })),
  });
  const pieces: Partial<Record<SourceKey, string>> = {};
  for (const { source, stance, quote, note } of evidence) {
    const piece = await addEvidence(ctx, {
      claimId: row.id,
      sourceId: sourceIds[source],
      stance,
      quote: quote === undefined ? null : quoteInput(quote),
      note: inBothLanguages(note),
    });
    pieces[source] = piece.id;
  }
  return { id: row.id, evidence: pieces };
}

/** The words' language is left to be their source's. */
function quoteInput(quote: SampleQuote) {
  return { ...quote, translatedBy: "Sanad" };
}

/** Records one after the other, in the order written down. */
async function recordEach<Key extends string, T, Row>(
  items: Readonly<Record<Key, T>>,
  record: (item: T, key: Key) => Promise<Row>,
): Promise<Readonly<Record<Key, Row>>> {
  const rows: Partial<Record<Key, Row>> = {};
  for (const key in items) rows[key] = await record(items[key], key);
  // Every key was just given its row.
  return rows as Record<Key, Row>;
}

function idsOf<Key extends string>(rows: Readonly<Record<Key, { id: string }>>): Ids<Key> {
  const entries = Object.entries<{ id: string }>(rows).map(([key, { id }]) => [key, id]);
  return Object.fromEntries(entries) as Ids<Key>;
}
