/** An OpenID Connect issuer for tests: the real protocol, served on loopback, its keys made here. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export type TestIssuer = {
  url: string;
  /** A token with these claims over those of a good one; `null` leaves one out. */
  sign: (
    claims?: Record<string, unknown>,
    header?: { alg?: string; kid?: string },
  ) => Promise<string>;
  /** From now on it signs with a new key, and the old one is no longer published. */
  rotate: () => Promise<void>;
  /** What it answers with from now on; null for what is right. */
  breakWith: (status: number | null) => void;
  requests: string[];
  close: () => Promise<void>;
};

type Key = {
  kid: string;
  alg: string;
  privateKey: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
  publicJwk: JWK;
};

export const audience = "https://sanad.example/api";

export async function startIssuer(): Promise<TestIssuer> {
  let keys = [await makeKey("RS256"), await makeKey("ES256")];
  let broken: number | null = null;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    const documents: Record<string, unknown> = {
      "/.well-known/openid-configuration": { issuer: url, jwks_uri: `${url}/keys` },
      "/keys": { keys: keys.map((key) => key.publicJwk) },
    };
    const status = broken ?? (path in documents ? 200 : 404);
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify(status === 200 ? documents[path] : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    async sign(claims = {}, { alg = "RS256", kid } = {}) {
      const key = keys.find((each) => each.alg === alg);
      if (key === undefined) throw new Error(`No key for ${alg}.`);
      const seconds = Math.floor(Date.now() / 1000);
      const good = {
        iss: url,
        aud: audience,
        sub: "user-1",
        name: "Sara",
        iat: seconds,
        exp: seconds + 600,
      };
      const payload = Object.fromEntries(
        Object.entries({ ...good, ...claims }).filter(([, value]) => value !== null),
      );
      return new SignJWT(payload as JWTPayload)
        .setProtectedHeader({ alg, kid: kid ?? key.kid })
        .sign(key.privateKey);
    },
    async rotate() {
      keys = [await makeKey("RS256"), await makeKey("ES256")];
    },
    breakWith(status) {
      broken = status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function makeKey(alg: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const kid = crypto.randomUUID();
  return {
    kid,
    alg,
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" },
  };
}
