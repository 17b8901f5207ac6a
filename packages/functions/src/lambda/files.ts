import { fileURLToPath } from "node:url";

/** Where the function's archive has what SST copied beside its bundle: see `copyFiles` under infra/. */
export function beside(name: "schema.graphql" | "explorer" | "migrations"): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
