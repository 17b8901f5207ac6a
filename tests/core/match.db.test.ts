import { recordClaim, translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { DuplicateClaim } from "@sanad/core/errors";
import { matchTexts } from "@sanad/core/match";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaim, anEntity } from "../support/fixtures.ts";
import { dataOf } from "../support/graphql.ts";

/** What a newsroom may hold beside what a test is about. */
const others = [
  "Inflation fell to 3 percent in April 2025.",
  "The president signed the budget law on Monday.",
  "Vaccines cause more harm than the disease.",
  "The river flooded two villages in the north.",
  "نرخ تورم در فروردین به ۳۰ درصد رسید",
  "بارش باران در شمال کشور جاده‌ها را بست",
];

async function best(ctx: Context, text: string) {
  const [matches = []] = await matchTexts(ctx, [text]);
  return matches;
}

/** What is said of the recorded statement when the other one is asked. */
async function compare(ctx: Context, recorded: string, asked: string) {
  for (const text of others) await aClaim(ctx, { text });
  const claim = await aClaim(ctx, { text: recorded });
  const match = (await best(ctx, asked)).find(({ claimId }) => claimId === claim.id);
  if (match === undefined) throw new Error("It was not found.");
  return match;
}

describe("two statements are not called the same", () => {
  test.for([
    [
      "with other numbers",
      "Russia released 1000 prisoners in May",
      "Russia released 100 prisoners in May",
      "OTHER_NUMBERS",
    ],
    [
      "with other numbers, in Persian",
      "روسیه ۱۰۰۰ زندانی اوکراینی را آزاد کرد",
      "روسیه ۱۰۰ زندانی اوکراینی را آزاد کرد",
      "OTHER_NUMBERS",
    ],
    [
      "on other days",
      "The ceasefire began on 19 May 2025",
      "The ceasefire began on 20 May 2025",
      "OTHER_NUMBERS",
    ],
    [
      "where one denies the other",
      "Ukraine violated the energy ceasefire",
      "Ukraine did not violate the energy ceasefire",
      "DENIAL",
    ],
    [
      "where one denies the other in a contraction",
      "Ukraine violated the energy ceasefire",
      "Ukraine didn’t violate the energy ceasefire",
      "DENIAL",
    ],
    [
      "where one denies the other by a verb's first letter",
      "اوکراین آتش‌بس انرژی را نقض کرد",
      "اوکراین آتش‌بس انرژی را نقض نکرد",
      "DENIAL",
    ],
    [
      "where one denies the other in Arabic",
      "انتهكت أوكرانيا وقف إطلاق النار",
      "لم تنتهك أوكرانيا وقف إطلاق النار",
      "DENIAL",
    ],
    [
      "of other parties",
      "Russia violated the energy ceasefire",
      "Ukraine violated the energy ceasefire",
      "OTHER_NAMES",
    ],
    [
      "of other parties, in Persian",
      "روسیه آتش‌بس انرژی را نقض کرد",
      "اوکراین آتش‌بس انرژی را نقض کرد",
      "OTHER_NAMES",
    ],
    [
      "of parties that changed places",
      "Russia says that Ukraine violated the ceasefire",
      "Ukraine says that Russia violated the ceasefire",
      "OTHER_ORDER",
    ],
  ])("%s", async ([, recorded = "", asked = "", kind = ""], { ctx }) => {
    const match = await compare(ctx, recorded, asked);
    expect(match.isSame).toBe(false);
    expect(match.why.map((reason) => reason.kind)).toContain(kind);
    expect((await best(ctx, recorded))[0]).toMatchObject({ claimId: match.claimId, isSame: true });
  });
});

