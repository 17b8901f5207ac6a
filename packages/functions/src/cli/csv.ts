/** Claims for spreadsheets: RFC 4180, and a byte order mark, without which Excel takes Persian for Latin letters. */

import type { ClaimLine } from "@sanad/core/archive";
import { stringify } from "csv-stringify/sync";

const columns = [
  "id",
  "url",
  "text",
  "language",
  "claimant",
  "claimedAt",
  "topics",
  "status",
  "verdict",
  "label",
  "summary",
  "reviewLanguage",
  "reviewedAt",
  "createdAt",
  "updatedAt",
  "appearances",
  "supports",
  "refutes",
  "context",
  "otherReviews",
] as const satisfies readonly (keyof ClaimLine | "url")[];

/**
 * What a spreadsheet would take for a formula and run, some of them behind blanks and marks that nobody sees.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^(?:[\s\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;

/** @param url the address at which Sanad is served */
export async function* csvOf(
  claims: AsyncIterable<ClaimLine>,
  url: string,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine(Object.fromEntries(columns.map((name) => [name, name])))}`;
  for await (const claim of claims)
    yield csvLine({
      ...claim,
      url: `${url}/claims/${claim.id}`,
      topics: claim.topics.join(", "),
    });
}

function csvLine(values: Record<string, unknown>): string {
  return stringify([values], {
    columns: [...columns],
    record_delimiter: "windows",
    // Texts have line feeds in them, by which it would not know that they need quotes.
    quoted_string: true,
    cast: { string: (value) => (formula.test(value) ? `'${value}` : value) },
  });
}
