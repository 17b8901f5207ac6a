/// <reference path="./.sst/platform/config.d.ts" />

/** What is deployed; docs/operations.md says how. SST allows no import outside of `run`. */
export default $config({
  app({ stage }) {
    const isProduction = stage === "production";
    return {
      name: "sanad",
      home: "aws",
      removal: isProduction ? "retain" : "remove",
      protect: isProduction,
      providers: {
        aws: { region: (process.env["AWS_REGION"] || "eu-central-1") as aws.Region },
        neon: { package: "@sst-provider/neon", version: "0.13.0" },
      },
    };
  },
  async run() {
    const { isProduction } = await import("./infra/shared.ts");
    const { createDatabase } = await import("./infra/database.ts");
    const { createRouter } = await import("./infra/router.ts");
    const { createEmbeddings } = await import("./infra/embeddings.ts");
    const { createMigrator } = await import("./infra/migrator.ts");
    const { createApi } = await import("./infra/api.ts");
    const { createRecheck } = await import("./infra/recheck.ts");
    const { createIndexing } = await import("./infra/index-claims.ts");
    const { createAlarms } = await import("./infra/alarms.ts");

    const database = createDatabase();
    const router = createRouter();
    const embeddings = createEmbeddings();
    const migration = createMigrator(database, embeddings);
    const api = createApi(database, router, embeddings, migration);
    const { recheck, deadLetters } = createRecheck(database, migration);
    const { indexing } = createIndexing(database, embeddings, migration);
    // A stage for a pull request would ask its owner to confirm a subscription each time.
    if (isProduction) {
      createAlarms({
        api: api.name,
        migrator: migration.migrator.name,
        recheck,
        indexing,
        deadLetters: deadLetters.nodes.queue.name,
      });
    }
    return {
      url: router.url,
      api: api.name,
      migrator: migration.migrator.name,
      recheck,
      indexing,
      deadLetters: deadLetters.url,
      branch: database.branch?.id,
    };
  },
});
