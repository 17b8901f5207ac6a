/** The permalink of a claim: a page for people, and its ClaimReview alone for programs that ask for that. */

import type { Newsroom } from "@sanad/core/claimreview";
import type { Database } from "@sanad/core/database";
import { prefixOf } from "@sanad/core/id";
import { planRead, runRead, type Selection } from "@sanad/core/read";
import type { Context, Handler } from "hono";
import { accepts } from "hono/accepts";
import { openToCaches } from "../caching.ts";
import { fail } from "../failures.ts";
import type { Doors } from "../request.ts";
import { type Claim, type ClaimData, dataSelection, pageSelection } from "./facts.ts";
import { claimReviewFor, isKept } from "./head.ts";
import { absentPage, claimPage } from "./page.ts";
import { styleHash } from "./style.ts";
import { pageLanguageOf } from "./words.ts";

const jsonLd = "application/ld+json";
const extension = ".jsonld";

/** Nothing but the page and the styles in it. JSON-LD is no script: it is never run, so no rule need let it. */
const policy = [
  "default-src 'none'",
  "script-src 'none'",
  `style-src '${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

type Given = { db: Database; now: () => Date; newsroom: Newsroom };

/** At `/claims/:id`. What it shows is what everybody may see, whoever asks. */
export function claimDoor({ db, now, newsroom }: Given): Handler<Doors> {
  return async (c) => {
    c.header("Vary", "Accept", { append: true });
    const name = c.req.param("id") ?? "";
    const isNamed = name.endsWith(extension);
    const id = isNamed ? name.slice(0, -extension.length) : name;

    const read = async (selection: Selection): Promise<unknown> => {
      const plan = planRead({ actor: { kind: "public" }, now }, selection);
      return (await runRead({ db }, plan))["claim"];
    };
    const isClaim = prefixOf(id) === "claim";
    if (isNamed || wantsData(c)) {
      const claim = isClaim ? ((await read(dataSelection(id))) as ClaimData | null) : null;
      return answerData(c, claim, newsroom, isNamed ? extension : "");
    }
    const claim = isClaim ? ((await read(pageSelection(id))) as Claim | null) : null;
    return answerPage(c, claim, newsroom);
  };
}

/** Whether whoever asks would rather have the JSON-LD than the page. */
export function wantsData(c: Context<Doors>): boolean {
  const supports = ["text/html", jsonLd];
  return accepts(c, { header: "Accept", supports, default: "text/html" }) === jsonLd;
}

function answerData(
  c: Context<Doors>,
  claim: ClaimData | null,
  newsroom: Newsroom,
  suffix: string,
): Response {
  if (claim !== null && claim.mergedInto !== null)
    return redirect(c, claim.mergedInto.id + suffix, newsroom);
  const review = claim === null ? null : claimReviewFor(claim, newsroom);
  if (review === null) return fail(c, "NOT_FOUND", "There is no published review of such a claim.");
  c.header("Cache-Control", openToCaches);
  return c.body(JSON.stringify(review), 200, { "content-type": jsonLd });
}

function answerPage(
  c: Context<Doors>,
  claim: Claim | null,
  newsroom: Newsroom,
): Response | Promise<Response> {
  if (claim !== null && claim.mergedInto !== null)
    return redirect(c, claim.mergedInto.id, newsroom);
  c.header("Content-Security-Policy", policy);
  c.header("Referrer-Policy", "no-referrer");
  if (claim === null) return c.html(absentPage(newsroom), 404);
  c.header("Cache-Control", openToCaches);
  c.header("Content-Language", pageLanguageOf(claim.language));
  if (!isKept(claim)) c.header("X-Robots-Tag", "noindex");
  return c.html(claimPage(claim, newsroom));
}

function redirect(c: Context<Doors>, name: string, newsroom: Newsroom): Response {
  return c.redirect(`${newsroom.url}/claims/${name}`);
}
