// Other organisations' reviews, given out again as they were taken in.
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { exportClaimReviews, exportOthersClaimReviews } from "@sanad/core/archive";
import { validateClaimReview } from "@sanad/core/claimreview";
import type { Context } from "@sanad/core/context";
import { importAll, importReviews, readItems } from "@sanad/core/importer";
import { expect } from "vitest";
import { test } from "../support/database.ts";
import { aClaimReview } from "../support/claim-reviews.ts";
import { as } from "../support/fixtures.ts";

type Item = Record<string, unknown>;
const errorsOf = (item: unknown) => validateClaimReview(item).filter((it) => it.level === "error");
async function exported(ctx: Context): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of exportOthersClaimReviews(ctx)) items.push(item as unknown as Item);
  return items;
}

test("are ClaimReviews under their publishers' names, and none of our own", async ({ ctx }) => {
  const persian = {
    name: "پل چهار دهانه ندارد",
    inLanguage: "fa",
    claimReviewed: "پل شهر نمونه چهار دهانه دارد.",
    reviewRating: { "@type": "Rating", alternateName: "نادرست", ratingValue: 1, bestRating: 5 },
    itemReviewed: {
      "@type": "Claim",
      author: { "@type": "Person", name: "شهردار" },
      datePublished: "2025-05-12",
      appearance: { "@type": "CreativeWork", url: "https://example.org/bridge" },
    },
  };
  const number = { reviewRating: { "@type": "Rating", ratingValue: "2", bestRating: "5" } };
  const items = [aClaimReview(persian), aClaimReview(number)];
  await importReviews(as(ctx, "ADMIN"), { items });

  const [first, second, ...others] = await exported(ctx);
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    ...persian,
    url: items[0]?.url,
    datePublished: "2025-05-19T00:00:00.000Z",
    author: { name: "The Checkers" },
    itemReviewed: {
      author: { name: "شهردار" },
      appearance: [{ url: "https://example.org/bridge" }],
      datePublished: "2025-05-12",
    },
  });
  expect(second?.["reviewRating"]).toMatchObject({ alternateName: "2/5", ratingValue: 2 });
  for (const item of [first, second]) expect(errorsOf(item)).toEqual([]);
  const newsroom = { name: "Sanad", url: "https://sanad.example" };
  expect(await exportClaimReviews(ctx, newsroom).next()).toEqual({ done: true });
});

test("are given out as the version that stands, and not without any rating", async ({ ctx }) => {
  const first = aClaimReview();
  const changed = { ...first, dateModified: "2025-06-01", reviewRating: { alternateName: "True" } };
  const items = [first, changed, aClaimReview({ reviewRating: undefined })];
  await importReviews(as(ctx, "ADMIN"), { items });
  expect(await exported(ctx)).toMatchObject([
    { url: first.url, reviewRating: { alternateName: "True" } },
  ]);
});

const file = join(import.meta.dirname, "../../../shared/data/claimreview/original_jsonld.jsonl");

test.skipIf(!existsSync(file))(
  "that publishers wrote have no error once they come out again (skipped where the collection is absent)",
  async ({ ctx }) => {
    const originals = new Map<string, Item>();
    for await (const found of readItems(createReadStream(file)))
      if (found.kind !== "LEFT_OUT") originals.set(String(found.item["url"]), found.item as Item);
    for await (const _ of importAll(as(ctx, "ADMIN"), readItems(createReadStream(file))));
    const items = await exported(ctx);
    for (const item of items) expect([item["url"], errorsOf(item)]).toEqual([item["url"], []]);

    const lost = new Map<string, number>();
    for (const item of items) {
      const kept = pathsOf(item);
      for (const path of pathsOf(originals.get(String(item["url"])) ?? {}))
        if (!kept.has(path)) lost.set(path, (lost.get(path) ?? 0) + 1);
    }
    const rows = [...lost].toSorted(([, one], [, other]) => other - one);
    console.log(`${items.length} of ${originals.size} come out again. Not given out again:`);
    console.log(rows.map(([path, count]) => `${String(count).padStart(4)}  ${path}`).join("\n"));
    expect(items.length).toBeGreaterThan(0.9 * originals.size);
  },
);

/** The properties that say something, such as `author.name`, no deeper than that; of lists those of any item. */
function pathsOf(value: unknown, path = ""): Set<string> {
  if (value === null || value === "" || value === undefined) return new Set();
  if (typeof value !== "object" || path.includes(".")) return new Set([path]);
  const entries = Array.isArray(value)
    ? value.map((each: unknown) => [path, each] as const)
    : Object.entries(value).map(([key, each]) => [path ? `${path}.${key}` : key, each] as const);
  return new Set(entries.flatMap(([at, each]) => [...pathsOf(each, at)]));
}
