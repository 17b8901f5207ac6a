import type { createDatabase } from "./database.ts";
import type { createEmbeddings } from "./embeddings.ts";
import { builtPage } from "./explorer-page.ts";
import type { createMigrator } from "./migrator.ts";
import type { createRouter } from "./router.ts";
import { runtime } from "./shared.ts";

/** The app that `npm start` serves, behind the router and nowhere else advertised. */
export function createApi(
  database: ReturnType<typeof createDatabase>,
  router: ReturnType<typeof createRouter>,
  embeddings: ReturnType<typeof createEmbeddings>,
  { after }: ReturnType<typeof createMigrator>,
) {
  const issuer = new sst.Secret("AuthIssuer");
  const audience = new sst.Secret("AuthAudience");
  const roleClaim = new sst.Secret("AuthRoleClaim", "role");
  // By default the app's own address: no other site may ask.
  const origins = new sst.Secret("CorsOrigins", router.url);
  const newsroom = new sst.Secret("NewsroomName", "Sanad");
  const searchRequiresKey = new sst.Secret("SearchRequiresKey", "false");
  return new sst.aws.Function(
    "Api",
    {
      ...runtime,
      handler: "packages/functions/src/lambda/api.handler",
      timeout: "30 seconds",
      link: [
        database.app,
        issuer,
        audience,
        roleClaim,
        origins,
        newsroom,
        searchRequiresKey,
        ...embeddings,
      ],
      environment: {
        PUBLIC_URL: router.url,
        LOG_LEVEL: process.env["LOG_LEVEL"] || "info",
      },
      copyFiles: [
        { from: "schema.graphql", to: "schema.graphql" },
        { from: builtPage("packages/explorer/dist"), to: "explorer" },
        // Whether the database has them all is what /readyz tells.
        { from: "packages/core/migrations", to: "migrations" },
      ],
      ...reserved(),
      url: {
        // CloudFront waits as long as the function may take.
        router: { instance: router, readTimeout: "30 seconds" },
        // The app answers for CORS itself; two answers in one response are none.
        cors: false,
      },
    },
    after,
  );
}

/**
 * Without SANAD_API_CONCURRENCY nothing is reserved: a new AWS account has ten concurrent executions and lets none of them be
 * reserved. With it the API neither takes more than that from other functions nor loses it to them.
 */
function reserved() {
  const given = process.env["SANAD_API_CONCURRENCY"] ?? "";
  if (given === "") return {};
  if (!/^[1-9]\d*$/.test(given)) throw new Error("SANAD_API_CONCURRENCY must be a whole number.");
  return { concurrency: { reserved: Number(given) } };
}
