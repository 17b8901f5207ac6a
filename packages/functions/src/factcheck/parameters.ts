/**
 * The parameters of `claims:search`, with Google's defaults and refusals.
 * @see https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search
 * @see https://cloud.google.com/apis/docs/system-parameters
 */

import type { FactCheckSearch } from "@sanad/core/factcheck";
import { maxPageSize } from "@sanad/core/read";
import { canonicalLanguage, hasText, primaryLanguage } from "@sanad/core/text";
import { badRequest, type Violation } from "./errors.ts";
import { type Mask, readMask } from "./fields.ts";

export type Parameters = {
  readonly search: FactCheckSearch;
  /** Null for the whole answer. */
  readonly mask: Mask | null;
  readonly isPretty: boolean;
  readonly key: string | null;
};

/** What there is to select from an answer. */
const shape: Mask = {
  claims: {
    text: true,
    claimant: true,
    claimDate: true,
    claimReview: {
      publisher: { name: true, site: true },
      url: true,
      title: true,
      reviewDate: true,
      textualRating: true,
      languageCode: true,
    },
  },
  nextPageToken: true,
};

const texts = ["query", "languageCode", "reviewPublisherSiteFilter", "pageToken"] as const;
const numbers = ["maxAgeDays", "pageSize", "offset"] as const;
/** The last are taken and mean nothing here. */
const standard = [
  "alt",
  "fields",
  "key",
  "prettyPrint",
  "$.xgafv",
  "quotaUser",
  "uploadType",
  "upload_protocol",
] as const;
const inHeader = "A token goes into the header Authorization, since addresses are kept in logs.";
/** Google takes them; each has a better way here. */
const refused: Readonly<Record<string, string>> = {
  callback: "JSONP is not served: pages of other sites may ask as they are.",
  access_token: inHeader,
  oauth_token: inHeader,
};
type Name = (typeof texts)[number] | (typeof numbers)[number] | (typeof standard)[number];

const defaultPageSize = 10;
const maxInt32 = 2 ** 31 - 1;
const dayMs = 86_400_000;

/** A request's parameters, each with all its values. @throws {ApiError} that lists all that is wrong */
export function readParameters(given: Record<string, string[]>, now: Date): Parameters {
  refuseOtherThanJson(given["alt"]?.[0]);
  const wrong: Violation[] = Object.keys(given).flatMap(wrongName);
  const text = (name: Name) => given[name]?.[0] ?? "";
  const number = (name: (typeof numbers)[number]) => {
    const value = given[name] === undefined ? 0 : Number(text(name) || Number.NaN);
    const isInt32 = Number.isInteger(value) && /^-?\d+$/.test(text(name) || "0");
    if (!isInt32 || Math.abs(value) > maxInt32) wrong.push(invalid(name, "INT32", text(name)));
    else if (value < 0) wrong.push({ field: snake(name), description: `${name} is negative.` });
    return value;
  };
  for (const [name, values] of Object.entries(given))
    if (values.length > 1)
      wrong.push({ field: snake(name), description: `${name} is given twice.` });
  const [maxAgeDays, pageSize, offset] = numbers.map(number) as [number, number, number];
  const pretty = given["prettyPrint"] === undefined ? "true" : text("prettyPrint");
  if (pretty !== "true" && pretty !== "false") wrong.push(invalid("prettyPrint", "BOOL", pretty));
  const language = canonicalLanguage(text("languageCode"));
  if (text("languageCode") !== "" && language === null)
    wrong.push({ field: "language_code", description: "languageCode is no BCP-47 language code." });
  if (wrong.length > 0) throw badRequest(wrong);

  const site = text("reviewPublisherSiteFilter")
    .trim()
    .toLowerCase()
    .replace(/^www\./, "");
  const query = hasText(text("query")) ? text("query") : null;
  if (query === null && site === "")
    throw badRequest([
      { field: "query", description: "Either query or reviewPublisherSiteFilter is required." },
    ]);
  return {
    search: {
      query,
      ...(site !== "" && { site }),
      ...(language !== null && { language: primaryLanguage(language) }),
      ...(maxAgeDays > 0 && { since: daysBefore(now, maxAgeDays) }),
      // As Google's guidelines have it, what is over the limit gets the limit. @see https://google.aip.dev/158
      size: Math.min(pageSize === 0 ? defaultPageSize : pageSize, maxPageSize),
      after: text("pageToken") === "" ? null : text("pageToken"),
      offset: text("pageToken") === "" ? offset : 0,
    },
    mask: text("fields") === "" ? null : readMask(text("fields"), shape),
    isPretty: pretty === "true",
    key: text("key") === "" ? null : text("key"),
  };
}

function refuseOtherThanJson(alt: string | undefined): void {
  if (alt === undefined || alt === "json") return;
  const description =
    alt === "media"
      ? 'Unsupported alt type "media" for non byte stream request.'
      : `Unsupported alt type ${JSON.stringify(alt)}: answers are json.`;
  throw badRequest([{ field: "alt", description }]);
}

function wrongName(name: string): Violation[] {
  const why = refused[name];
  if (why !== undefined) return [{ field: name, description: why }];
  if ([...texts, ...numbers, ...standard].some((known) => known === name)) return [];
  const description = `Invalid JSON payload received. Unknown name ${JSON.stringify(name)}: Cannot bind query parameter. Field '${name}' could not be found in request message.`;
  return [{ description }];
}

function invalid(name: string, type: "INT32" | "BOOL", value: string): Violation {
  const field = snake(name);
  return {
    field,
    description: `Invalid value at '${field}' (TYPE_${type}), ${JSON.stringify(value)}`,
  };
}

/** A parameter's name as it stands in the API's own message. */
function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** As far back as there are dates: who asks for more days asks for all. */
function daysBefore(now: Date, days: number): Date {
  return new Date(Math.max(now.getTime() - days * dayMs, Date.UTC(1000, 0, 1)));
}
