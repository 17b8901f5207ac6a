import type { Context } from "../context/index.ts";
import { marks } from "./json.ts";
import type { Run } from "./run.ts";
import type { Hole, Read } from "./scope.ts";

/** What fills a hole, by what stands in it. */
type Known = Map<string, string>;

/** The answer's text with what its holes' functions compute in their places. Equal facts are computed once. */
export function filled(text: string, holes: readonly Hole[], known: Known, run: Run): string {
  if (holes.length === 0) return text;
  let answer = "";
  let from = 0;
  for (const { at, end, hole } of holesIn(text)) {
    let value = known.get(hole);
    if (value === undefined) known.set(hole, (value = computed(hole, holes, run)));
    answer += text.slice(from, at) + value;
    from = end + 1;
  }
  return answer + text.slice(from);
}

/** What the answer's holes are filled with that has to be fetched, all of one field's at once. */
export async function fetched(
  text: string,
  holes: readonly Hole[],
  ctx: Context,
  read: Read,
): Promise<Known> {
  const known: Known = new Map();
  if (!holes.some((hole) => "fetch" in hole)) return known;
  const distinct = new Set(Array.from(holesIn(text), ({ hole }) => hole));
  const places = Array.from(distinct, (hole) => ({ hole, ...factsOf(hole, holes) }));
  for (const [of, asked] of Map.groupBy(places, (each) => each.of)) {
    if (!("fetch" in of)) continue;
    const values = await of.fetch(
      asked.map(({ facts }) => facts),
      ctx,
      read,
    );
    for (const [index, { hole }] of asked.entries()) known.set(hole, values[index] ?? of.otherwise);
  }
  return known;
}

function* holesIn(text: string): Generator<{ at: number; end: number; hole: string }> {
  let from = 0;
  for (let at = text.indexOf(marks.open); at >= 0; at = text.indexOf(marks.open, from)) {
    const end = text.indexOf(marks.close, at);
    yield { at, end, hole: text.slice(at + 1, end) };
    from = end + 1;
  }
}

function factsOf(text: string, holes: readonly Hole[]): { of: Hole; facts: unknown } {
  const middle = text.indexOf(marks.facts);
  const of = holes[Number(text.slice(0, middle))];
  if (of === undefined) throw new Error("The answer has a hole that its statement has not.");
  return { of, facts: JSON.parse(text.slice(middle + 1)) };
}

function computed(text: string, holes: readonly Hole[], run: Run): string {
  const { of, facts } = factsOf(text, holes);
  const value = "finish" in of ? (of.finish(facts, run) ?? null) : null;
  return value === null ? of.otherwise : JSON.stringify(value);
}
