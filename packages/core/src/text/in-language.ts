type InLanguage = { readonly language: string };

/** The text in the language wanted, or else in one that is near (`fa` for `fa-IR`); undefined where there is none. */
export function nearLanguage<T extends InLanguage>(
  texts: readonly T[],
  wanted: string,
): T | undefined {
  const primary = primaryLanguage(wanted);
  return (
    texts.find(({ language }) => language === wanted) ??
    texts.find(({ language }) => primaryLanguage(language) === primary)
  );
}

/** The same, or else the first; undefined where there are no texts. */
export function inLanguage<T extends InLanguage>(
  texts: readonly T[],
  wanted: string | null | undefined,
): T | undefined {
  const near = typeof wanted === "string" ? nearLanguage(texts, wanted) : undefined;
  return near ?? texts[0];
}

/** The language itself of a tag that may name a script or a region as well: `fa` of `fa-AF`. */
export function primaryLanguage(tag: string): string {
  return tag.split("-")[0] ?? tag;
}
