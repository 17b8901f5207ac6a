/**
 * The Idempotency-Key header: a mutation that carries one is done once, however often it is sent. On other requests it says
 * nothing, so a client may send it with all of them.
 */

import type { Context } from "@sanad/core/context";
import { checkKey, IdempotencyKeyReused, type Keyed, once } from "@sanad/core/idempotency";
import type { Field } from "@sanad/core/read";
import { badUserInput } from "./errors.ts";
import { isShownOnce } from "./mutations.ts";

export const keyHeader = "Idempotency-Key";

/** The header's key, for a mutation of these fields. @throws what is wrong with it, naming the header */
export function readKey(header: string, fields: readonly Field[]): string {
  const key = checkKey(header, keyHeader);
  if (fields.length > 1)
    throw refused(`is for one mutation, and this request has ${fields.length}`);
  const secret = fields.find(({ name }) => isShownOnce(name));
  if (secret) throw refused(`cannot be sent with ${secret.name}, whose answer is not kept`);
  return key;
}

/** What tells the request from others under its key. @throws for one that nests deeper than it can be written down */
export function tellRequest(...parts: readonly unknown[]): string {
  try {
    return JSON.stringify(parts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refused("cannot be sent with variables that nest so deep");
  }
}

/** Does it, or answers what was answered before. @throws what names the header, where the key stands for another request */
export async function runOnce<Answer extends object>(
  ctx: Context,
  keyed: Keyed,
  run: (ctx: Context) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await once(ctx, keyed, run);
  } catch (error) {
    if (!(error instanceof IdempotencyKeyReused)) throw error;
    // The status that the header's draft gives to this.
    throw refused(error.message, { http: { status: 422 } });
  }
}

function refused(what: string, extensions: Record<string, unknown> = {}) {
  return badUserInput(`${keyHeader}: ${what}.`, { argument: keyHeader, ...extensions });
}
