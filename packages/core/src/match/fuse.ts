/**
 * Ranks by words and similarities by meaning made one: a sum, whose weight is learned, and no fusion of places, which lets a weak
 * ranking lower a strong one.
 * @see Bruch et al., An Analysis of Fusion Functions for Hybrid Retrieval (2023)
 */

import learned from "./fusion.json" with { type: "json" };

/**
 * Ranks, each raised by how many deviations its similarity is above the mean of all; as they are where it has none. The model's
 * ranks are logarithms of odds, and so is the weight.
 */
export function fuse(
  ranks: readonly number[],
  similarities: readonly (number | null | undefined)[],
  weight: number = learned.weight,
): number[] {
  const known = similarities.filter((each) => typeof each === "number");
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  const deviation = Math.sqrt(
    known.reduce((sum, each) => sum + (each - mean) ** 2, 0) / known.length,
  );
  if (!(deviation > 0)) return [...ranks];
  return ranks.map((rank, at) => rank + (weight * ((similarities[at] ?? mean) - mean)) / deviation);
}
