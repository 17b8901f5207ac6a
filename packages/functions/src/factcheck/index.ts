/**
 * The Google Fact Check Tools API, version v1alpha1, so that its clients search here with only the base address changed.
 * @see https://developers.google.com/fact-check/tools/api/reference/rest
 */

import { type Actor, pseudonymOf } from "@sanad/core/actor";
import type { Newsroom } from "@sanad/core/claimreview";
import type { Database } from "@sanad/core/database";
import { type FactChecks, searchFactChecks } from "@sanad/core/factcheck";
import { isKey } from "@sanad/core/key";
import { primaryLanguage } from "@sanad/core/text";
import type { Context, Handler } from "hono";
import { keptByNobody, openToCaches } from "../http/caching.ts";
import type { Doors } from "../http/request.ts";
import { type Authenticate, InvalidToken } from "../session/index.ts";
import { answerError, ApiError } from "./errors.ts";
import { masked } from "./fields.ts";
import { readParameters } from "./parameters.ts";

type Given = {
  db: Database;
  authenticate: Authenticate;
  now: () => Date;
  newsroom: Newsroom;
  requiresKey: boolean;
};

/** `GET /v1alpha1/claims:search` */
export function searchClaims(given: Given): Handler<Doors> {
  const { db, now, newsroom, requiresKey } = given;
  return async (c) => {
    try {
      const { search, mask, isPretty, key } = readParameters(c.req.queries(), now());
      const actor = await admit(c, key ?? c.req.header("x-goog-api-key") ?? null, given);
      c.set("actor", pseudonymOf(actor));
      const found = answerOf(await searchFactChecks({ db, actor, now }, newsroom, search));
      const answer = mask === null ? found : masked(found, mask);
      // Whoever has the address of an answer that took a key must not have the answer from a cache.
      c.header("Cache-Control", requiresKey ? keptByNobody : openToCaches);
      c.header("Content-Type", "application/json; charset=UTF-8");
      return c.body(isPretty ? `${JSON.stringify(answer, null, 2)}\n` : JSON.stringify(answer));
    } catch (error) {
      return answerError(error, c);
    }
  };
}

/** `GET /v1alpha1/claims:imageSearch`: Sanad looks into no pictures. */
export const refuseImageSearch: Handler<Doors> = (c) =>
  answerError(
    new ApiError("UNIMPLEMENTED", "Searching by image is not supported: use claims:search."),
    c,
  );

/** Who asks, by a token or a key of ours; where none is required, a key is not even looked at: it may well be Google's. */
async function admit(
  c: Context<Doors>,
  key: string | null,
  { authenticate, requiresKey }: Given,
): Promise<Actor> {
  const authorization = c.req.header("authorization") ?? null;
  if (authorization !== null || !requiresKey) return authenticate(authorization);
  if (key === null)
    throw new ApiError(
      "PERMISSION_DENIED",
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  if (!isKey(key)) throw invalidKey("It is no key of this newsroom's.");
  return authenticate(`Bearer ${key}`).catch((error: unknown) => {
    throw error instanceof InvalidToken ? invalidKey(error.message) : error;
  });
}

function invalidKey(why: string): ApiError {
  return new ApiError(
    "INVALID_ARGUMENT",
    `API key not valid. Please pass a valid API key. ${why}`,
    [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" }],
  );
}

const isUndetermined = (language: string) => primaryLanguage(language) === "und";

/** As Google's API has it: what is not known is left out, and so is a list with nothing in it. */
function answerOf({ factChecks, next }: FactChecks): object {
  const claims = factChecks.map(({ text, claimant, claimedOn, reviews }) => ({
    text,
    ...(claimant !== null && { claimant }),
    ...(claimedOn !== null && { claimDate: `${claimedOn}T00:00:00Z` }),
    claimReview: reviews.map(({ publisher, url, title, publishedAt, rating, language }) => ({
      publisher,
      url,
      ...(title !== null && { title }),
      // A protobuf timestamp has milliseconds only where there are any.
      reviewDate: publishedAt.replace(".000Z", "Z"),
      ...(rating !== null && { textualRating: rating }),
      ...(!isUndetermined(language) && { languageCode: language }),
    })),
  }));
  return {
    ...(claims.length > 0 && { claims }),
    ...(next !== null && { nextPageToken: next }),
  };
}
