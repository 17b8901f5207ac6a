import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parsePartialDate, readDate } from "@sanad/core/date";

const day = (iso: string) => ({ from: iso, to: iso, partial: iso });

const isoDayBetween = (min: string, max: string) =>
  fc
    .date({ min: new Date(min), max: new Date(max), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const persian = new Intl.DateTimeFormat("fa-IR-u-ca-persian-nu-arabext", {
  dateStyle: "full",
  timeZone: "UTC",
});

/** The day in Persian words by ICU's own Jalali calendar, which knows nothing of ours. */
function inPersian(iso: string): string {
  const parts = new Map<string, string>(
    persian.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]),
  );
  return ["weekday", "day", "month", "year"].map((type) => parts.get(type)).join(" ");
}

describe("a partial date", () => {
  test.each(["2025", "2025-03", "2025-03-18", "2024-02-29", "0001-01-01", "9999-12-31"])(
    "%s is one",
    (text) => expect(parsePartialDate(text)).toBe(text),
  );

  test.each([
    ["2025-02-30", "February has no thirtieth"],
    ["2025-02-29", "2025 is no leap year"],
    ["1900-02-29", "1900 was no leap year"],
    ["2025-13", "there is no thirteenth month"],
    ["2025-00", "there is no month zero"],
    ["2025-04-00", "there is no day zero"],
    ["0000", "there is no year zero"],
    ["25", "the century is missing"],
    ["2025-3-18", "the month is not in two digits"],
    ["2025-03-18T00:00:00Z", "it has a time"],
    [" 2025", "it has a space before it"],
    ["2025\n", "it has a line break after it"],
    ["۲۰۲۵", "its digits are not ASCII"],
    ["+12025-01-01", "its year has five digits"],
    ["", "it is empty"],
  ])("%j is none: %s", (text) => {
    expect(parsePartialDate(text)).toBeNull();
  });

  it("is every day of the Gregorian calendar", () => {
    fc.assert(
      fc.property(isoDayBetween("0001-01-01", "9999-12-31"), (iso) => {
        expect(parsePartialDate(iso)).toBe(iso);
      }),
    );
  });
});

describe("reading an ISO date", () => {
  it("takes a year as all its days", () => {
    expect(readDate("2025")).toEqual({ from: "2025-01-01", to: "2025-12-31", partial: "2025" });
  });

  it("takes a month as all its days, in a leap year too", () => {
    expect(readDate(" 2024-02 ")).toEqual({
      from: "2024-02-01",
      to: "2024-02-29",
      partial: "2024-02",
    });
  });

  it("takes the first and the last month there are", () => {
    expect(readDate("0001-12")?.to).toBe("0001-12-31");
    expect(readDate("9999-12")?.to).toBe("9999-12-31");
  });

  it("takes every Gregorian day as itself", () => {
    fc.assert(
      fc.property(isoDayBetween("0001-01-01", "9999-12-31"), (iso) => {
        expect(readDate(iso)).toEqual(day(iso));
      }),
    );
  });
});

