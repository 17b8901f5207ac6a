import type { Embedder } from "@sanad/core/embedding";
import type { Config } from "./config.ts";
import type { Log } from "./log.ts";

/** What the settings name; whether there is a place for its vectors is looked for whenever they are asked of. */
export async function embedderOf({ embeddings }: Config, log: Log): Promise<Embedder | undefined> {
  if (embeddings === null) return undefined;
  const { createEmbedder } = await import("./embeddings.ts");
  return createEmbedder(embeddings, log, () => new Date());
}
