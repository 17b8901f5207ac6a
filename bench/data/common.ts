/** What all of the made-up records are made with. */

import { createHash } from "node:crypto";
import { idOf } from "./ids.ts";
import { type Language, phrases } from "./phrases.ts";

export const start = Date.UTC(2023, 0, 1);
const minute = 60_000;
export const piecesPerClaim = 3;

export const checker = idOf("person", start, 0);
export const editor = idOf("person", start, 1);
export const entityId = (number: number) => idOf("entity", start, number);
export const sourceId = (number: number) => idOf("source", timeOf(number), number);
export const captureId = (number: number) => idOf("capture", timeOf(number), number);

/** Claims are recorded a minute apart, all that belongs to one within that minute. */
export function timeOf(claim: number): number {
  return start + claim * minute;
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

export function day(at: number): string {
  return iso(at).slice(0, 10);
}

/** Of the claim with this number and of its source. */
export function languageOf(number: number): Language {
  return number % 3 === 0 ? "en" : "fa";
}

/** What the source with this number says, of which pieces quote. */
export function passagesOf(number: number): string[] {
  const { passages } = phrases[languageOf(number)];
  return Array.from({ length: piecesPerClaim }, (_, piece) => pick(passages, number + piece));
}

export function pick<T>(values: readonly T[], number: number): T {
  const value = values[Math.floor(number) % values.length];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
