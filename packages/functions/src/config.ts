/** The settings: the only place that reads the environment, all of it at once, so that a start names all that is wrong. */

import type { EmbeddingsConfig } from "./embeddings.ts";
import { type LogLevel, logLevels } from "./log.ts";

export type Config = {
  host: string;
  /** 0 takes any port that is free. */
  port: number;
  /** Without a slash at its end; null where nobody named one: the address that is listened on. */
  publicUrl: string | null;
  /** Under which name reviews are published. */
  newsroomName: string;
  /** Whether searching as with Google's API takes a key of ours. */
  searchRequiresKey: boolean;
  /** What core's `connect` opens. */
  database: string;
  /** Which setting names it, for whoever has to put it right. */
  databaseSetting: "DATABASE_URL" | "DATA_DIR";
  /** Where the embedded database and the local issuer's key are kept. */
  dataDir: string;
  /** Null for Sanad's own issuer, which only loopback may use. */
  issuer: { url: string; audience: string; roleClaim: string } | null;
  /** Pages of which other sites may ask, as origins; null for all of them. */
  corsOrigins: readonly string[] | null;
  /** With what login the app will connect, where `migrate` is to make its role and grant it what it needs. */
  appDatabase: string | null;
  /** What makes vectors of texts; null where claims are found by their words alone. */
  embeddings: EmbeddingsConfig | null;
  logLevel: LogLevel;
};

/** Settings that cannot be used; the message has one sentence a line, each naming its setting. */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * `needed` names the settings without which this program cannot run, and where each comes from.
 * @throws {ConfigurationError} that names every setting which is wrong or missing
 */
export function readConfig(
  env: Record<string, string | undefined> = process.env,
  needed: Readonly<Record<string, string>> = {},
): Config {
  const given = (name: string) => env[name]?.trim() || undefined;
  const wrong = Object.entries(needed)
    .filter(([name]) => given(name) === undefined)
    .map(([name, origin]) => `${name} must be set: it comes from ${origin}.`);
  function read<T, F>(
    name: string,
    fallback: F,
    parse: (text: string) => T | null,
    rule: string,
  ): T | F {
    const text = given(name);
    if (text === undefined) return fallback;
    const value = parse(text);
    // The value is not repeated: an address of a database holds a password.
    if (value === null) wrong.push(`${name} must be ${rule}.`);
    return value ?? fallback;
  }

  const database = read(
    "DATABASE_URL",
    null,
    parseDatabase,
    "postgres://… or the path of a folder that begins with / or ., such as ./data",
  );
  const issuerUrl = read(
    "AUTH_ISSUER",
    null,
    parseIssuer,
    "an https:// address (http:// only on this machine)",
  );
  const issuer =
    issuerUrl === null
      ? null
      : {
          url: issuerUrl,
          audience: given("AUTH_AUDIENCE") ?? "",
          roleClaim: given("AUTH_ROLE_CLAIM") ?? "role",
        };
  const embeddingsUrl = read(
    "EMBEDDINGS_URL",
    null,
    parseEndpoint,
    "an http:// or https:// address without a login, ? and #, such as https://api.openai.com/v1",
  );
  const embeddingsKey = read(
    "EMBEDDINGS_KEY",
    null,
    parseKey,
    "letters, digits and signs of ASCII",
  );
  const embeddings =
    embeddingsUrl === null
      ? null
      : { url: embeddingsUrl, model: given("EMBEDDINGS_MODEL") ?? "", key: embeddingsKey };
  const config: Config = {
    host: given("HOST") ?? "127.0.0.1",
    port: read("PORT", 4000, parsePort, "a whole number from 0 to 65535"),
    publicUrl: read(
      "PUBLIC_URL",
      null,
      parsePublicUrl,
      "an http:// or https:// address without ? and #",
    ),
    newsroomName: given("NEWSROOM_NAME") ?? "Sanad",
    searchRequiresKey: read("SEARCH_REQUIRES_KEY", false, parseBoolean, "true or false"),
    database: database ?? given("DATA_DIR") ?? ".data",
    databaseSetting: database === null ? "DATA_DIR" : "DATABASE_URL",
    dataDir: given("DATA_DIR") ?? (database !== null && isFolder(database) ? database : ".data"),
    issuer,
    corsOrigins: read(
      "CORS_ORIGINS",
      null,
      parseOrigins,
      "origins such as https://desk.example.org, with commas between",
    ),
    appDatabase: read("APP_DATABASE_URL", null, parseLogin, "postgres://ROLE:PASSWORD@…"),
    embeddings,
    logLevel: read("LOG_LEVEL", "info", parseLogLevel, `one of ${logLevels.join(", ")}`),
  };

  if (issuer?.audience === "") {
    wrong.push(
      "AUTH_AUDIENCE must be set with AUTH_ISSUER: else a token for another program would do.",
    );
  }
  if (embeddings?.model === "") {
    wrong.push("EMBEDDINGS_MODEL must be set with EMBEDDINGS_URL: its vectors are kept under it.");
  }
  if (embeddings !== null && embeddings.key !== null && !isPrivate(embeddings.url)) {
    wrong.push(
      "EMBEDDINGS_URL must be an https:// address (http:// only on this machine) where EMBEDDINGS_KEY is set.",
    );
  }
  for (const [name, needs] of Object.entries(onlyWith)) {
    if (given(needs) === undefined && given(name) !== undefined) {
      wrong.push(`${name} is of use only with ${needs}, which is not set.`);
    }
  }
  if (given("AUTH_ISSUER") === undefined && !isLoopback(config.host)) {
    wrong.push(
      "HOST must be 127.0.0.1, ::1 or localhost unless AUTH_ISSUER is set: Sanad's own tokens are for this machine only.",
    );
  }
  if (wrong.length > 0) throw new ConfigurationError(wrong.join("\n"));
  return config;
}

