/**
 * Records for tests, made by core's own verbs, so that none can be there which could not have come about. Each is the smallest
 * that is legal, and unlike all others; what a test is about it gives itself.
 */

import type { Role } from "@sanad/core/actor";
import { addAppearance, type AddAppearanceInput } from "@sanad/core/appearance";
import { recordClaim, type RecordClaimInput } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { recordEntity, type RecordEntityInput } from "@sanad/core/entity";
import { addEvidence, type AddEvidenceInput } from "@sanad/core/evidence";
import { createId } from "@sanad/core/id";
import { relateClaims, type RelateClaimsInput } from "@sanad/core/relation";
import { recordSource, type RecordSourceInput } from "@sanad/core/source";

let count = 0;
const next = () => ++count;

/** The same context with another actor: somebody of that role, or the public, who is not signed in. */
export function as(ctx: Context, who: Role | "public"): Context {
  if (who === "public") return { ...ctx, actor: { kind: "public" } };
  return {
    ...ctx,
    actor: { kind: "person", id: createId("person"), name: `Somebody, ${who}`, role: who },
  };
}

export function anEntity(ctx: Context, given: Partial<RecordEntityInput> = {}) {
  const names = [{ language: "fa", name: `خبرگزاری شمارهٔ ${next()}` }];
  return recordEntity(ctx, { kind: "OUTLET", names, ...given });
}

export function aSource(ctx: Context, given: Partial<RecordSourceInput> = {}) {
  const number = next();
  return recordSource(ctx, {
    url: `https://example.org/news/${number}`,
    title: `گزارش شمارهٔ ${number}`,
    ...given,
  });
}

/** Its claimant is a new entity, unless one is given; whether it is recorded already is not looked for, which takes time. */
export async function aClaim(ctx: Context, given: Partial<RecordClaimInput> = {}) {
  const text = `ادعای شمارهٔ ${next()}: آتش‌بس انرژی نقض شده است.`;
  const claimantId = given.claimantId ?? (await anEntity(ctx)).id;
  return recordClaim(ctx, { text, language: "fa", allowDuplicate: true, ...given, claimantId });
}

/** Of a new claim in a new source, unless they are given. */
export async function anAppearance(ctx: Context, given: Partial<AddAppearanceInput> = {}) {
  const claimId = given.claimId ?? (await aClaim(ctx)).id;
  const sourceId = given.sourceId ?? (await aSource(ctx)).id;
  return addAppearance(ctx, { ...given, claimId, sourceId });
}

/** For a new claim from a new source, unless they are given. */
export async function someEvidence(ctx: Context, given: Partial<AddEvidenceInput> = {}) {
  const claimId = given.claimId ?? (await aClaim(ctx)).id;
  const sourceId = given.sourceId ?? (await aSource(ctx)).id;
  return addEvidence(ctx, { stance: "SUPPORTS", ...given, claimId, sourceId });
}

/** Between two new claims, unless they are given. */
export async function aRelation(ctx: Context, given: Partial<RelateClaimsInput> = {}) {
  const fromId = given.fromId ?? (await aClaim(ctx)).id;
  const toId = given.toId ?? (await aClaim(ctx)).id;
  return relateClaims(ctx, { kind: "CONTRADICTS", ...given, fromId, toId });
}
