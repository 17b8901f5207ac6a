import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import { expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaim, aRelation, as, aSource, someEvidence } from "../support/fixtures.ts";
import { checksum } from "../support/graphql.ts";
import { aNewsroom, aPublishedClaim, askAs, claimNow, signedIn } from "../support/workflow.ts";

const relations = "id version relations { id kind note from { id } to { id } claim { id } }";
const facts = `... on Refusal { message } ... on ClaimNotFound { id } ... on VersionConflict { expected current }
  ... on ClaimAlreadyMerged { into { id } } ... on RelationCycle { path }`;
const mutations = {
  relateClaims: `mutation ($input: RelateClaimsInput!) { relateClaims(input: $input) { __typename
    ... on RelateClaimsSuccess { claim { ${relations} } other { ${relations} } }
    ... on Refusal { message } ... on ClaimNotFound { id } ... on ClaimAlreadyMerged { into { id } } ... on RelationCycle { path } } }`,
  unrelateClaims: `mutation ($input: UnrelateClaimsInput!) { unrelateClaims(input: $input) { __typename
    ... on UnrelateClaimsSuccess { claim { ${relations} } other { ${relations} } }
    ... on Refusal { message } ... on RelationNotFound { id } ... on VersionConflict { expected current } } }`,
  mergeClaims: `mutation ($input: MergeClaimsInput!) { mergeClaims(input: $input) { __typename
    ... on MergeClaimsSuccess { claim { id evidence { totalCount } } duplicate { id status statusReason mergedInto { id } viewerCan } }
    ${facts} } }`,
};

async function change(ctx: Context, name: keyof typeof mutations, input: object): Promise<any> {
  const { data, errors } = await askAs(ctx, mutations[name], { input });
  expect(errors).toBeUndefined();
  return data[name];
}

async function refusal(ctx: Context, name: keyof typeof mutations, input: object): Promise<any> {
  const before = await checksum(ctx.db);
  const { data, errors } = await askAs(ctx, mutations[name], { input });
  expect(await checksum(ctx.db)).toBe(before);
  return errors?.[0]?.extensions ?? data[name];
}

test("claims are related and seen so from both sides, and the relation is taken back", async ({
  ctx,
}) => {
  const contributor = await signedIn(ctx, "CONTRIBUTOR");
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  // Told from the later one: stored the other way about, and answered as it was told.
  const input = { kind: "CONTRADICTS", fromId: other.id, toId: one.id, note: "یکی نادرست است." };
  const related = await change(contributor, "relateClaims", input);
  const [{ id }] = related.claim.relations;
  const seen = (from: string, to: string) => ({
    relations: [
      {
        id,
        kind: input.kind,
        note: input.note,
        from: { id: from },
        to: { id: to },
        claim: { id: to },
      },
    ],
  });
  expect(related).toEqual({
    __typename: "RelateClaimsSuccess",
    claim: { id: other.id, version: 2, ...seen(other.id, one.id) },
    other: { id: one.id, version: 2, ...seen(one.id, other.id) },
  });
  const stale = { id, expectedVersion: 1 };
  expect(await refusal(contributor, "unrelateClaims", stale)).toMatchObject({
    __typename: "VersionConflict",
    expected: 1,
    current: 2,
  });
  const seenOn = { id, expectedVersion: related.claim.version, claimId: other.id };
  expect(await change(contributor, "unrelateClaims", seenOn)).toEqual({
    __typename: "UnrelateClaimsSuccess",
    claim: { id: other.id, version: 3, relations: [] },
    other: { id: one.id, version: 3, relations: [] },
  });
  expect(await refusal(contributor, "unrelateClaims", seenOn)).toMatchObject({
    __typename: "RelationNotFound",
    id,
  });
});

test("what cannot be related is refused fittingly, and nothing is changed", async ({ ctx }) => {
  const contributor = await signedIn(ctx, "CONTRIBUTOR");
  const [one, other] = [await aClaim(ctx), await aClaim(ctx)];
  await aRelation(ctx, { kind: "SUPERSEDES", fromId: one.id, toId: other.id });
  const missing = createId("claim");
  const base = { kind: "SUPERSEDES", fromId: other.id, toId: one.id };
  const cases: [Context, object, object][] = [
    [contributor, { ...base, toId: other.id }, { __typename: "SelfRelation" }],
    [contributor, { ...base, toId: missing }, { __typename: "ClaimNotFound", id: missing }],
    [contributor, base, { __typename: "RelationCycle", path: [other.id, one.id] }],
    [contributor, { ...base, note: " " }, { code: "BAD_USER_INPUT", argument: "input.note" }],
    [
      contributor,
      { ...base, fromId: "ادعا" },
      { code: "BAD_USER_INPUT", argument: "input.fromId" },
    ],
    [await signedIn(ctx, "READER"), base, { code: "FORBIDDEN" }],
    [as(ctx, "public"), base, { code: "UNAUTHENTICATED" }],
  ];
  for (const [actor, input, expected] of cases)
    expect([input, await refusal(actor, "relateClaims", input)]).toMatchObject([input, expected]);
});

