/** Imports as verbs: a few items at once, and a whole file, batch by batch. */

import { authorize } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { isUnavailable, sqlState } from "../database/index.ts";
import { checkLanguage, checkList, optional } from "../input/index.ts";
import { type Found, leftOut, type LeftOut } from "./read/found.ts";
import { depthExceeds } from "./read/limits.ts";
import { unfold } from "./read/unfold.ts";
import { type Rehearsal, type Stored, storeReviews } from "./store/index.ts";
import { type ImportedReview, type Note, understand, type Understood } from "./understand/index.ts";

/** What became of one item; `notes` name its fields that were not understood and so left out. */
export type Outcome =
  | LeftOut
  | ({
      kind: "TAKEN_IN";
      place: string;
      isUnmapped: boolean;
      notes: readonly Note[];
    } & Stored);

export type ImportOptions = {
  /** Of items that tell none. */
  language?: string | null;
  /** Says what would become of the items and writes nothing. */
  isDryRun?: boolean | null;
};

export type ImportReviewsInput = ImportOptions & { items: readonly unknown[] };

/** Each batch is one transaction: so much is lost, and done again, when an import is killed. */
const batchSize = 250;

/**
 * Takes reviews of other organisations in, given as parsed JSON: at most 100 items, each of which may be a wrapping of several.
 * An item that is not understood is an outcome and stops none of the others.
 */
export async function importReviews(ctx: Context, input: ImportReviewsInput): Promise<Outcome[]> {
  authorize(ctx, "review.import");
  const options = checkOptions(input);
  const found = checkList(input.items, "items", (item) => item).flatMap((item, index) => {
    const place = `item ${index + 1}`;
    return depthExceeds(item)
      ? [leftOut(place, "TOO_DEEP", "this is nested too deep")]
      : [...unfold(item, place)];
  });
  const outcomes: Outcome[] = [];
  for (let from = 0; from < found.length; from += batchSize) {
    const batch = found.slice(from, from + batchSize).map((each) => readWith(each, options));
    outcomes.push(...(await importBatch(ctx, batch, options)));
  }
  return outcomes;
}

/**
 * Takes in all that a reader finds, a batch at a time, and gives the outcomes of each batch once it is in the record. To be
 * killed does no harm: run again, it finds unchanged what is there and goes on from that.
 */
export async function* importAll(
  ctx: Context,
  found: AsyncIterable<Found>,
  options: ImportOptions = {},
): AsyncGenerator<Outcome[]> {
  authorize(ctx, "review.import");
  const checked = checkOptions(options);
  // What was understood is short, and what was read may be long.
  let batch: Read[] = [];
  for await (const each of found) {
    batch.push(readWith(each, checked));
    if (batch.length < batchSize) continue;
    yield await importBatch(ctx, batch, checked);
    batch = [];
  }
  if (batch.length > 0) yield await importBatch(ctx, batch, checked);
}

/** `rehearsal` is there in a dry run. */
type Options = { language: string | null; rehearsal: Rehearsal | null };

function checkOptions({ language, isDryRun }: ImportOptions): Options {
  return {
    language: optional(language, "language", checkLanguage),
    rehearsal: isDryRun === true ? { versions: new Map(), publishers: [] } : null,
  };
}

type Read = Understood | LeftOut;

function readWith(found: Found, { language }: Options): Read {
  return found.kind === "LEFT_OUT" ? found : understand(found, language);
}

async function importBatch(
  ctx: Context,
  batch: readonly Read[],
  options: Options,
): Promise<Outcome[]> {
  const reviews = batch.flatMap((each) => (each.kind === "REVIEW" ? [each.review] : []));
  const stored = await store(ctx, reviews, options);
  return batch.map((each): Outcome => {
    if (each.kind === "LEFT_OUT") return each;
    const { place, verdict } = each.review;
    const what = stored.get(each.review);
    if (what === undefined) throw new Error("A review has no outcome.");
    if ("reason" in what) return what;
    return { kind: "TAKEN_IN", place, isUnmapped: verdict === null, notes: each.notes, ...what };
  });
}

/** Halves a batch that the database refuses until the item is alone for which it does, so that all others are taken in. */
async function store(
  ctx: Context,
  reviews: readonly ImportedReview[],
  options: Options,
): Promise<Map<ImportedReview, Stored | LeftOut>> {
  try {
    const stored = await storeReviews(ctx, reviews, options.rehearsal);
    return new Map(
      reviews.flatMap((each, index) => (stored[index] ? [[each, stored[index]]] : [])),
    );
  } catch (error) {
    const [only, ...others] = reviews;
    if (only === undefined || !isOfData(error)) throw error;
    if (others.length === 0) {
      const message = `the database refuses this (SQLSTATE ${sqlState(error)})`;
      return new Map([[only, leftOut(only.place, "NOT_RECORDED", message)]]);
    }
    const middle = Math.ceil(reviews.length / 2);
    const first = await store(ctx, reviews.slice(0, middle), options);
    return new Map([...first, ...(await store(ctx, reviews.slice(middle), options))]);
  }
}

/** Whether Postgres refused what it was given: data exceptions, broken constraints, limits of the program. */
function isOfData(error: unknown): boolean {
  return !isUnavailable(error) && /^(22|23|54)/.test(sqlState(error) ?? "");
}
