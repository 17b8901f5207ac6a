/** The servers that are compared: each is a process of its own, with a pool of ten. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Dialect } from "../reads/dialect.ts";
import { postgraphileDialect } from "../reads/postgraphile.ts";

type Program = { title: string; program: readonly string[]; path: string; dialect?: Dialect };

const root = join(import.meta.dirname, "../..");
const own = (file: string) => [join(import.meta.dirname, file)];

export const servers = {
  sanad: {
    title: "Sanad, as shipped",
    program: [join(root, "packages/functions/bin/sanad.js"), "serve"],
    path: "/graphql",
  },
  limit: { title: "limit: node:http + pg, JSON by Postgres", program: own("limit.ts"), path: "/" },
  mercurius: {
    title: "Mercurius, jit, one statement",
    program: own("mercurius.ts"),
    path: "/graphql",
  },
  postgraphile: {
    title: "PostGraphile 5",
    program: own("postgraphile.ts"),
    path: "/graphql",
    dialect: postgraphileDialect,
  },
  dataloader: { title: "Apollo + DataLoader", program: own("dataloader.ts"), path: "/" },
} satisfies Record<string, Program>;

export type ServerName = keyof typeof servers;

export type Running = {
  name: ServerName;
  url: string;
  pid: number;
  /** What it prints, as text. */
  stdout: Readable;
  /** Null where it speaks Sanad's contract. */
  dialect: Dialect | null;
  stop: () => Promise<void>;
};

/** Serves while `run` runs. */
export async function withServers<T>(
  names: readonly ServerName[],
  database: string,
  run: (running: Running[]) => Promise<T>,
  flags: readonly string[] = [],
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-bench-"));
  const running: Running[] = [];
  try {
    for (const name of names) running.push(await startServer(name, database, folder, flags));
    return await run(running);
  } finally {
    for (const server of running) await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * Ready once this resolves.
 * @param database null for the embedded one in the folder
 * @param folder for what the server keeps besides the database
 * @param flags for Node
 */
export async function startServer(
  name: ServerName,
  database: string | null,
  folder: string,
  flags: readonly string[] = [],
): Promise<Running> {
  const { program, path, dialect }: Program = servers[name];
  const child = spawn(process.execPath, [...flags, ...program], {
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      ...(database !== null && { DATABASE_URL: database }),
      PORT: "0",
      DATA_DIR: folder,
    },
    // Logs are written, as they would be, to where nobody reads them.
    stdio: ["ignore", "pipe", "ignore"],
  });
  // Whatever ends this program, none of them is to be left over.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const closed = once(child, "close");
  child.stdout.setEncoding("utf8");
  const origin = await originOf(child, name);
  return {
    name,
    url: `${origin}${path}`,
    pid: child.pid ?? 0,
    stdout: child.stdout,
    dialect: dialect ?? null,
    async stop() {
      child.kill("SIGTERM");
      await closed;
      process.off("exit", kill);
    },
  };
}

async function originOf(child: ChildProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    child.stdout?.on("data", (text: string) => {
      printed += text;
      const origin = /http:\/\/localhost:\d+/.exec(printed)?.[0];
      // What it prints further is not of interest, but must be read.
      if (origin !== undefined) resolve(origin);
    });
    child.on("close", () => reject(new Error(`${name} ended before it served.\n${printed}`)));
  });
}
