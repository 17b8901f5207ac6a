/** Sign-in as a server that trusts one issuer has it. */

import type { Context } from "@sanad/core/context";
import {
  createAuthenticate,
  type Issuer,
  remoteIssuer,
} from "../../packages/functions/src/session/index.ts";
import { audience, type TestIssuer } from "./oidc-issuer.ts";

/** How a server that trusts the issuer takes an `Authorization` header. */
export function signingIn(
  issuer: TestIssuer,
  { db }: Context,
  given: { issuer?: Issuer; roleClaim?: string; now?: () => Date } = {},
) {
  return createAuthenticate({
    db,
    issuer: remoteIssuer({ url: issuer.url, audience, cooldownMs: 0 }),
    roleClaim: "role",
    now: () => new Date(),
    ...given,
  });
}

export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
