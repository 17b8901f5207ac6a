/** Writers of a newsroom that do what a list says, each to claims that any of them may have made. */

import { reviseClaim, translateClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { Refusal } from "@sanad/core/errors";
import { mergeClaims } from "@sanad/core/relation";
import { correctReview } from "@sanad/core/review";
import fc from "fast-check";
import { aClaim } from "./fixtures.ts";
import { aReviewOfOthers } from "./reviews.ts";
import { aPublishedClaim, claimNow, move, type Newsroom, unproven } from "./workflow.ts";

const words = ["آتش‌بس", "نقض", "bridge", "arches", "1000", "زندانی", "จับ", "not", "seven"];

export const deeds = fc.record({
  kind: fc.constantFrom(
    "record",
    "translate",
    "revise",
    "merge",
    "publish",
    "correct",
    "retract",
    "import",
  ),
  claim: fc.nat(100),
  other: fc.nat(100),
  text: fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
    .map((each) => each.join(" ")),
});
export type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never;

/** Does one after the other; what is refused, because another writer was first or it makes no sense, is left out. */
export async function write(
  newsroom: Newsroom,
  ids: string[],
  list: readonly Deed[],
): Promise<void> {
  for (const deed of list) {
    try {
      await act(newsroom, ids, deed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

async function act(newsroom: Newsroom, ids: string[], deed: Deed): Promise<void> {
  const { ctx, editor } = newsroom;
  const id = ids[deed.claim % ids.length] ?? "";
  const { text } = deed;
  const expectedVersion = await versionOf(ctx, id);
  switch (deed.kind) {
    case "record":
      ids.push((await aClaim(ctx, { text })).id);
      break;
    case "translate":
      await translateClaim(ctx, { id, language: "en", text, expectedVersion });
      break;
    case "revise":
      await reviseClaim(ctx, { id, text, expectedVersion });
      break;
    case "merge":
      await mergeClaims(editor, {
        id,
        intoId: ids[deed.other % ids.length] ?? "",
        expectedVersion,
      });
      break;
    case "publish": {
      const body = [{ language: "fa", text: `${text} ${text}` }];
      ids.push((await aPublishedClaim(newsroom, { body })).id);
      break;
    }
    case "correct": {
      const summary = [{ ...unproven.summary[0], text }];
      await correctReview(editor, { claimId: id, expectedVersion, summary, note: "لغزش قلم" });
      break;
    }
    case "retract":
      await move(editor, id, "RETRACTED", { reason: "نادرست بود" });
      break;
    case "import":
      await aReviewOfOthers(ctx, { claim: await claimNow(ctx, id), title: text });
      break;
  }
}

async function versionOf(ctx: Context, id: string): Promise<number> {
  return (await claimNow(ctx, id)).version;
}
