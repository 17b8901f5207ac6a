/**
 * Claims by what they mean: a vector of each, made by somebody else's model, kept in pgvector and compared by cosine. All of it is
 * optional; where a part is missing, claims are found by their words (docs/decisions/0017-embeddings-are-optional.md).
 */

export { type Embedder, TextsRefused } from "./embedder.ts";
export { embedClaims, type Filled } from "./fill.ts";
export { addNearest, embedAsked } from "./nearest.ts";
export { hasVectors, indexVectors, prepareVectors } from "./tables.ts";
