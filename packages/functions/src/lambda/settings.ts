/** A function's settings: what SST links to it and puts into its environment, under the names that `readConfig` knows. */

import { Resource } from "sst/resource";
import { type Config, readConfig } from "../config.ts";

type Environment = Record<string, string | undefined>;

/** What links carry: a database its address, a secret its value. */
type Links = Record<string, { url?: string; value?: string } | undefined>;

/** Where a function finds things; tests say it themselves. */
export type Surroundings = { links: Links; environment: Environment };

const here = (): Surroundings => ({
  links: Resource as unknown as Links,
  environment: process.env,
});

/** What may be linked and be empty. */
const optional = {
  EMBEDDINGS_URL: "EmbeddingsUrl",
  EMBEDDINGS_MODEL: "EmbeddingsModel",
  EMBEDDINGS_KEY: "EmbeddingsKey",
};

/** What the API cannot run without. */
type ApiConfig = Config & { publicUrl: string; issuer: NonNullable<Config["issuer"]> };

/** @throws {ConfigurationError} that names every setting which is wrong or missing */
export function readApiConfig(surroundings = here()): ApiConfig {
  // Without an issuer there would be Sanad's own, whose tokens anybody could make who has the archive.
  return readLinked(
    {
      DATABASE_URL: "AppDatabase",
      AUTH_ISSUER: "AuthIssuer",
      AUTH_AUDIENCE: "AuthAudience",
      AUTH_ROLE_CLAIM: "AuthRoleClaim",
      CORS_ORIGINS: "CorsOrigins",
      NEWSROOM_NAME: "NewsroomName",
      SEARCH_REQUIRES_KEY: "SearchRequiresKey",
    },
    ["PUBLIC_URL"],
    surroundings,
  ) as ApiConfig;
}

/** The app's settings, for a job that nobody signs in to. @throws {ConfigurationError} */
export function readJobConfig(surroundings = here()): Config {
  return readLinked({ DATABASE_URL: "AppDatabase" }, [], surroundings);
}

/** What the migrator connects as, and whom it lets in. @throws {ConfigurationError} */
export function readMigratorConfig(surroundings = here()): Config & { appDatabase: string } {
  return readLinked(
    { DATABASE_URL: "OwnerDatabase", APP_DATABASE_URL: "AppDatabase" },
    [],
    surroundings,
  ) as Config & { appDatabase: string };
}

/** All of the `linked` and `variables` are needed, so that none of them is null in what comes back. */
function readLinked(
  linked: Readonly<Record<string, string>>,
  variables: readonly string[],
  { links, environment }: Surroundings,
): Config {
  const env: Environment = { LOG_LEVEL: environment["LOG_LEVEL"] };
  const needed: Record<string, string> = {};
  for (const name of variables) {
    env[name] = environment[name];
    needed[name] = "the function's environment";
  }
  for (const [name, link] of Object.entries({ ...optional, ...linked })) {
    // Of what is not linked SST throws, which would hide what else is wrong.
    const found = link in links ? links[link] : undefined;
    env[name] = found?.url ?? found?.value;
  }
  for (const [name, link] of Object.entries(linked))
    needed[name] = `${link}, which is to be linked to the function`;
  return readConfig(env, needed);
}
