/** The contract's scalars: what is written is checked and brought into canonical form before core sees it. */

import { readDate } from "@sanad/core/date";
import { canonicalLanguage } from "@sanad/core/text";
import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from "graphql";

type Scalar = Pick<GraphQLScalarType, "serialize" | "parseValue" | "parseLiteral">;

/** By their names in the contract; `JSON` is only ever answered and needs nothing. */
export const scalars: Readonly<Record<string, Scalar>> = {
  DateTime: textScalar(readInstant, "an instant that exists, such as 2025-05-19T14:30:00Z"),
  PartialDate: textScalar(
    (text) => readDate(text)?.partial ?? null,
    "a year, month or day that exists, as 2025, 2025-03 or 2025-03-18",
  ),
  LanguageTag: textScalar(canonicalLanguage, "a BCP 47 language tag, such as fa or en-GB"),
  URL: textScalar(readUrl, "an absolute address, http or https"),
};

/** A scalar that is written as text; `read` gives its canonical form, or null for what it is not. */
function textScalar(read: (text: string) => string | null, meaning: string): Scalar {
  const parse = (value: unknown, node?: ValueNode) => {
    const canonical = typeof value === "string" ? read(value) : null;
    if (canonical === null)
      throw new GraphQLError(`This must be ${meaning}.`, { nodes: node ?? null });
    return canonical;
  };
  return {
    serialize: (value) => value,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null, node),
  };
}

const instant =
  /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339 in any offset, as UTC to the millisecond. @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
function readInstant(text: string): string | null {
  const day = instant.exec(text.toUpperCase())?.[1];
  // JavaScript reads 30 February as 2 March.
  if (day === undefined || readDate(day)?.partial !== day) return null;
  const utc = new Date(text.toUpperCase()).toISOString();
  // An offset may lead out of the years that have four digits.
  return /^(?!0000)\d{4}-/.test(utc) ? utc : null;
}

function readUrl(text: string): string | null {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isWeb && text === text.trim() ? text : null;
}
