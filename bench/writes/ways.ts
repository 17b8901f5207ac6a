/** Three ways to the same rows: core's verbs, and by hand with and without the lock on the ledger's head. */

import { randomBytes, randomUUID } from "node:crypto";
import { recordClaim } from "@sanad/core/claim";
import type { Context } from "@sanad/core/context";
import { type Database, keepPrepared } from "@sanad/core/database";
import { createId } from "@sanad/core/id";
import { moveClaim } from "@sanad/core/review";
import { keepUp, serverUpkeep } from "@sanad/core/search";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { enterByHand, type Entry } from "./entry.ts";
import type { Cast } from "./cast.ts";

/** Each writes once, and gives back nothing before it is durable. `writer` owns its claims, so that none waits for another's. */
export type Way = {
  record: (writer: number) => Promise<void>;
  /** The same without looking first whether the claim is there, which by hand nobody does. */
  add: (writer: number) => Promise<void>;
  move: (writer: number) => Promise<void>;
  /** Does, before its time is taken, what a server does by itself: indexes what the others wrote, for which none of its writes is to pay. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

export const wayNames = ["core", "locked", "plain"] as const;
export type WayName = (typeof wayNames)[number];

export function openWay(name: WayName, url: string, cast: Cast, writers: number): Way {
  const pool = new pg.Pool({ connectionString: url, max: writers });
  const close = () => pool.end();
  return {
    ...(name === "core" ? byCore(pool, cast) : byHand(pool, cast, name === "locked")),
    close,
  };
}

const text = () => `The bridge of Exampleton has ${randomUUID()} arches, said the mayor.`;

export function byCore(pool: pg.Pool, cast: Cast): Omit<Way, "close"> {
  const db: Database = drizzle({ client: pool });
  // As `connect` does it, with a pool of its own size.
  keepPrepared(db);
  const ctx: Context = {
    db,
    actor: { kind: "person", id: cast.editor, name: "editor", role: "EDITOR" },
    now: () => new Date(),
  };
  const record = async (allowDuplicate: boolean) => {
    const { claimantId } = cast;
    const said = { text: text(), language: "en", claimantId, topics: ["bridges"] };
    await recordClaim(ctx, { ...said, allowDuplicate });
  };
  return {
    record: () => record(false),
    add: () => record(true),
    async move(writer) {
      const claim = cast.nextClaim(writer);
      const { id, version } = claim;
      const assigneeId = cast.checker;
      const moved = await moveClaim(ctx, {
        id,
        to: "IN_REVIEW",
        expectedVersion: version,
        assigneeId,
      });
      claim.version = moved.version;
    },
    settle: () => keepUp(ctx, serverUpkeep, () => true),
  };
}

const columns = `id, text, language, claimant_id, topics, status, version, created_at, updated_at, fingerprint`;

function byHand(pool: pg.Pool, cast: Cast, isLocked: boolean): Omit<Way, "close"> {
  const transaction = async (run: (client: pg.PoolClient) => Promise<Entry>) => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const entry = await run(client);
      await client.query(enterByHand(entry, isLocked));
      await client.query("commit");
    } finally {
      client.release();
    }
  };
  const record = () =>
    transaction(async (client) => {
      const id = createId("claim");
      const words = text();
      const fingerprint = randomBytes(32).toString("hex");
      const recorded = await client.query<{ snapshot: object }>({
        name: "record",
        text: `insert into claim (${columns}) values ($1, $2, 'en', $3, '{bridges}', 'UNVERIFIED', 1, $4, $4, $5)
            returning to_jsonb(claim) as snapshot`,
        values: [id, words, cast.claimantId, new Date(), fingerprint],
      });
      const after = recorded.rows[0]?.snapshot ?? null;
      return { actor: cast.editor, action: "claim.record", subject: id, before: null, after };
    });
  return {
    record,
    add: record,
    settle: async () => {},
    move: (writer) =>
      transaction(async (client) => {
        const claim = cast.nextClaim(writer);
        const held = await client.query<{ snapshot: object }>({
          name: "hold",
          text: "select to_jsonb(claim) as snapshot from claim where id = $1 for no key update",
          values: [claim.id],
        });
        const moved = await client.query<{ version: number; snapshot: object }>({
          name: "move",
          text: `update claim set version = version + 1, updated_at = $2, assignee_id = $3 where id = $1
            returning version, to_jsonb(claim) as snapshot`,
          values: [claim.id, new Date(), cast.checker],
        });
        claim.version = moved.rows[0]?.version ?? 0;
        const [before, after] = [held.rows[0]?.snapshot ?? null, moved.rows[0]?.snapshot ?? null];
        return { actor: cast.editor, action: "claim.move", subject: claim.id, before, after };
      }),
  };
}
