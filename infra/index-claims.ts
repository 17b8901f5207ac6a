import type { createDatabase } from "./database.ts";
import type { createEmbeddings } from "./embeddings.ts";
import type { createMigrator } from "./migrator.ts";
import { runtime } from "./shared.ts";

/**
 * Brings the search index, and vectors where they are made, up to date every minute. No run is tried again or kept as a dead
 * letter: the next one does what it left, and who searches does as much as they need.
 */
export function createIndexing(
  database: ReturnType<typeof createDatabase>,
  embeddings: ReturnType<typeof createEmbeddings>,
  { after }: ReturnType<typeof createMigrator>,
) {
  const cron = new sst.aws.CronV2(
    "Index",
    {
      schedule: "rate(1 minute)",
      retries: 0,
      function: {
        ...runtime,
        handler: "packages/functions/src/lambda/index-claims.handler",
        timeout: "15 minutes",
        link: [database.app, ...embeddings],
        retries: 0,
      },
    },
    after,
  );
  return { indexing: cron.nodes.function.apply((each) => each.name) };
}
