/** Values that no field of their kind takes, each with what is wrong about it. */

export const badTexts: readonly (readonly [fault: string, value: string])[] = [
  ["a NUL", "آتش\0بس"],
  ["half of a surrogate pair", "آتش\ud83d"],
  ["nothing but blanks", " \u00a0\n\t"],
  ["10,001 characters", "آ".repeat(10_001)],
];

export const badNames = [...badTexts, ["501 characters", "آ".repeat(501)]] as const;

export const badUrls: readonly (readonly [fault: string, value: string])[] = [
  ["a script", "javascript:alert(1)"],
  ["no scheme", "example.org/خبر"],
  ["another scheme", "ftp://example.org/"],
  ["a NUL", "https://example.org/\0"],
  ["2,049 characters", `https://example.org/${"a".repeat(2_029)}`],
];

export const badLanguages = [
  ["no tag", "فارسی"],
  ["nothing", ""],
  ["an unknown language", "xx-invalid-tag-here"],
] as const;

export const badDates = [
  ["a day that does not exist", "2025-02-30"],
  ["a Jalali day that does not exist", "۳۰ اسفند ۱۴۰۴"],
  ["words", "دیروز"],
] as const;

export const badIds = [
  ["no id", "روسیه"],
  ["an id cut short", "entity_01jvnb9zk5e7"],
  ["a review's id", "review_01jvnb9zk5e7t8q2m3x4y6w7a9"],
] as const;

/** A case for each bad value: what is wrong, the path that the error has to name, and the input with the value in its place. */
export function cases(
  bad: readonly (readonly [fault: string, value: string])[],
  path: string,
  given: (value: string) => object,
): [fault: string, path: string, given: object][] {
  return bad.map(([fault, value]) => [fault, path, given(value)]);
}
