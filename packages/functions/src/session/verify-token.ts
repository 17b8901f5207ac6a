import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { InvalidToken } from "./errors.ts";

/** Asymmetric ones only: with a secret shared by two, either could make tokens; and `none` signs nothing. */
const algorithms = [
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
];

/** Clocks of two machines differ by so much, now and then. */
const clockToleranceSeconds = 5;

export type Expected = { issuer: string; audience: string; keys: JWTVerifyGetKey };

/** The claims of a token that is signed, in time and meant for us. @throws {InvalidToken} */
export async function verifyToken(
  token: string,
  expected: Expected,
  at: Date,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, expected.keys, {
      algorithms,
      issuer: expected.issuer,
      audience: expected.audience,
      requiredClaims: ["exp", "sub"],
      clockTolerance: clockToleranceSeconds,
      currentDate: at,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError)
      throw new InvalidToken(reasonOf(error), { cause: error });
    throw error;
  }
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return "The token has expired: sign in again.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    switch (error.claim) {
      case "iss":
        return "The token is from another issuer.";
      case "aud":
        return "The token is meant for another audience.";
      case "nbf":
        return "The token is not valid yet.";
      default:
        return `The token's claim ${error.claim} is missing or wrong.`;
    }
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return "The token is not signed by an algorithm that is accepted.";
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The token is signed with a key that its issuer does not have.";
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return "The token's signature is wrong.";
  return "The token cannot be read.";
}
