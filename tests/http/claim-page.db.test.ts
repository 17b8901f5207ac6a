// The permalink of a claim, as readers, search engines and programs ask for it.
import { validateClaimReview } from "@sanad/core/claimreview";
import type { Context } from "@sanad/core/context";
import { type Found, readItems } from "@sanad/core/importer";
import { createId } from "@sanad/core/id";
import { mergeClaims } from "@sanad/core/relation";
import { describe, expect } from "vitest";
import { editing, test } from "../support/database.ts";
import { aClaim, someEvidence } from "../support/fixtures.ts";
import { aFullClaim } from "../support/full-claim.ts";
import { statementsOf } from "../support/graphql.ts";
import {
  aClaimAwaitingApproval,
  aClaimFoundFalse,
  aNewsroom,
  aPublishedClaim,
  askAs,
  claimNow,
  move,
  publishAgain,
} from "../support/workflow.ts";
import { anApp, errorOf, newsroom } from "./an-app.ts";

const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const program = { accept: "application/ld+json" };

const open = async (ctx: Context, name: string, headers: Record<string, string> = browser) =>
  anApp(ctx.db).app.request(`/claims/${name}`, { headers });
const pageOf = async (ctx: Context, id: string) => (await open(ctx, id)).text();

/** What a program that reads pages for their ClaimReviews finds. */
async function reviewsIn(html: string): Promise<unknown[]> {
  const found: Found[] = [];
  const bytes = (async function* () {
    yield new TextEncoder().encode(html);
  })();
  for await (const each of readItems(bytes)) found.push(each);
  return found.flatMap((each) => (each.kind === "CLAIM_REVIEW" ? [each.item] : []));
}

