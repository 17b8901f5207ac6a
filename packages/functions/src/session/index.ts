/** Who asks: a request's `Authorization` header becomes the actor that core knows. What proves nothing is refused, never anonymous. */

import { createHash } from "node:crypto";
import type { Actor } from "@sanad/core/actor";
import type { Context } from "@sanad/core/context";
import type { Database } from "@sanad/core/database";
import { InvalidKey, isKey, signInWithKey } from "@sanad/core/key";
import { signIn } from "@sanad/core/person";
import type { JWTPayload } from "jose";
import { nameOf, roleOf } from "./claims.ts";
import { InvalidToken } from "./errors.ts";

export { InvalidToken, IssuerUnreachable } from "./errors.ts";
export { type LocalIssuer, localIssuer } from "./local-issuer.ts";
export { remoteIssuer } from "./remote-issuer.ts";

export type Issuer = {
  url: string;
  /** The claims of a token that is the issuer's, in time and for us. @throws {InvalidToken} @throws {IssuerUnreachable} */
  verify(token: string, at: Date): Promise<JWTPayload>;
};

/**
 * The actor whom a request's `Authorization` header proves; the public where there is none.
 * @throws {InvalidToken} @throws {IssuerUnreachable} @throws {NotPermitted} for somebody who is suspended
 */
export type Authenticate = (authorization: string | null) => Promise<Actor>;

/**
 * A suspension shows after so long at most, and a page of requests costs one statement of sign-in. Keys are not remembered: one
 * that leaked must be dead once it is revoked, and nothing about it is dear but that statement.
 */
const rememberedMs = 10_000;
const maxRemembered = 1_000;

/** @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const maxSubjectChars = 255;

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const bearer = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

export function createAuthenticate({
  db,
  issuer,
  roleClaim,
  now,
}: {
  db: Database;
  issuer: Issuer;
  roleClaim: string;
  now: () => Date;
}): Authenticate {
  const remembered = new Map<string, { actor: Actor; until: number }>();
  return async (authorization) => {
    if (authorization === null) return { kind: "public" };
    const token = bearer.exec(authorization.trim())?.[1];
    if (token === undefined)
      throw new InvalidToken("The Authorization header must be one bearer token: “Bearer …”.");
    const nobody: Context = { db, actor: { kind: "public" }, now };
    if (isKey(token)) return signInByKey(nobody, token);
    const at = now();
    const key = createHash("sha256").update(token).digest("base64");
    const known = remembered.get(key);
    if (known !== undefined && at.getTime() < known.until) return known.actor;

    const claims = await issuer.verify(token, at);
    const actor = await signIn(nobody, {
      issuer: issuer.url,
      subject: subjectOf(claims),
      name: nameOf(claims),
      role: roleOf(claims, roleClaim),
    });
    remembered.delete(key);
    const oldest = remembered.keys().next();
    if (remembered.size >= maxRemembered && !oldest.done) remembered.delete(oldest.value);
    remembered.set(key, {
      actor,
      until: Math.min(at.getTime() + rememberedMs, (claims.exp ?? 0) * 1000),
    });
    return actor;
  };
}

async function signInByKey(ctx: Context, key: string): Promise<Actor> {
  try {
    return await signInWithKey(ctx, key);
  } catch (error) {
    if (error instanceof InvalidKey) throw new InvalidToken(error.message, { cause: error });
    throw error;
  }
}

function subjectOf({ sub }: JWTPayload): string {
  // Such a one Postgres could not keep, or not as it is.
  if (
    typeof sub !== "string" ||
    sub === "" ||
    sub.length > maxSubjectChars ||
    sub.includes("\0") ||
    !sub.isWellFormed()
  ) {
    throw new InvalidToken("The token's claim sub is missing or wrong.");
  }
  return sub;
}
