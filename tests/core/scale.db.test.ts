import type { Role } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import { createId } from "@sanad/core/id";
import {
  type RatingInput,
  recordRatingScale,
  type RecordRatingScaleInput,
  reviseRatingScale,
} from "@sanad/core/scale";
import { verifyLedger } from "@sanad/core/verify";
import { describe, expect } from "vitest";
import { badNames, cases } from "../support/bad-input.ts";
import { editing, test } from "../support/database.ts";
import { as } from "../support/fixtures.ts";
import { entriesOf, refusalOf } from "../support/ledger.ts";

const label = (text: string, language = "fa") => [{ language, text }];

const ratings: readonly RatingInput[] = [
  { verdict: "TRUE", value: 5, labels: [...label("درست"), ...label("True", "en")] },
  { verdict: "MIXED", value: 3, labels: label("نیمه‌درست") },
  { verdict: "FALSE", value: 1, labels: label("نادرست") },
  { verdict: "UNPROVEN", labels: label("ثابت‌نشده") },
];

let count = 0;

/** The three-step scale of a newsroom, recorded by an ADMIN. */
function aScale(ctx: Context, given: Partial<RecordRatingScaleInput> = {}) {
  const name = `مقیاس شمارهٔ ${++count}`;
  return recordRatingScale(as(ctx, "ADMIN"), { name, worst: 1, best: 5, ratings, ...given });
}