describe("one statement is called the same", () => {
  test.for([
    [
      "in its own words",
      "Ukraine violated the energy ceasefire",
      "Ukraine violated the energy ceasefire!",
    ],
    [
      "in other spellings",
      "اوکراین آتش‌بس ۳۰ روزهٔ انرژی را نقض کرد",
      "اوكراين آتشبس 30 روزه انرژي را نقض كرد",
    ],
    [
      "with Persian digits and without vowel signs",
      "قیمت نان ۵۰ درصد گران شد",
      "قِیمت نان 50 درصد گران شد",
    ],
  ])("%s", async ([, recorded = "", asked = ""], { ctx }) => {
    expect(await compare(ctx, recorded, asked)).toMatchObject({ isSame: true });
  });
});

test("a claim is found through its translation", async ({ ctx }) => {
  for (const text of others) await aClaim(ctx, { text });
  const { id } = await aClaim(ctx, { text: "اوکراین آتش‌بس انرژی را نقض کرد" });
  const text = "Ukraine violated the energy ceasefire";
  await translateClaim(ctx, { id, language: "en", text, expectedVersion: 1 });
  expect((await best(ctx, text))[0]).toMatchObject({ claimId: id, isSame: true });
});

test("the same claim of the same claimant is not recorded twice unless that is asked for", async ({
  ctx,
}) => {
  const claimant = await anEntity(ctx);
  const other = await anEntity(ctx);
  const text = "اوکراین آتش‌بس ۳۰ روزهٔ انرژی را نقض کرد";
  const first = await aClaim(ctx, { text, claimantId: claimant.id });
  const again = { text: "اوکراین، آتش بس 30 روزه انرژی را نقض کرد.", language: "fa" };
  await expect(recordClaim(ctx, { ...again, claimantId: claimant.id })).rejects.toThrow(
    DuplicateClaim,
  );
  await expect(recordClaim(ctx, { ...again, claimantId: claimant.id })).rejects.toMatchObject({
    existing: { id: first.id },
  });
  await recordClaim(ctx, { ...again, claimantId: other.id });
  await recordClaim(ctx, { ...again, claimantId: claimant.id, allowDuplicate: true });
  const denied = { ...again, text: "اوکراین آتش‌بس ۳۰ روزهٔ انرژی را نقض نکرد" };
  await recordClaim(ctx, { ...denied, claimantId: claimant.id });
});

test("similar claims are those that match, but for the claim itself", async ({ ctx }) => {
  const one = await aClaim(ctx, { text: "Ukraine violated the energy ceasefire in May" });
  const other = await aClaim(ctx, { text: "In May the energy ceasefire was violated by Ukraine" });
  const asked = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { id similar(first: 3) {
    score isSame why { kind words } claim { id similar(first: 1) { claim { id } } } } } } }`;
  const { nodes } = await dataOf(ctx, asked, { ids: [one.id, other.id, one.id] });
  expect(
    nodes.map(({ id, similar }: any) => [id, similar.map(({ claim }: any) => claim.id)]),
  ).toEqual([
    [one.id, [other.id]],
    [other.id, [one.id]],
    [one.id, [other.id]],
  ]);
  expect(nodes[0].similar[0].claim.similar).toEqual([{ claim: { id: one.id } }]);
  expect(nodes[0].similar[0].why[0]).toMatchObject({ kind: "WORDS" });
});

describe("whatever is asked is answered", () => {
  test.for([
    ["only stop words", "the of and a"],
    ["one word 500 times", "ceasefire ".repeat(500)],
    ["10,000 characters", "آتش‌بس انرژی ".repeat(769).slice(0, 10_000)],
    ["emoji", "🕊️👩‍👩‍👧🇮🇷"],
    ["mixed directions", "Ukraine اوکراین \u202Bceasefire\u202C آتش‌بس"],
    ["another script", "烏克蘭違反了停火協議"],
    ["wildcards and operators", "% _ \\ * & | ! ( ) <-> :* ' \" ;--"],
    ["half a character", "\uD83D ceasefire"],
    ["names of what every object has", "constructor __proto__ toString"],
  ])("%s", async ([, text = ""], { ctx }) => {
    await aClaim(ctx, { text: "Ukraine violated the ceasefire" });
    for (const { score } of await best(ctx, text)) expect(score >= 0 && score <= 1).toBe(true);
  });
});
