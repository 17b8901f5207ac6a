import { correctReview } from "@sanad/core/review";
import type { Context } from "@sanad/core/context";
import { XmlDocument } from "libxml2-wasm";
import { describe, expect } from "vitest";
import { test } from "../support/database.ts";
import { readAtom, readJsonFeed } from "../support/feed-formats.ts";
import { aClaim } from "../support/fixtures.ts";
import { statementsOf } from "../support/graphql.ts";
import { aReviewOfOthers } from "../support/reviews.ts";
import {
  aClaimAwaitingApproval,
  aClaimInReview,
  aNewsroom,
  aPublishedClaim,
  draftOf,
  move,
  type Newsroom,
  unproven,
} from "../support/workflow.ts";
import { anApp, errorOf, newsroom, noDatabase } from "./an-app.ts";
import { serving } from "./serving.ts";

async function atomOf(ctx: Context, query = "") {
  const response = await anApp(ctx.db).app.request(`/feed.atom${query}`);
  expect(response.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
  return readAtom(await response.text());
}

async function jsonOf(ctx: Context, query = "") {
  const response = await anApp(ctx.db).app.request(`/feed.json${query}`);
  expect(response.headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
  return readJsonFeed(await response.text());
}

/** A claim with a review that stands, in whatever words. */
async function publish(
  { checker, editor, ctx }: Newsroom,
  given: Partial<Parameters<typeof aClaim>[1]> = {},
  summary = "مدرکی یافت نشد.",
) {
  const { id, language } = await aClaim(ctx, given);
  await move(checker, id, "IN_REVIEW");
  await draftOf(checker, id, { ...unproven, summary: [{ language, text: summary }] });
  await move(checker, id, "AWAITING_APPROVAL");
  return move(editor, id, "PUBLISHED");
}

describe("a feed", () => {
  test("has what was published, corrected and retracted, last first, and nothing else", async ({
    ctx,
  }) => {
    const staff = await aNewsroom(ctx);
    await aClaim(ctx);
    await aClaimInReview(staff);
    await aClaimAwaitingApproval(staff);
    await aReviewOfOthers(ctx);
    const retracted = await aPublishedClaim(staff);
    const corrected = await aPublishedClaim(staff);
    const published = await publish(staff, { topics: ["انرژی", "جنگ"] });
    const { version } = corrected;
    const summary = [{ language: "fa", text: "مدرکی برای این ادعا پیدا نشد." }];
    const note = "یک واژه";
    const slip = { claimId: corrected.id, expectedVersion: version, summary, note };
    await correctReview(staff.editor, slip);
    await move(staff.editor, retracted.id, "RETRACTED", { reason: "سند ساختگی بود." });

    const { entries } = await atomOf(ctx);
    const address = ({ id }: { id: string }) => `${newsroom.url}/claims/${id}`;
    expect(entries).toMatchObject([
      {
        id: address(retracted),
        language: "fa",
        title: `پس گرفته شد: ${retracted.text}`,
        html: '<div lang="fa" dir="rtl"><p>نتیجهٔ بررسی پس گرفته شد.</p><p>سند ساختگی بود.</p></div>',
      },
      {
        id: address(corrected),
        title: `اصلاح شد – اثبات‌نشده: ${corrected.text}`,
        html: expect.stringMatching(/لغزش نگارشی.*یک واژه.*پیدا نشد/),
      },
      { id: address(published), title: `اثبات‌نشده: ${published.text}`, topics: ["انرژی", "جنگ"] },
    ]);
    for (const [index, { published, updated }] of entries.entries())
      expect(updated > published, String(index)).toBe(index < 2);
    const { items } = await jsonOf(ctx);
    expect(items).toMatchObject(
      entries.map(({ id, title, html, language, published, updated }) => ({
        id,
        url: id,
        title,
        content_html: html,
        language,
        date_published: published,
        date_modified: updated,
      })),
    );
  });

  test("tells a claim that was retracted and published again as it now stands, once", async ({
    ctx,
  }) => {
    const staff = await aNewsroom(ctx);
    const { id, text } = await aPublishedClaim(staff);
    await move(staff.editor, id, "RETRACTED", { reason: "نادرست بود" });
    const assigneeId = staff.checker.actor.id;
    await move(staff.editor, id, "IN_REVIEW", { reason: "سند تازه", assigneeId });
    await draftOf(staff.checker, id, unproven);
    await move(staff.checker, id, "AWAITING_APPROVAL");
    await move(staff.editor, id, "PUBLISHED");
    const { entries } = await atomOf(ctx);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.title).toBe(`اثبات‌نشده: ${text}`);
  });

  test("is valid with nothing in it", async ({ ctx }) => {
    expect((await atomOf(ctx)).entries).toEqual([]);
    expect((await jsonOf(ctx)).items).toEqual([]);
  });

  test("can be had of a language or a topic, under an address of its own", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const persian = await publish(staff, { topics: ["انرژی"] });
    const english = await publish(staff, { text: "It was so.", language: "en-GB" });
    const idsOf = async (query: string) =>
      (await atomOf(ctx, query)).entries.map(({ id }) => id.split("/").at(-1));
    expect(await idsOf("?language=fa")).toEqual([persian.id]);
    expect(await idsOf("?language=en")).toEqual([english.id]);
    expect(await idsOf("?language=en&language=fa")).toEqual([english.id, persian.id]);
    expect(await idsOf(`?topic=${encodeURIComponent("انرژی")}`)).toEqual([persian.id]);
    expect(await idsOf("?topic=%D8%A7&language=fa")).toEqual([]);

    const own = `${newsroom.url}/feed.atom?language=en&language=fa`;
    expect((await atomOf(ctx, "?language=fa&language=en&utm_source=x")).id).toBe(own);
    expect((await jsonOf(ctx)).feed_url).toBe(`${newsroom.url}/feed.json`);
  });

  test("is written left to right where its words are", async ({ ctx }) => {
    await publish(await aNewsroom(ctx), { text: "It was so.", language: "en" }, "Not found.");
    const [entry] = (await atomOf(ctx)).entries;
    expect(entry).toMatchObject({
      title: "Unproven: It was so.",
      html: '<div lang="en" dir="ltr"><p>Not found.</p></div>',
    });
  });

  test.for<[text: string, shown?: string]>([
    ["]]>"],
    ["<script>alert(1)</script>"],
    [`"><img src=x onerror=alert(1)>`],
    ["&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["<!-- x --> <![CDATA[ x ]]> <?xml version='1.0'?> <!DOCTYPE x>"],
    ["O&apos;Brien’s 'and' &#39; &nbsp; &amp;amp;"],
    ["\u202eevil\u2066"],
    // What XML 1.0 has no way to write.
    ["a\u0001b\u000b\u001f\ufffe\uffff", "ab"],
  ])("shows %j as the text that it is", async ([text, shown = text], { ctx }) => {
    await publish(await aNewsroom(ctx), { text, language: "en", topics: [text] }, text);
    const [entry] = (await atomOf(ctx)).entries;
    expect(entry).toMatchObject({ title: `Unproven: ${shown}`, topics: [shown] });
    const [item] = (await jsonOf(ctx)).items;
    for (const html of [entry?.html, item?.["content_html"]]) {
      expect(html).toMatch(/^<div lang="en" dir="ltr"><p>[^<>]+<\/p><\/div>$/);
      using document = XmlDocument.fromString(String(html));
      expect(document.root.content).toBe(shown);
    }
    expect(item).toMatchObject({ title: entry?.title, tags: [shown] });
  });
});

describe("what somebody has of a feed", () => {
  const paths = ["/feed.atom", "/feed.json", "/claimreview.json"];

  test("is not sent again while nothing was written: by its tag, and by its time", async ({
    ctx,
  }) => {
    await aPublishedClaim(await aNewsroom(ctx));
    const url = await serving(ctx.db);
    for (const path of paths) {
      const first = await fetch(url + path);
      const tag = first.headers.get("etag") ?? "";
      const time = first.headers.get("last-modified") ?? "";
      expect(first.headers.get("cache-control")).toMatch(/^public, /);
      expect(Date.parse(time)).toBeGreaterThan(0);
      const statusWith = async (headers: Record<string, string>) =>
        (await fetch(url + path, { headers })).status;
      expect(await statusWith({ "if-none-match": tag })).toBe(304);
      expect(await statusWith({ "if-modified-since": time })).toBe(304);
      expect(await statusWith({ "if-modified-since": "Mon, 19 May 2025 00:00:00 GMT" })).toBe(200);
      expect(await statusWith({ "if-modified-since": "yesterday" })).toBe(200);
      // The tag decides where both are sent.
      expect(await statusWith({ "if-none-match": '"x"', "if-modified-since": time })).toBe(200);
      const head = await fetch(url + path, { method: "HEAD" });
      expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", tag]);
    }
  });

  test("is sent again once something was written, also in the same second", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const { id, updatedAt } = await aPublishedClaim(staff);
    // The second of the last write is not over when it is asked, and over when it is asked again.
    let at = updatedAt;
    const { app } = anApp(ctx.db, { now: () => at });
    const first = await app.request("/feed.atom");
    expect(first.headers.get("last-modified")).toBeNull();
    at = new Date(updatedAt.getTime() + 2_000);
    const second = await app.request("/feed.atom");
    const time = second.headers.get("last-modified") ?? "";
    expect(Date.parse(time)).toBeLessThanOrEqual(updatedAt.getTime());
    await move(staff.editor, id, "RETRACTED", { reason: "نادرست بود" });
    at = new Date(at.getTime() + 60_000);
    for (const headers of [
      { "if-modified-since": time },
      { "if-none-match": second.headers.get("etag") ?? "" },
    ])
      expect((await app.request("/feed.atom", { headers })).status).toBe(200);
  });

  test("takes one statement", async ({ database }) => {
    const connection = await database.connect();
    const { app } = anApp(connection.db);
    for (const path of [...paths, "/feed.atom?language=fa&topic=x", "/claimreview.json?after=7"]) {
      const ask = async () => expect((await app.request(path)).status).toBe(200);
      expect(await statementsOf(connection, ask)).toHaveLength(1);
    }
  });
});

