import type { Actor } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { query } from "../database/index.ts";
import { type KeyScope, scopeRoles } from "./scopes.ts";
import { hashOfSecret, isWhole } from "./secret.ts";

/** A key proves nothing: nobody made it, or it is good no longer. The message says which. */
export class InvalidKey extends Error {
  override name = "InvalidKey";
}

/** A key's use is noted again only after so long, so that a request is seldom a write too. */
const usedAgainMs = 60_000;

const signInText = `
  with used as (
    update api_key set last_used_at = $2::timestamptz
    where secret_hash = $1 and revoked_at is null and coalesce(expires_at > $2::timestamptz, true)
      and coalesce(last_used_at <= $3::timestamptz, true)
  )
  select id, name, to_json(scopes) as scopes, revoked_at is not null as "isRevoked",
    coalesce(expires_at <= $2::timestamptz, false) as "isExpired"
  from api_key where secret_hash = $1`;

type Found = {
  id: string;
  name: string;
  scopes: KeyScope[];
  isRevoked: boolean;
  isExpired: boolean;
};

/** The actor for whom a secret stands; notes the key's use. One statement. @throws {InvalidKey} */
export async function signInWithKey(ctx: Context, secret: string): Promise<Actor> {
  if (!isWhole(secret)) throw new InvalidKey("The key is not whole: copy all of it.");
  const at = ctx.now();
  const recently = new Date(at.getTime() - usedAgainMs);
  const [found] = await query<Found>(ctx.db, signInText, [
    hashOfSecret(secret),
    at.toISOString(),
    recently.toISOString(),
  ]);
  if (found === undefined) throw new InvalidKey("The key is unknown.");
  if (found.isRevoked) throw new InvalidKey("The key was revoked.");
  if (found.isExpired) throw new InvalidKey("The key has expired.");
  const { id, name, scopes } = found;
  const role = scopes.includes("CONTRIBUTE") ? scopeRoles.CONTRIBUTE : scopeRoles.READ;
  return { kind: "key", id, name, role };
}
