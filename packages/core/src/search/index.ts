/**
 * The search index: postings of claims' words and runs of characters in plain tables, which follow the ledger. The method and
 * its sources are in docs/matching.md.
 */

export { type Answer, findCandidates, type Found } from "./candidates.ts";
export { catchUp, smallPortion } from "./catch-up.ts";
export { reindex } from "./reindex.ts";
export { beginAnew } from "./state.ts";
export { gramsOf, wordsOf } from "./terms.ts";
export { embeddedUpkeep, keepUp, serverUpkeep } from "./upkeep.ts";
