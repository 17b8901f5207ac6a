/** Archives: everything that the newsroom holds as lines of text, and a newsroom made again from them. */

export { exportNewsroom, exportPublic } from "./export.ts";
export { ArchiveRefused, isArchive } from "./lines.ts";
export { type Restored, type RestoreOptions, restoreArchive } from "./restore.ts";
export { type Since, SinceUnknown } from "./since.ts";
