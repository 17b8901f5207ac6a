/** One form for all spellings of a web address, to know a document by. The address itself is kept as it was given. */

import { createHash } from "node:crypto";
import normalizeUrl from "normalize-url";

/**
 * What links are marked with to follow their readers; the page is the same without it. Only names that no site is known to
 * tell its own pages apart by: `ref` and `id` stay.
 */
const trackingParameters = [
  /^utm_\w+$/i,
  /^mtm_\w+$/i,
  /^(fb|g|y|ms|tt|tw|dc|li_fat_|ysc)clid$/i,
  /^(gbraid|wbraid|gclsrc|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|oly_enc_id|oly_anon_id|vero_id|wickedid|_ga|_gl)$/i,
  /^(at_medium|at_campaign|xtor|cmpid|ito|smid|guccounter|guce_referrer|guce_referrer_sig)$/i,
];

/** PostgreSQL's unique index takes 2,704 bytes; non-ASCII letters, percent-encoded, make an address that long. */
const maxChars = 2_000;

/**
 * Equal for two spellings of one address: scheme, `www.`, fragment, tracking parameters, the order of parameters, a slash at
 * the end and needless percent-encoding do not count. `www.` goes since nearly every site answers with and without it, and a
 * document recorded twice would count as two sources; `m.` stays, since there the page itself often is another one.
 * Takes an absolute http or https address.
 */
export function canonicalUrl(url: string): string {
  const whole = new URL(url);
  // Else the library takes a slash from the end of the query where the path is one.
  whole.hash = "/";
  const address = new URL(
    normalizeUrl(whole.href, {
      forceHttps: true,
      stripHash: true,
      stripWWW: true,
      stripAuthentication: true,
      // It would take the slash from the end of the query as well.
      removeTrailingSlash: false,
      removeSingleSlash: false,
      removeQueryParameters: trackingParameters,
      sortQueryParameters: true,
      emptyQueryValue: "never",
    }),
  );
  address.pathname = address.pathname.replace(/\/+$/, "");
  const canonical = address.href.replace(/\?$/, "");
  if (canonical.length <= maxChars) return canonical;
  // No other canonical form has a fragment, so this one is nobody else's.
  const hash = createHash("sha256").update(canonical).digest("hex");
  return `${canonical.slice(0, maxChars - "#sha256:".length - hash.length)}#sha256:${hash}`;
}

/** The host of an address, as a site is called by: without `www.`. */
export function siteOf(url: string): string {
  return new URL(url).hostname.replace(/^www\./, "");
}
