/** Sources: the documents in which claims stand and that bear on them. */

import { and, eq, ne } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import { markForRecheck } from "../claim/recheck.ts";
import { type Context, transaction } from "../context/index.ts";
import { requireEntities } from "../entity/record.ts";
import { DuplicateSource } from "../errors/index.ts";
import { createId } from "../id/index.ts";
import {
  type Changes,
  checkId,
  checkLanguage,
  checkList,
  checkName,
  checkPartialDate,
  checkUrl,
  given,
  kept,
  optional,
} from "../input/index.ts";
import { alreadyHolds, hold, snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import {
  addCapture,
  type CaptureInput,
  type CheckedCapture,
  checkCapture,
  isNewCapture,
} from "./capture.ts";
import { lockDerivation, refuseDerivationCycle } from "./derivation.ts";
import type { SourceKind } from "./kinds.ts";
import { lockSource, requireSources, sourceRecord, type SourceRow } from "./record.ts";
import { source } from "./source.sql.ts";
import { canonicalUrl } from "./url.ts";

export type { SourceKind } from "./kinds.ts";
export { checkQuote, checkQuoteIn, quoteIn, type QuoteInput } from "./quote.ts";
export { requireSource, sourceRecord, type SourceRow } from "./record.ts";
export { canonicalUrl } from "./url.ts";

type Description = {
  title: string;
  kind?: SourceKind;
  publisherId?: string | null;
  authors?: readonly string[] | null;
  language?: string | null;
  publishedAt?: string | null;
  derivedFromId?: string | null;
  wireId?: string | null;
};

export type RecordSourceInput = Description & CaptureInput & { url?: string | null };

type Fields = ReturnType<typeof checkDetails>;

/**
 * Records a source with a capture of it. Where one is recorded at the same address, that one is given back, with what it
 * lacked filled in and a capture added where something new was captured; nothing changes where neither is the case.
 * @throws {EntityNotFound} @throws {SourceNotFound} @throws {DerivationCycle}
 */
export async function recordSource(ctx: Context, input: RecordSourceInput): Promise<SourceRow> {
  authorize(ctx, "source.record");
  const url = optional(input.url, "url", checkUrl);
  const canonical = url === null ? null : canonicalUrl(url);
  const title = checkName(input.title, "title");
  const details = checkDetails(input);
  const captured = checkCapture(ctx, input);

  return transaction(ctx, async (ctx) => {
    if (typeof details.derivedFromId === "string") await lockDerivation(ctx);
    if (canonical !== null) await holdAddress(ctx, canonical);
    const found = await resolve(ctx, details);
    const existing = canonical === null ? undefined : await lockSourceAt(ctx, canonical);
    if (existing !== undefined) return fillIn(ctx, existing, found, captured);

    const id = createId("source");
    const now = ctx.now();
    const [row] = await ctx.db
      .insert(source)
      .values({
        ...found,
        id,
        url,
        canonicalUrl: canonical,
        title,
        kind: input.kind ?? "ARTICLE",
        authors: found.authors ?? [],
        version: 1,
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    if (row === undefined) throw new Error("An insert gave nothing back.");
    await addCapture(ctx, id, captured);
    await record(ctx, {
      action: "source.record",
      subject: id,
      before: null,
      after: await snapshotOf(ctx, sourceRecord, id),
    });
    return row;
  });
}

export type ReviseSourceInput = Changes<Description & { url: string }> & {
  id: string;
  expectedVersion: number;
};

/**
 * Changes what is recorded of a source: what is left out stays, null empties.
 * @throws {SourceNotFound} @throws {VersionConflict} @throws {EntityNotFound} @throws {DerivationCycle}
 * @throws {DuplicateSource} where another source is recorded at the new address
 */
export async function reviseSource(ctx: Context, input: ReviseSourceInput): Promise<SourceRow> {
  authorize(ctx, "source.revise");
  const id = checkId(input.id, "source", "id");
  const url = given(input.url, "url", checkUrl);
  const canonical = typeof url === "string" ? canonicalUrl(url) : url;
  const changes = {
    url,
    title: kept(input.title, "title", checkName),
    kind: kept(input.kind, "kind", (kind) => kind),
    ...checkDetails(input),
  };

  return transaction(ctx, async (ctx) => {
    if (typeof changes.derivedFromId === "string") await lockDerivation(ctx);
    if (typeof canonical === "string") await holdAddress(ctx, canonical);
    const current = await lockSource(ctx, id, input.expectedVersion);
    const values = await resolve(ctx, changes);
    if (typeof canonical === "string") await refuseDuplicate(ctx, canonical, id);
    const before = await snapshotOf(ctx, sourceRecord, id);
    if (before !== null && alreadyHolds(before, values)) return current;
    return change(ctx, current, "source.revise", { ...values, canonicalUrl: canonical });
  });
}

type Values = { [K in keyof SourceRow]?: SourceRow[K] | undefined };

/** Gives a source that this transaction holds what it lacks. */
async function fillIn(
  ctx: Context,
  current: SourceRow,
  found: Fields,
  captured: CheckedCapture,
): Promise<SourceRow> {
  const { authors, ...others } = found;
  const lacking: Values = Object.fromEntries(
    Object.entries(others).filter(
      ([name, value]) => typeof value === "string" && current[name as keyof typeof others] === null,
    ),
  );
  if (current.authors.length === 0 && authors !== undefined && authors.length > 0)
    lacking.authors = authors;
  const captures = await isNewCapture(ctx, current.id, captured);
  if (Object.keys(lacking).length === 0 && !captures) return current;
  return change(ctx, current, "source.record", lacking, captures ? captured : null);
}

/** Makes a change to a source that this transaction holds, and enters it in the ledger. */
async function change(
  ctx: Context,
  current: SourceRow,
  action: "source.record" | "source.revise",
  values: Values,
  captured: CheckedCapture | null = null,
): Promise<SourceRow> {
  if (typeof values.derivedFromId === "string")
    await refuseDerivationCycle(ctx, current.id, values.derivedFromId);
  const before = await snapshotOf(ctx, sourceRecord, current.id);
  const [row] = await ctx.db
    .update(source)
    .set({ ...values, version: current.version + 1, updatedAt: ctx.now() })
    .where(eq(source.id, current.id))
    .returning();
  if (row === undefined) throw new Error("An update gave nothing back.");
  if (captured !== null) await addCapture(ctx, current.id, captured);
  const cited = { sourceId: row.id };
  await markForRecheck(ctx, cited, "A source that the review cites has changed.");
  await record(ctx, {
    action,
    subject: row.id,
    before,
    after: await snapshotOf(ctx, sourceRecord, row.id),
  });
  return row;
}

/** The fields that recording and revising take alike. */
function checkDetails(input: Changes<Description>) {
  const entityId = (id: string, path: string) => checkId(id, "entity", path);
  return {
    publisherId: given(input.publisherId, "publisherId", entityId),
    authors:
      input.authors === undefined
        ? undefined
        : checkList(input.authors ?? [], "authors", checkName),
    language: given(input.language, "language", checkLanguage),
    publishedAt: given(input.publishedAt, "publishedAt", checkPartialDate),
    derivedFromId: given(input.derivedFromId, "derivedFromId", (id, path) =>
      checkId(id, "source", path),
    ),
    wireId: given(input.wireId, "wireId", entityId),
  };
}

/** The fields with live entities, after a look that all they name is there. */
async function resolve<T extends Fields>(ctx: Context, fields: T): Promise<T> {
  const { publisherId, wireId, derivedFromId } = fields;
  const named = (id: string | null | undefined) => (typeof id === "string" ? [id] : []);
  const entities = await requireEntities(ctx, [...named(publisherId), ...named(wireId)]);
  await requireSources(ctx, named(derivedFromId));
  return {
    ...fields,
    publisherId: publisherId && entities.liveId(publisherId),
    wireId: wireId && entities.liveId(wireId),
  };
}

/** Whoever is about to record something at this address waits; taken before any row, so that two writers meet here first. */
async function holdAddress(ctx: Context, canonical: string): Promise<void> {
  await hold(ctx, `address ${canonical}`);
}

/** The source at an address, held until the transaction ends. */
async function lockSourceAt(ctx: Context, canonical: string): Promise<SourceRow | undefined> {
  const at = eq(source.canonicalUrl, canonical);
  const [row] = await ctx.db.select().from(source).where(at).for("no key update");
  return row;
}

async function refuseDuplicate(ctx: Context, canonical: string, ownId: string): Promise<void> {
  const [existing] = await ctx.db
    .select({ id: source.id })
    .from(source)
    .where(and(eq(source.canonicalUrl, canonical), ne(source.id, ownId)));
  if (existing !== undefined) throw new DuplicateSource(existing.id);
}