/** Settings that say nothing without another one. */
const onlyWith = {
  AUTH_AUDIENCE: "AUTH_ISSUER",
  AUTH_ROLE_CLAIM: "AUTH_ISSUER",
  EMBEDDINGS_MODEL: "EMBEDDINGS_URL",
  EMBEDDINGS_KEY: "EMBEDDINGS_URL",
} as const;

function isFolder(database: string): boolean {
  return /^([/.]|[a-z]:[\\/])/i.test(database);
}

// A bare word is refused: whoever mistypes an address should not be served a new, empty database in a folder of that name.
function parseDatabase(text: string): string | null {
  if (isFolder(text) || text === "memory://") return text;
  return /^postgres(ql)?:\/\/./.test(text) && URL.canParse(text) ? text : null;
}

function parseLogin(text: string): string | null {
  if (!/^postgres(ql)?:\/\/./.test(text) || !URL.canParse(text)) return null;
  const { username, password } = new URL(text);
  return username !== "" && password !== "" ? text : null;
}

function parseBoolean(text: string): boolean | null {
  return { true: true, false: false }[text.toLowerCase()] ?? null;
}

function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function parseOrigins(text: string): readonly string[] | null {
  const origins = text.split(",").map((each) => each.trim());
  return origins.every((origin) => parseHttpUrl(origin)?.origin === origin) ? origins : null;
}

function parsePublicUrl(text: string): string | null {
  const url = parseHttpUrl(text);
  return url === null ? null : text.replace(/\/+$/, "");
}

// Kept as given: an issuer is compared letter by letter, and some end with a slash.
function parseIssuer(text: string): string | null {
  return parseHttpUrl(text) !== null && isPrivate(text) ? text : null;
}

function parseEndpoint(text: string): string | null {
  const url = parseHttpUrl(text);
  return url?.username === "" && url.password === "" ? text.replace(/\/+$/, "") : null;
}

function parseKey(text: string): string | null {
  return /^[\x21-\x7e]+$/.test(text) ? text : null;
}

/** Whether nobody between can read what is sent to it. */
function isPrivate(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopback(hostname);
}

function parseHttpUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === ""
    ? url
    : null;
}

function parseLogLevel(text: string): LogLevel | null {
  return logLevels.find((level) => level === text.toLowerCase()) ?? null;
}

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
