/** What a claim is compared by; computed from its text, so no part of its record. */

import { createHash } from "node:crypto";
import { squash } from "../text/index.ts";

/** Equal for spellings that differ only in what comparing ignores. */
export function fingerprintOf(text: string): string {
  return createHash("sha256").update(squash(text)).digest("hex");
}
