import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptedType } from "../../packages/functions/src/graphql/http.ts";
import { wantsData } from "../../packages/functions/src/http/claim-page/index.ts";
import { isVisit } from "../../packages/functions/src/http/explorer.ts";

const code = readFileSync(join(import.meta.dirname, "../../infra/viewer-request.js"), "utf8");
const runAtEdge = runInThisContext(`(event) => {${code}}`);

type Header = { value: string; multiValue?: { value: string }[] };

/** The header with which the app is asked, for the one that a reader sent. */
function normalised(sent: string | Header | undefined): string {
  const accept = typeof sent === "string" ? { value: sent } : sent;
  const event = { request: { headers: accept === undefined ? {} : { accept } } };
  runAtEdge(event);
  return (event.request.headers as { accept: Header }).accept.value;
}

/** All that the app tells apart by Accept. */
function seenByApp(accept: string | null) {
  const req = { method: "GET", header: () => accept ?? undefined, query: () => undefined };
  const c = { req } as unknown as Parameters<typeof isVisit>[0];
  return { type: acceptedType(accept), isVisit: isVisit(c), wantsData: wantsData(c) };
}

const page = "application/xhtml+xml,application/xml;q=0.9";
const browsers = {
  chrome: `text/html,${page},image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7`,
  firefox: `text/html,${page},*/*;q=0.8`,
  "firefox, older": `text/html,${page},image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8`,
  safari: `text/html,${page},*/*;q=0.8`,
};

const clients: Record<string, string | undefined> = {
  curl: "*/*",
  "a script's fetch": "*/*",
  axios: "application/json, text/plain, */*",
  apollo: "application/graphql-response+json,application/json;q=0.9",
  urql: "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
  relay: "application/json",
  "a crawler of JSON-LD": "application/ld+json, text/html;q=0.5",
  "an image": "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
  none: undefined,
};

const ranges = [
  "application/json",
  "APPLICATION/JSON",
  " application/json\t",
  "application/jsonx",
  "application/json;",
  "application/json;q=0",
  "application/json ; q=.3",
  "application/json;q=0.1;q=0.9",
  "application/json;q==1",
  "application/json;charset=latin1",
  "application/json; charset=UTF-8; q=0.4",
  "application/graphql-response+json",
  "application/graphql-response+json;q=0.2",
  "application/*;Q=0.2",
  "application/ld+json",
  "application/ld+json;q=0.5",
  "*/*",
  "*/*;q=0.1",
  "text/html",
  "text/html;q=0",
  "text/htmlx",
  "text/*",
  "image/avif",
  'a/b;c="d, application/json, e"',
  'application/json;a="\\"',
  "\u00a0application/json",
  ";q=1",
  "",
];

describe("Accept as CloudFront's function leaves it", () => {
  it("is one for all browsers", () => {
    expect(new Set(Object.values(browsers).map(normalised))).toEqual(
      new Set(["text/html,*/*;q=0.8"]),
    );
  });

  it("is one for those who take anything or say nothing", () => {
    for (const sent of [undefined, "", "  ", "*/*", clients["curl"]]) {
      expect(normalised(sent)).toBe("*/*");
    }
  });

  it("is joined from several headers", () => {
    const multiValue = [{ value: "image/avif" }, { value: "application/json" }];
    expect(normalised({ value: "image/avif", multiValue })).toBe("application/json");
  });

  it("says still that nothing is accepted which the app has", () => {
    expect(normalised("image/avif, text/plain")).toBe("none/none");
    expect(acceptedType("none/none")).toBeNull();
  });

  it("asks the app for the same as before, whoever sends it", () => {
    for (const sent of [...Object.values(browsers), ...Object.values(clients)]) {
      expect([sent, seenByApp(normalised(sent))]).toEqual([sent, seenByApp(sent ?? null)]);
    }
  });

  it("asks the app for the same as before, however up to three ranges are put together", () => {
    const two = ranges.flatMap((first) => ranges.map((second) => `${first},${second}`));
    const three = two.flatMap((pair) => ranges.map((third) => `${pair}, ${third}`));
    const changed = [...ranges, ...two, ...three].filter((sent) => {
      const before = seenByApp(sent);
      const after = seenByApp(normalised(sent));
      return JSON.stringify(before) !== JSON.stringify(after);
    });
    expect(changed).toEqual([]);
  });

  it("asks the app for the same as before, whatever garbage is sent", () => {
    const piece = fc.oneof(
      fc.constantFrom(...ranges, ",", ";", "=", '"', "\\", " ", "q=", "0.5", "/", "*"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const sent = pieces.join("");
        expect(seenByApp(normalised(sent))).toEqual(seenByApp(sent));
      }),
      { numRuns: 2_000 },
    );
  });
});
