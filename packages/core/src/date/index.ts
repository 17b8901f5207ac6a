/**
 * Dates as precise as a newsroom knows them: a year, a month or a day. Read from ISO 8601 and from
 * the Jalali calendar, as Persian articles write it; stored as Gregorian partial dates.
 */
import { isValidJalaaliDate, jalaaliMonthLength, toGregorian } from "jalaali-js";
import { squash } from "../text/index.ts";

/** Gregorian days, both included; `partial` is null where no partial date means just these days. */
export type DateSpan = {
  readonly from: string;
  readonly to: string;
  readonly partial: string | null;
};

/** From Farvardin to Esfand: the Persian names, then the Latin ones of CLDR and common variants. */
const monthNames = [
  ["فروردین", "farvardin"],
  ["اردیبهشت", "ordibehesht"],
  ["خرداد", "khordad"],
  ["تیر", "tir"],
  ["مرداد", "امرداد", "mordad", "amordad"],
  ["شهریور", "shahrivar"],
  ["مهر", "mehr"],
  ["آبان", "aban"],
  ["آذر", "azar"],
  ["دی", "dey", "dei"],
  ["بهمن", "bahman"],
  ["اسفند", "esfand"],
];

const monthNumbers = new Map(
  monthNames.flatMap((names, index) => names.map((name) => [squash(name), index + 1])),
);

const weekdayPattern = "(?:(?:یک|دو|سه|چهار|پنج)?شنبه|جمعه)";
const monthPattern = `(?<month>${[...monthNumbers.keys()].join("|")})(?:ماه|mah)?`;

/**
 * Both patterns read squashed text, where spaces and half-spaces are gone. Years are 1200 to 1499
 * (1821 to 2121): ICU and jalaali-js agree on each of their days, and part in 1503; and today's
 * Gregorian years are not among them.
 */
const inWords = new RegExp(
  `^(?:${weekdayPattern}?(?<day>\\d{1,2}))?${monthPattern}(?:سال)?(?<year>1[2-4]\\d\\d)$`,
  "u",
);

/** Up to 1429 only: a later year in figures alone is more likely one of the lunar calendar. */
const inFigures = /^(?<year>1[23]\d\d|14[0-2]\d)\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/u;

/**
 * The text itself where it is a partial date (`2025`, `2025-03`, `2025-03-18`) of the Gregorian
 * calendar's years 0001 to 9999, else null.
 * @see https://www.rfc-editor.org/rfc/rfc3339#appendix-A
 */
export function parsePartialDate(text: string): string | null {
  if (!/^(?!0000)\d{4}(?:-\d{2}){0,2}$/.test(text)) return null;
  const date = new Date(text);
  // JavaScript reads 30 February as 2 March.
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isReal ? text : null;
}

/**
 * The days that a date in a form or an article means, or null. It is an ISO partial date, always
 * Gregorian, or a Jalali date in the digits of any script: in words (`۲۶ اردیبهشت‌ماه ۱۴۰۴`,
 * `بهمن ۱۴۰۳`, `10 Mordad 1405`), after a weekday or not, or in figures (`۱۴۰۳/۱۲/۲۸`).
 */
export function readDate(text: string): DateSpan | null {
  const partial = parsePartialDate(text.trim());
  if (partial !== null) return gregorianSpan(partial);
  const squashed = squash(text);
  const { year, month, day } = (inWords.exec(squashed) ?? inFigures.exec(squashed))?.groups ?? {};
  if (year === undefined || month === undefined) return null;
  const monthNumber = monthNumbers.get(month) ?? Number(month);
  return jalaliSpan(Number(year), monthNumber, day === undefined ? null : Number(day));
}

function gregorianSpan(partial: string): DateSpan {
  const from = partial.padEnd("2025-01-01".length, "-01");
  const last = new Date(from);
  if (partial.length === "2025".length) last.setUTCMonth(12, 0);
  if (partial.length === "2025-01".length) last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return { from, to: isoDay(last), partial };
}

/** A month, `day` being null, always falls into two Gregorian ones and so has no partial date. */
function jalaliSpan(year: number, month: number, day: number | null): DateSpan | null {
  if (!isValidJalaaliDate(year, month, day ?? 1)) return null;
  const from = jalaliDay(year, month, day ?? 1);
  const to = jalaliDay(year, month, day ?? jalaaliMonthLength(year, month));
  return { from, to, partial: day === null ? null : from };
}

function jalaliDay(year: number, month: number, day: number): string {
  const { gy, gm, gd } = toGregorian(year, month, day);
  return isoDay(new Date(Date.UTC(gy, gm - 1, gd)));
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, "2025-01-01".length);
}
