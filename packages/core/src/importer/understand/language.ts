import { canonicalLanguage } from "../../text/index.ts";
import { isThing, listOf } from "../read/found.ts";
import type { Notes } from "./fields.ts";

/** A language tag, as a text or as schema.org's `Language`; null for none. Publishers write `en_US` for `en-US`. */
export function readLanguage(value: unknown, path: string, notes: Notes): string | null {
  const [first] = listOf(value);
  const named = isThing(first)
    ? (first["@value"] ?? first["alternateName"] ?? first["name"] ?? first["@id"])
    : first;
  if (named === undefined || named === "") return null;
  const tag =
    typeof named === "string" ? canonicalLanguage(named.trim().replaceAll("_", "-")) : null;
  return tag ?? notes.add(path, `${JSON.stringify(named).slice(0, 60)} is no language tag`);
}

/** Scripts by ISO 15924, with Unicode's names for their letters; first those that are written with letters of others too. */
const scripts = Object.entries({
  Jpan: ["Hiragana", "Katakana"],
  Kore: ["Hangul"],
  Hani: ["Han"],
  Latn: ["Latin"],
  Arab: ["Arabic"],
  Cyrl: ["Cyrillic"],
  Deva: ["Devanagari"],
  Beng: ["Bengali"],
  Guru: ["Gurmukhi"],
  Gujr: ["Gujarati"],
  Orya: ["Oriya"],
  Taml: ["Tamil"],
  Telu: ["Telugu"],
  Knda: ["Kannada"],
  Mlym: ["Malayalam"],
  Sinh: ["Sinhala"],
  Mymr: ["Myanmar"],
  Thai: ["Thai"],
  Khmr: ["Khmer"],
  Ethi: ["Ethiopic"],
  Grek: ["Greek"],
  Hebr: ["Hebrew"],
  Armn: ["Armenian"],
  Geor: ["Georgian"],
}).map(([code, names]) => ({
  code,
  letters: new RegExp(`[${names.map((name) => `\\p{Script=${name}}`).join("")}]`, "gu"),
}));

/**
 * For a text whose language nobody told: undetermined, in the script that most of its letters are of, so that it is at least
 * shown the right way round. A language would be a guess: Devanagari may be Hindi, Marathi or Nepali.
 */
export function undetermined(text: string): string {
  let best = "";
  let most = 0;
  for (const { code, letters } of scripts) {
    const count = text.match(letters)?.length ?? 0;
    if (count <= most) continue;
    best = code;
    most = count;
  }
  return best === "" ? "und" : `und-${best}`;
}
