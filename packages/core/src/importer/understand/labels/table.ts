import type { Verdict } from "../../../review/verdict.ts";

/** The labels of one language that say how far a claim is so, by what they say. Written as people write them. */
export type Labels = Readonly<Partial<Record<Verdict, readonly string[]>>>;
