/** Archives: everything that the newsroom holds as lines of text, and a newsroom made again from them. */

export { type ClaimLine, exportClaims } from "./claims.ts";
export { exportNewsroom, exportPublic } from "./export.ts";
export { ArchiveRefused } from "./lines.ts";
export { type Restored, type RestoreOptions, restoreArchive } from "./restore.ts";
export { exportClaimReviews, exportOthersClaimReviews } from "./reviews.ts";
export { archiveLines } from "./split.ts";
export { type Since, SinceUnknown } from "./since.ts";
