import { gzipSync } from "node:zlib";
import { type Found, readItems } from "@sanad/core/importer";
import { describe, expect, test } from "vitest";
import { chunks, inChunksOf, listed } from "../support/bytes.ts";

const review = (number = 1) =>
  JSON.stringify({ "@type": "ClaimReview", url: `https://example.org/${number}` });

/** What was found, a line each: the kind or the reason, and the place. */
async function read(...pieces: (string | Uint8Array)[]): Promise<string[]> {
  return (await listed(readItems(chunks(...pieces)))).map(line);
}

function line(found: Found): string {
  return `${found.kind === "LEFT_OUT" ? found.reason : found.kind} at ${found.place}`;
}

describe("reviews are found", () => {
  test("in an item", async () => {
    expect(await read(review())).toEqual(["CLAIM_REVIEW at item 1"]);
  });

  test("in a list, as lists in lists", async () => {
    expect(await read(`[${review()}, [${review()}]]`)).toEqual([
      "CLAIM_REVIEW at item 1",
      "CLAIM_REVIEW at item 2, item 1",
    ]);
  });

  test("in a @graph, among other things", async () => {
    expect(await read(`{"@graph": [{"@type": "WebPage"}, ${review()}], "@context": "x"}`)).toEqual([
      "OTHER_TYPE at item 1 of @graph",
      "CLAIM_REVIEW at item 2 of @graph",
    ]);
  });

  test("in a DataFeed, whose items may be lists and nulls", async () => {
    const feed = {
      "@type": "DataFeed",
      name: "A feed",
      dataFeedElement: [
        { "@type": "DataFeedItem", item: JSON.parse(review()) as unknown },
        null,
        { "@type": "DataFeedItem", item: [JSON.parse(review()) as unknown] },
      ],
    };
    expect(await read(JSON.stringify(feed, null, 2))).toEqual([
      "CLAIM_REVIEW at item 1 of dataFeedElement",
      "NOT_A_REVIEW at item 2 of dataFeedElement",
      "CLAIM_REVIEW at item 3 of dataFeedElement, item 1",
    ]);
  });

  test("in JSON Lines, whatever the other lines hold", async () => {
    expect(await read(`${review()}\n{broken\n\nnull\r\n${review()}\n`)).toEqual([
      "CLAIM_REVIEW at line 1",
      "NOT_JSON at line 2",
      "NOT_A_REVIEW at line 4",
      "CLAIM_REVIEW at line 5",
    ]);
  });

  test("in JSON Lines whose first line is broken", async () => {
    expect(await read(`{"@type": "Claim\n${review()}`)).toEqual([
      "NOT_JSON at line 1",
      "CLAIM_REVIEW at line 2",
    ]);
  });

  test("in the wrapping of a collection", async () => {
    expect(await read(`{"_source": "x", "_kind": "y", "item": ${review()}}`)).toEqual([
      "CLAIM_REVIEW at item 1",
    ]);
  });

  test("in an answer of claims:search, each of a claim's", async () => {
    const claims = [
      { text: "a", claimReview: [{}, {}] },
      { text: "b", claimReview: [{}] },
    ];
    expect(await read(JSON.stringify({ claims, nextPageToken: "x" }))).toEqual([
      "GOOGLE_CLAIM at claim 1, review 1",
      "GOOGLE_CLAIM at claim 1, review 2",
      "GOOGLE_CLAIM at claim 2",
    ]);
  });

  test("in a row of a table", async () => {
    expect(await read(`{"claimReview_url": "https://example.org/"}`)).toEqual(["ROW at item 1"]);
  });

  test("under a type that is one of several, or written in full", async () => {
    const types = [["Review", "ClaimReview"], "http://schema.org/ClaimReview"];
    expect(await read(JSON.stringify(types.map((type) => ({ "@type": type }))))).toEqual([
      "CLAIM_REVIEW at item 1",
      "CLAIM_REVIEW at item 2",
    ]);
  });

  test("within the page that they are the main thing of", async () => {
    expect(await read(`{"@type": "WebPage", "mainEntity": ${review()}}`)).toEqual([
      "CLAIM_REVIEW at item 1",
    ]);
  });

  test("in the scripts of a page, as publishers write them", async () => {
    const page = `<!doctype html><title>A page</title>
      <script>{"@type": "ClaimReview"}</script>
      <script type="application/ld+json">{"@graph": [${review()}]}</script>
      <script type='application/ld+json; charset=utf-8'>//<![CDATA[
        [{"@type": "ClaimReview", "claimReviewed": "two
        lines"}]
      //]]></script>
      <script type="application/ld+json">{&quot;@type&quot;: &quot;ClaimReview&quot;}</script>
      <script type="application/ld+json">{"@type": </script>`;
    expect(await read(page)).toEqual([
      "CLAIM_REVIEW at script 1, item 1 of @graph",
      "CLAIM_REVIEW at script 2, item 1",
      "CLAIM_REVIEW at script 3",
      "NOT_JSON at script 4",
    ]);
  });

  test("after a byte order mark, and under gzip", async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(review())]);
    expect(await read(marked)).toEqual(["CLAIM_REVIEW at item 1"]);
    expect(await read(gzipSync(marked))).toEqual(["CLAIM_REVIEW at item 1"]);
    expect(await read(gzipSync(review()), gzipSync(`\n${review()}`))).toEqual([
      "CLAIM_REVIEW at line 1",
      "CLAIM_REVIEW at line 2",
    ]);
  });

  test("wherever the chunks end", async () => {
    const item = { "@type": "ClaimReview", claimReviewed: 'a "quoted" \\ word, [آتش‌بس] {🙂}' };
    const graph = { "@context": ["x"], "@graph": [item, [1, "]"], item], name: "]" };
    const text = JSON.stringify([graph, item, null], null, 1);
    const expected = await listed(readItems(chunks(text)));
    expect(expected.map(line)).toEqual([
      "CLAIM_REVIEW at item 1, item 1 of @graph",
      "NOT_A_REVIEW at item 1, item 2 of @graph, item 1",
      "NOT_A_REVIEW at item 1, item 2 of @graph, item 2",
      "CLAIM_REVIEW at item 1, item 3 of @graph",
      "CLAIM_REVIEW at item 2",
      "NOT_A_REVIEW at item 3",
    ]);
    expect(expected[4]).toMatchObject({ item });
    const sizes = [1, 2, 3, 5, 7, 64];
    const bytes = sizes.map((size) => listed(readItems(inChunksOf(size, text))));
    expect(await Promise.all(bytes)).toEqual(sizes.map(() => expected));
    const packed = sizes.map((size) => listed(readItems(inChunksOf(size, gzipSync(text)))));
    expect(await Promise.all(packed)).toEqual(sizes.map(() => expected));
  });
});

