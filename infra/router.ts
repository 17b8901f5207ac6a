import { readFileSync } from "node:fs";

/** The longest that an answer may ask to be kept; the API's own `s-maxage` decides, and what names none is not kept. */
const aYearInSeconds = 31_536_000;

/** CloudFront keeps these for ten seconds whatever they say, so that one failure would be many. */
const errorsKept = [404, 414, 500, 501, 502, 503, 504];

/**
 * CloudFront in front of the API. An answer is kept under all that tells answers apart, the token among it: who has none or a bad
 * one never gets what was answered to another.
 */
export function createRouter() {
  const domain = process.env["SANAD_DOMAIN"];
  return new sst.aws.Router("Router", {
    ...(domain === undefined || domain === "" ? {} : { domain }),
    // Origin access control signs with an Authorization header of its own, in the place of the reader's token.
    protection: "none",
    edge: { viewerRequest: { injection: withoutComments("infra/viewer-request.js") } },
    transform: {
      cachePolicy: {
        comment: "What the API says in Cache-Control, apart for each token, format and origin",
        defaultTtl: 0,
        minTtl: 0,
        maxTtl: aYearInSeconds,
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: { cookieBehavior: "none" },
          headersConfig: {
            headerBehavior: "whitelist",
            headers: { items: ["authorization", "accept", "origin", "x-forwarded-host"] },
          },
          queryStringsConfig: { queryStringBehavior: "all" },
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        },
      },
      cdn: {
        customErrorResponses: errorsKept.map((errorCode) => ({
          errorCode,
          errorCachingMinTtl: 0,
        })),
      },
    },
  });
}

function withoutComments(path: string): string {
  return readFileSync(path, "utf8").replaceAll(/^\/\/.*\n/gm, "");
}