describe("what is asked amiss", () => {
  const { app } = anApp(noDatabase);

  test.for([
    ["/feed.atom?language=farsi!", "language.0: must be a BCP 47 language tag"],
    ["/feed.json?language=fa&language=", "language.1: must be a BCP 47 language tag"],
    ["/feed.json?topic=", "topic.0: must not be empty"],
    ["/feed.json?topic=a%00", "topic.0: must not hold a NUL character"],
    ["/claimreview.json?after=-1", "after: must be a place in the ledger"],
    ["/claimreview.json?after=x", "after: must be a place in the ledger"],
    ["/claimreview.json?after=1e3", "after: must be a place in the ledger"],
    ["/claimreview.json?after=9999999999999999", "after: must be a place in the ledger"],
  ])("at %s is named", async ([path, message]) => {
    expect(await errorOf(await app.request(path as string))).toEqual({
      status: 400,
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(message as string),
    });
  });

  test("is told to pages of any site, as the feeds are", async () => {
    for (const path of ["/feed.atom", "/feed.json", "/claimreview.json"]) {
      const headers = { origin: "https://reader.example" };
      const response = await app.request(`${path}?after=x&topic=`, { headers });
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("access-control-expose-headers")).toContain("Link");
    }
  });

  test("is a POST", async () => {
    for (const path of ["/feed.atom", "/feed.json", "/claimreview.json"]) {
      const response = await app.request(path, { method: "POST" });
      expect(response.headers.get("allow")).toBe("GET");
      expect(await errorOf(response)).toMatchObject({ status: 405, code: "METHOD_NOT_ALLOWED" });
    }
  });
});