/** What readers see of a page, tags and all that is for machines left away. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf("<body>"));
  return body.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

describe("before anything is published", () => {
  test("the page says so, and keeps search engines away", async ({ ctx }) => {
    const { id, text } = await aClaim(ctx);
    const answer = await open(ctx, id);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(textOf(html)).toContain(text);
    expect(textOf(html)).toContain("هنوز نتیجه‌ای منتشر نشده است");
    expect(answer.headers.get("x-robots-tag")).toBe("noindex");
    expect(html).toContain('<meta name="robots" content="noindex" />');
    expect(html).not.toContain("ld+json");
  });

  test("what is drafted is not on it, whoever asks", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const summary = [{ language: "fa", text: "هنوز محرمانه" }];
    const { id } = await aClaimAwaitingApproval(staff, { summary });
    const { app } = anApp(ctx.db, { authenticate: async () => staff.editor.actor });
    const headers = { ...browser, authorization: "Bearer editor" };
    const answer = await app.request(`/claims/${id}`, { headers });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const html = await answer.text();
    expect(html).toBe(await pageOf(ctx, id));
    expect(html).not.toContain("محرمانه");
  });

  test("programs find nothing", async ({ ctx }) => {
    const { id } = await aClaim(ctx);
    for (const answer of [await open(ctx, `${id}.jsonld`), await open(ctx, id, program)])
      expect(await errorOf(answer)).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });
});

describe("once a review is published", () => {
  test("the page has one ClaimReview, the same that programs get, without a fault", async ({
    ctx,
  }) => {
    const { claim } = await aClaimFoundFalse(await aNewsroom(ctx));
    const inPage = await reviewsIn(await pageOf(ctx, claim.id));
    const url = `${newsroom.url}/claims/${claim.id}`;
    expect(inPage).toMatchObject([{ url, claimReviewed: claim.text }]);
    for (const answer of [
      await open(ctx, `${claim.id}.jsonld`),
      await open(ctx, claim.id, program),
    ]) {
      expect(answer.headers.get("content-type")).toBe("application/ld+json");
      expect([await answer.json()]).toEqual(inPage);
    }
    const errors = validateClaimReview(inPage[0]).filter(({ level }) => level === "error");
    expect(errors).toEqual([]);
  });

  test("its address is the one that the API gives", async ({ ctx }) => {
    const { id } = await aPublishedClaim(await aNewsroom(ctx));
    const { data } = await askAs(ctx, `{ claim(id: "${id}") { url review { url } } }`);
    const html = await pageOf(ctx, id);
    const path = `/claims/${id}`;
    expect(data.claim.url).toMatch(new RegExp(`${path}$`));
    expect(data.claim.review.url).toBe(data.claim.url);
    expect(html).toContain(`<link rel="canonical" href="${newsroom.url}${path}" />`);
    expect(html).toContain(`<meta property="og:url" content="${newsroom.url}${path}" />`);
  });

  test("it may be found, and tells in short what was found", async ({ ctx }) => {
    const { id, text } = await aPublishedClaim(await aNewsroom(ctx));
    const answer = await open(ctx, id);
    const html = await answer.text();
    expect(answer.headers.get("x-robots-tag")).toBe(null);
    expect(html).not.toContain("noindex");
    expect(html).toContain(`<title>اثبات‌نشده: ${text} — ${newsroom.name}</title>`);
    expect(html).toContain(`<meta property="og:title" content="${text}" />`);
    const description = "اثبات‌نشده: مدرکی برای این ادعا یافت نشد.";
    expect(html).toContain(`<meta property="og:description" content="${description}" />`);
    expect(html).toContain('<meta property="og:locale" content="fa_IR" />');
  });

  test("everybody may keep it for seconds, and asks again by its tag", async ({ ctx }) => {
    const { id } = await aPublishedClaim(await aNewsroom(ctx));
    const { headers } = await open(ctx, id);
    expect(headers.get("cache-control")).toMatch(/^public, max-age=10, s-maxage=30/);
    expect(headers.get("vary")).toContain("Accept");
    const tag = headers.get("etag") ?? "";
    expect((await open(ctx, id, { ...browser, "if-none-match": tag })).status).toBe(304);
    expect((await open(ctx, id, { ...program, "if-none-match": tag })).status).toBe(200);
  });

  test("it stays on the page while the claim is looked at again", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(staff);
    await move(staff.editor, id, "IN_REVIEW", { reason: "سندی تازه رسید." });
    const html = await pageOf(ctx, id);
    expect(await reviewsIn(html)).toHaveLength(1);
    expect(textOf(html)).toContain("سندی تازه رسید.");
  });

  test("corrections stand on the page with what was said before", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(staff);
    const summary = [{ language: "fa", text: "دو سند یافت شد." }];
    const correction = { kind: "UPDATE", note: "بایگانی تازه‌ای گشوده شد." } as const;
    await publishAgain(staff, id, correction, { summary });
    const text = textOf(await pageOf(ctx, id));
    for (const words of [
      "دو سند یافت شد.",
      "مدرکی برای این ادعا یافت نشد.",
      "بایگانی تازه‌ای گشوده شد.",
    ]) {
      expect(text).toContain(words);
    }
    expect(text.indexOf("دو سند")).toBeLessThan(text.indexOf("مدرکی برای"));
  });

  test("a retraction says so and why, and takes the ClaimReview away", async ({ ctx }) => {
    const staff = await aNewsroom(ctx);
    const { id } = await aPublishedClaim(staff);
    await move(staff.editor, id, "RETRACTED", { reason: "سند جعلی بود." });
    const answer = await open(ctx, id);
    const html = await answer.text();
    expect(textOf(html)).toContain("تحریریه آنچه را دربارهٔ این ادعا منتشر کرده بود پس گرفته است.");
    expect(textOf(html)).toContain("سند جعلی بود.");
    expect(textOf(html)).toContain("مدرکی برای این ادعا یافت نشد.");
    expect(html).not.toContain("ld+json");
    expect(html).not.toContain("noindex");
    expect(html).toContain('content="تحریریه آنچه را');
    expect((await open(ctx, id, program)).status).toBe(404);
  });
});

describe("addresses", () => {
  test("a merged claim leads to the one that it was merged into", async ({ ctx }) => {
    const [duplicate, claim] = [await aClaim(ctx), await aClaim(ctx)];
    const { version } = await claimNow(ctx, duplicate.id);
    await mergeClaims(ctx, { id: duplicate.id, intoId: claim.id, expectedVersion: version });
    const page = await open(ctx, duplicate.id);
    const there = `${newsroom.url}/claims/${claim.id}`;
    expect([page.status, page.headers.get("location")]).toEqual([302, there]);
    const data = await open(ctx, `${duplicate.id}.jsonld`);
    expect([data.status, data.headers.get("location")]).toEqual([302, `${there}.jsonld`]);
  });

  test.for([
    createId("claim"),
    createId("review"),
    "claim_",
    "CLAIM_01JVKTSK4PF2VR1E4Z3N0N9Q2A",
    "claim_01jvktsk4pf2vr1e4z3n0n9q2a@3",
    "%00",
    "%E0%A4%A",
    "..%2f..%2fetc%2fpasswd",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  ])(
    "there is nothing at %s, and a page that says so in three languages",
    async (name, { ctx }) => {
      const answer = await open(ctx, name);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      const html = await answer.text();
      expect(html).toContain('<p lang="fa" dir="rtl">چنین ادعایی وجود ندارد.</p>');
      expect(html).not.toContain("alert");
      expect(await errorOf(await open(ctx, `${name}.jsonld`))).toMatchObject({ status: 404 });
    },
  );

  test("HEAD is answered without a body, and POST not at all", async ({ ctx }) => {
    const { id } = await aClaim(ctx);
    const { app } = anApp(ctx.db);
    const head = await app.request(`/claims/${id}`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("x-robots-tag")).toBe("noindex");
    expect((await app.request(`/claims/${id}`, { method: "POST" })).status).toBe(405);
  });

  test("whoever accepts anything gets the page", async ({ ctx }) => {
    const { id } = await aClaim(ctx);
    for (const accept of ["*/*", "application/json", "application/ld+json;q=0.5,text/html"]) {
      const { headers } = await open(ctx, id, { accept });
      expect(headers.get("content-type")).toMatch(/^text\/html/);
    }
  });
});

