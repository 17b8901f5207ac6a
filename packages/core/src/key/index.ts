/** API keys: what programs sign in with. The secret is shown when a key is made and kept nowhere. */

import { eq } from "drizzle-orm";
import { authorize, pseudonymOf } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import {
  ApiKeyAlreadyRevoked,
  ApiKeyNotFound,
  BadInput,
  VersionConflict,
} from "../errors/index.ts";
import { createId } from "../id/index.ts";
import { checkDistinct, checkId, checkInstant, checkName, optional } from "../input/index.ts";
import { snapshotOf } from "../record/index.ts";
import { record } from "../revision/index.ts";
import { apiKey } from "./key.sql.ts";
import { apiKeyRecord, type ApiKeyRow } from "./record.ts";
import type { KeyScope } from "./scopes.ts";
import { createSecret, hashOfSecret } from "./secret.ts";

export { isKey } from "./secret.ts";
export { InvalidKey, signInWithKey } from "./sign-in.ts";

export type CreateApiKeyInput = {
  name: string;
  scopes: readonly KeyScope[];
  expiresAt?: string | Date | null;
};

/** Makes a key; its secret is in the answer, and never again anywhere. */
export async function createApiKey(
  ctx: Context,
  input: CreateApiKeyInput,
): Promise<{ key: ApiKeyRow; secret: string }> {
  authorize(ctx, "key.create");
  const name = checkName(input.name, "name");
  const scopes = checkScopes(input.scopes);
  const expiresAt = optional(input.expiresAt, "expiresAt", checkInstant);
  const now = ctx.now();
  if (expiresAt !== null && expiresAt <= now)
    throw new BadInput("expiresAt", "must be in the future");
  const secret = createSecret();

  return transaction(ctx, async (ctx) => {
    const [key] = await ctx.db
      .insert(apiKey)
      .values({
        id: createId("key"),
        name,
        scopes,
        secretHash: hashOfSecret(secret),
        createdBy: pseudonymOf(ctx.actor),
        expiresAt,
        version: 1,
        createdAt: now,
      })
      .returning();
    if (key === undefined) throw new Error("An insert gave nothing back.");
    await record(ctx, {
      action: "key.create",
      subject: key.id,
      before: null,
      after: await snapshotOf(ctx, apiKeyRecord, key.id),
    });
    return { key, secret };
  });
}

export type RevokeApiKeyInput = { id: string; expectedVersion: number };

/**
 * Takes a key back, for good; from then on nobody signs in with it.
 * @throws {ApiKeyNotFound} @throws {VersionConflict} @throws {ApiKeyAlreadyRevoked}
 */
export async function revokeApiKey(ctx: Context, input: RevokeApiKeyInput): Promise<ApiKeyRow> {
  authorize(ctx, "key.revoke");
  const id = checkId(input.id, "key", "id");

  return transaction(ctx, async (ctx) => {
    const current = await lockKey(ctx, id, input.expectedVersion);
    if (current.revokedAt !== null) throw new ApiKeyAlreadyRevoked(current.revokedAt);
    const before = await snapshotOf(ctx, apiKeyRecord, id);
    const [row] = await ctx.db
      .update(apiKey)
      .set({ revokedAt: ctx.now(), version: current.version + 1 })
      .where(eq(apiKey.id, id))
      .returning();
    if (row === undefined) throw new Error("An update gave nothing back.");
    const after = await snapshotOf(ctx, apiKeyRecord, id);
    await record(ctx, { action: "key.revoke", subject: id, before, after });
    return row;
  });
}

async function lockKey(ctx: Context, id: string, expectedVersion: number): Promise<ApiKeyRow> {
  const [row] = await ctx.db.select().from(apiKey).where(eq(apiKey.id, id)).for("no key update");
  if (row === undefined) throw new ApiKeyNotFound(id);
  if (expectedVersion !== row.version) throw new VersionConflict(expectedVersion, row.version);
  return row;
}

function checkScopes(scopes: readonly KeyScope[]): KeyScope[] {
  if (scopes.length === 0) throw new BadInput("scopes", "must have at least one item");
  checkDistinct(scopes, "scopes", (scope) => scope, "a scope");
  return [...scopes];
}