describe("what is broken is named with its place, and the rest is read", () => {
  test("bytes that are no UTF-8", async () => {
    expect(
      await read(`${review()}\n`, new Uint8Array([0x22, 0xff, 0x22]), `\n${review()}`),
    ).toEqual(["CLAIM_REVIEW at line 1", "NOT_UTF_8 at line 2", "CLAIM_REVIEW at line 3"]);
    expect(await read(`[{"a": "`, new Uint8Array([0xc3, 0x28]), `"}, ${review()}]`)).toEqual([
      "NOT_UTF_8 at item 1",
      "CLAIM_REVIEW at item 2",
    ]);
    expect(await read(new Uint8Array([0xff, 0xfe, 0x7b, 0x00]))).toEqual(["NOT_UTF_8 at the file"]);
  });

  test("JSON that is nested 10,000 deep", async () => {
    const deep = `${'{"a":['.repeat(5_000)}1${"]}".repeat(5_000)}`;
    expect(await read(`[${deep}, ${review()}]`)).toEqual([
      "TOO_DEEP at item 1",
      "CLAIM_REVIEW at item 2",
    ]);
    expect(await read(`${review()}\n${deep}\n${review()}`)).toEqual([
      "CLAIM_REVIEW at line 1",
      "TOO_DEEP at line 2",
      "CLAIM_REVIEW at line 3",
    ]);
    const lists = await read(`${"[".repeat(10_000)}${"]".repeat(10_000)}`);
    expect(lists).toEqual([expect.stringMatching(/^TOO_DEEP at item 1, /)]);
  });

  test("an item that is longer than any review", async () => {
    const long = `{"a": "${"x".repeat(5_000_000)}"}`;
    expect(await read(`[${long}, ${review()}]`)).toEqual([
      "TOO_LARGE at item 1",
      "CLAIM_REVIEW at item 2",
    ]);
    expect(await read(`${review()}\n${long}\n${review()}`)).toEqual([
      "CLAIM_REVIEW at line 1",
      "TOO_LARGE at line 2",
      "CLAIM_REVIEW at line 3",
    ]);
    expect(await read(long)).toEqual(["TOO_LARGE at item 1"]);
  });

  test("a file that ends in the middle", async () => {
    expect(await read(`{"@graph": [${review()}, {"@type": "Cl`)).toEqual([
      "CLAIM_REVIEW at item 1 of @graph",
      "CUT_SHORT at item 2 of @graph",
    ]);
    expect(await read(`[${review()}`)).toEqual(["CLAIM_REVIEW at item 1", "CUT_SHORT at item 2"]);
    expect(await read(`${review()}\n{"@type": "Cl`)).toEqual([
      "CLAIM_REVIEW at line 1",
      "NOT_JSON at line 2",
    ]);
  });

  test("a gzip file that is cut short or damaged", async () => {
    const lines = Array.from({ length: 2_000 }, (_, number) => review(number * 7919)).join("\n");
    const packed = gzipSync(lines);
    const cut = await read(packed.subarray(0, packed.length / 2));
    expect(cut.length).toBeGreaterThan(500);
    expect(cut.at(-1)).toMatch(/^CUT_SHORT at line \d+$/);
    expect(cut.slice(0, -1).every((each) => each.startsWith("CLAIM_REVIEW at "))).toBe(true);

    const damaged = Uint8Array.from(packed);
    damaged.fill(0xff, packed.length / 2, packed.length / 2 + 64);
    expect((await read(damaged)).at(-1)).toMatch(/^CUT_SHORT at line \d+$/);
    expect(await read(packed.subarray(0, 12))).toEqual(["CUT_SHORT at the file"]);
    const missingEnd = await read(packed.subarray(0, -4));
    expect(missingEnd.at(-1)).toMatch(/^CUT_SHORT/);
  });

  test.each([
    ["nothing", "", "NOTHING_THERE at the file"],
    ["white space", " \n\t\n", "NOTHING_THERE at the file"],
    ["a sentence", "Hello, world", "NOT_JSON at the file"],
    ["a page without reviews", "<!doctype html><title>x</title>", "NOTHING_THERE at the page"],
    ["a number", "12", "NOT_A_REVIEW at item 1"],
    ["an object without a type", "{}", "NOT_A_REVIEW at item 1"],
    ["a claim without reviews", `{"text": "x", "claimReview": []}`, "NOT_A_REVIEW at item 1"],
  ])("%s", async (_what, text, expected) => {
    expect(await read(text)).toEqual([expected]);
  });

  test("a page that cannot be decoded in a script", async () => {
    const page = ['<script type="application/ld+json">{"a": "', '"}</script>'] as const;
    expect(await read(page[0], new Uint8Array([0xe3]), page[1])).toEqual([
      "NOT_UTF_8 at script 1",
      "NOTHING_THERE at the page",
    ]);
  });
});
