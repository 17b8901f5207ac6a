// The DataFeed, as a crawler reads it: to the end, by the links that it is given.
import { validateClaimReview } from "@sanad/core/claimreview";
import type { Context } from "@sanad/core/context";
import { readOn } from "@sanad/core/feed";
import { isNotNull } from "drizzle-orm";
import { describe, expect } from "vitest";
import { claim } from "../../packages/core/src/claim/claim.sql.ts";
import { editing, isPglite, test } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";
import { aReviewOfOthers } from "../support/reviews.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aClaimInReview,
  aNewsroom,
  aPublishedClaim,
  move,
  type Newsroom,
  publishAgain,
} from "../support/workflow.ts";
import { anApp, newsroom } from "./an-app.ts";
import { serving } from "./serving.ts";

type Item = {
  identifier: string;
  dateCreated: string;
  dateModified?: string;
  dateDeleted?: string;
  item: { "@type": string; url: string; reviewRating?: { alternateName: string } };
};
type DataFeed = { "@type": string; url: string; dataFeedElement: Item[] };

async function pageOf(ctx: Pick<Context, "db">, query = "") {
  const response = await anApp(ctx.db).app.request(`/claimreview.json${query}`);
  expect(response.headers.get("content-type")).toBe("application/ld+json; charset=utf-8");
  return (await response.json()) as DataFeed;
}

const addressOf = ({ id }: { id: string }) => `${newsroom.url}/claims/${id}`;

describe("the DataFeed", () => {
  test("has each review that stands as a ClaimReview, valid, in the order of the ledger", async ({
    ctx,
  }) => {
    const staff = await aNewsroom(ctx);
    await aClaim(ctx);
    await aClaimInReview(staff);
    await aClaimAwaitingApproval(staff);
    await aReviewOfOthers(ctx);
    const first = await aPublishedClaim(staff);
    const second = await aClaimFoundFalse(staff);
    const feed = await pageOf(ctx);
    expect(feed).toMatchObject({
      "@context": "https://schema.org",
      "@type": "DataFeed",
      name: newsroom.name,
      url: `${newsroom.url}/claimreview.json`,
    });
    expect(feed.dataFeedElement).toMatchObject([
      { item: { "@type": "ClaimReview", url: addressOf(first) } },
      {
        "@type": "DataFeedItem",
        identifier: expect.stringMatching(/^\d+$/),
        dateCreated: expect.stringMatching(/^2025-05-20T/),
        item: { url: addressOf(second.claim), reviewRating: { alternateName: "نادرست" } },
      },
    ]);
    for (const { item } of feed.dataFeedElement) {
      expect(item).not.toHaveProperty("@context");
      expect(validateClaimReview(item).filter(({ level }) => level === "error")).toEqual([]);
    }
  });

  test("has a claim once, with the review that stands now, after all that changed before", async ({
    ctx,
  }) => {
    const staff = await aNewsroom(ctx);
    const corrected = (await aClaimFoundFalse(staff)).claim;
    const other = await aPublishedClaim(staff);
    const before = await pageOf(ctx);
    await publishAgain(staff, corrected.id, { kind: "VERDICT_CHANGE", note: "سند تازه" });
    const { dataFeedElement } = await pageOf(ctx);
    expect(dataFeedElement.map(({ item }) => item.url)).toEqual([other, corrected].map(addressOf));
    expect(dataFeedElement[1]).toMatchObject({
      dateCreated: before.dataFeedElement[0]?.dateCreated,
      item: { reviewRating: { alternateName: "اثبات‌نشده" }, correction: [{ text: "سند تازه" }] },
    });
    // Whoever had read to the end is given what has changed.
    const last = before.dataFeedElement.at(-1)?.identifier;
    expect((await pageOf(ctx, `?after=${last}`)).dataFeedElement).toEqual([dataFeedElement[1]]);
  });

  test("tells of a retraction, and calls what was retracted no ClaimReview", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const claim = await aPublishedClaim(staff);
    await move(staff.editor, claim.id, "RETRACTED", { reason: "نادرست بود" });
    expect((await pageOf(ctx)).dataFeedElement).toEqual([
      {
        "@type": "DataFeedItem",
        identifier: expect.any(String),
        dateCreated: expect.any(String),
        dateDeleted: expect.stringMatching(/^2025-05-20T/),
        item: { "@type": "CreativeWork", url: addressOf(claim) },
      },
    ]);
  });
});

