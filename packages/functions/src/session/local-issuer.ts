import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from "jose";
import type { Role } from "@sanad/core/actor";
import type { Issuer } from "./index.ts";
import { verifyToken } from "./verify-token.ts";

/** No address: it outlives a change of port, and nobody but the holder of its key can speak for it. */
const issuer = "urn:sanad:local";
const audience = "sanad";
const algorithm = "ES256";

/** A working day and some. */
const lifetimeHours = 12;

export type LocalIssuer = Issuer & {
  sign(who: { role: Role; name: string; subject: string }, at: Date): Promise<string>;
};

/**
 * Sanad as its own issuer, for people on this machine. Its key is made when it is first needed and stays in the folder.
 * @throws {Error} with a sentence for people, where the key can be neither read nor written
 */
export async function localIssuer(folder: string): Promise<LocalIssuer> {
  const privateJwk = await keptKey(folder);
  const { d: _secret, ...publicJwk } = privateJwk;
  const keys = createLocalJWKSet({ keys: [publicJwk] });
  const key = await importJWK(privateJwk, algorithm);
  return {
    url: issuer,
    verify: (token, at) => verifyToken(token, { issuer, audience, keys }, at),
    sign: ({ role, name, subject }, at) => {
      const seconds = Math.floor(at.getTime() / 1000);
      return new SignJWT({ role, name })
        .setProtectedHeader({ alg: algorithm, kid: publicJwk.kid ?? "", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeHours * 3600)
        .sign(key);
    },
  };
}

async function keptKey(folder: string): Promise<JWK & { kty: string }> {
  const file = join(folder, "issuer.json");
  try {
    return readKey(file) ?? (await makeKey(folder, file));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    const problem =
      code === ""
        ? "is no key: remove it, and a new one is made"
        : "can be neither read nor written";
    throw new Error(`The local issuer's key ${file} ${problem}${code}.`, { cause: error });
  }
}

function readKey(file: string): (JWK & { kty: string }) | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const key = JSON.parse(text) as JWK;
  if (key.kty !== "EC" || typeof key.d !== "string")
    throw new Error("No private key of an elliptic curve.");
  return { ...key, kty: key.kty };
}

async function makeKey(folder: string, file: string): Promise<JWK & { kty: string }> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `issuer.${process.pid}.json`);
  writeFileSync(draft, `${JSON.stringify({ ...jwk, kid })}\n`, { mode: 0o600 });
  try {
    // A link appears whole and only where there is none: of two processes that start at once, one key stays.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const kept = readKey(file);
  if (kept === null) throw new Error("The key was removed as it was made.");
  return kept;
}
