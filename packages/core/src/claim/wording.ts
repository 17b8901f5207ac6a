/** What a claim is compared and found by; computed from its text, so no part of its record. */

import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Context } from "../context/index.ts";
import { searchKeys, squash } from "../text/index.ts";
import { claimTranslation } from "./claim.sql.ts";

/** Equal for spellings that differ only in what comparing ignores. */
export function fingerprintOf(text: string): string {
  return createHash("sha256").update(squash(text)).digest("hex");
}

/** What a claim is found by, as its text and translations stand in this transaction. */
export async function allSearchKeys(
  ctx: Context,
  claimId: string,
  text: string,
  language: string,
): Promise<string[]> {
  const translations = await ctx.db
    .select()
    .from(claimTranslation)
    .where(eq(claimTranslation.claimId, claimId));
  const texts = [{ text, language }, ...translations];
  return [...new Set(texts.flatMap((each) => searchKeys(each.text, each.language)))];
}
