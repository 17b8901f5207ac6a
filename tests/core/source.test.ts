import { canonicalUrl } from "@sanad/core/source";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const address = "https://example.org/fa/news/1404?id=7";

describe("one address is known in each of its spellings:", () => {
  test.for<[what: string, spelling: string]>([
    ["http", "http://example.org/fa/news/1404?id=7"],
    ["www", "https://www.example.org/fa/news/1404?id=7"],
    ["capitals in the host", "HTTPS://Example.ORG/fa/news/1404?id=7"],
    ["the port that goes without saying", "https://example.org:443/fa/news/1404?id=7"],
    ["http's port", "http://example.org:80/fa/news/1404?id=7"],
    ["a place on the page", "https://example.org/fa/news/1404?id=7#دیدگاه‌ها"],
    ["words to be shown", "https://example.org/fa/news/1404?id=7#:~:text=آتش"],
    ["a slash at the end", "https://example.org/fa/news/1404/?id=7"],
    ["a name and password", "https://reader:secret@example.org/fa/news/1404?id=7"],
    ["a dot after the host", "https://example.org./fa/news/1404?id=7"],
    ["a campaign", "https://example.org/fa/news/1404?utm_source=t.me&utm_medium=x&id=7"],
    ["marks of networks", "https://example.org/fa/news/1404?fbclid=A&gclid=B&igshid=C&id=7"],
    ["a newsletter's marks", "https://example.org/fa/news/1404?id=7&mc_cid=1&mc_eid=2"],
  ])("%s", ([, spelling]) => {
    expect(canonicalUrl(spelling)).toBe(canonicalUrl(address));
  });

  test("parameters in another order", () => {
    expect(canonicalUrl("https://example.org/?b=2&a=1")).toBe(
      canonicalUrl("https://example.org/?a=1&b=2"),
    );
    expect(canonicalUrl("http://www.example.org/?/&+")).toBe(
      canonicalUrl("http://www.example.org/?+&/"),
    );
  });

  test("Persian letters, percent-encoded or not", () => {
    expect(canonicalUrl("https://example.org/خبر?واژه=آتش‌بس")).toBe(
      canonicalUrl(`https://example.org/${encodeURI("خبر")}?${encodeURI("واژه=آتش‌بس")}`),
    );
  });

  test("a host in Persian letters and in Punycode", () => {
    expect(canonicalUrl("https://مثال.ایران/")).toBe(
      canonicalUrl("https://xn--mgbh0fb.xn--mgba3a4f16a/"),
    );
  });

  test("a parameter without a value", () => {
    expect(canonicalUrl("https://example.org/?print=")).toBe(
      canonicalUrl("https://example.org/?print"),
    );
  });
});

describe("two addresses stay two where they differ in", () => {
  test.for<[what: string, spelling: string]>([
    ["the page", "https://example.org/fa/news/1405?id=7"],
    ["capitals in the path", "https://example.org/fa/News/1404?id=7"],
    ["what is asked for", "https://example.org/fa/news/1404?id=8"],
    ["a parameter that may tell pages apart", "https://example.org/fa/news/1404?id=7&ref=2"],
    ["the mobile host", "https://m.example.org/fa/news/1404?id=7"],
    ["the port", "https://example.org:8443/fa/news/1404?id=7"],
  ])("%s", ([, other]) => {
    expect(canonicalUrl(other)).not.toBe(canonicalUrl(address));
  });

  test("an encoded slash or ampersand, which is no slash or ampersand", () => {
    expect(canonicalUrl("https://example.org/a%2Fb")).not.toBe(
      canonicalUrl("https://example.org/a/b"),
    );
    expect(canonicalUrl("https://example.org/?q=a%26b=c")).not.toBe(
      canonicalUrl("https://example.org/?q=a&b=c"),
    );
  });

  test("their far ends, however long they are, and take no more room than an index has", () => {
    const long = (end: string) => `https://example.org/${"آ".repeat(2_000)}${end}`;
    expect(canonicalUrl(long("۱"))).not.toBe(canonicalUrl(long("۲")));
    expect(canonicalUrl(long("۱"))).toBe(canonicalUrl(`${long("۱")}#end`));
    expect(canonicalUrl(long("۱")).length).toBeLessThanOrEqual(2_000);
  });
});

/** Pieces of addresses that are read in more than one way. */
const pieces = [
  "a",
  "آ",
  "%D8%A2",
  "😀",
  "/",
  "//",
  "%2F",
  "\\",
  "%5C",
  ".",
  "..",
  "?",
  "&",
  "=",
  "#",
  "%",
];
const more = [
  "%25",
  "%26",
  "%3D",
  "%2B",
  "%23",
  "+",
  "%20",
  ";",
  "'",
  '"',
  "%00",
  "%FF",
  "utm_x",
  "&a=",
  "http://c.d/",
];
const addresses = fc
  .array(fc.constantFrom(...pieces, ...more), { maxLength: 12 })
  .map((path) => `http://www.example.org/${path.join("")}`);

test("any address has a canonical one, which is its own canonical address", () => {
  fc.assert(
    fc.property(addresses, (url) => {
      const canonical = canonicalUrl(url);
      expect(canonicalUrl(canonical)).toBe(canonical);
      expect(new URL(canonical).href.replace(/\/$/, "")).toBe(canonical.replace(/\/$/, ""));
    }),
    { numRuns: 2_000 },
  );
});

test("a slash at the end of a question belongs to the question", () => {
  const canonical = "https://example.org/?page=/a/";
  for (const spelling of ["", "#top", "&utm_source=x", "&"])
    expect(canonicalUrl(canonical + spelling)).toBe(canonical);
});
