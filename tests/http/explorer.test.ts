// The explorer as a visitor meets it: the built page in a real browser, under the policy it is
// served with, against a small GraphQL endpoint of its own that answers in Persian.
import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { buildSchema, graphql, parse } from "graphql";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aBrowser, hasNoBrowser } from "../support/browser.ts";

const explorer = join(import.meta.dirname, "../../packages/explorer");
const dist = join(explorer, "dist");
const screenshots = join(tmpdir(), "sanad-explorer");

const queryFiles = globSync("queries/*.graphql", { cwd: explorer }).toSorted();
const readQuery = (path: string) => readFileSync(join(explorer, path), "utf8");

describe("the sample queries", () => {
  test.each(queryFiles)("%s begins with a comment and holds one named operation", (path) => {
    const text = readQuery(path);
    expect(text).toMatch(/^# \S/);
    const operations = parse(text).definitions.filter((it) => it.kind === "OperationDefinition");
    expect(operations.map((it) => it.name?.value)).toEqual([expect.any(String)]);
  });
});

describe("the built page", () => {
  const built = (extension: string) => globSync(`**/*.${extension}`, { cwd: dist });

  test("loads its script, styles and icon from /explorer/ and has no inline script", () => {
    const html = readFileSync(join(dist, "index.html"), "utf8");
    expect(html).toContain("<title>Sanad</title>");
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1]!);
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    for (const address of addresses) {
      expect(address).toMatch(/^\/explorer\//);
      expect(existsSync(join(dist, address.slice("/explorer/".length)))).toBe(true);
    }
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  test("has styles that name only own files, local fonts and inline data", () => {
    expect(built("css").length).toBeGreaterThan(0);
    for (const path of built("css")) {
      const css = readFileSync(join(dist, path), "utf8");
      expect(css).not.toContain("@import");
      for (const [, url] of css.matchAll(/url\(\s*["']?([^"')]*)/g)) {
        expect(url).toMatch(/^(?:\/explorer\/|data:|#)/);
      }
    }
  });

  test("has scripts that load nothing from another host", () => {
    expect(built("js").length).toBeGreaterThan(3);
    const load =
      /(?:\bfrom|\bimport\(?|importScripts\(|Worker\(|fetch\(|URL\()\s*["'`](?:\w+:)?\/\//;
    for (const path of built("js")) {
      expect(readFileSync(join(dist, path), "utf8"), path).not.toMatch(load);
    }
  });
});

const persian = "روسیه می‌گوید اوکراین آتش‌بس انرژی را بارها نقض کرده است.";

// Monaco makes <style> elements and style attributes as it goes; nothing else is let in.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const contentTypes: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

// As much of the contract as the first sample query asks for.
const schema = buildSchema(`
  "What the newsroom keeps."
  type Query { searchClaims(query: String!, first: Int): Claims! }
  type Claims { nodes: [Claim!]! }
  "One checkable statement, attributed to one claimant."
  type Claim {
    id: ID! status: String! text: String! language: String! direction: String!
    translations: [Text!]! claimant: Entity! appearances(first: Int): Appearances!
    evidence(stance: Stance, first: Int): Pieces! evidenceSummary: Summary! review: Review
  }
  type Text { language: String! text: String! }
  type Entity { name(language: String): String }
  type Source { title: String url: String! publisher: Entity }
  type Appearances { nodes: [Appearance!]! }
  type Appearance { appearedAt: String source: Source! quote: Quote attribution: [Link!]! }
  type Quote { exact: String! language: String translation: String }
  type Link { role: String! entity: Entity! }
  enum Stance { SUPPORTS REFUTES CONTEXT }
  type Pieces { nodes: [Evidence!]! }
  type Evidence { isPrimary: Boolean isInterested: Boolean quote: Quote note: String source: Source! }
  type Summary { supports: Int refutes: Int context: Int independentSources: Int }
  type Review { verdict: String summary: String rating: Rating publishedAt: String url: String }
  type Rating { label: String }
`);
const names: Record<string, string> = { en: "Russia", fa: "روسیه" };
const claim = {
  id: "claim_01jvktsk4pf2vr1e4z3n0n9q2a",
  status: "UNVERIFIED",
  text: persian,
  language: "fa",
  direction: "RTL",
  translations: [{ language: "en", text: "Ukraine repeatedly violated the energy ceasefire." }],
  claimant: { name: ({ language = "en" }) => names[language] },
  appearances: { nodes: [] },
  evidence: { nodes: [] },
  evidenceSummary: { supports: 0, refutes: 0, context: 0, independentSources: 0 },
  review: null,
};

const removeSpace = (text: string) => text.replaceAll(/\s/g, "");

const authorizations: (string | undefined)[] = [];

async function answerOperation(request: IncomingMessage, response: ServerResponse) {
  authorizations.push(request.headers.authorization);
  const { query, variables, operationName } = JSON.parse(
    Buffer.concat(await request.toArray()).toString(),
  );
  const rootValue = { searchClaims: { nodes: [claim] } };
  const result = await graphql({
    schema,
    source: query,
    rootValue,
    variableValues: variables,
    operationName,
  });
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
}

async function answerFile(path: string, response: ServerResponse) {
  try {
    const body = await readFile(join(dist, path));
    const type = contentTypes[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

function serveExplorer(): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url!.split("?")[0]!;
    if (path === "/graphql" && request.method === "POST") {
      void answerOperation(request, response);
      return;
    }
    void answerFile(path === "/graphql" ? "index.html" : path.replace("/explorer/", ""), response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

describe.skipIf(hasNoBrowser)("the page in a browser", () => {
  let base: string;
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    server = await serveExplorer();
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await mkdir(screenshots, { recursive: true });
    browser = await aBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** A new visitor's page, and all that went wrong on it so far. */
  async function openPage(
    colorScheme: "light" | "dark",
  ): Promise<{ page: Page; faults: string[] }> {
    const viewport = { width: 1400, height: 900 };
    const page = await browser.newPage({ colorScheme, viewport });
    page.setDefaultTimeout(10_000);
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${base}/`) && !url.startsWith("data:")) faults.push(`outside: ${url}`);
    });
    page.on("requestfailed", (request) => faults.push(`failed: ${request.url()}`));
    page.on("response", (response) => {
      if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(`${base}/graphql`);
    await page.locator(".graphiql-query-editor .view-line").first().waitFor();
    return { page, faults };
  }

  /** The result's text without white space: Monaco wraps lines and shows no-break spaces. */
  async function readResult(page: Page): Promise<string> {
    return removeSpace(await page.locator(".result-window .view-lines").innerText());
  }

  async function runQuery(page: Page): Promise<void> {
    await page.getByRole("button", { name: /^Execute query/ }).click();
    await page.locator(".result-window .view-line", { hasText: "data" }).waitFor();
    await page.locator(".graphiql-spinner").waitFor({ state: "hidden" });
  }

  test.each(["light", "dark"] as const)(
    "in a %s room, a visitor runs the first query and reads its Persian answer",
    async (colorScheme) => {
      const { page, faults } = await openPage(colorScheme);
      expect(await page.title()).toBe("Sanad");
      expect(await page.locator(".graphiql-tab").count()).toBe(queryFiles.length);

      await runQuery(page);
      expect(await readResult(page)).toContain(removeSpace(persian));
      // The keywords are coloured a moment after the text.
      await page
        .locator('.graphiql-query-editor .view-line span[class^="mtk"]:not(.mtk1)')
        .nth(3)
        .waitFor();
      await page.screenshot({ path: join(screenshots, `result-${colorScheme}.png`) });
      expect(faults).toEqual([]);
      await page.close();
    },
    30_000,
  );

  test("a Persian value reads from right to left, its full stop at the left", async () => {
    const { page } = await openPage("light");
    await runQuery(page);
    const token = '.result-window .view-line span[style*="unicode-bidi"]';
    /** How far left of the last letter the full stop stands; 0 where Monaco just drew anew. */
    const measure = (): Promise<number> =>
      page
        .locator(token, { hasText: "." })
        .first()
        .evaluate((span) => {
          const range = span.ownerDocument.createRange();
          const leftOf = (index: number): number => {
            range.setStart(span.firstChild, index);
            range.setEnd(span.firstChild, index + 1);
            return range.getBoundingClientRect().left;
          };
          const stop = span.textContent.lastIndexOf(".");
          return leftOf(stop - 1) - leftOf(stop);
        });
    await expect.poll(measure).toBeGreaterThan(0);
    await page.close();
  }, 30_000);

  test("introspection gives the documentation", async () => {
    const { page, faults } = await openPage("light");
    await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    const docs = page.locator(".graphiql-doc-explorer");
    await docs.getByText("Query", { exact: true }).click();
    await docs.getByText("searchClaims").waitFor();
    await page.screenshot({ path: join(screenshots, "docs-light.png") });
    expect(faults).toEqual([]);
    await page.close();
  }, 30_000);

  test("an Authorization header goes with the query and is not kept in the browser", async () => {
    const { page, faults } = await openPage("light");
    await page.locator('[aria-label="Headers"] .graphiql-editor:not(.hidden) .view-lines').click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText('{"Authorization": "Bearer a-token"}');
    // Monaco closes brackets as they are typed; what it added stands after the caret.
    await page.keyboard.press("Control+Shift+End");
    await page.keyboard.press("Delete");
    await page.screenshot({ path: join(screenshots, "header-light.png") });
    await runQuery(page);
    expect(authorizations.at(-1)).toBe("Bearer a-token");
    expect(await page.evaluate("JSON.stringify({ ...localStorage })")).not.toContain("a-token");
    expect(faults).toEqual([]);
    await page.close();
  }, 30_000);
});
