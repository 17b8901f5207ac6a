import type { createDatabase } from "./database.ts";
import type { createEmbeddings } from "./embeddings.ts";
import { runtime } from "./shared.ts";

/**
 * The function that migrates, and its run in this deployment: what depends on the run is updated after it, and not at all if it
 * fails. `sst dev` does not run it.
 *
 * It has no reserved concurrency: a new account has none to reserve, and the migrator's advisory lock makes a second one wait.
 */
export function createMigrator(
  database: ReturnType<typeof createDatabase>,
  embeddings: ReturnType<typeof createEmbeddings>,
) {
  const migrator = new sst.aws.Function("Migrator", {
    ...runtime,
    handler: "packages/functions/src/lambda/migrator.handler",
    timeout: "5 minutes",
    retries: 0,
    link: [database.owner, database.app, ...embeddings],
    copyFiles: [{ from: "packages/core/migrations", to: "migrations" }],
  });
  const run = $dev
    ? null
    : new aws.lambda.Invocation("Migration", {
        functionName: migrator.name,
        input: "{}",
        // The key has a hash of the zip in it: of the migrations, the code, and the addresses that are linked.
        triggers: { code: migrator.nodes.function.s3Key.apply(String) },
      });
  return { migrator, after: run === null ? {} : { dependsOn: [run] } };
}
