import type { Context } from "@sanad/core/context";
import { reindex } from "@sanad/core/search";
import type { Config } from "../config.ts";
import { createLog } from "../log.ts";
import { count } from "./count.ts";
import { requireDatabase, requireMigrated, withDatabase } from "./database.ts";
import { openEmbedder } from "./embedding.ts";

/** Makes the search index anew while it is used, vectors included where there is an embedder; how far it is goes to stderr. */
export async function reindexClaims(config: Config): Promise<boolean> {
  requireDatabase(config);
  const begin = performance.now();
  const isTerminal = process.stderr.isTTY;
  let indexed = 0;
  await withDatabase(config, async (connection) => {
    const { db } = connection;
    await requireMigrated(db);
    const actor = { kind: "system", job: "reindex" } as const;
    const embedder = await openEmbedder(config, connection, createLog(config.logLevel));
    const ctx: Context = { db, actor, now: () => new Date(), embedder };
    for await (const { claims, of } of reindex(ctx)) {
      indexed = claims;
      const line = `${count(claims)} of ${count(of, "claim")} …`;
      process.stderr.write(isTerminal ? `\r${line}` : `${line}\n`);
    }
  }).finally(() => {
    if (isTerminal) process.stderr.write("\r\u001b[K");
  });
  const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
  process.stdout.write(`Indexed ${count(indexed, "claim")} in ${seconds} s.\n`);
  return true;
}
