/**
 * Imports: fact-checks that others published. A reader finds items in a file, whatever they are wrapped in (`read`); a pure
 * function says what each says in the newsroom's words (`understand`); and a batch at a time is taken into the record (`store`).
 */

export {
  importAll,
  type ImportOptions,
  importReviews,
  type ImportReviewsInput,
  type Outcome,
} from "./import.ts";
export {
  type Bytes,
  type Found,
  type Input,
  type LeftOut,
  type LeftOutReason,
  openInput,
  type RawItem,
  readInput,
  readItems,
} from "./read/index.ts";
export { type ImportedReview, type Note, understand, type Understood } from "./understand/index.ts";
export { type Summary, summaryOf, Tally } from "./summary.ts";
export { verdictOf } from "./understand/labels/index.ts";
