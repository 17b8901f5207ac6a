import { readFileSync } from "node:fs";

/** The same contract as Sanad's; what no workload asks for has no resolver. */
export const contract = readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8");
