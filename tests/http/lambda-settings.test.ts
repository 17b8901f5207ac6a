import { expect, test } from "vitest";
import { ConfigurationError } from "../../packages/functions/src/config.ts";
import {
  readApiConfig,
  readJobConfig,
  readMigratorConfig,
  type Surroundings,
} from "../../packages/functions/src/lambda/settings.ts";

const database = "postgres://sanad_app:secret@ep-1-pooler.eu-central-1.aws.neon.tech/sanad";

const deployed: Surroundings = {
  links: {
    AppDatabase: { url: database },
    AuthIssuer: { value: "https://login.example.org/" },
    AuthAudience: { value: "sanad" },
    AuthRoleClaim: { value: "role" },
    CorsOrigins: { value: "https://desk.example.org" },
    NewsroomName: { value: "اتاق خبر نمونه" },
    SearchRequiresKey: { value: "true" },
  },
  environment: { PUBLIC_URL: "https://api.example.org", LOG_LEVEL: "warn", PORT: "nonsense" },
};

test("what SST links and sets are the settings of the API", () => {
  expect(readApiConfig(deployed)).toMatchObject({
    publicUrl: "https://api.example.org",
    database,
    issuer: { url: "https://login.example.org/", audience: "sanad", roleClaim: "role" },
    corsOrigins: ["https://desk.example.org"],
    newsroomName: "اتاق خبر نمونه",
    searchRequiresKey: true,
    logLevel: "warn",
  });
});

test("where vectors are made may be linked, and left empty", () => {
  const endpoint = (url: string, model: string, key: string): Surroundings["links"] => ({
    ...deployed.links,
    EmbeddingsUrl: { value: url },
    EmbeddingsModel: { value: model },
    EmbeddingsKey: { value: key },
  });
  const given = { ...deployed, links: endpoint("https://api.example.com/v1", "meaning", "key") };
  const embeddings = { url: "https://api.example.com/v1", model: "meaning", key: "key" };
  expect(readApiConfig(given)).toMatchObject({ embeddings });
  expect(readJobConfig(given)).toMatchObject({ embeddings });
  const empty = { ...deployed, links: endpoint("", "", "") };
  expect(readApiConfig(empty)).toMatchObject({ embeddings: null });
  const lacking = { ...deployed, links: endpoint("https://api.example.com/v1", "", "") };
  expect(() => readJobConfig(lacking)).toThrow("EMBEDDINGS_MODEL must be set with EMBEDDINGS_URL");
});

test.for<[string, Surroundings, string]>([
  [
    "AuthIssuer",
    { ...deployed, links: { ...deployed.links, AuthIssuer: undefined } },
    "AUTH_ISSUER must be set: it comes from AuthIssuer, ",
  ],
  [
    "PUBLIC_URL",
    { ...deployed, environment: {} },
    "PUBLIC_URL must be set: it comes from the function's environment.",
  ],
  [
    "CorsOrigins",
    { ...deployed, links: { ...deployed.links, CorsOrigins: { value: "desk.example.org" } } },
    "CORS_ORIGINS must be origins ",
  ],
])("the API does not start where %s is missing or wrong, and says so", ([, given, sentence]) => {
  expect(() => readApiConfig(given)).toThrow(ConfigurationError);
  expect(() => readApiConfig(given)).toThrow(sentence);
});

test("all that is missing is named at once, and no address repeated", () => {
  const given = { links: { AppDatabase: { url: "mysql://u:secret@h" } }, environment: {} };
  const names = [...sentenceOf(() => readApiConfig(given)).matchAll(/^[A-Z_]+/gm)].map(String);
  expect(names.toSorted()).toEqual([
    "AUTH_AUDIENCE",
    "AUTH_ISSUER",
    "AUTH_ROLE_CLAIM",
    "CORS_ORIGINS",
    "DATABASE_URL",
    "NEWSROOM_NAME",
    "PUBLIC_URL",
    "SEARCH_REQUIRES_KEY",
  ]);
  expect(sentenceOf(() => readApiConfig(given))).not.toContain("secret");
});

test("a job needs the app's database and nothing else, the migrator both logins", () => {
  const links = { AppDatabase: { url: database }, OwnerDatabase: { url: "postgres://o:p@h/d" } };
  expect(readJobConfig({ links, environment: {} })).toMatchObject({ database, issuer: null });
  expect(readMigratorConfig({ links, environment: {} })).toMatchObject({
    database: "postgres://o:p@h/d",
    appDatabase: database,
  });
  expect(() =>
    readMigratorConfig({ links: { AppDatabase: { url: database } }, environment: {} }),
  ).toThrow("DATABASE_URL must be set: it comes from OwnerDatabase, ");
});

function sentenceOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "";
}
