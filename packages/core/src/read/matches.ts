/** Matches as rows of a statement: they are found first, by a statement of their own. */

import type { Match } from "../match/index.ts";
import type { Context } from "../context/index.ts";
import { marks, textSql } from "./json.ts";
import type { Find } from "./parameters.ts";
import { objectOf, type Reader } from "./reader.ts";
import type { Fetch, Scope } from "./scope.ts";
import type { Field } from "./selection.ts";

/** Finds them with code that only this needs, and that is not loaded before. */
export async function findMatches(ctx: Context, texts: readonly string[]): Promise<Match[][]> {
  const { matchTexts } = await import("../match/index.ts");
  return matchTexts(ctx, texts);
}

/** Rows of `claim` with `score`, `is_same` and `why`, in the order in which they were found. */
export function matchRows(find: Find, scope: Scope): string {
  const part = (of: (match: Match) => unknown) => (found: readonly Match[]) => found.map(of);
  const params = [
    scope.found(
      find,
      part(({ claimId }) => claimId),
      "text[]",
    ),
    scope.found(
      find,
      part(({ score }) => score),
      "float8[]",
    ),
    scope.found(
      find,
      part(({ isSame }) => isSame),
      "bool[]",
    ),
    scope.found(
      find,
      part(({ why }) => JSON.stringify(why)),
      "text[]",
    ),
  ];
  return `select claim.*, hit.score, hit.is_same, hit.why::json as why
    from unnest(${params.join(", ")}) with ordinality hit (id, score, is_same, why, place)
    join claim on claim.id = hit.id order by hit.place`;
}

/** Of each row of `claim`, the claims nearest to it: those of all rows of the answer are found together, and read together. */
export function similarTo(
  row: string,
  size: number,
  field: Field,
): { facts: string; fetch: Fetch } {
  return {
    facts: `json_build_object('id', ${row}.id, 'text', ${row}.text)`,
    async fetch(facts: readonly { id: string; text: string }[], ctx, read) {
      const found = await findMatches(
        ctx,
        facts.map(({ text }) => text),
      );
      const lists = facts.map(({ id }, at) =>
        (found[at] ?? []).filter(({ claimId }) => claimId !== id).slice(0, size),
      );
      const answer = await read({ lists: { ...field, name: "matchLists", args: { lists } } });
      return answer.slice('{"lists":'.length, -"}".length).split(marks.next);
    },
  };
}

/** The root by which `similarTo` reads: lists of matches, parted by a mark and not one list. */
export const matchLists: Reader = (_row, field, scope) => {
  const lists = field.args["lists"] as readonly (readonly Match[])[];
  const all = lists.flatMap((list, group) => list.map((match) => ({ ...match, group })));
  const rows = matchRows(async () => all, scope);
  const groups = scope.param(
    all.map(({ group }) => group),
    "int[]",
  );
  const match = scope.alias("match");
  const object = textSql(objectOf("ClaimMatch", field, match, scope));
  const sql = `(select string_agg('[' || coalesce(list.matches, '') || ']', E'${marks.next}' order by asked.number)
    from generate_series(0, ${lists.length - 1}) asked (number)
    left join (select (${groups})[${match}.number] as number, string_agg(${object}, ',' order by ${match}.number) as matches
      from (select row_number() over () as number, each.* from (${rows}) each) ${match} group by 1) list using (number))`;
  return { json: [{ sql }], isNeverNull: true };
};
