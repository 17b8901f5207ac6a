/**
 * What an item says, in the newsroom's words. Pure: the same item is understood alike every time. What a field says that
 * cannot be understood is noted and left out; an item that lacks what every review has is left out whole.
 */

import { isThing, leftOut, type LeftOut, listOf, type RawItem, type Thing } from "../read/found.ts";
import { readPublishedDate, type ReadDate } from "./dates.ts";
import { Notes, readText, readTexts, readUrl, readUrls } from "./fields.ts";
import { verdictOf } from "./labels/index.ts";
import { readLanguage, undetermined } from "./language.ts";
import { readClaimant, readPublisher } from "./parties.ts";
import { readRating } from "./rating.ts";
import type { ImportedReview, Note } from "./review.ts";
import { asClaimReview } from "./shapes.ts";

export type { ImportedReview, Note, Party, PublishedRating } from "./review.ts";

export type Understood = { kind: "REVIEW"; review: ImportedReview; notes: readonly Note[] };

const maxTitleChars = 500;
/** What is longer is no summary but the article. */
const maxSummaryChars = 1_000;

/** @param language of items that tell none, where somebody knows it */
export function understand(raw: RawItem, language: string | null = null): Understood | LeftOut {
  const { item, pathOf } = asClaimReview(raw);
  const notes = new Notes();
  const without = (path: string): LeftOut => {
    const noted = notes.list.find((note) => note.path === path);
    const at = pathOf(path);
    return noted === undefined
      ? leftOut(raw.place, "MISSING", `${at} is missing`, at)
      : leftOut(raw.place, "NOT_UNDERSTOOD", `${at}: ${noted.message}`, at);
  };

  const url =
    readUrl(item["url"], "url", notes) ??
    readUrl(item["mainEntityOfPage"], "mainEntityOfPage", notes) ??
    readUrl(item["@id"], "@id", notes);
  if (url === null) return without("url");
  const claimReviewed = readClaim(item["claimReviewed"], notes);
  if (claimReviewed === null) return without("claimReviewed");
  const published = readDateOf(item["datePublished"], "datePublished", notes);
  if (published === null) return without("datePublished");
  const publisher = readPublisher(item, url, notes);
  if (publisher === null) return without(raw.kind === "CLAIM_REVIEW" ? "author" : "publisher");

  const [claimed] = listOf(item["itemReviewed"]);
  const claim: Thing = isThing(claimed) ? claimed : {};
  const rating = readRating(item["reviewRating"], notes);
  const modified = readDateOf(item["dateModified"], "dateModified", notes);
  const review: ImportedReview = {
    place: raw.place,
    publisher,
    url,
    claimReviewed,
    claimant: readClaimant(claim, notes),
    claimedAt: readDateOf(claim["datePublished"], "itemReviewed.datePublished", notes)?.day ?? null,
    appearanceUrls: readAppearances(claim, notes),
    rating,
    verdict: verdictOf(rating?.label ?? ""),
    language:
      readLanguage(item["inLanguage"], "inLanguage", notes) ??
      languageOfText(item, notes) ??
      raw.language ??
      language ??
      undetermined(claimReviewed),
    title: readText(item["name"] ?? item["headline"], "name", notes, maxTitleChars),
    summary: readSummary(item, notes),
    publishedAt: published.instant,
    modifiedAt: modified?.instant ?? null,
  };
  const told = notes.list.map(({ path, message }) => ({ path: pathOf(path), message }));
  return { kind: "REVIEW", review, notes: told };
}

/** One claim: of a list of several nobody can say which one was rated. */
function readClaim(value: unknown, notes: Notes): string | null {
  const texts = new Set(readTexts(value, "claimReviewed", notes));
  if (texts.size > 1) return notes.add("claimReviewed", `there are ${texts.size} claims`);
  return readText([...texts], "claimReviewed", notes);
}

/** The language that JSON-LD lets a text have. */
function languageOfText(item: Thing, notes: Notes): string | null {
  const [claim] = listOf(item["claimReviewed"]);
  return isThing(claim) ? readLanguage(claim["@language"], "claimReviewed.@language", notes) : null;
}

function readDateOf(value: unknown, path: string, notes: Notes): ReadDate | null {
  const text = readText(value, path, notes);
  if (text === null) return null;
  return (
    readPublishedDate(text) ?? notes.add(path, `${JSON.stringify(text.slice(0, 60))} is no date`)
  );
}

function readAppearances(claim: Thing, notes: Notes): string[] {
  const path = "itemReviewed";
  const urls = ["firstAppearance", "appearance", "url"].flatMap((key) =>
    readUrls(claim[key], `${path}.${key}`, notes),
  );
  return [...new Set(urls)];
}

function readSummary(item: Thing, notes: Notes): string | null {
  const texts = ["description", "reviewBody"].flatMap((key) => readTexts(item[key], key, notes));
  return (
    texts.find(
      (text) => text.length <= maxSummaryChars && text.isWellFormed() && !text.includes("\0"),
    ) ?? null
  );
}
