/**
 * A change that is asked for twice under one key is made once, and both get the same answer. The answer is kept in the
 * transaction of the change, so that a crash leaves both or neither.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */

import { createHash } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { includes, pseudonymOf, type Role, roleOf } from "../actor/index.ts";
import { type Context, transaction } from "../context/index.ts";
import { BadInput, NotPermitted } from "../errors/index.ts";
import { hold } from "../record/index.ts";
import { keptAnswer } from "./answer.sql.ts";

const keptForMs = 24 * 60 * 60_000;

/** Each new answer clears away so many old ones at most: more than are added, and never much work for one request. */
const maxForgotten = 100;

/** The key stands for another request already. */
export class IdempotencyKeyReused extends Error {
  override name = "IdempotencyKeyReused";
}

/** A key is the actor's own; `request` is whatever tells this request from others, as JSON. */
export type Keyed = { readonly key: string; readonly request: unknown };

/** A key as it can be kept. */
export function checkKey(value: string, path: string): string {
  if (!/^[!-~]{1,255}$/.test(value))
    throw new BadInput(path, "must be 1 to 255 visible ASCII characters");
  return value;
}

/**
 * Runs it and keeps its answer for 24 hours, in which the same request is given that answer and not run; who asks while the
 * first still runs waits for it. What `run` throws is no answer: nothing is kept, and the key is free again.
 *
 * A kept answer may hold what only a role may see, so it is given to that role and above.
 *
 * @returns the answer as JSON has it, the first time too @throws {IdempotencyKeyReused} @throws {NotPermitted}
 */
export async function once<Answer extends object>(
  ctx: Context,
  { key, request }: Keyed,
  run: (ctx: Context) => Promise<Answer>,
): Promise<Answer> {
  // All who are not signed in would share their keys; nothing is theirs to change, as the verb will say.
  if (ctx.actor.kind === "public") return run(ctx);
  const actor = pseudonymOf(ctx.actor);
  const role = roleOf(ctx.actor);
  const requestHash = createHash("sha256").update(JSON.stringify(request)).digest("hex");

  return transaction(ctx, async (ctx) => {
    await hold(ctx, `answer ${actor} ${key}`);
    const kept = await findAnswer(ctx, actor, key);
    if (kept !== undefined) {
      if (kept.requestHash !== requestHash)
        throw new IdempotencyKeyReused(
          "was sent with another request before: a new request needs a new key",
        );
      permit(role, kept.role);
      return JSON.parse(kept.answer) as Answer;
    }
    const answer = JSON.stringify(await run(ctx));
    await keep(ctx, { actor, key, role, requestHash, answer });
    return JSON.parse(answer) as Answer;
  });
}

function permit(role: Role, needed: Role): void {
  if (!includes(role, needed))
    throw new NotPermitted(`This was answered to you as ${needed}; you are ${role} now.`);
}

async function findAnswer(ctx: Context, actor: string, key: string) {
  const [kept] = await ctx.db
    .select({
      role: keptAnswer.role,
      requestHash: keptAnswer.requestHash,
      // The drivers would parse it.
      answer: sql<string>`${keptAnswer.answer}::text`,
    })
    .from(keptAnswer)
    .where(
      and(
        eq(keptAnswer.actor, actor),
        eq(keptAnswer.key, key),
        gt(keptAnswer.createdAt, oldest(ctx.now())),
      ),
    );
  return kept;
}

type NewAnswer = { actor: string; key: string; role: Role; requestHash: string; answer: string };

async function keep(ctx: Context, { actor, key, answer, ...rest }: NewAnswer): Promise<void> {
  const createdAt = ctx.now();
  const values = { ...rest, createdAt, answer: sql`${answer}::json` };
  await ctx.db
    .insert(keptAnswer)
    .values({ actor, key, ...values })
    .onConflictDoUpdate({ target: [keptAnswer.actor, keptAnswer.key], set: values });
  // Rows that somebody else is at are left to them: nobody waits, so nobody waits in a circle.
  await ctx.db.execute(sql`
    delete from ${keptAnswer} where (actor, key) in (
      select actor, key from ${keptAnswer} where created_at <= ${oldest(createdAt).toISOString()}::timestamptz
      order by created_at limit ${maxForgotten} for update skip locked)`);
}

function oldest(now: Date): Date {
  return new Date(now.getTime() - keptForMs);
}

/** Forgets all answers: one of them may hold words that are to be erased. Whoever asks again is answered anew. */
export async function forgetAnswers(ctx: Context): Promise<void> {
  await ctx.db.delete(keptAnswer);
}