describe("reading a Jalali date", () => {
  test.each([
    ["Persian digits", "۱ فروردین ۱۴۰۰", "2021-03-21"],
    ["Arabic digits", "١ فروردين ١٤٠٠", "2021-03-21"],
    ["ASCII digits", "1 فروردین 1400", "2021-03-21"],
    ["a leading zero", "۰۱ فروردین ۱۴۰۰", "2021-03-21"],
    ["a weekday before it", "پنج‌شنبه ۷ مهر ۱۴۰۱", "2022-09-29"],
    ["a weekday in two words and a comma", "پنج شنبه، ۷ مهر ۱۴۰۱", "2022-09-29"],
    ["a half-spaced month", "۷ مهر‌ماه ۱۴۰۱", "2022-09-29"],
    ["a spaced month", "۷ مهر ماه ۱۴۰۱", "2022-09-29"],
    ["a glued month", "۷ مهرماه ۱۴۰۱", "2022-09-29"],
    ["the word for year", "۷ مهرماه سال ۱۴۰۱", "2022-09-29"],
    ["everything glued", "۷مهر۱۴۰۱", "2022-09-29"],
    ["the month's older name", "۱۰ امرداد ۱۳۹۹", "2020-07-31"],
    ["a month with a madda", "۱۲ آبان ۱۳۵۸", "1979-11-03"],
    ["Latin letters", "3 Khordad 1361", "1982-05-24"],
    ["Latin letters and Persian digits", "۳ KHORDAD ۱۳۶۱", "1982-05-24"],
    ["direction marks around it", "\u202B۳ خرداد ۱۳۶۱\u202C", "1982-05-24"],
    ["figures", "۱۴۰۲/۰۱/۰۱", "2023-03-21"],
    ["figures without leading zeros", "1402/1/1", "2023-03-21"],
    ["the leap day", "۳۰ اسفند ۱۴۰۳", "2025-03-20"],
  ])("takes %s", (_name, text, iso) => {
    expect(readDate(text)).toEqual(day(iso));
  });

  test.each(["مهر ۱۴۰۱", "مهرماه ۱۴۰۱", "مهر‌ماه ۱۴۰۱", "مهر ماه سال ۱۴۰۱", "Mehr 1401"])(
    "takes %s as a span of two Gregorian months",
    (text) => {
      expect(readDate(text)).toEqual({ from: "2022-09-23", to: "2022-10-22", partial: null });
    },
  );

  it("gives Esfand its thirtieth day in a leap year", () => {
    expect(readDate("اسفند ۱۴۰۲")?.to).toBe("2024-03-19");
    expect(readDate("اسفند ۱۴۰۳")?.to).toBe("2025-03-20");
  });

  test.each([
    ["۳۱ مهر ۱۴۰۳", "Mehr has thirty days"],
    ["۳۰ اسفند ۱۴۰۲", "1402 is a common year"],
    ["۰ مهر ۱۴۰۳", "there is no day zero"],
    ["۱۴۰۳/۱۳/۰۱", "there is no thirteenth month"],
    ["۷ مهر", "the year is missing"],
    ["۷ مهر ۰۱", "the century is missing"],
    ["7 Mehr 2022", "the year is not Jalali"],
    ["۷ مهر ۱۵۰۳", "the calendars disagree on years that far off"],
    ["2022/09/29", "the year is not Jalali"],
    ["١٤٤٦/٠٩/١٥", "the year is more likely lunar"],
    ["۱۴۰۳", "the calendar is not said"],
    ["۱۴۰۲-۰۱-۰۱", "the hyphens are Gregorian and the digits Persian"],
    ["1402-1-1", "hyphens go with two digits"],
    ["سه ۷ مهر ۱۴۰۱", "a word before it is no weekday"],
    ["۷ مهر ۱۴۰۱ ساعت ۵", "something follows it"],
    ["۷ رمضان ۱۴۰۱", "the month is not Jalali"],
    ["دیروز", "it names no date"],
    ["", "it is empty"],
  ])("reads no date in %j: %s", (text) => {
    expect(readDate(text)).toBeNull();
  });

  it("agrees with ICU's calendar on the days of three centuries", () => {
    fc.assert(
      fc.property(isoDayBetween("1821-03-21", "2121-03-20"), (iso) => {
        expect(readDate(inPersian(iso))).toEqual(day(iso));
      }),
    );
  });

  it("takes any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readDate(text)));
  });

  it("reads the dates collected from a Persian article", (ctx) => {
    const file = new URL(
      "../../../shared/data/persian/seed_normalisation_cases.json",
      import.meta.url,
    );
    if (!existsSync(file)) return ctx.skip("shared/data/persian is not here");
    const cases = JSON.parse(readFileSync(file, "utf8")).jalali_gregorian;
    expect(cases).toHaveLength(5);
    for (const { text, iso } of cases) {
      const [from, to = from] = iso.split("/");
      expect(readDate(text)).toMatchObject({ from, to });
    }
  });
});
