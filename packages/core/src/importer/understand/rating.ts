import { normalise } from "../../text/index.ts";
import { isThing, listOf, type Thing } from "../read/found.ts";
import { type Notes, readText } from "./fields.ts";
import type { PublishedRating } from "./review.ts";

/** A rating as it was written; null where there is none. */
export function readRating(value: unknown, notes: Notes): PublishedRating | null {
  const [first] = listOf(value);
  if (first === undefined) return null;
  const thing: Thing = isThing(first) ? first : { alternateName: first };
  const path = "reviewRating";
  const written = readNumber(thing["ratingValue"]);
  const named = thing["alternateName"] ?? thing["name"];
  const label =
    readText(named, `${path}.alternateName`, notes) ??
    // Some write the word where the number belongs.
    (written === null ? readText(thing["ratingValue"], `${path}.ratingValue`, notes) : null);
  const numbers = {
    value: written,
    best: readNumber(thing["bestRating"]),
    worst: readNumber(thing["worstRating"]),
  };
  const rating = { label, ...(isScale(numbers, path, notes) ? numbers : noNumbers) };
  return label === null && rating.value === null ? null : rating;
}

const noNumbers = { value: null, best: null, worst: null };

type Numbers = Omit<PublishedRating, "label">;

/** Whether the numbers say anything: a value, within its bounds as far as they are told. */
function isScale({ value, best, worst }: Numbers, path: string, notes: Notes): boolean {
  if (value === null) return false;
  const hasBounds = best === null || worst === null || worst < best;
  const isWithin = (best === null || value <= best) && (worst === null || value >= worst);
  if (!hasBounds || !isWithin) {
    const scale = `${worst ?? "?"} to ${best ?? "?"}`;
    notes.add(`${path}.ratingValue`, `${value} on a scale of ${scale} says nothing`);
  }
  return hasBounds && isWithin;
}

/** A number, or one written as text in any digits; null for whatever else. */
function readNumber(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = normalise(value);
  return /^-?\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}
