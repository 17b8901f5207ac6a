// The Google Fact Check Tools API, by Google's own client with only the address changed.
import { factchecktools, type factchecktools_v1alpha1 } from "@googleapis/factchecktools";
import type { Context } from "@sanad/core/context";
import { importReviews } from "@sanad/core/importer";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaim, as } from "../support/fixtures.ts";
import { aReviewOfOthers } from "../support/reviews.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aClaimInReview,
  aNewsroom,
  aPublishedClaim,
  move,
  publishAgain,
} from "../support/workflow.ts";
import { newsroom } from "./an-app.ts";
import { serving } from "./serving.ts";

type Search = factchecktools_v1alpha1.Params$Resource$Claims$Search;
type Answer =
  factchecktools_v1alpha1.Schema$GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaimSearchResponse;

/** Searching with Google's client. */
async function clientOf(ctx: Context, given: Parameters<typeof serving>[1] = {}) {
  const rootUrl = `${await serving(ctx.db, given)}/`;
  const client = factchecktools({ version: "v1alpha1", rootUrl });
  return async (search: Search): Promise<Answer> => (await client.claims.search(search)).data;
}

const textsOf = ({ claims = [] }: Answer) => claims.map(({ text }) => text);
const ratingsOf = ({ claims = [] }: Answer) =>
  claims.map(({ claimReview = [] }) => claimReview.map(({ textualRating }) => textualRating));

describe("Google's client finds", () => {
  test("the newsroom's review, with all that the API tells of one", async ({ ctx }) => {
    const { claim } = await aClaimFoundFalse(await aNewsroom(ctx));
    const search = await clientOf(ctx);
    expect(await search({ query: claim.text })).toEqual({
      claims: [
        {
          text: claim.text,
          claimant: expect.stringMatching(/^خبرگزاری/),
          claimReview: [
            {
              publisher: { name: newsroom.name, site: "localhost" },
              url: `${newsroom.url}/claims/${claim.id}`,
              reviewDate: expect.stringMatching(/^2025-05-20T/),
              textualRating: "نادرست",
              languageCode: "fa",
            },
          ],
        },
      ],
    });
  });

  test("other organisations' reviews of the same claim beside it, in their own words", async ({
    ctx,
  }) => {
    const { claim } = await aClaimFoundFalse(await aNewsroom(ctx));
    const url = "https://www.Misbar.com/factcheck/1";
    const given = { publisher: "مسبار", url, language: "ar", label: "زائف", title: "هدنة لم تُخرق" };
    await aReviewOfOthers(ctx, { claim, ...given });
    const search = await clientOf(ctx);
    const { claims = [] } = await search({ query: claim.text });
    expect(claims).toHaveLength(1);
    expect(claims[0]?.claimReview).toMatchObject([
      {
        publisher: { name: "مسبار", site: "misbar.com" },
        url,
        title: "هدنة لم تُخرق",
        textualRating: "زائف",
        languageCode: "ar",
      },
      { publisher: { name: newsroom.name } },
    ]);
  });

  test("the day on which a claim was made, and no day where only the year is known", async ({
    ctx,
  }) => {
    for (const claimedAt of ["2025-03-18", "2025"]) {
      const claim = await aClaim(ctx, { text: `ادعا در ${claimedAt}`, claimedAt });
      await aReviewOfOthers(ctx, { claim });
    }
    const search = await clientOf(ctx);
    const { claims } = await search({ query: "ادعا" });
    expect(claims?.map(({ claimDate }) => claimDate).toSorted()).toEqual([
      "2025-03-18T00:00:00Z",
      undefined,
    ]);
  });

  test("no claimant and no language where the reviewer told none", async ({ ctx }) => {
    const item = {
      "@type": "ClaimReview",
      claimReviewed: "آتش‌بس",
      url: "https://c.example/1",
      datePublished: "2025-05-20",
      author: { "@type": "Organization", name: "Checkers" },
    };
    await importReviews(as(ctx, "ADMIN"), { items: [item] });
    const search = await clientOf(ctx);
    expect(await search({ query: "آتش‌بس" })).toEqual({
      claims: [
        {
          text: "آتش‌بس",
          claimReview: [
            {
              publisher: { name: "Checkers", site: "c.example" },
              url: "https://c.example/1",
              reviewDate: "2025-05-20T00:00:00Z",
            },
          ],
        },
      ],
    });
  });

  test.for([
    ["آتش‌بس انرژی", "آتش بس انرژی"],
    ["گفت‌وگوی تلفنی", "گفتوگوي تلفني"],
    ["الهدنة في الطاقة", "الهُدنَة في الطاقه"],
    ["کی‌یف شبکهٔ برق را هدف گرفت", "کی یف شبکه برق را هدف گرفت"],
  ])("%s where somebody types %s", async ([text, query], { ctx }) => {
    await aReviewOfOthers(ctx, { claim: await aClaim(ctx, { text: text as string }) });
    const search = await clientOf(ctx);
    expect(textsOf(await search({ query: query as string }))).toEqual([text]);
  });

  test("the review that stands, in every state of a claim", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    await aClaimInReview(staff);
    await aClaimAwaitingApproval(staff);
    const published = await aPublishedClaim(staff);
    const corrected = await aClaimFoundFalse(staff);
    await publishAgain(staff, corrected.claim.id, { kind: "VERDICT_CHANGE", note: "سند تازه" });
    const retracted = await aPublishedClaim(staff);
    await move(staff.editor, retracted.id, "RETRACTED", { reason: "نادرست بود" });
    const old = await aReviewOfOthers(ctx, { label: "کهنه" });
    await aReviewOfOthers(ctx, { ...old, label: "تازه" });

    const search = await clientOf(ctx);
    const found = await search({ query: "آتش‌بس انرژی" });
    expect(textsOf(found).slice(1)).toEqual([corrected.claim.text, published.text]);
    expect(ratingsOf(found)).toEqual([["تازه"], ["اثبات‌نشده"], ["اثبات‌نشده"]]);
  });

  test("nothing, said as an empty object", async ({ ctx }) => {
    const search = await clientOf(ctx);
    expect(await search({ query: "دریا" })).toEqual({});
  });
});

