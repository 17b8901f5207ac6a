import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { isLoopback } from "../config.ts";
import { IssuerUnreachable } from "./errors.ts";
import type { RemoteSettings } from "./remote-issuer.ts";
import type { Expected } from "./verify-token.ts";

const timeoutMs = 5_000;

/** It is asked seldom, and a connection that was kept might be found dead: Lambda freezes the process in between. */
const unkept = { connection: "close" };

/** A token with an unknown key makes us ask for the keys again, but not more often than this: anyone can send such tokens. */
const defaultCooldownMs = 10_000;

/**
 * What the provider's tokens must be, as its discovery document says. The keys are fetched when the first token is checked.
 * @throws {Error} that says why the document is of no use
 */
export async function discover(settings: RemoteSettings): Promise<Expected> {
  const base = withoutSlash(settings.url);
  const response = await fetch(`${base}/.well-known/openid-configuration`, {
    headers: { accept: "application/json", ...unkept },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new Error(`The issuer answered ${response.status}.`);
  const { issuer, jwks_uri } = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (typeof issuer !== "string" || withoutSlash(issuer) !== base) {
    throw new Error("The document is another issuer's.");
  }
  const keysUrl = typeof jwks_uri === "string" && URL.canParse(jwks_uri) ? new URL(jwks_uri) : null;
  if (keysUrl === null || (keysUrl.protocol !== "https:" && !isLoopback(keysUrl.hostname))) {
    throw new Error("The document names no https:// address of keys.");
  }
  const keys = createRemoteJWKSet(keysUrl, {
    headers: unkept,
    timeoutDuration: timeoutMs,
    cooldownDuration: settings.cooldownMs ?? defaultCooldownMs,
  });
  return { issuer, audience: settings.audience, keys: reporting(keys) };
}

/** The same keys; what keeps them from being had is told apart from a key that is not among them. */
function reporting(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (
        error instanceof errors.JWKSNoMatchingKey ||
        error instanceof errors.JWKSMultipleMatchingKeys
      )
        throw error;
      throw new IssuerUnreachable("The issuer's keys cannot be read.", { cause: error });
    }
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, "");
}
