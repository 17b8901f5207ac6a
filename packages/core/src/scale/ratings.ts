/** What makes a scale one that readers and schema.org's `Rating` can do something with. */

import type { Localized } from "../database/columns.ts";
import { checkTexts } from "../draft/index.ts";
import { BadInput } from "../errors/index.ts";
import { checkDistinct, checkList } from "../input/index.ts";
import type { Rating } from "../review/review.sql.ts";
import type { Verdict } from "../review/verdict.ts";
import { degrees } from "./degrees.ts";

export type RatingInput = {
  verdict: Verdict;
  value?: number | null;
  labels: readonly Localized[];
};

type Range = { worst: number; best: number };

/** A word or two, as they stand on a badge. */
const maxLabelChars = 100;

/** @see https://developers.google.com/search/docs/appearance/structured-data/factcheck for `worst` */
export function checkRange({ worst, best }: Range): Range {
  if (worst < 1) throw new BadInput("worst", "must be at least 1");
  if (best <= worst) throw new BadInput("best", "must be greater than worst");
  return { worst, best };
}

export function checkRatings(ratings: readonly RatingInput[], range: Range): Rating[] {
  if (ratings.length === 0) throw new BadInput("ratings", "must have at least one item");
  const checked = checkList(ratings, "ratings", (rating, path) => checkRating(rating, path, range));
  checkDistinct(checked, "ratings", ({ verdict }) => verdict, "a verdict");
  refuseDisorder(checked);
  return checked;
}

function checkRating({ verdict, value, labels }: RatingInput, path: string, range: Range): Rating {
  if (labels.length === 0) throw new BadInput(`${path}.labels`, "must have at least one item");
  return {
    verdict,
    value: checkValue(verdict, value ?? null, `${path}.value`, range),
    labels: checkTexts(labels, `${path}.labels`, maxLabelChars),
  };
}

function checkValue(
  verdict: Verdict,
  value: number | null,
  path: string,
  { worst, best }: Range,
): number | null {
  if (!degrees.includes(verdict)) {
    if (value !== null) throw new BadInput(path, `must be left out: ${verdict} is no degree`);
    return null;
  }
  if (value === null || value < worst || value > best)
    throw new BadInput(path, `must be from ${worst} to ${best} for ${verdict}`);
  return value;
}

/** From TRUE to FALSE numbers never rise, and the two ends are apart; neighbours may share one. */
function refuseDisorder(ratings: readonly Rating[]): void {
  const byDegree = degrees.flatMap((degree) => {
    const index = ratings.findIndex(({ verdict }) => verdict === degree);
    const value = ratings[index]?.value ?? null;
    return value === null ? [] : [{ degree, index, value }];
  });
  for (const [at, { degree, index, value }] of byDegree.entries()) {
    const better = byDegree[at - 1];
    if (better !== undefined && value > better.value)
      throw new BadInput(`ratings.${index}.value`, `must not be over that of ${better.degree}`);
    const first = byDegree[0];
    if (degree === "FALSE" && first?.degree === "TRUE" && value === first.value)
      throw new BadInput(`ratings.${index}.value`, "must be under that of TRUE");
  }
}
