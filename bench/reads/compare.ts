import { isDeepStrictEqual } from "node:util";
import type { Entrant } from "./contest.ts";

/** @throws {Error} where two servers answer one question with different records: their speed could not be compared */
export async function compareAnswers(entrants: readonly Entrant[]): Promise<void> {
  const [first, ...others] = entrants;
  if (first === undefined) return;
  const expected = await first.question.answers();
  for (const { server, question } of others) {
    const found = await question.answers();
    const at = expected.findIndex((answer, index) => !isDeepStrictEqual(answer, found[index]));
    if (at === -1) continue;
    throw new Error(
      [
        `${server.name} does not answer as ${first.server.name} does.`,
        JSON.stringify(expected[at]),
        JSON.stringify(found[at]),
      ].join("\n"),
    );
  }
}
