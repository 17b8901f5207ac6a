// The permalink as readers meet it: in a real browser, from the app as Node serves it, under its own policy.
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "@sanad/core/context";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { clientOf, startServer } from "../../packages/functions/src/node.ts";
import { aBrowser, hasNoBrowser } from "../support/browser.ts";
import { isPglite, test } from "../support/database.ts";
import { aClaim } from "../support/fixtures.ts";
import { aFullClaim, type Say } from "../support/full-claim.ts";
import { aNewsroom, move } from "../support/workflow.ts";
import { anApp } from "./an-app.ts";
import { injections } from "./injections.ts";

const screenshots = join(tmpdir(), "sanad-claim-page");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The address of the app on a port of its own, for as long as the test runs. */
async function served({ db }: Context, name = "راستی‌آزمایی نمونه"): Promise<string> {
  const server = await startServer({ host: "127.0.0.1", port: 0 }, (port) => {
    const newsroom = { name, url: `http://127.0.0.1:${port}` };
    const { app, graphql } = anApp(db, { clientOf, newsroom });
    return { fetch: app.fetch, stop: graphql.stop };
  });
  onTestFinished(() => server.stop());
  return `http://127.0.0.1:${server.port}`;
}

// What a browser makes of a page does not depend on the database that it came from.
describe.skipIf(hasNoBrowser || !isPglite)("in a browser", { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await aBrowser();
    await mkdir(screenshots, { recursive: true });
  }, 60_000);
  afterAll(() => browser?.close());

  /** A page that is open, and all that it did besides being shown. */
  async function visit(url: string, given: Parameters<Browser["newPage"]>[0] = {}) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...given });
    page.setDefaultTimeout(20_000);
    const faults: string[] = [];
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== url) faults.push(`request: ${request.url()}`);
    });
    await page.goto(url);
    return { page, faults };
  }

  const axeFaults = async (page: Page) => {
    const { violations, incomplete } = await page.evaluate<AxeResults>(`${axe}; axe.run()`);
    return [...violations, ...incomplete].map(({ id, nodes }) => [id, nodes[0]?.html]);
  };
  const measure = (page: Page, expression: string) => page.evaluate<number>(expression);

  describe.for([
    ["fa", "rtl"],
    ["en", "ltr"],
    ["ar", "rtl"],
  ] as const)("a claim in %s, which runs %s", ([language, direction]) => {
    test.for([
      ["on a desk", "light", 1100],
      ["on a phone, at night", "dark", 360],
    ] as const)("is read %s", async ([where, colorScheme, width], { ctx }) => {
      const address = await served(ctx);
      const { id } = await aFullClaim(await aNewsroom(ctx), language, tell[language]);
      const viewport = { width, height: 800 };
      const { page, faults } = await visit(`${address}/claims/${id}`, { colorScheme, viewport });
      const name = `${language}-${where.replaceAll(/\W+/g, "-")}`;
      await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });

      expect(await page.evaluate("getComputedStyle(document.body).direction")).toBe(direction);
      expect(await measure(page, "document.documentElement.scrollWidth - innerWidth")).toBe(0);
      expect(await axeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      await page.close();
    });
  });

  test("the quiet pages have no fault either: unchecked, retracted, and none at all", async ({
    ctx,
  }) => {
    const address = await served(ctx);
    const staff = await aNewsroom(ctx);
    const retracted = await aFullClaim(staff, "fa", tell.fa);
    await move(staff.editor, retracted.id, "RETRACTED", { reason: "سند جعلی بود." });
    const ids = [(await aClaim(ctx)).id, retracted.id, "nothing"];
    for (const [index, id] of ids.entries()) {
      const { page, faults } = await visit(`${address}/claims/${id}`, { colorScheme: "dark" });
      await page.screenshot({ path: join(screenshots, `quiet-${index}.png`), fullPage: true });
      expect(await axeFaults(page)).toEqual([]);
      // A browser says on its console that it was answered with 404.
      expect(faults.filter((fault) => !fault.includes("404"))).toEqual([]);
      await page.close();
    }
  });

  test("all of it is there without scripts, and no script would run", async ({ ctx }) => {
    const address = await served(ctx);
    const { id } = await aFullClaim(await aNewsroom(ctx), "fa", tell.fa);
    const url = `${address}/claims/${id}`;
    const plain = await visit(url, { javaScriptEnabled: false });
    const withScripts = await visit(url);
    const text = await withScripts.page.locator("body").innerText();
    expect(await plain.page.locator("body").innerText()).toBe(text);

    const policy = "Content Security Policy";
    const tried = withScripts.page.addScriptTag({ content: "globalThis.hit = 1" });
    await expect(tried).rejects.toThrow(policy);
    expect(await withScripts.page.evaluate("globalThis.hit")).toBeUndefined();
    expect(withScripts.faults.join()).toContain(policy);
  });

  // Several at once, since a page of each would take a minute. The browser is told to ignore the policy: escaping must hold by itself.
  test.for(inGroups(injections, 8))(
    "%j and others are shown, and do nothing",
    async (group, { ctx }) => {
      const all = group.join(" ");
      const label = group.find((each) => each.length <= 100) ?? "";
      const address = await served(ctx, all);
      const say: Say = (field) => (field === "label" ? label : all);
      const { id } = await aFullClaim(await aNewsroom(ctx), "fa", say);
      const { page, faults } = await visit(`${address}/claims/${id}`, { bypassCSP: true });
      const found = await page.evaluate<Found>(lookAround);
      await page.close();

      expect(faults).toEqual([]);
      expect(found.hit).toBe(null);
      expect(found.tags.filter((tag) => !tags.has(tag))).toEqual([]);
      expect(found.attributes.filter((name) => !attributes.has(name))).toEqual([]);
      expect(found.links.filter((link) => !/^(https?:\/\/|#claim$)/.test(link))).toEqual([]);
      expect(found.scripts).toHaveLength(1);
      expect(JSON.parse(found.scripts[0] ?? "")).toMatchObject({
        claimReviewed: all,
        reviewRating: { alternateName: label, ratingExplanation: all },
        author: { name: all },
      });
      // HTML has one kind of line break only.
      const shown = all.replaceAll("\r\n", "\n");
      expect(found.heading).toBe(shown);
      expect(found.title.startsWith(`${label}: `)).toBe(true);
      // Each time that it was said it stands there as text, and nothing that comes after is gone.
      expect(found.text.split(shown).length).toBeGreaterThan(25);
      expect(found.text).toContain("تاریخچه");
    },
  );
});

function inGroups<T>(values: readonly T[], size: number): T[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, at) => values.slice(at * size, (at + 1) * size));
}

