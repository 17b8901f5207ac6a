/** Reviews: moving claims through the workflow, publishing, correcting and retracting what was published. */

export { correctReview, type CorrectReviewInput } from "./correct.ts";
export { type CorrectionKind, correctionKinds } from "./correction.ts";
export { moveClaim, type MoveClaimInput } from "./move.ts";
export { reviewRecord, type ReviewRow, scaleRecord } from "./record.ts";
export { type Verdict, verdicts } from "./verdict.ts";
export { verdictWord } from "./words.ts";
