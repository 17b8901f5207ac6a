import { parsePartialDate, readDate } from "../../date/index.ts";

/** The day as it was written, wherever that was, and the instant: without a time of day midnight, without a zone UTC. */
export type ReadDate = { day: string; instant: string };

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** A month's English name, or three or four letters of it. */
const month = "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const time =
  "(?:,?[T\\s]+(?<time>\\d{1,2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?\\s*(?<zone>Z|UTC|GMT|[+-]\\d{1,2}:?\\d{2}|[+-]\\d{2})?)?";

/**
 * Year first, as ISO 8601 and its relatives have it, or a month in words. What has only figures and another order is no date
 * here: 03/04/2021 is two days.
 */
const patterns = [
  `^(?<year>\\d{4})[-/.](?<number>\\d{1,2})[-/.](?<day>\\d{1,2})${time}$`,
  `^(?:[a-z]{3,9},?\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?[\\s-]+${month},?[\\s-]+(?<year>\\d{4})${time}$`,
  `^(?:[a-z]{3,9},?\\s+)?${month}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})${time}$`,
].map((pattern) => new RegExp(pattern, "i"));

/** A date as publishers write it, of the Gregorian calendar or the Jalali one; null for what is none. */
export function readPublishedDate(text: string): ReadDate | null {
  const written = text.trim();
  for (const pattern of patterns) {
    const found = pattern.exec(written)?.groups;
    if (found === undefined) continue;
    const { year = "", day = "", number, time: clock, zone } = found;
    const monthNumber = number ?? months.indexOf(found["month"]?.toLowerCase() ?? "") + 1;
    const iso = `${year}-${String(monthNumber).padStart(2, "0")}-${day.padStart(2, "0")}`;
    // Years such as 1403 are the Jalali calendar's: nothing was reviewed in the Middle Ages.
    if (Number(year) < 1800) break;
    return parsePartialDate(iso) === null ? null : at(iso, clock, zone);
  }
  const jalali = readDate(written)?.partial ?? null;
  return jalali?.length === "2025-01-01".length ? at(jalali) : null;
}

function at(day: string, clock = "00:00", zone = "Z"): ReadDate | null {
  const [hours = "", minutes = "", seconds = "00"] = clock.split(":");
  const moment = new Date(`${day}T${hours.padStart(2, "0")}:${minutes}:${seconds}${offset(zone)}`);
  if (Number.isNaN(moment.getTime())) return null;
  return { day, instant: moment.toISOString() };
}

/** `+5:30`, `+0530` and `+05` as JavaScript reads them. */
function offset(zone: string): string {
  const [, sign, hours = "", minutes = "00"] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign === undefined ? "Z" : `${sign}${hours.padStart(2, "0")}:${minutes}`;
}
