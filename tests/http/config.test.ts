import { expect, test } from "vitest";
import { ConfigurationError, readConfig } from "../../packages/functions/src/config.ts";

type Settings = Record<string, string>;

test("without a setting all is on this machine", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 4000,
    publicUrl: null,
    newsroomName: "Sanad",
    searchRequiresKey: false,
    database: ".data",
    databaseSetting: "DATA_DIR",
    dataDir: ".data",
    issuer: null,
    corsOrigins: null,
    appDatabase: null,
    embeddings: null,
    logLevel: "info",
  });
});

test("an empty setting is none", () => {
  expect(readConfig({ PORT: "", AUTH_ISSUER: " ", DATABASE_URL: "" })).toEqual(readConfig({}));
});

test.each<[Settings, object]>([
  [{ DATA_DIR: "kept" }, { database: "kept", dataDir: "kept" }],
  [
    { DATABASE_URL: "./db" },
    { database: "./db", dataDir: "./db", databaseSetting: "DATABASE_URL" },
  ],
  [
    { DATABASE_URL: "postgres://h/x", DATA_DIR: "kept" },
    { database: "postgres://h/x", dataDir: "kept" },
  ],
  [
    { DATABASE_URL: "postgresql:///x?host=/run" },
    { database: "postgresql:///x?host=/run", dataDir: ".data" },
  ],
  [{ SEARCH_REQUIRES_KEY: "TRUE" }, { searchRequiresKey: true }],
  [{ PUBLIC_URL: "https://sanad.example/" }, { publicUrl: "https://sanad.example" }],
  [{ NEWSROOM_NAME: "راستی‌آزمایی" }, { newsroomName: "راستی‌آزمایی" }],
  [
    { CORS_ORIGINS: "https://desk.example, http://localhost:5173" },
    { corsOrigins: ["https://desk.example", "http://localhost:5173"] },
  ],
  [{ APP_DATABASE_URL: "postgres://app:secret@h/x" }, { appDatabase: "postgres://app:secret@h/x" }],
  [
    { EMBEDDINGS_URL: "http://gpu.example:8080/v1/", EMBEDDINGS_MODEL: "m" },
    { embeddings: { url: "http://gpu.example:8080/v1", model: "m", key: null } },
  ],
  [
    { EMBEDDINGS_URL: "https://e.example", EMBEDDINGS_MODEL: "m", EMBEDDINGS_KEY: "k" },
    { embeddings: { url: "https://e.example", model: "m", key: "k" } },
  ],
  [
    { PORT: "0", LOG_LEVEL: "WARN" },
    { port: 0, logLevel: "warn" },
  ],
  [
    { AUTH_ISSUER: "https://i.example/", AUTH_AUDIENCE: "sanad", HOST: "0.0.0.0" },
    {
      issuer: { url: "https://i.example/", audience: "sanad", roleClaim: "role" },
      host: "0.0.0.0",
    },
  ],
  [
    {
      AUTH_ISSUER: "http://127.0.0.1:8080/realms/x",
      AUTH_AUDIENCE: "sanad",
      AUTH_ROLE_CLAIM: "realm_access.roles",
    },
    {
      issuer: {
        url: "http://127.0.0.1:8080/realms/x",
        audience: "sanad",
        roleClaim: "realm_access.roles",
      },
    },
  ],
])("%j is read", (settings, expected) => {
  expect(readConfig(settings)).toMatchObject(expected);
});

test.each<[string, Settings]>([
  ["PORT must be a whole number from 0 to 65535.", { PORT: "http" }],
  ["PORT must be a whole number from 0 to 65535.", { PORT: "65536" }],
  ["PORT must be a whole number from 0 to 65535.", { PORT: "-1" }],
  ["DATABASE_URL must be postgres://… or the path", { DATABASE_URL: "mysql://u:secret@host/x" }],
  ["DATABASE_URL must be postgres://… or the path", { DATABASE_URL: "secret" }],
  ["DATABASE_URL must be postgres://… or the path", { DATABASE_URL: "postgres://" }],
  ["DATABASE_URL must be postgres://… or the path", { DATABASE_URL: "postgres://secret@h:port/x" }],
  ["PUBLIC_URL must be an http:// or https:// address", { PUBLIC_URL: "sanad.example" }],
  ["PUBLIC_URL must be an http:// or https:// address", { PUBLIC_URL: "https://sanad.example/?a" }],
  [
    "AUTH_ISSUER must be an https:// address",
    { AUTH_ISSUER: "http://i.example", AUTH_AUDIENCE: "a" },
  ],
  ["AUTH_AUDIENCE must be set with AUTH_ISSUER", { AUTH_ISSUER: "https://i.example" }],
  ["AUTH_AUDIENCE is of use only with AUTH_ISSUER", { AUTH_AUDIENCE: "a" }],
  ["AUTH_ROLE_CLAIM is of use only with AUTH_ISSUER", { AUTH_ROLE_CLAIM: "roles" }],
  ["HOST must be 127.0.0.1, ::1 or localhost unless", { HOST: "0.0.0.0" }],
  ["SEARCH_REQUIRES_KEY must be true or false.", { SEARCH_REQUIRES_KEY: "yes" }],
  ["CORS_ORIGINS must be origins such as", { CORS_ORIGINS: "*" }],
  ["CORS_ORIGINS must be origins such as", { CORS_ORIGINS: "desk.example" }],
  ["CORS_ORIGINS must be origins such as", { CORS_ORIGINS: "https://desk.example/" }],
  ["CORS_ORIGINS must be origins such as", { CORS_ORIGINS: "https://desk.example," }],
  ["APP_DATABASE_URL must be postgres://ROLE:PASSWORD@", { APP_DATABASE_URL: "postgres://h/x" }],
  ["APP_DATABASE_URL must be postgres://ROLE:PASSWORD@", { APP_DATABASE_URL: "postgres://app@h" }],
  ["APP_DATABASE_URL must be postgres://ROLE:PASSWORD@", { APP_DATABASE_URL: "./secret" }],
  ["EMBEDDINGS_URL must be an http:// or https:// address", { EMBEDDINGS_URL: "e.example" }],
  [
    "EMBEDDINGS_URL must be an http:// or https:// address",
    { EMBEDDINGS_URL: "https://u:secret@e.example", EMBEDDINGS_MODEL: "m" },
  ],
  ["EMBEDDINGS_MODEL must be set with EMBEDDINGS_URL", { EMBEDDINGS_URL: "https://e.example" }],
  ["EMBEDDINGS_MODEL is of use only with EMBEDDINGS_URL", { EMBEDDINGS_MODEL: "m" }],
  ["EMBEDDINGS_KEY is of use only with EMBEDDINGS_URL", { EMBEDDINGS_KEY: "secret" }],
  [
    "EMBEDDINGS_KEY must be letters, digits and signs",
    { EMBEDDINGS_URL: "https://e.example", EMBEDDINGS_MODEL: "m", EMBEDDINGS_KEY: "a secret" },
  ],
  [
    "EMBEDDINGS_URL must be an https:// address (http:// only on this machine) where EMBEDDINGS_KEY",
    { EMBEDDINGS_URL: "http://e.example", EMBEDDINGS_MODEL: "m", EMBEDDINGS_KEY: "secret" },
  ],
  ["LOG_LEVEL must be one of debug, info, warn, error, silent.", { LOG_LEVEL: "loud" }],
])("%s %j", (sentence, settings) => {
  const read = () => readConfig(settings);
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(sentence);
  expect(read).not.toThrow(/secret|\n/);
});
