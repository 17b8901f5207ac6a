/** Imports: fact-checks that others published, as they published them. */

export * from "./read/index.ts";
