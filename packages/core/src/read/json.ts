/**
 * JSON as text that SQL puts together. Postgres appends text to text in half the time that its JSON functions take, and what
 * comes out needs no parsing: it is the answer, without a blank, as JavaScript would write it.
 */

/** What is written as it stands, and expressions of type text, one after the other. */
export type Json = readonly (string | { readonly sql: string })[];

/**
 * Characters that JSON writes only escaped, so that none stands in a text by itself. Between `open` and `close` stands what is
 * still to be computed: its number among the statement's holes, `facts`, and the JSON of these. `missing` is a null where the
 * contract has none; `next` parts what is no JSON list.
 */
export const marks = {
  open: "\u0001",
  facts: "\u0002",
  close: "\u0003",
  missing: "\u0004",
  next: "\u0005",
};

/** One expression of type text; null where any of its pieces is. */
export function textSql(json: Json): string {
  const terms: string[] = [];
  let literal = "";
  const flush = () => {
    if (literal !== "") terms.push(`'${literal}'`);
    literal = "";
  };
  for (const piece of json) {
    if (typeof piece === "string") {
      literal += piece;
      continue;
    }
    flush();
    terms.push(piece.sql);
  }
  flush();
  // A literal alone would have no type.
  return terms.length === 1 && json.every((piece) => typeof piece === "string")
    ? `${terms[0]}::text`
    : concatenated(terms);
}

/** In halves: a chain of thousands would nest as deep as it is long, and copy its beginning with every step. */
function concatenated(terms: readonly string[]): string {
  if (terms.length <= 1) return terms[0] ?? "''::text";
  if (terms.length <= 4) return `(${terms.join("||")})`;
  const middle = terms.length >> 1;
  return `(${concatenated(terms.slice(0, middle))}||${concatenated(terms.slice(middle))})`;
}

export function joined(parts: readonly Json[]): Json {
  return parts.flatMap((part, index) => (index === 0 ? part : [",", ...part]));
}

/** A value of any type but a list of records, as Postgres itself writes its JSON. */
export function valueJson(sql: string): Json {
  return [{ sql: `to_json(${sql})::text` }];
}
