/** What one item may take of memory: feeds may have any length, and a single review none that no review has. */

/** The longest that were seen, with the whole article in them, have some 100 KB. */
export const maxItemBytes = 4 * 1024 * 1024;

/** Schema.org's reviews nest less than ten deep; what is deeper is made to break whoever reads it. */
export const maxDepth = 64;

/** A page is held whole while its scripts are looked for. */
export const maxPageBytes = 32 * 1024 * 1024;

/** Whether a parsed value is nested deeper than that. It looks no deeper itself. */
export function depthExceeds(value: unknown, depth = maxDepth): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((each) => depthExceeds(each, depth - 1));
}