test("a duplicate is merged, and stays readable where it was", async ({ ctx }) => {
  const editor = await signedIn(ctx, "EDITOR");
  const [duplicate, target] = [await aClaim(ctx), await aClaim(ctx)];
  await someEvidence(ctx, { claimId: duplicate.id });
  const input = { id: duplicate.id, intoId: target.id, expectedVersion: 2, reason: "همان سخن" };
  expect(await change(editor, "mergeClaims", input)).toEqual({
    __typename: "MergeClaimsSuccess",
    claim: { id: target.id, evidence: { totalCount: 1 } },
    duplicate: {
      id: duplicate.id,
      status: "DISMISSED",
      statusReason: "همان سخن",
      mergedInto: { id: target.id },
      viewerCan: [],
    },
  });
  const { data } = await askAs(
    as(ctx, "public"),
    `query ($id: ID!) { claim(id: $id) { text history(first: 1, last: null) { nodes { action description fa: description(language: "fa") } } } }`,
    { id: duplicate.id },
  );
  expect(data.claim).toEqual({
    text: duplicate.text,
    history: {
      nodes: [
        {
          action: "claim.merge",
          description: "The claim was merged with a duplicate.",
          fa: "ادعا با ادعایی تکراری ادغام شد.",
        },
      ],
    },
  });
});

test("what cannot be merged is refused fittingly, and nothing is changed", async ({ ctx }) => {
  const newsroom = await aNewsroom(ctx);
  const { editor } = newsroom;
  const [merged, target, third] = [await aClaim(ctx), await aClaim(ctx), await aClaim(ctx)];
  await change(editor, "mergeClaims", { id: merged.id, intoId: target.id, expectedVersion: 1 });
  const published = await aPublishedClaim(newsroom);
  const missing = createId("claim");
  const base = { id: third.id, intoId: target.id, expectedVersion: 1 };
  const into = { __typename: "ClaimAlreadyMerged", into: { id: target.id } };
  const cases: [Context, object, object][] = [
    [editor, { ...base, expectedVersion: 7 }, { __typename: "VersionConflict", current: 1 }],
    [editor, { ...base, intoId: third.id }, { __typename: "MergeIntoSelf" }],
    [editor, { ...base, intoId: missing }, { __typename: "ClaimNotFound", id: missing }],
    [editor, { ...base, intoId: merged.id }, into],
    [editor, { ...base, id: merged.id, expectedVersion: 2, intoId: third.id }, into],
    [editor, { ...base, id: target.id, expectedVersion: 2, intoId: merged.id }, into],
    [
      editor,
      { ...base, id: published.id, expectedVersion: published.version },
      { __typename: "ClaimEverPublished" },
    ],
    [editor, { ...base, reason: " " }, { code: "BAD_USER_INPUT", argument: "input.reason" }],
    [newsroom.checker, base, { code: "FORBIDDEN" }],
    [as(ctx, "public"), base, { code: "UNAUTHENTICATED" }],
  ];
  for (const [actor, input, expected] of cases)
    expect([input, await refusal(actor, "mergeClaims", input)]).toMatchObject([input, expected]);
});

test("every change to a merged claim is refused, and says where to make it", async ({ ctx }) => {
  const editor = await signedIn(ctx, "EDITOR");
  const [duplicate, target] = [await aClaim(ctx), await aClaim(ctx)];
  const source = await aSource(ctx);
  await change(editor, "mergeClaims", { id: duplicate.id, intoId: target.id, expectedVersion: 1 });
  const { version: expectedVersion } = await claimNow(ctx, duplicate.id);
  const [claimId, id] = [duplicate.id, duplicate.id];
  const inputs: Record<string, object> = {
    addEvidence: { claimId, sourceId: source.id, stance: "CONTEXT" },
    addAppearance: { claimId, sourceId: source.id },
    saveDraft: { claimId, expectedVersion },
    reviseClaim: { id, expectedVersion, topics: ["انرژی"] },
    translateClaim: { id, expectedVersion, language: "en", text: "It broke." },
    moveClaim: { id, expectedVersion, to: "UNVERIFIED", reason: "باز شد" },
    correctReview: { claimId, expectedVersion, note: "املا" },
    relateClaims: { kind: "REPEATS", fromId: target.id, toId: id },
    mergeClaims: { id, intoId: target.id, expectedVersion },
  };
  for (const [name, input] of Object.entries(inputs)) {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${name}(input: $input) { __typename ... on ClaimAlreadyMerged { message into { id } } } }`;
    const before = await checksum(ctx.db);
    const { data } = await askAs(editor, query, { input });
    expect([name, data?.[name]]).toEqual([
      name,
      {
        __typename: "ClaimAlreadyMerged",
        message: "This claim was merged into another.",
        into: { id: target.id },
      },
    ]);
    expect(await checksum(ctx.db)).toBe(before);
  }
});
