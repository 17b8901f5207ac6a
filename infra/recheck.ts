import type { createDatabase } from "./database.ts";
import type { createMigrator } from "./migrator.ts";
import { runtime } from "./shared.ts";

/**
 * Looks every hour for reviews whose time for a recheck has come.
 *
 * Two services may give up on a run: the scheduler, if it cannot hand it to Lambda, and Lambda, if the function fails three times.
 * Both leave it in the same queue of dead letters.
 */
export function createRecheck(
  database: ReturnType<typeof createDatabase>,
  { after }: ReturnType<typeof createMigrator>,
) {
  const deadLetters = new sst.aws.Queue("DeadLetters", {
    transform: { queue: { messageRetentionSeconds: 14 * 24 * 3600 } },
  });
  const cron = new sst.aws.CronV2(
    "Recheck",
    {
      schedule: "rate(1 hour)",
      retries: 3,
      dlq: deadLetters.arn,
      function: {
        ...runtime,
        handler: "packages/functions/src/lambda/recheck.handler",
        timeout: "1 minute",
        link: [database.app],
        retries: 2,
        permissions: [{ actions: ["sqs:SendMessage"], resources: [deadLetters.arn] }],
        transform: {
          eventInvokeConfig: {
            maximumEventAgeInSeconds: 3600,
            destinationConfig: { onFailure: { destination: deadLetters.arn } },
          },
        },
      },
    },
    after,
  );
  return { recheck: cron.nodes.function.apply((each) => each.name), deadLetters };
}
