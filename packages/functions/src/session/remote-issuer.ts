import { IssuerUnreachable } from "./errors.ts";
import type { Issuer } from "./index.ts";
import type { Expected } from "./verify-token.ts";

export type RemoteSettings = { url: string; audience: string; cooldownMs?: number };

/**
 * Any OpenID Connect provider, found by discovery when the first token comes; jose is loaded then too, which spares every start
 * of a function whose first request has none.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export function remoteIssuer(settings: RemoteSettings): Issuer {
  let discovery: Promise<Expected> | null = null;
  const discoverOnce = async () => {
    const { discover } = await import("./discovery.ts");
    discovery ??= discover(settings).catch((error: unknown) => {
      discovery = null;
      throw new IssuerUnreachable("The issuer's discovery document cannot be read.", {
        cause: error,
      });
    });
    return discovery;
  };
  return {
    url: settings.url,
    async verify(token, at) {
      const { verifyToken } = await import("./verify-token.ts");
      return verifyToken(token, await discoverOnce(), at);
    },
  };
}
