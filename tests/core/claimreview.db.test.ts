import {
  claimReviewOf,
  type ClaimReviewFacts,
  claimReviewSelection,
} from "@sanad/core/claimreview";
import type { Context } from "@sanad/core/context";
import { branch, planRead, runRead } from "@sanad/core/read";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { anAppearance, anEntity, aSource, as } from "../support/fixtures.ts";
import { aClaimFoundFalse, aNewsroom, claimNow, publishAgain } from "../support/workflow.ts";

const newsroom = { name: "Sanad", url: "https://sanad.example.org" };

async function claimReviewOfClaim(ctx: Context, id: string) {
  const review = branch("review", "Review", claimReviewSelection);
  const plan = planRead(as(ctx, "public"), { claim: branch("claim", "Claim", { review }, { id }) });
  const { claim } = (await runRead(ctx, plan)) as { claim: { review: ClaimReviewFacts } };
  return claimReviewOf(claim.review, newsroom);
}

describe("read from the record", () => {
  test("a published review has its claim, its claimant and where it appeared", async ({ ctx }) => {
    const { claim } = await aClaimFoundFalse(await aNewsroom(ctx));
    const publisherId = (await anEntity(ctx, { names: [{ language: "fa", name: "ایرنا" }] })).id;
    const source = await aSource(ctx, { publisherId, language: "fa", publishedAt: "2025-03" });
    await anAppearance(ctx, { claimId: claim.id, sourceId: source.id, appearedAt: "2025-03-18" });

    expect(await claimReviewOfClaim(ctx, claim.id)).toMatchObject({
      url: `https://sanad.example.org/claims/${claim.id}`,
      claimReviewed: claim.text,
      inLanguage: "fa",
      reviewRating: { alternateName: "نادرست", ratingValue: 1 },
      itemReviewed: {
        author: { "@type": "Organization", name: expect.stringMatching(/^خبرگزاری/) },
        firstAppearance: {
          url: source.url,
          headline: source.title,
          datePublished: "2025-03-18",
          publisher: { name: "ایرنا" },
        },
      },
    });
  });

  test("a corrected review tells when it was first published and what was corrected", async ({
    ctx,
  }) => {
    const staff = await aNewsroom(ctx);
    const { claim } = await aClaimFoundFalse(staff);
    const before = await claimReviewOfClaim(ctx, claim.id);
    await publishAgain(staff, claim.id, { kind: "VERDICT_CHANGE", note: "سندی تازه یافت شد." });

    expect((await claimNow(ctx, claim.id)).verdict).toBe("UNPROVEN");
    expect(await claimReviewOfClaim(ctx, claim.id)).toMatchObject({
      url: before.url,
      datePublished: before.datePublished,
      dateModified: expect.stringMatching(/^2025-/),
      reviewRating: { alternateName: "اثبات‌نشده" },
      correction: [{ text: "سندی تازه یافت شد." }],
    });
  });
});
