/** Quotes: their form, and that the words stand where they are said to stand. */

import { desc, eq, sql } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import type { Quote } from "../database/columns.ts";
import { BadInput, QuoteNotFound } from "../errors/index.ts";
import { checkLanguage, checkName, checkText, optional } from "../input/index.ts";
import { squash } from "../text/index.ts";
import { capture } from "./source.sql.ts";

export type QuoteInput = {
  exact: string;
  prefix?: string | null;
  suffix?: string | null;
  language?: string | null;
  translation?: string | null;
  translatedBy?: string | null;
};

/** A quote whose language may still have to be taken from what it stands in. */
export type CheckedQuote = Omit<Quote, "language"> & { language: string | null };

/** Squashing half a million characters takes a moment, and a claim is held meanwhile. */
const maxTextsSearched = 10;

export function checkQuote(input: QuoteInput, path: string): CheckedQuote {
  const text = (value: string, at: string) => checkText(value, at);
  const quote = {
    exact: checkText(input.exact, `${path}.exact`),
    prefix: optional(input.prefix, `${path}.prefix`, text),
    suffix: optional(input.suffix, `${path}.suffix`, text),
    language: optional(input.language, `${path}.language`, checkLanguage),
    translation: optional(input.translation, `${path}.translation`, text),
    translatedBy: optional(input.translatedBy, `${path}.translatedBy`, checkName),
  };
  if (squash(quote.exact) === "") throw new BadInput(`${path}.exact`, "must hold words");
  if (quote.translatedBy !== null && quote.translation === null)
    throw new BadInput(`${path}.translatedBy`, "needs a translation");
  return quote;
}

/** The quote as it is stored: in its own language, else the source's, else the claim's. */
export function quoteIn(
  quote: CheckedQuote | null,
  sourceLanguage: string | null,
  claimLanguage: string,
): Quote | null {
  return quote && { ...quote, language: quote.language ?? sourceLanguage ?? claimLanguage };
}

/**
 * The capture that a piece taken from the source now is pinned to: its newest, or the newest that has the words where a later
 * text has them no longer. Null where nothing was captured.
 * @throws {QuoteNotFound} where texts of the source are stored and none of the newest ten has the words
 */
export async function checkQuoteIn(
  ctx: Context,
  sourceId: string,
  quote: Pick<Quote, "exact"> | null,
): Promise<string | null> {
  const captures = await ctx.db
    .select({ id: capture.id, hasText: sql<boolean>`${capture.content} is not null` })
    .from(capture)
    .where(eq(capture.sourceId, sourceId))
    .orderBy(desc(capture.at), desc(capture.id));
  const newest = captures[0]?.id ?? null;
  const withText = captures.filter((each) => each.hasText).slice(0, maxTextsSearched);
  if (quote === null || withText.length === 0) return newest;

  const words = squash(quote.exact);
  for (const [index, { id }] of withText.entries()) {
    const [row] = await ctx.db
      .select({ content: capture.content })
      .from(capture)
      .where(eq(capture.id, id));
    if (squash(row?.content ?? "").includes(words)) return index === 0 ? newest : id;
  }
  throw new QuoteNotFound(quote.exact);
}
