/** A server that does not speak Sanad's contract: how it is asked for the same, and what makes its answers the same records. */

import type { Variables, WorkloadName } from "./workloads.ts";

export type Dialect = {
  queries: Readonly<Record<WorkloadName, string>>;
  /** The variables for a server at this address, one for each of Sanad's, in the same order. */
  translate: (url: string, variables: readonly Variables[]) => Promise<Variables[]>;
  /** Is given each value of an answer as JSON.parse gives it to a reviver. */
  revive: (key: string, value: unknown) => unknown;
};
