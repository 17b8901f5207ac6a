/**
 * Comparing text in any script. What editors wrote is stored as they wrote it; these functions make
 * the forms by which two writings of one thing are found equal. Persian and Arabic come first:
 * words have three spellings there (half-spaced, spaced, glued), and letters several code points.
 */
export { canonicalLanguage, type Direction, direction } from "./language.ts";
export { hasText } from "./has-text.ts";
export { inLanguage, nearLanguage, primaryLanguage } from "./in-language.ts";
export { normalise, squash } from "./normalise.ts";
export { searchKeys, words } from "./words.ts";
