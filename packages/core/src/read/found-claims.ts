/** Claims found by a query, as a statement reads them: how the query is read is looked for before it is run. */

import { checkText } from "../input/index.ts";
import { nameOf, phrasePattern, readQuery } from "../search/query.ts";
import { rankedClaims } from "../search/ranked.ts";
import {
  isCut,
  type Meaning,
  type Reading,
  readReading,
  topOf,
  writtenReading,
} from "../search/reading.ts";
import { keyIn, type ListName, type Note, noteIn, type Order } from "./page.ts";
import type { Find, ParameterType } from "./parameters.ts";
import type { Scope } from "./scope.ts";
import { type Field, Given } from "./selection.ts";

const maxQueryChars = 1_000;

/** Of the best claims so many are read for a page and counted; more where conditions leave some of them out. */
const usualWindow = 1_000;
const filteredWindow = 10_000;

/** The order in which claims were found. */
export const foundKeys = [
  { column: "rank", type: "bigint" },
  { column: "number", type: "bigint" },
] as const satisfies Order["keys"];

export type FoundClaims = {
  readonly note: Note;
  /** Claims as `rankedClaims` has them, among which those of the page are, and those that are counted. */
  readonly page: string;
  readonly all: string;
  /** How many of the latter there are at most. */
  readonly window: number;
  /** What the query demands of a claim that has its words. */
  readonly conditions: (row: string) => string[];
  /** What of the query's reading the statement is to know. */
  readonly part: (part: (reading: Reading) => unknown, type: ParameterType) => string;
  /** Whether claims may not have been looked at, since so many have a word. */
  readonly isCut: () => string;
};

/** @throws {BadInput} with the path of the field's `query` */
export function foundClaims(
  given: unknown,
  list: ListName,
  { args }: Field,
  scope: Scope,
  { isFiltered }: { isFiltered: boolean },
): FoundClaims {
  const path = scope.pathOf("query");
  const asked = readQuery(checkText(String(given), path, maxQueryChars), path);
  const name = nameOf(asked);
  const isOurs = (text: string) => readReading(name, text) !== null;
  const cursors = [args["after"], args["before"]] as const;
  const paths = [scope.pathOf("after"), scope.pathOf("before")] as const;
  const find: Find = async (ctx, run) => {
    const index = isAbsent(cursors[0]) ? 1 : 0;
    const cursor = cursors[index];
    const text = cursor instanceof Given ? run.given[cursor.index] : cursor;
    const note = isAbsent(text) ? null : noteIn({ ...list, note: ours }, text, paths[index]);
    // Loaded once somebody searches: the index's code is no part of a start.
    const { findReading } = await import("../search/find.ts");
    return findReading(ctx, asked, note === null ? null : readReading(name, note));
  };
  const part = (of: (reading: Reading) => unknown, type: ParameterType) =>
    scope.found(find, of, type);
  const each = (of: (meaning: Meaning) => unknown, type: ParameterType) =>
    part(({ meanings }) => meanings.map(of), type);
  const ours: Note = { isOurs, sql: part((reading) => writtenReading(name, reading), "text") };
  const by = {
    units: each(({ unit }) => unit, "int[]"),
    terms: each(({ term }) => term, "text[]"),
    weights: each(({ weight }) => weight, "int[]"),
    froms: each(({ from }) => from, "int[]"),
    mosts: each(({ most }) => most, "int[]"),
    phrases: each(({ phrase }) => phrase, "text[]"),
    all: part(({ words }) => 2 ** words.length - 1, "int"),
    top: part(topOf, "bigint"),
  };
  const bound = (at: 0 | 1, otherwise: string) => {
    const cursor = cursors[at];
    const key = (index: number) => {
      if (isAbsent(cursor)) return otherwise;
      const read = (text: unknown) => keyIn({ ...list, note: ours }, text, index, paths[at]);
      return scope.argument(cursor, read, "bigint");
    };
    return { rank: key(0), number: key(1) };
  };
  const patterns = [
    ...asked.phrases.map((words) => ["~", words] as const),
    ...asked.without.map((words) => ["!~", words] as const),
  ].map(([is, words]) => [is, scope.param(phrasePattern(words), "text")] as const);
  const window = isFiltered || patterns.length > 0 ? filteredWindow : usualWindow;
  const [least, most] = ["0", "999999999999999"];
  return {
    note: ours,
    page: rankedClaims(by, {
      most: bound(0, most),
      least: bound(1, least),
      isBackward: !isAbsent(args["last"]),
      size: window,
    }),
    all: rankedClaims(by, {
      most: { rank: most, number: most },
      least: { rank: least, number: least },
      isBackward: false,
      size: window,
    }),
    window,
    conditions: (row) =>
      patterns.map(
        ([is, pattern]) => `(${row}.found_words || E'\\n' || ${row}.found_body) ${is} ${pattern}`,
      ),
    part,
    isCut: () => part((reading) => String(isCut(reading)), "text"),
  };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
