import { describe, expect, test } from "vitest";
import { scalars } from "../../packages/functions/src/graphql/scalars.ts";
import { refusalOf } from "./door.ts";

function parse(scalar: string, value: unknown): unknown {
  try {
    return scalars[scalar]?.parseValue(value);
  } catch {
    return "refused";
  }
}

test.each([
  ["DateTime", "2025-05-19T14:30:00Z", "2025-05-19T14:30:00.000Z"],
  ["DateTime", "2025-05-19t18:00:00.1234+03:30", "2025-05-19T14:30:00.123Z"],
  ["DateTime", "2024-02-29T23:59:59-12:00", "2024-03-01T11:59:59.000Z"],
  ["DateTime", "2025-02-29T00:00:00Z", "refused"],
  ["DateTime", "2025-05-19T24:00:00Z", "refused"],
  ["DateTime", "2025-05-19T14:30:00", "refused"],
  ["DateTime", "2025-05-19", "refused"],
  ["DateTime", "0001-01-01T00:00:00+01:00", "refused"],
  ["DateTime", "9999-12-31T23:59:59-01:00", "refused"],
  ["DateTime", 1_747_664_000_000, "refused"],
  ["PartialDate", "2025", "2025"],
  ["PartialDate", "2025-03", "2025-03"],
  ["PartialDate", "۲۸ اسفند ۱۴۰۳", "2025-03-18"],
  ["PartialDate", "2025-02-30", "refused"],
  ["PartialDate", "اسفند ۱۴۰۳", "refused"],
  ["PartialDate", 2025, "refused"],
  ["LanguageTag", "FA-ir", "fa-IR"],
  ["LanguageTag", "persian", "refused"],
  ["URL", "https://example.org/a?b#c", "https://example.org/a?b#c"],
  ["URL", "javascript:alert(1)", "refused"],
  ["URL", "ftp://example.org", "refused"],
  ["URL", "/claims", "refused"],
  ["URL", " https://example.org", "refused"],
])("%s: %s is read as %s", (scalar, value, expected) =>
  expect(parse(scalar, value)).toBe(expected),
);

describe("a value that does not fit is refused with its argument's path", () => {
  const badInput = (argument: string) => ({ status: 400, code: "BAD_USER_INPUT", argument });

  test("in a query", async () => {
    const literal = `{ a: claims(filter: { language: ["fa", "no tag"] }) { totalCount } }`;
    expect(await refusalOf(literal)).toMatchObject(badInput("a.filter.language.1"));
    expect(await refusalOf(`{ source(url: "javascript:alert(1)") { id } }`)).toMatchObject(
      badInput("source.url"),
    );
    const nested = `{ claims { nodes { claimant { claims(filter: { updatedAfter: "2025-02-30T00:00:00Z" }) { totalCount } } } } }`;
    expect(await refusalOf(nested)).toMatchObject(
      badInput("claims.nodes.claimant.claims.filter.updatedAfter"),
    );
    expect(await refusalOf(`{ claims(first: "ten") { totalCount } }`)).toMatchObject(
      badInput("claims.first"),
    );
    const variable = "query ($filter: ClaimFilter) { claims(filter: $filter) { totalCount } }";
    expect(await refusalOf(variable, { filter: { claimedAfter: "2025-13" } })).toMatchObject(
      badInput("claims.filter.claimedAfter"),
    );
  });

  test("in a mutation, where the path is the input's", async () => {
    const inline = `mutation { recordSource(input: { title: "A", url: "nowhere" }) { __typename } }`;
    expect(await refusalOf(inline)).toMatchObject(badInput("input.url"));
    const query =
      "mutation ($input: RecordEntityInput!) { recordEntity(input: $input) { __typename } }";
    const names = [
      { language: "fa", name: "الف" },
      { language: "?", name: "A" },
    ];
    expect(await refusalOf(query, { input: { kind: "OUTLET", names } })).toMatchObject(
      badInput("input.names.1.language"),
    );
    expect(await refusalOf(query, { input: null })).toMatchObject(badInput("input"));
  });

  test("also where null comes only with the request", async () => {
    const query = `query ($id: ID = "claim_01jvnb9zk5e7t8q2m3x4y6w7a9") { claim(id: $id) { id } }`;
    expect(await refusalOf(query, { id: null })).toMatchObject({
      status: 400,
      code: "BAD_USER_INPUT",
    });
  });
});
