/** Dates and numbers as readers of the page's language write them: days in the Jalali calendar for Persian. */

import { html } from "hono/html";
import type { Html, Voice } from "./text.ts";
import type { PageLanguage } from "./words.ts";

const days = formats({ dateStyle: "long" }, "fa-IR-u-ca-persian");
// A month or a year of ours is none of the Jalali calendar.
const months = formats({ year: "numeric", month: "long" }, "fa-IR-u-ca-gregory");
const years = formats({ year: "numeric" }, "fa-IR-u-ca-gregory");

function formats(options: Intl.DateTimeFormatOptions, persian: string) {
  const format = (locale: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  return { en: format("en-GB"), fa: format(persian), ar: format("ar-u-ca-gregory") };
}

const numbers = {
  en: new Intl.NumberFormat("en-GB"),
  fa: new Intl.NumberFormat("fa-IR"),
  ar: new Intl.NumberFormat("ar"),
};

/** A day, a month, a year, or the day in UTC of an instant. */
export function date(value: string, { language }: Voice): Html {
  return html`<time datetime="${value}">${dateText(value, language)}</time>`;
}

function dateText(value: string, language: PageLanguage): string {
  const format =
    value.length === "2025".length ? years : value.length === "2025-01".length ? months : days;
  return format[language].format(new Date(value));
}

export function number(value: number, { language }: Voice): string {
  return numbers[language].format(value);
}
