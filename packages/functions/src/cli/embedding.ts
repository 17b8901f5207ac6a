import { setTimeout } from "node:timers/promises";
import type { Connection } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import type { Embedder } from "@sanad/core/embedding";
import type { Config } from "../config.ts";
import { embedderOf } from "../embedder.ts";
import type { Log } from "../log.ts";

/** What the settings name, if there is a place for its vectors. */
export async function openEmbedder(
  config: Config,
  { db, kind }: Connection,
  log: Log,
): Promise<Embedder | undefined> {
  if (config.embeddings === null) return undefined;
  const { hasVectors, prepareVectors } = await import("@sanad/core/embedding");
  const isPrepared = kind === "embedded" ? await prepareVectors(db) : await hasVectors(db);
  if (!isPrepared) {
    log.warn(
      "Claims are found by their words alone, for there is no place for vectors: `sanad migrate` makes one where EMBEDDINGS_URL is set.",
    );
    return undefined;
  }
  return embedderOf(config, log);
}

const pauseMs = 5_000;

/** Gives claims their vectors, those to come included, until it is stopped. */
export function keepEmbedded(
  given: Pick<Context, "db" | "now" | "embedder">,
  log: Log,
): { stop: () => Promise<void> } {
  const ctx: Context = { ...given, actor: { kind: "system", job: "embed" } };
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = ctx.embedder === undefined ? Promise.resolve() : run();

  async function run(): Promise<void> {
    const { embedClaims } = await import("@sanad/core/embedding");
    while (!signal.aborted) {
      const filled = await embedClaims(ctx).catch((error: unknown) => {
        log.error({ error }, "Claims were not embedded.");
      });
      if (filled !== "more") await setTimeout(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