type Found = {
  hit: unknown;
  tags: string[];
  attributes: string[];
  links: string[];
  scripts: string[];
  heading: string;
  title: string;
  text: string;
};

const lookAround = `({
  hit: globalThis.hit ?? null,
  tags: [...new Set([...document.querySelectorAll("*")].map((each) => each.localName))],
  attributes: [...new Set([...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames()))],
  links: [...document.querySelectorAll("a")].map((each) => each.getAttribute("href")),
  scripts: [...document.scripts].map((each) => each.textContent),
  heading: document.querySelector("h1").textContent,
  title: document.title,
  text: document.body.textContent,
})`;

const tags = new Set(
  (
    "html head meta title link style script body a header bdi span main article p h1 h2 h3 div dl dt dd " +
    "section strong ul ol li figure blockquote mark figcaption time code footer"
  ).split(" "),
);
const attributes = new Set(
  "lang dir charset name content rel href type property class id aria-labelledby datetime".split(
    " ",
  ),
);

/** Words as newsrooms write them, long and short. */
const tell: Record<"fa" | "en" | "ar", Say> = {
  fa: tellIn({
    "": "خبرگزاری نمونه",
    claim: "اوکراین آتش‌بس انرژی را بارها نقض کرده و به زیرساخت‌های انرژی روسیه حمله کرده است.",
    body: "ناظران از هر دو سوی مرز گزارش دادند.\n\nهیچ‌یک از گزارش‌ها حمله‌ای پس از ۲۸ اسفند را تأیید نمی‌کند.\nفهرست گزارش‌ها در ادامه آمده است.",
    summary: "نادرست است. ناظران مستقل پس از آغاز آتش‌بس هیچ حمله‌ای به تأسیسات انرژی ثبت نکرده‌اند.",
    quote: "آتش‌بس انرژی از سوی هیچ‌یک از دو طرف نقض نشده است",
    "translation of the claim": "Ukraine has repeatedly violated the energy ceasefire.",
    "translation of the summary": "False. Independent monitors recorded no attack.",
    label: "نادرست",
    "other label": "زائف",
  }),
  ar: tellIn({
    "": "وكالة أنباء",
    claim:
      "خرقت أوكرانيا مرارًا وقف إطلاق النار الخاص بمنشآت الطاقة وهاجمت البنية التحتية للطاقة في روسيا.",
    summary: "خاطئ. لم يسجل المراقبون المستقلون أي هجوم منذ بدء الهدنة.",
    quote: "لم يخرق أي من الطرفين وقف إطلاق النار",
    "translation of the claim": "Ukraine has repeatedly violated the energy ceasefire.",
    "translation of the summary": "False. Independent monitors recorded no attack.",
    label: "خاطئ",
    "other label": "Falsch",
  }),
  en: tellIn({
    "": "Example Agency",
    claim:
      "Ukraine has repeatedly violated the energy ceasefire and attacked Russia's energy infrastructure.",
    body: "Monitors on both sides of the border reported.\n\nNone of the reports confirms an attack after 18 March.",
    summary:
      "False. Independent monitors recorded no attack on energy facilities after the ceasefire began.",
    quote: "neither of the two sides has violated the energy ceasefire",
    "translation of the claim": "اوکراین آتش‌بس انرژی را بارها نقض کرده است.",
    "translation of the summary": "نادرست است. ناظران مستقل هیچ حمله‌ای ثبت نکرده‌اند.",
    label: "False",
    "other label": "نادرست",
  }),
};

function tellIn(words: Readonly<Record<string, string>>): Say {
  return (field) => words[field] ?? words[""] ?? "";
}
