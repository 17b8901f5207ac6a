/** How a piece of evidence stands to the claim. */
export const stances = ["SUPPORTS", "REFUTES", "CONTEXT"] as const;
export type Stance = (typeof stances)[number];