describe("an ADMIN records a rating scale", () => {
  test("and the ledger tells of it", async ({ ctx }) => {
    const { row, entries } = await entriesOf(ctx, () => aScale(ctx));
    expect(row).toMatchObject({ worst: 1, best: 5, version: 1 });
    expect(row.ratings[3]).toEqual({
      verdict: "UNPROVEN",
      value: null,
      labels: label("ثابت‌نشده"),
    });
    expect(entries).toMatchObject([
      {
        action: "scale.record",
        subject: row.id,
        before: null,
        after: { id: row.id, name: row.name, worst: 1, best: 5, ratings: row.ratings, version: 1 },
      },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("in which neighbours share a number", async ({ ctx }) => {
    const close: RatingInput[] = [
      { verdict: "FALSE", value: 1, labels: label("نادرست") },
      { verdict: "MOSTLY_FALSE", value: 1, labels: label("بیشتر نادرست") },
      { verdict: "TRUE", value: 2, labels: label("درست") },
    ];
    await expect(aScale(ctx, { worst: 1, best: 2, ratings: close })).resolves.toBeTruthy();
  });

  test("whose name no other has", async ({ ctx }) => {
    const { id, name } = await aScale(ctx);
    expect(await refusalOf(ctx, () => aScale(ctx, { name }))).toMatchObject({
      name: "DuplicateScale",
      existing: { type: "RatingScale", id },
    });
  });

  test("whose name no other has, even where two record it at once", async ({ database }) => {
    const ctx = editing(await database.connect());
    const name = "مقیاس ما";
    const attempts = await Promise.allSettled([1, 2, 3].map(() => aScale(ctx, { name })));
    const refused = attempts.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(refused).toHaveLength(2);
    for (const error of refused) expect(error).toMatchObject({ name: "DuplicateScale" });
  });

  const withValue = (verdict: RatingInput["verdict"], value?: number | null) => ({
    ratings: [{ verdict, value: value ?? null, labels: label("برچسب") }],
  });
  const pair = (
    better: [RatingInput["verdict"], number],
    worse: [RatingInput["verdict"], number],
  ) =>
    ({
      ratings: [better, worse].map(([verdict, value]) => ({
        verdict,
        value,
        labels: label("برچسب"),
      })),
    }) satisfies Partial<RecordRatingScaleInput>;

  test.for<[fault: string, path: string, given: Partial<RecordRatingScaleInput>]>([
    ...(cases(badNames, "name", (name) => ({ name })) as [string, string, { name: string }][]),
    ["a worst of nought", "worst", { worst: 0 }],
    ["a best that is no better", "best", { worst: 3, best: 3 }],
    ["no ratings", "ratings", { ratings: [] }],
    ["no number for TRUE", "ratings.0.value", withValue("TRUE")],
    ["a number under the worst", "ratings.0.value", withValue("TRUE", 0)],
    ["a number over the best", "ratings.0.value", withValue("TRUE", 6)],
    ["a number for UNPROVEN", "ratings.0.value", withValue("UNPROVEN", 3)],
    ["a number for MISLEADING", "ratings.0.value", withValue("MISLEADING", 3)],
    ["a number for OUTDATED", "ratings.0.value", withValue("OUTDATED", 3)],
    ["FALSE as good as TRUE", "ratings.1.value", pair(["TRUE", 3], ["FALSE", 3])],
    ["FALSE better than TRUE", "ratings.1.value", pair(["TRUE", 1], ["FALSE", 5])],
    ["MIXED better than MOSTLY_TRUE", "ratings.0.value", pair(["MIXED", 4], ["MOSTLY_TRUE", 3])],
    ["a verdict twice", "ratings.1", pair(["TRUE", 5], ["TRUE", 5])],
    [
      "a rating without a label",
      "ratings.0.labels",
      { ratings: [{ verdict: "TRUE", value: 5, labels: [] }] },
    ],
    [
      "two labels in a language",
      "ratings.0.labels.1",
      { ratings: [{ verdict: "TRUE", value: 5, labels: [...label("درست"), ...label("راست")] }] },
    ],
    [
      "a label in no language",
      "ratings.0.labels.0.language",
      { ratings: [{ verdict: "TRUE", value: 5, labels: label("درست", "فارسی") }] },
    ],
    [
      "a label of blanks",
      "ratings.0.labels.0.text",
      { ratings: [{ verdict: "TRUE", value: 5, labels: label(" ") }] },
    ],
    [
      "a label of 101 characters",
      "ratings.0.labels.0.text",
      { ratings: [{ verdict: "TRUE", value: 5, labels: label("آ".repeat(101)) }] },
    ],
  ])("but not with %s, which names %s", async ([, path, given], { ctx }) => {
    expect(await refusalOf(ctx, () => aScale(ctx, given))).toMatchObject({
      name: "BadInput",
      path,
    });
  });
});

describe("an ADMIN revises a rating scale", () => {
  const revise = (ctx: Context, given: Omit<Parameters<typeof reviseRatingScale>[1], never>) =>
    reviseRatingScale(as(ctx, "ADMIN"), given);

  test("what is left out stays, and the ledger tells of it", async ({ ctx }) => {
    const { id, name } = await aScale(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      revise(ctx, { id, expectedVersion: 1, best: 7 }),
    );
    expect(row).toMatchObject({ name, worst: 1, best: 7, version: 2 });
    expect(row.ratings).toHaveLength(4);
    expect(entries).toMatchObject([
      { action: "scale.revise", subject: id, before: { best: 5 }, after: { best: 7, version: 2 } },
    ]);
    expect(await verifyLedger(ctx.db)).toMatchObject({ faults: [] });
  });

  test("but nothing is entered where nothing changes", async ({ ctx }) => {
    const { id, name } = await aScale(ctx);
    const { row, entries } = await entriesOf(ctx, () =>
      revise(ctx, { id, expectedVersion: 1, name, ratings }),
    );
    expect([row.version, entries]).toEqual([1, []]);
  });

  test("by whoever saw it as it is, to a name that is free and a range that its ratings keep", async ({
    ctx,
  }) => {
    const { id } = await aScale(ctx);
    const other = await aScale(ctx);
    const missing = createId("scale");
    const refused = (given: object) =>
      refusalOf(ctx, () => revise(ctx, { id, expectedVersion: 1, ...given }));
    expect(await refused({ expectedVersion: 7, best: 9 })).toMatchObject({
      name: "VersionConflict",
      current: 1,
    });
    expect(await refused({ id: missing })).toMatchObject({ name: "ScaleNotFound", id: missing });
    expect(await refused({ name: other.name })).toMatchObject({
      name: "DuplicateScale",
      existing: { id: other.id },
    });
    expect(await refused({ best: 4 })).toMatchObject({ name: "BadInput", path: "ratings.0.value" });
    expect(await refused({ worst: 5 })).toMatchObject({ name: "BadInput", path: "best" });
    expect(await refused({ name: null })).toMatchObject({ name: "BadInput", path: "name" });
  });
});

test.for<[Role | "public", string]>([
  ["public", "NotSignedIn"],
  ["READER", "NotPermitted"],
  ["CONTRIBUTOR", "NotPermitted"],
  ["CHECKER", "NotPermitted"],
  ["EDITOR", "NotPermitted"],
])("rating scales are not for %s to record or revise", async ([who, name], { ctx }) => {
  const { id } = await aScale(ctx);
  const input = { name: "ما", worst: 1, best: 5, ratings };
  const record = () => recordRatingScale(as(ctx, who), input);
  const revise = () => reviseRatingScale(as(ctx, who), { id, expectedVersion: 1, best: 7 });
  expect(await refusalOf(ctx, record)).toMatchObject({ name });
  expect(await refusalOf(ctx, revise)).toMatchObject({ name });
});
