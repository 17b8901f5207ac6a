// What others published, where it is present: how much of it comes in, and why the rest does not.
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "@sanad/core/context";
import { importAll, readItems, type Summary, Tally } from "@sanad/core/importer";
import { verifyLedger } from "@sanad/core/verify";
import { describe, expect } from "vitest";
import { editing, isPglite, test } from "../support/database.ts";
import { as } from "../support/fixtures.ts";
import { readLedger } from "../support/ledger.ts";

const folder = join(import.meta.dirname, "../../../shared/data/claimreview");
const isAbsent = !existsSync(folder);

async function taken(ctx: Context, file: string): Promise<Summary> {
  const tally = new Tally();
  const found = readItems(createReadStream(join(folder, file)));
  for await (const outcomes of importAll(as(ctx, "ADMIN"), found)) tally.add(outcomes);
  return tally.summary;
}

describe.skipIf(isAbsent)(
  `what others published${isAbsent ? `, skipped: ${folder} is absent` : ""}`,
  () => {
    test.skipIf(isPglite)(
      "comes in, what is left out has a reason, and a second run writes nothing (on a server only)",
      async ({ database }) => {
        const ctx = editing(await database.connect());
        const files = [
          "original_jsonld.jsonl",
          "google_claims_search_ar.json.gz",
          "claimskg_flat.jsonl.gz",
        ];
        const summaries: Record<string, Summary> = {};
        for (const file of files) summaries[file] = await taken(ctx, file);
        console.table(
          Object.fromEntries(
            Object.entries(summaries).map(([file, { reasons: _reasons, ...counts }]) => [
              file,
              counts,
            ]),
          ),
        );
        for (const [file, { reasons }] of Object.entries(summaries))
          for (const { reason, path, count } of reasons)
            console.log(`Left out of ${file}: ${count} × ${reason} ${path}`);

        const [original, google, rows] = files.map((file) => summaries[file]);
        expect(original).toMatchObject({ total: 42, leftOut: 0 });
        expect(google?.leftOut).toBeLessThanOrEqual(0.02 * (google?.total ?? 0));
        expect(rows?.reasons).toEqual([
          { reason: "MISSING", path: "claimReview_claimReviewed", count: 124 },
        ]);

        const revisions = (await readLedger(ctx)).length;
        for (const file of files) {
          const again = await taken(ctx, file);
          expect(again).toMatchObject({ new: 0, superseded: 0, older: 0 });
          expect(again.leftOut).toBe(summaries[file]?.leftOut);
        }
        expect((await readLedger(ctx)).length).toBe(revisions);
        expect((await verifyLedger(ctx.db)).faults).toEqual([]);
      },
    );
  },
);
