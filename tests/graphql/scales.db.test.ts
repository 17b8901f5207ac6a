import type { Context } from "@sanad/core/context";
import { saveDraft } from "@sanad/core/draft";
import { createId } from "@sanad/core/id";
import { moveClaim } from "@sanad/core/review";
import { signIn } from "@sanad/core/person";
import { verifyLedger } from "@sanad/core/verify";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";
import { ask, checksum, dataOf, type Who } from "../support/graphql.ts";

const record = `mutation ($input: RecordRatingScaleInput!) { recordRatingScale(input: $input) { __typename
  ... on RecordRatingScaleSuccess { ratingScale { id name worst best version createdAt updatedAt
    ratings { verdict value label(language: "en") labels { language direction text } } } }
  ... on DuplicateScale { existing { id name } }
} }`;
const revise = `mutation ($input: ReviseRatingScaleInput!) { reviseRatingScale(input: $input) { __typename
  ... on ReviseRatingScaleSuccess { ratingScale { id name best version } }
  ... on ScaleNotFound { id } ... on VersionConflict { expected current } ... on DuplicateScale { existing { id } }
} }`;

const ratings = [
  {
    verdict: "TRUE",
    value: 5,
    labels: [
      { language: "fa", text: "درست" },
      { language: "en", text: "True" },
    ],
  },
  { verdict: "FALSE", value: 1, labels: [{ language: "fa", text: "نادرست" }] },
  { verdict: "UNPROVEN", labels: [{ language: "fa", text: "ثابت‌نشده" }] },
];
const input = { name: "مقیاس ما", worst: 1, best: 5, ratings };

async function aScale(ctx: Context, given: object = {}) {
  const data = await dataOf(ctx, record, { input: { ...input, ...given } }, "ADMIN");
  return data.recordRatingScale.ratingScale;
}

describe("a rating scale that an ADMIN has recorded", () => {
  test("is read by everyone, each label in the language asked for", async ({ ctx }) => {
    const { id } = await aScale(ctx);
    const data = await dataOf(
      ctx,
      `query ($id: ID!) {
        ratingScales { totalCount nodes { id name ratings { verdict value label(language: "en") labels { language direction text } } } }
        node(id: $id) { ... on RatingScale { worst best version } }
      }`,
      { id },
    );
    expect(data.node).toEqual({ worst: 1, best: 5, version: 1 });
    expect(data.ratingScales).toMatchObject({ totalCount: 1, nodes: [{ id, name: "مقیاس ما" }] });
    expect(data.ratingScales.nodes[0].ratings).toEqual([
      {
        verdict: "TRUE",
        value: 5,
        label: "True",
        labels: [
          { language: "fa", direction: "RTL", text: "درست" },
          { language: "en", direction: "LTR", text: "True" },
        ],
      },
      expect.objectContaining({ verdict: "FALSE", value: 1, label: "نادرست" }),
      expect.objectContaining({ verdict: "UNPROVEN", value: null }),
    ]);
  });

  test("is revised by whoever saw it as it is, and keeps a name of its own", async ({ ctx }) => {
    const { id } = await aScale(ctx);
    const other = await aScale(ctx, { name: "مقیاس دیگر" });
    const missing = createId("scale");
    const outcome = async (given: object) =>
      (await dataOf(ctx, revise, { input: { id, expectedVersion: 1, ...given } }, "ADMIN"))
        .reviseRatingScale;
    expect(await outcome({ expectedVersion: 2 })).toEqual({
      __typename: "VersionConflict",
      expected: 2,
      current: 1,
    });
    expect(await outcome({ id: missing })).toEqual({ __typename: "ScaleNotFound", id: missing });
    expect(await outcome({ name: "مقیاس دیگر" })).toEqual({
      __typename: "DuplicateScale",
      existing: { id: other.id },
    });
    expect(await outcome({ best: 6 })).toMatchObject({ ratingScale: { id, best: 6, version: 2 } });
    const again = await dataOf(ctx, record, { input }, "ADMIN");
    expect(again.recordRatingScale).toEqual({
      __typename: "DuplicateScale",
      existing: { id, name: "مقیاس ما" },
    });
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("stands with a draft that uses it, for the newsroom", async ({ ctx }) => {
    const { id } = await aScale(ctx);
    const account = { issuer: "https://login.example", subject: "checker", name: "Sara" };
    const checker = { ...ctx, actor: await signIn(ctx, { ...account, role: "CHECKER" }) };
    const claim = await aClaim(ctx);
    await moveClaim(checker, { id: claim.id, to: "IN_REVIEW", expectedVersion: 1 });
    const draft = { claimId: claim.id, expectedVersion: 2, verdict: "FALSE", ratingScaleId: id };
    await saveDraft(checker, { ...draft, verdict: "FALSE" });
    const query = `query ($id: ID!) { claim(id: $id) { draft { ratingScale { id name ratings { label } } } } }`;
    const seen = await dataOf(ctx, query, { id: claim.id }, "CHECKER");
    expect(seen.claim.draft.ratingScale).toMatchObject({ id, name: "مقیاس ما" });
    expect(await dataOf(ctx, query, { id: claim.id }, "CONTRIBUTOR")).toEqual({
      claim: { draft: null },
    });
  });
});

test.for<Who>(["public", "READER", "CONTRIBUTOR", "CHECKER", "EDITOR"])(
  "%s records and revises no rating scale",
  async (who, { ctx }) => {
    const { id } = await aScale(ctx);
    const before = await checksum(ctx.db);
    const code = who === "public" ? "UNAUTHENTICATED" : "FORBIDDEN";
    const requests = [
      [record, { ...input, name: "ما" }],
      [revise, { id, expectedVersion: 1, best: 6 }],
    ] as const;
    for (const [mutation, given] of requests) {
      const { data, errors } = await ask(ctx, mutation, { input: given }, who);
      expect({ data, errors }).toMatchObject({ data: null, errors: [{ extensions: { code } }] });
    }
    expect(await checksum(ctx.db)).toBe(before);
  },
);

test("what is wrong with a scale is named by its place in the input", async ({ ctx }) => {
  const before = await checksum(ctx.db);
  const wrong = [{ ...ratings[0], value: 9 }, ...ratings.slice(1)];
  const { errors } = await ask(ctx, record, { input: { ...input, ratings: wrong } }, "ADMIN");
  expect(errors).toMatchObject([
    { extensions: { code: "BAD_USER_INPUT", argument: "input.ratings.0.value" } },
  ]);
  expect(await checksum(ctx.db)).toBe(before);
});
