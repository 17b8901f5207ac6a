/// <reference lib="esnext.intl" />

export type Direction = "LTR" | "RTL";

/** The shortest limit that RFC 5646, section 4.4.1, lets a system set; real tags are shorter. */
const maxTagChars = 35;

/**
 * ISO 639's codes for what is no single known language. They are true of sources (a silent video, a
 * bilingual statement), so a newsroom needs them; ICU has neither name nor script for some.
 */
const specialLanguages = new Set(["mis", "mul", "und", "zxx"]);

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

/** ICU names some 900 languages and knows the usual script of 7,000: one of the two is enough. */
function isKnownLanguage(language: string): boolean {
  if (specialLanguages.has(language)) return true;
  if (languageNames.of(language) !== undefined) return true;
  return new Intl.Locale(language).maximize().script !== undefined;
}

/**
 * The canonical form of a BCP 47 tag, by Unicode's rules (`iw` is `he`, `prs` is `fa-AF`); null for
 * an ill-formed tag, one over 35 characters, and one whose primary language ICU does not know.
 * @see https://www.unicode.org/reports/tr35/#BCP_47_Conformance
 */
export function canonicalLanguage(tag: string): string | null {
  if (tag.length > maxTagChars) return null;
  const canonical = parse(tag)?.toString();
  if (canonical === undefined || canonical.length > maxTagChars) return null;
  const [language = ""] = canonical.split("-");
  return isKnownLanguage(language) ? canonical : null;
}

/**
 * The direction in which a language is mostly written, by the script that its tag names or that is
 * likely there: `az` is left to right, `az-Arab` and `az-IR` are not. What is no tag is `LTR`.
 */
export function direction(language: string): Direction {
  const locale = parse(language);
  // ICU knows Nastaliq, a style of the Arabic script, as a code but not as right to left.
  if (locale?.script === "Aran") return "RTL";
  return locale?.getTextInfo().direction === "rtl" ? "RTL" : "LTR";
}

function parse(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag);
  } catch {
    return null;
  }
}