describe("Google's client is given only what it asks for", () => {
  test("in a language, whatever its region", async ({ ctx }) => {
    const claim = await aClaim(ctx, { text: "آتش‌بس" });
    for (const language of ["fa", "fa-AF", "ar"]) {
      const url = `https://c.example/${language}`;
      await aReviewOfOthers(ctx, { claim, url, language, label: language });
    }
    const search = await clientOf(ctx);
    expect(ratingsOf(await search({ query: "آتش‌بس", languageCode: "fa-IR" }))).toEqual([
      ["fa-AF", "fa"],
    ]);
    expect(await search({ query: "آتش‌بس", languageCode: "en" })).toEqual({});
  });

  test("of a publisher's site, also without words, and what it reviewed last first", async ({
    ctx,
  }) => {
    const { claim } = await aClaimFoundFalse(await aNewsroom(ctx));
    for (const given of [
      { url: "https://www.misbar.com/1", label: "1" },
      { url: "http://misbar.com/2", label: "2" },
      { url: "https://notmisbar.com/3", claim },
    ])
      await aReviewOfOthers(ctx, given);
    const search = await clientOf(ctx);
    const reviewPublisherSiteFilter = "misbar.com";
    expect(ratingsOf(await search({ reviewPublisherSiteFilter }))).toEqual([["2"], ["1"]]);
    expect(textsOf(await search({ reviewPublisherSiteFilter, query: "آتش‌بس" }))).toHaveLength(2);
    expect(ratingsOf(await search({ reviewPublisherSiteFilter: "localhost" }))).toEqual([
      ["نادرست"],
    ]);
  });

  test("of the last days, by the review's date or the claim's, whichever is newer", async ({
    ctx,
  }) => {
    const now = () => new Date("2025-06-01T12:00:00Z");
    const publishedAt = new Date("2025-01-01T12:00:00Z");
    for (const [text, claimedAt] of [
      ["آتش‌بس کهنه", "2025-01-01"],
      ["آتش‌بس تازه", "2025-05-25"],
    ] as const) {
      const claim = await aClaim(ctx, { text, claimedAt });
      await aReviewOfOthers(ctx, { claim, publishedAt });
    }
    const search = await clientOf(ctx, { now });
    expect(textsOf(await search({ query: "آتش‌بس", maxAgeDays: 10 }))).toEqual(["آتش‌بس تازه"]);
    expect(await search({ query: "آتش‌بس", maxAgeDays: 3 })).toEqual({});
    for (const maxAgeDays of [0, 200, 2_147_483_647])
      expect(textsOf(await search({ query: "آتش‌بس", maxAgeDays }))).toHaveLength(2);
  });

  test("in pages to the end, whole and without repeats, ten at once unless it says", async ({
    ctx,
  }) => {
    const expected: string[] = [];
    for (let number = 0; number < 13; number++) {
      // With one, two or three of the words, so that pages end within and between equals.
      const text = ["آتش‌بس", "انرژی", "استانبول"].slice(0, 1 + (number % 3)).join(" ");
      const claim = await aClaim(ctx, { text });
      await aReviewOfOthers(ctx, { claim, url: `https://c.example/${number}` });
      expected.push(`https://c.example/${number}`);
    }
    const search = await clientOf(ctx);
    const urlsOf = ({ claims = [] }: Answer) =>
      claims.flatMap(({ claimReview = [] }) => claimReview.map(({ url }) => url ?? ""));
    for (const asked of [
      { query: "آتش‌بس انرژی استانبول" },
      { reviewPublisherSiteFilter: "c.example" },
    ]) {
      const found: string[] = [];
      let pageToken: string | undefined;
      do {
        const page: Answer = await search({
          ...asked,
          pageSize: 3,
          ...(pageToken && { pageToken }),
        });
        found.push(...urlsOf(page));
        pageToken = page.nextPageToken ?? undefined;
      } while (pageToken !== undefined);
      expect(new Set(found)).toEqual(new Set(expected));
      expect(found).toHaveLength(expected.length);
      const usual = await search({ ...asked, offset: 2 });
      expect(urlsOf(usual)).toEqual(found.slice(2, 12));
      const next = await search({ ...asked, pageToken: usual.nextPageToken ?? "", offset: 5 });
      expect(urlsOf(next)).toEqual(found.slice(12));
      expect(next.nextPageToken).toBeUndefined();
      expect(urlsOf(await search({ ...asked, pageSize: 1_000 }))).toEqual(found);
    }
  });

  test("of fields, with names on the way and with wildcards", async ({ ctx }) => {
    const claim = await aClaim(ctx, { text: "آتش‌بس" });
    await aReviewOfOthers(ctx, { claim, url: "https://c.example/1", language: "fa" });
    const search = await clientOf(ctx);
    const query = "آتش‌بس";
    const only = (claimReview: object, others: object = {}) => ({
      claims: [{ ...others, claimReview: [claimReview] }],
    });
    const publisher = { site: "c.example" };
    for (const [fields, expected] of [
      ["claims/claimReview/publisher/site", only({ publisher })],
      ["claims(text,claimReview(publisher/site))", only({ publisher }, { text: query })],
      ["claims.claimReview.publisher.site,nextPageToken", only({ publisher })],
      ["claims/claimReview/*/site", only({ publisher })],
      [
        "claims/text,claims/claimReview/languageCode",
        only({ languageCode: "fa" }, { text: query }),
      ],
      ["nextPageToken", {}],
    ] as const)
      expect(await search({ query, fields }), fields).toEqual(expected);
    expect(await search({ query, fields: "*" })).toEqual(await search({ query }));
    expect(await search({ query, fields: "claims,claims/text" })).toEqual(await search({ query }));
  });
});
