/**
 * Mutations: each is a verb of core and says which records its success carries. A refusal is answered as the type of its
 * name. What is asked of the records, in either case, is read by the planner once the verb has done its work.
 */

import { addAppearance } from "@sanad/core/appearance";
import { recordClaim, reviseClaim, translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { mergeEntities, recordEntity, reviseEntity } from "@sanad/core/entity";
import { type Reference, Refusal } from "@sanad/core/errors";
import { saveDraft } from "@sanad/core/draft";
import { erasePayload } from "@sanad/core/erasure";
import { addEvidence, withdrawEvidence } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import type { Outcome } from "@sanad/core/importer";
import { createApiKey, revokeApiKey } from "@sanad/core/key";
import { reinstatePerson, suspendPerson } from "@sanad/core/person";
import { type Field, planRead, runRead, type Selection } from "@sanad/core/read";
import { referencePrefixes } from "@sanad/core/record";
import { mergeClaims, relateClaims, unrelateClaims } from "@sanad/core/relation";
import { correctReview, moveClaim } from "@sanad/core/review";
import { recordRatingScale, reviseRatingScale } from "@sanad/core/scale";
import { recordSource, reviseSource } from "@sanad/core/source";
import { within } from "./errors.ts";
import type { Mutations } from "./generated.ts";

/** The verb done; what is answered are the ids of its records, or what it tells itself, under the names of the success's fields. */
type Verb<Name extends keyof Mutations> = ((
  ctx: Context,
  input: Mutations[Name]["input"],
) => Promise<Record<Mutations[Name]["records"], Told>>) &
  Traits;

type Told = string | number | readonly object[];

/** `isShownOnce`: the answer holds a secret that nobody keeps, so it cannot be given again under an Idempotency-Key. */
type Traits = { readonly isShownOnce?: boolean };

const claim = ({ id }: { id: string }) => ({ claim: id });
const entity = ({ id }: { id: string }) => ({ entity: id });
const source = ({ id }: { id: string }) => ({ source: id });
const appearance = ({ id, claimId }: { id: string; claimId: string }) => ({
  appearance: id,
  claim: claimId,
});
const evidence = ({ id, claimId }: { id: string; claimId: string }) => ({
  evidence: id,
  claim: claimId,
});

const claimOf = ({ claimId }: { claimId: string }) => ({ claim: claimId });
const review = ({ id, claimId }: { id: string; claimId: string }) => ({
  review: id,
  claim: claimId,
});

const ratingScale = ({ id }: { id: string }) => ({ ratingScale: id });
const apiKey = ({ id }: { id: string }) => ({ apiKey: id });
const person = ({ id }: { id: string }) => ({ person: id });
const revision = ({ id }: { id: string }) => ({ revision: id });

const verbs: { readonly [Name in keyof Mutations]: Verb<Name> } = {
  recordEntity: answer(recordEntity, entity),
  recordSource: answer(recordSource, source),
  recordClaim: answer(recordClaim, claim),
  translateClaim: answer(translateClaim, claim),
  addAppearance: answer(addAppearance, appearance),
  addEvidence: answer(addEvidence, evidence),
  withdrawEvidence: answer(withdrawEvidence, evidence),
  reviseClaim: answer(reviseClaim, claim),
  reviseSource: answer(reviseSource, source),
  reviseEntity: answer(reviseEntity, entity),
  mergeEntities: answer(mergeEntities, entity),
  moveClaim: answer(moveClaim, claim),
  saveDraft: answer(saveDraft, claimOf),
  correctReview: answer(correctReview, review),
  recordRatingScale: answer(recordRatingScale, ratingScale),
  reviseRatingScale: answer(reviseRatingScale, ratingScale),
  createApiKey: answer(createApiKey, ({ key, secret }) => ({ ...apiKey(key), secret }), {
    isShownOnce: true,
  }),
  revokeApiKey: answer(revokeApiKey, apiKey),
  suspendPerson: answer(suspendPerson, person),
  reinstatePerson: answer(reinstatePerson, person),
  erasePayload: answer(erasePayload, revision),
  async importReviews(ctx, input) {
    // It reads pages and feeds, which nothing else here does: loaded by whoever imports, not by each start.
    const { importReviews, summaryOf } = await import("@sanad/core/importer");
    const outcomes = await importReviews(ctx, input);
    return { ...summaryOf(outcomes), outcomes: outcomes.map(toldOf) };
  },
  async relateClaims(ctx, input) {
    await relateClaims(ctx, input);
    return { claim: input.fromId, other: input.toId };
  },
  async unrelateClaims(ctx, input) {
    const { claimId, otherClaimId } = await unrelateClaims(ctx, input);
    return input.claimId === otherClaimId
      ? { claim: otherClaimId, other: claimId }
      : { claim: claimId, other: otherClaimId };
  },
  async mergeClaims(ctx, input) {
    const { id } = await mergeClaims(ctx, input);
    return { claim: id, duplicate: input.id };
  },
};

/** An outcome as the contract has it. */
function toldOf(outcome: Outcome): object {
  if (outcome.kind === "LEFT_OUT") return { ...outcome, notes: [] };
  return { ...outcome, kind: outcome.judgement };
}

function answer<Input, Row, Records>(
  verb: (ctx: Context, input: Input) => Promise<Row>,
  records: (row: Row) => Records,
  traits: Traits = {},
): ((ctx: Context, input: Input) => Promise<Records>) & Traits {
  const run = async (ctx: Context, input: Input) => records(await verb(ctx, input));
  return Object.assign(run, traits);
}

export function isShownOnce(mutation: string): boolean {
  return verbOf(mutation).isShownOnce === true;
}

/** Checks what is asked of the answer, whichever it will be, so that nothing is written for what cannot be read. */
export function checkMutation(ctx: Context, key: string, { select = {} }: Field): void {
  try {
    for (const selection of Object.values(select)) planRead(ctx, recordsIn(selection, someId));
  } catch (error) {
    throw within(`${key}.`, error);
  }
}

/** Does it and answers its payload. @throws what is no refusal, or one that the mutation's union does not name */
export async function runMutation(ctx: Context, field: Field): Promise<Record<string, unknown>> {
  const { type, facts } = await done(ctx, field);
  const selection = field.select?.[type] ?? {};
  const reads = recordsIn(selection, ({ name }) => idOf(facts[name]));
  const records = Object.keys(reads).length > 0 ? await runRead(ctx, planRead(ctx, reads)) : {};
  const rest = Object.entries(selection).map(([key, part]) => [key, told(facts[part.name], part)]);
  return { ...Object.fromEntries(rest), ...records, __typename: type };
}

type Done = { type: string; facts: Readonly<Record<string, unknown>> };

async function done(ctx: Context, { name, args, select = {} }: Field): Promise<Done> {
  try {
    const facts = await verbOf(name)(ctx, args["input"]);
    return { type: Object.keys(select).find((type) => type.endsWith("Success")) ?? "", facts };
  } catch (error) {
    if (error instanceof Refusal && error.name in select)
      return { type: error.name, facts: { ...error, message: error.message } };
    throw within("input.", error);
  }
}

type AnyVerb = ((ctx: Context, input: unknown) => Promise<Record<string, Told>>) & Traits;

/** The mutation's verb, for an input that graphql-js has checked against the mutation's own type. */
function verbOf(name: string): AnyVerb {
  if (!Object.hasOwn(verbs, name)) throw new Error(`The contract's mutation ${name} has no verb.`);
  return verbs[name as keyof Mutations] as AnyVerb;
}

/** The selection's records, each read by the id that `id` gives for its field. */
function recordsIn(selection: Selection, id: (field: Field) => string): Selection {
  const records = Object.entries(selection).flatMap(([key, field]): [string, Field][] =>
    isRecord(field) ? [[key, { name: "node", args: { id: id(field) }, select: field.select }]] : [],
  );
  return Object.fromEntries(records);
}

function isRecord(field: Field): field is Field & { select: NonNullable<Field["select"]> } {
  return Object.keys(field.select ?? {}).some((type) => Object.hasOwn(referencePrefixes, type));
}

/** What a verb or a refusal itself tells, such as the rules that are not met: of objects, what was asked. */
function told(value: unknown, field: Field): unknown {
  if (Array.isArray(value)) return value.map((each) => told(each, field));
  const [selection] = Object.values(field.select ?? {});
  // A record's id is no object: the record is read.
  if (selection === undefined || typeof value !== "object" || value === null) return value;
  const facts: Readonly<Record<string, unknown>> = { ...value };
  const fields = Object.entries(selection).map(([key, part]) => [
    key,
    told(facts[part.name] ?? null, part),
  ]);
  return Object.fromEntries(fields);
}

function idOf(value: unknown): string {
  return typeof value === "string" ? value : (value as Reference).id;
}

/** An id such as the field's record may have: what is asked of a record depends on its type alone. */
function someId({ select = {} }: Field): string {
  const [type] = Object.keys(select);
  return createId(referencePrefixes[type as keyof typeof referencePrefixes]);
}
