import { describe, expect } from "vitest";
import { aClaimReview } from "../support/claim-reviews.ts";
import { test } from "../support/database.ts";
import { ask, checksum, dataOf, send, type Who } from "../support/graphql.ts";

const importReviews = `mutation ($input: ImportReviewsInput!) { importReviews(input: $input) { __typename
  ... on ImportReviewsSuccess { total new unchanged superseded older unmapped leftOut
    outcomes { place what: kind reviewId isUnmapped message path notes { path why: message } } }
} }`;

async function taken({ db, now }: Parameters<typeof dataOf>[0], input: object) {
  const place = now === undefined ? { db } : { db, now };
  return (await dataOf(place, importReviews, { input }, "ADMIN")).importReviews;
}

test("an ADMIN takes reviews in, and is told of each what became of it", async ({ ctx }) => {
  const item = aClaimReview();
  const noted = aClaimReview({
    reviewRating: { alternateName: "Satire" },
    itemReviewed: { datePublished: "some day" },
  });
  const items = [
    item,
    { "@graph": [noted, item] },
    aClaimReview({ url: "javascript:alert(1)" }),
    7,
  ];
  const success = await taken(ctx, { items });
  expect(success).toMatchObject({
    __typename: "ImportReviewsSuccess",
    total: 5,
    new: 2,
    unchanged: 1,
    superseded: 0,
    older: 0,
    unmapped: 1,
    leftOut: 2,
  });
  const { outcomes } = success;
  expect(outcomes.map(({ place, what }: Record<string, string>) => `${place}: ${what}`)).toEqual([
    "item 1: NEW",
    "item 2, item 1 of @graph: NEW",
    "item 2, item 2 of @graph: UNCHANGED",
    "item 3: LEFT_OUT",
    "item 4: LEFT_OUT",
  ]);
  expect(outcomes[2].reviewId).toBe(outcomes[0].reviewId);
  expect(outcomes[1]).toMatchObject({
    isUnmapped: true,
    message: null,
    notes: [{ path: "itemReviewed.datePublished", why: '"some day" is no date' }],
  });
  expect(outcomes[3]).toMatchObject({ reviewId: null, isUnmapped: null, path: "url", notes: [] });
  expect(outcomes[3].message).toContain("http");

  const { node } = await dataOf(
    ctx,
    `query ($id: ID!) { node(id: $id) { ... on Review { verdict publisher { name } claim { text } } } }`,
    { id: outcomes[0].reviewId },
  );
  expect(node).toEqual({
    verdict: "FALSE",
    publisher: { name: "The Checkers" },
    claim: { text: item.claimReviewed },
  });
});

test("a dry run and a language are options", async ({ ctx }) => {
  const items = [aClaimReview({ inLanguage: undefined })];
  const before = await checksum(ctx.db);
  expect(await taken(ctx, { items, isDryRun: true })).toMatchObject({
    new: 1,
    outcomes: [{ what: "NEW", reviewId: null }],
  });
  expect(await checksum(ctx.db)).toBe(before);
  const { outcomes } = await taken(ctx, { items, language: "fa" });
  const read = `query ($id: ID!) { node(id: $id) { ... on Review { language } } }`;
  expect(await dataOf(ctx, read, { id: outcomes[0].reviewId })).toEqual({
    node: { language: "fa" },
  });
});

test("items may stand in the query itself", async ({ ctx }) => {
  const literal = `mutation { importReviews(input: { items: [{ url: "https://a.example/", name: 3 }, 1, "x"] }) {
    ... on ImportReviewsSuccess { leftOut } } }`;
  expect((await ask(ctx, literal, {}, "ADMIN")).data?.importReviews).toEqual({ leftOut: 3 });
});

describe("what is refused changes nothing", () => {
  test.for<[who: Who, code: string]>([
    ["public", "UNAUTHENTICATED"],
    ["CONTRIBUTOR", "FORBIDDEN"],
    ["EDITOR", "FORBIDDEN"],
  ])("of %s", async ([who, code], { ctx }) => {
    const before = await checksum(ctx.db);
    const { errors } = await ask(ctx, importReviews, { input: { items: [aClaimReview()] } }, who);
    expect(errors?.map(({ extensions }) => extensions["code"])).toEqual([code]);
    expect(await checksum(ctx.db)).toBe(before);
  });

  test("of more than 100 items, and of a language that is none", async ({ ctx }) => {
    const refusal = async (input: object) => {
      const { errors } = await ask(ctx, importReviews, { input }, "ADMIN");
      return errors?.[0]?.extensions;
    };
    const items = Array.from({ length: 101 }, () => 1);
    expect(await refusal({ items })).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "input.items",
    });
    expect(await refusal({ items: [], language: "x" })).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("of an item that is nested 10,000 deep: it is left out", async ({ ctx }) => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const query = JSON.stringify(importReviews);
    const items = `[${deep}, ${JSON.stringify(aClaimReview())}]`;
    const body = `{"query": ${query}, "variables": {"input": {"items": ${items}}}}`;
    const { data } = await send(ctx, body, { who: "ADMIN" });
    expect(data.importReviews).toMatchObject({
      new: 1,
      outcomes: [{ place: "item 1", what: "LEFT_OUT", message: "this is nested too deep" }, {}],
    });
  });
});