describe("languages", () => {
  test.for([
    ["fa", "fa", "rtl", "نتیجهٔ بررسی", "۲۹ اردیبهشت ۱۴۰۴"],
    ["fa-AF", "fa", "rtl", "نتیجهٔ بررسی", "۲۹ اردیبهشت ۱۴۰۴"],
    ["ar", "ar", "rtl", "الحكم", "مايو 2025"],
    ["en-GB", "en", "ltr", "Verdict", "19 May 2025"],
    ["ur", "en", "ltr", "Verdict", "19 May 2025"],
    ["de", "en", "ltr", "Verdict", "19 May 2025"],
  ] as const)(
    "a claim in %s has a page in %s",
    async ([language, chrome, direction, verdict, day], { ctx }) => {
      const { id } = await aClaim(ctx, { language, claimedAt: "2025-05-19" });
      const answer = await open(ctx, id);
      const html = await answer.text();
      expect(answer.headers.get("content-language")).toBe(chrome);
      expect(html).toContain(`<html lang="${chrome}" dir="${direction}">`);
      const own = ["fa", "fa-AF", "ar", "ur"].includes(language) ? "rtl" : "ltr";
      expect(html).toContain(`<h1 lang="${language}" dir="${own}">`);
      expect(textOf(html)).toContain(verdict);
      expect(textOf(html)).toContain(day);
    },
  );

  test("a month or a year of ours is not turned into one of the Jalali calendar", async ({
    ctx,
  }) => {
    for (const [claimedAt, words] of [
      ["2025-05", "مهٔ ۲۰۲۵"],
      ["2025", "۲۰۲۵"],
    ] as const) {
      const { id } = await aClaim(ctx, { claimedAt });
      expect(await pageOf(ctx, id)).toContain(`<time datetime="${claimedAt}">${words}</time>`);
    }
  });
});

describe("a claim about which everything is told", () => {
  test("shows each word of it, and takes one statement", async ({ database }) => {
    const ctx = editing(await database.connect());
    const said = new Set<string>();
    const say = (field: string) => {
      const words = `«${field}»`;
      said.add(words);
      return words;
    };
    const { id } = await aFullClaim(await aNewsroom(ctx), "fa", say);
    let html = "";
    const statements = await statementsOf(ctx, async () => {
      html = await pageOf(ctx, id);
    });
    expect(statements).toHaveLength(1);
    const page = html.replaceAll("&#39;", "'");
    const missing = [...said].filter((words) => !page.includes(words));
    expect(missing).toEqual([]);
  });

  test("says so where a list is longer than what is shown", async ({ ctx }) => {
    const { id } = await aClaim(ctx);
    expect(textOf(await pageOf(ctx, id))).not.toContain("بیش از آنچه اینجا آمده");
    for (let count = 0; count < 50; count++) await someEvidence(ctx, { claimId: id });
    expect(textOf(await pageOf(ctx, id))).toContain("بیش از آنچه اینجا آمده");
  });

  test("gives programs their part of it in one statement too", async ({ database }) => {
    const ctx = editing(await database.connect());
    const { id } = await aFullClaim(await aNewsroom(ctx), "ar", (field) => `«${field}»`);
    const statements = await statementsOf(ctx, async () => {
      const answer = await open(ctx, id, program);
      expect(await answer.json()).toMatchObject({ reviewRating: { alternateName: "«label»" } });
    });
    expect(statements).toHaveLength(1);
  });
});
