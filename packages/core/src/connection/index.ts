import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import pg from "pg";
import { type Database, isFull, isPooled, keepPrepared } from "../database/index.ts";
import { lockFolder } from "./lock.ts";

/** An open database; whoever opened it closes it, or the process never ends. */
export type Connection = {
  db: Database;
  kind: "embedded" | "server" | "neon";
  close(): Promise<void>;
};

/** Ten connections: a Lambda or a laptop is not helped by more, and Postgres is hurt by them. */
const poolSize = 10;
const connectTimeoutMs = 5_000;

export type ConnectOptions = {
  hasVectors?: boolean;
  /** After which a server ends a statement; 0 for never. An embedded database has none. */
  statementTimeoutMs?: number;
};

/**
 * Opens the database that an address names: `postgres://…` a server, anything without a scheme a folder of an embedded one,
 * which is made where it is missing and held against other processes until closed. `memory://` is embedded and forgotten. An
 * embedded one has pgvector only where that is asked for.
 * @throws {Error} with a sentence for people: an unknown scheme, a folder that cannot be written or is held by another process
 */
export async function connect(
  address: string,
  { hasVectors = false, statementTimeoutMs = 0 }: ConnectOptions = {},
): Promise<Connection> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  switch (scheme) {
    case "postgres":
    case "postgresql":
      return connectServer(address, statementTimeoutMs);
    case "memory":
      return connectEmbedded("memory://", () => {}, hasVectors);
    case undefined:
      return connectFolder(resolve(address), hasVectors);
    default:
      throw new Error(`${scheme}: is no database Sanad knows; give postgres://… or a folder.`);
  }
}

async function connectFolder(folder: string, hasVectors: boolean): Promise<Connection> {
  // The lock stands beside the database, not in it: PGlite takes only an empty folder for a new one.
  const files = join(folder, "postgres");
  let release: () => void;
  try {
    mkdirSync(folder, { recursive: true });
    release = lockFolder(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      throw new Error(`The database folder ${folder} cannot be written (${String(error.code)}).`, {
        cause: error,
      });
    }
    throw error;
  }
  try {
    return await connectEmbedded(files, release, hasVectors);
  } catch (error) {
    release();
    throw new Error(`The database in ${folder} could not be opened.`, { cause: error });
  }
}

async function connectEmbedded(
  dataDir: string,
  release: () => void,
  hasVectors: boolean,
): Promise<Connection> {
  const extensions = hasVectors ? await import("@electric-sql/pglite-pgvector") : {};
  return wrapPglite(await PGlite.create({ dataDir, extensions }), release);
}

/** The connection that an embedded database which is open already is. */
export function wrapPglite(client: PGlite, release = () => {}): Connection {
  return {
    db: drizzlePglite({ client }),
    kind: "embedded",
    async close() {
      await client.close();
      release();
    },
  };
}

function connectServer(url: string, statementTimeoutMs: number): Connection {
  if (!URL.canParse(url)) throw new Error("The database's postgres:// address cannot be read.");
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    // A pooler would refuse it: there it is for the role to have.
    ...(statementTimeoutMs > 0 && !isPooled(url) && { statement_timeout: statementTimeoutMs }),
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    // Nor does the pool listen while it hands a connection over; who was given it learns of the break from the next statement.
    client.on("error", () => {});
    // A session that the server ends says so to its statement before the connection closes: it must not be handed out meanwhile.
    client.connection.on("errorMessage", ({ severity }: pg.DatabaseError) => {
      if (severity === "FATAL") void client.end();
    });
  });
  const db: Database = drizzlePg({ client: pool });
  if (!isPooled(url)) {
    keepPrepared(db);
    pool.on("release", (_error, client) => {
      if (isFull(preparedIn(client))) void client.end();
    });
  }
  return { db, kind: "server", close: () => pool.end() };
}

/** The statements that a session was given to keep. */
function preparedIn({ connection }: pg.PoolClient): string[] {
  const { parsedStatements = {} } = connection as { parsedStatements?: Record<string, string> };
  return Object.values(parsedStatements);
}
