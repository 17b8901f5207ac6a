/** For how long one write of core's holds the ledger's head, for which all other writers wait. */

import pg from "pg";
import { median } from "../measure/numbers.ts";
import { withClient } from "../postgres/sql.ts";
import { type Row, table } from "../table.ts";
import { castOf } from "./cast.ts";
import { byCore } from "./ways.ts";

/** In milliseconds. */
type Held = { verb: string; statements: number; whole: number; last: number; commit: number };
type Statement = { text: string; sent: number; answered: number };

const writes = 300;

/**
 * By one writer, as the client sees it: the head is taken after its statement was sent, and let go before COMMIT is answered.
 * @throws {Error} where anything is sent between the two
 */
export async function measureLock(database: string): Promise<Held[]> {
  const cast = await withClient(database, (client) => castOf(client, 1));
  const pool = new pg.Pool({ connectionString: database, max: 1 });
  const seen: Statement[] = [];
  pool.on("connect", (client) => watch(client, seen));
  const core = byCore(pool, cast);
  const verbs = { "recordClaim, allowDuplicate": core.add, moveClaim: core.move };
  const held: Held[] = [];
  for (const [verb, once] of Object.entries(verbs)) {
    const each: Omit<Held, "verb">[] = [];
    for (let write = 0; write < writes; write++) {
      seen.length = 0;
      await once(0);
      each.push(heldIn(seen));
    }
    const typical = (of: (one: Omit<Held, "verb">) => number) => median(each.map(of));
    held.push({
      verb,
      statements: typical(({ statements }) => statements),
      whole: typical(({ whole }) => whole),
      last: typical(({ last }) => last),
      commit: typical(({ commit }) => commit),
    });
  }
  await pool.end();
  return held;
}

function watch(client: pg.PoolClient, seen: Statement[]): void {
  const query = client.query.bind(client) as (...given: any[]) => Promise<unknown>;
  Object.assign(client, {
    async query(config: { text: string }, params: unknown[]) {
      const sent = performance.now();
      const answer = await query(config, params);
      seen.push({ text: config.text, sent, answered: performance.now() });
      return answer;
    },
  });
}

function heldIn(seen: readonly Statement[]): Omit<Held, "verb"> {
  const taken = seen.findIndex(({ text }) => text.includes("update ledger_head"));
  const [first, last, commit] = [seen[0], seen[taken], seen.at(-1)];
  if (!first || !last || commit?.text !== "commit" || taken !== seen.length - 2)
    throw new Error(`The head is not taken by the last statement: ${seen.map(({ text }) => text)}`);
  return {
    statements: seen.length,
    whole: commit.answered - first.sent,
    last: last.answered - last.sent,
    commit: commit.answered - last.answered,
  };
}

export function describeLock(held: readonly Held[]): string {
  const milliseconds = (value: number) => value.toFixed(2);
  const rows = held.map(({ verb, statements, whole, last, commit }): Row => [
    verb,
    String(statements),
    milliseconds(whole),
    milliseconds(last),
    milliseconds(commit),
    ((last + commit) / whole).toFixed(2),
  ]);
  const head = [
    "write, one writer",
    "statements",
    "ms in all",
    "the last one",
    "COMMIT",
    "share with the head held",
  ];
  return ["## The ledger's head", table([head, ...rows])].join("\n\n");
}
