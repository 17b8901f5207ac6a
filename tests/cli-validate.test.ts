// `sanad validate`, as whoever publishes ClaimReviews runs it before search engines read them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runHere } from "./support/run-here.ts";
import { bash, disposableFolder, sanad } from "./support/server.ts";

const review = {
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  url: "https://example.org/check/1",
  claimReviewed: "پل چهار دهانه دارد.",
  datePublished: "2025-05-20",
  author: { "@type": "Organization", name: "راستی‌آزمایی", url: "https://example.org" },
  reviewRating: { "@type": "Rating", alternateName: "نادرست" },
  itemReviewed: {
    "@type": "Claim",
    author: { "@type": "Person", name: "شهردار" },
    datePublished: "2025-05-19",
    firstAppearance: "https://example.org/1",
  },
};
const wrong = { ...review, url: "/check/2", reviewRating: { "@type": "Rating", ratingValue: "x" } };

/** What the command says of a file with this in it. */
async function validated(text: string) {
  using folder = disposableFolder();
  const file = join(folder.path, "reviews");
  writeFileSync(file, text);
  const { exitCode, stdout, stderr } = await runHere(["validate", file]);
  return { exitCode, output: exitCode === 0 ? stdout : stdout + stderr };
}

test("a good review ends with 0 and says nothing", async () => {
  expect(await validated(JSON.stringify(review))).toEqual({ exitCode: 0, output: "" });
});

test("warnings alone end with 0, each on a line with its place and path", async () => {
  const { author, ...anonymous } = review;
  const graph = { "@context": "https://schema.org", "@graph": [review, anonymous, author] };
  const { exitCode, output } = await validated(JSON.stringify(graph));
  expect(exitCode).toBe(0);
  expect(output).toBe("item 2 of @graph: warning: author: is recommended\n");
});

test("an error ends with 1, and the rest of the lines is read all the same", async () => {
  const lines = [wrong, review, "{", { ...review, itemReviewed: undefined }];
  const text = lines.map((line) => (line === "{" ? line : JSON.stringify(line))).join("\n");
  const { exitCode, output } = await validated(text);
  expect(exitCode).toBe(1);
  expect(output.split("\n")).toEqual([
    "line 1: error: reviewRating.alternateName: is required",
    "line 1: error: reviewRating.ratingValue: must be a number",
    "line 1: error: url: must be an absolute address, http or https",
    expect.stringMatching(/^line 3: error: this is no JSON/),
    "line 4: warning: itemReviewed: is recommended",
    "3 reviews, 4 errors, 1 warning",
    "",
  ]);
});

test("a page is read for the JSON-LD in it, whatever else that tells", async () => {
  const scripts = [{ "@type": "WebSite" }, wrong].map(
    (thing) => `<script type="application/ld+json">${JSON.stringify(thing)}</script>`,
  );
  const { exitCode, output } = await validated(
    `<!doctype html><title>ا</title>${scripts.join("")}`,
  );
  expect(exitCode).toBe(1);
  expect(output).toContain("script 2: error: url: must be an absolute address");
  expect(output).toContain("1 review, 3 errors, 0 warnings");
});

test("where there is no review at all that is the error", async () => {
  const { exitCode, output } = await validated(JSON.stringify({ "@type": "WebSite" }));
  expect(exitCode).toBe(1);
  expect(output).toContain("the file: error: there is no ClaimReview in it");
});

test("what a terminal would obey in a property's name is not printed", async () => {
  const { output } = await validated(JSON.stringify({ ...review, "a\u001b[2J\n": 1 }));
  expect(output).toBe(
    "item 1: warning: a\ufffd[2J\ufffd: is no property that schema.org has for ClaimReview\n",
  );
});

test("a file that is not there is named", async () => {
  const { exitCode, output } = await sanad(["validate", "/nowhere/reviews.json"], {});
  expect(exitCode).toBe(1);
  expect(output).toBe("/nowhere/reviews.json cannot be read: there is no such file.\n");
});

test("stdin is read for -, and whoever reads no further than the first line is not told of a fault", async () => {
  const script = `yes '{"@type":"ClaimReview"}' | head -50000 | npx sanad validate - | head -1`;
  const { output } = await bash(script, {});
  expect(output).toBe("line 1: error: claimReviewed: is required\n");
});