/** What a crawler holds of each claim: its rating, or null where that was retracted. */
type Held = Map<string, string | null>;

function take(held: Held, items: readonly Item[]): void {
  for (const { item, dateDeleted } of items)
    held.set(item.url, dateDeleted === undefined ? (item.reviewRating?.alternateName ?? "") : null);
}

/** What everybody should hold in the end. */
async function standing({ db }: Context): Promise<Held> {
  const rows = await db.select().from(claim).where(isNotNull(claim.reviewId));
  const words: Record<string, string> = { FALSE: "نادرست", UNPROVEN: "اثبات‌نشده" };
  return new Map(
    rows.map((row) => [addressOf(row), row.verdict === null ? null : (words[row.verdict] ?? "")]),
  );
}

/** One after the other, a publication, a correction of an older claim, and at times a retraction. */
async function* writing(staff: Newsroom) {
  const ids: string[] = [];
  for (let turn = 0; ; turn++) {
    ids.push((await aClaimFoundFalse(staff)).claim.id);
    yield;
    const corrected = ids[Math.floor(turn / 2)];
    if (turn % 2 === 1 && corrected !== undefined) {
      await publishAgain(staff, corrected, { kind: "VERDICT_CHANGE", note: "سند تازه" });
      yield;
    }
    const retracted = ids[turn - 1];
    if (turn % 4 === 1 && retracted !== undefined) {
      await move(staff.editor, retracted, "RETRACTED", { reason: "نادرست بود" });
      yield;
    }
  }
}

// PGlite's one connection lets nobody write meanwhile.
describe.skipIf(isPglite)("a crawler misses nothing (on a server only)", () => {
  test.for([1, 2, 3, 5])(
    "that reads %i at once while reviews are published, corrected and retracted",
    async (size, { ctx }) => {
      const writer = writing(await aNewsroom(ctx));
      const write = async (times: number) => {
        for (let done = 0; done < times; done++) await writer.next();
      };
      await write(7);
      const held: Held = new Map();
      let place = 0;
      for (let page = 0; ; page++) {
        const { entries, hasMore } = await readOn(ctx, place, size);
        for (const { position, review } of entries) {
          expect(position).toBeGreaterThan(place);
          place = position;
          const verdict = review.verdict === "FALSE" ? "نادرست" : "اثبات‌نشده";
          held.set(newsroom.url + review.url, review.retractedAt === null ? verdict : null);
        }
        if (page < 6) await write(2);
        else if (!hasMore) break;
      }
      expect(held).toEqual(await standing(ctx));
      expect([...held.values()]).toContain(null);
    },
  );

  test("that follows the links over HTTP while somebody else writes", async ({ database }) => {
    const connection = await database.connect();
    const ctx = editing(connection);
    const writer = writing(await aNewsroom(ctx));
    for (let done = 0; done < 180; done++) await writer.next();
    const url = await serving((await database.connect()).db);
    const held: Held = new Map();
    let path: string | undefined = "/claimreview.json";
    let pages = 0;
    let last: Item | undefined;
    while (path !== undefined) {
      const written = writer.next();
      const response: Response = await fetch(url + path);
      await written;
      const { dataFeedElement } = (await response.json()) as DataFeed;
      expect(dataFeedElement.length).toBeLessThanOrEqual(100);
      take(held, dataFeedElement);
      last = dataFeedElement.at(-1) ?? last;
      const next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
      expect(next === undefined || next.startsWith(`${newsroom.url}/claimreview.json?after=`)).toBe(
        true,
      );
      path = next?.slice(newsroom.url.length);
      pages += 1;
    }
    expect(pages).toBeGreaterThanOrEqual(2);
    // What was written after the last page is there for whoever comes back.
    take(held, (await pageOf(connection, `?after=${last?.identifier}`)).dataFeedElement);
    expect(held).toEqual(await standing(ctx));
  });
});
