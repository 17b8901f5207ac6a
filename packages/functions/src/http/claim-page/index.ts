/** The permalink of a claim: a page for people, and its ClaimReview alone for programs that ask for that. */

import type { Newsroom } from "@sanad/core/claimreview";
import type { Database } from "@sanad/core/database";
import { prefixOf } from "@sanad/core/id";
import { planRead, runRead } from "@sanad/core/read";
import type { Context, Handler } from "hono";
import { accepts } from "hono/accepts";
import { openToCaches } from "../caching.ts";
import { fail } from "../failures.ts";
import type { Doors } from "../request.ts";
import { type Claim, claimSelection } from "./facts.ts";
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
    const wantsData =
      isNamed ||
      accepts(c, { header: "Accept", supports: ["text/html", jsonLd], default: "text/html" }) ===
        jsonLd;

    const claim = prefixOf(id) === "claim" ? await findClaim({ db, now }, id) : null;
    if (claim === null) return wantsData ? noData(c) : absentAnswer(c, newsroom);
    if (claim.mergedInto !== null) {
      return c.redirect(`${newsroom.url}/claims/${claim.mergedInto.id}${isNamed ? extension : ""}`);
    }
    const data = claimReviewFor(claim, newsroom);
    if (wantsData && data === null) return noData(c);
    c.header("Cache-Control", openToCaches);
    if (!isKept(claim)) c.header("X-Robots-Tag", "noindex");
    if (wantsData) return c.body(JSON.stringify(data), 200, { "content-type": jsonLd });
    c.header("Content-Language", pageLanguageOf(claim.language));
    return asPage(c).html(claimPage(claim, newsroom));
  };
}

async function findClaim({ db, now }: Omit<Given, "newsroom">, id: string): Promise<Claim | null> {
  const plan = planRead({ actor: { kind: "public" }, now }, claimSelection(id));
  return (await runRead({ db }, plan))["claim"] as Claim | null;
}

function absentAnswer(c: Context<Doors>, newsroom: Newsroom): Response | Promise<Response> {
  return asPage(c).html(absentPage(newsroom), 404);
}

function noData(c: Context<Doors>): Response {
  return fail(c, "NOT_FOUND", "There is no published review of such a claim.");
}

function asPage(c: Context<Doors>): Context<Doors> {
  c.header("Content-Security-Policy", policy);
  c.header("Referrer-Policy", "no-referrer");
  return c;
}
