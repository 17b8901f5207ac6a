import type { Connection } from "@sanad/core/connection";
import type { Context } from "@sanad/core/context";
import { embeddedUpkeep, keepUp, serverUpkeep } from "@sanad/core/search";
import type { Log } from "./log.ts";

/** An index is behind for so long at most before somebody other than a reader brings it up to date. */
const usualPauseMs = 1_000;

type Options = {
  connection: Pick<Connection, "db" | "kind">;
  log: Log;
  now: () => Date;
  pauseMs?: number;
};

/**
 * Keeps the search index up to date in the background, one run after the other, until stopped. A failure is logged when it
 * begins, and again only once there was a run without one; the process does not stay for it.
 */
export function startUpkeep({ connection, log, now, pauseMs = usualPauseMs }: Options): {
  stop(): Promise<void>;
} {
  const ctx: Context = { db: connection.db, actor: { kind: "system", job: "index" }, now };
  const upkeep = connection.kind === "embedded" ? embeddedUpkeep : serverUpkeep;
  let isStopped = false;
  let hasFailed = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    try {
      await keepUp(ctx, upkeep, () => !isStopped);
      if (hasFailed) log.info("The search index is kept up to date again.");
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) log.error({ error }, "The search index cannot be kept up to date.");
      hasFailed = true;
    }
    plan();
  }
  function plan(): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = run();
    }, pauseMs).unref();
  }

  plan();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
