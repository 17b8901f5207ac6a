import { marks } from "./json.ts";
import type { Run } from "./run.ts";
import type { Hole } from "./scope.ts";

/** The answer's text with what its holes' functions compute in their places. Equal facts are computed once. */
export function filled(text: string, holes: readonly Hole[], run: Run): string {
  if (holes.length === 0) return text;
  const known = new Map<string, string>();
  let answer = "";
  let from = 0;
  for (let at = text.indexOf(marks.open); at >= 0; at = text.indexOf(marks.open, from)) {
    const end = text.indexOf(marks.close, at);
    const hole = text.slice(at + 1, end);
    let value = known.get(hole);
    if (value === undefined) known.set(hole, (value = computed(hole, holes, run)));
    answer += text.slice(from, at) + value;
    from = end + 1;
  }
  return answer + text.slice(from);
}

function computed(text: string, holes: readonly Hole[], run: Run): string {
  const middle = text.indexOf(marks.facts);
  const hole = holes[Number(text.slice(0, middle))];
  if (hole === undefined) throw new Error("The answer has a hole that its statement has not.");
  const value = hole.finish(JSON.parse(text.slice(middle + 1)), run) ?? null;
  return value === null ? hole.otherwise : JSON.stringify(value);
}
