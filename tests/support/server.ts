/** Sanad as an operator runs it: processes of their own, on a folder of their own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** A folder that is gone when the test is done with it. */
export function disposableFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), "sanad-server-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export type Server = AsyncDisposable & {
  port: number;
  /** Of this machine's issuer, by role. */
  token: (role: string) => string;
  /** Ends the process at once, as a power cut would, and waits until it is gone. */
  kill: () => Promise<void>;
};

/** Serves an embedded database, or what the settings name; ready once this resolves. `checkout` is where Sanad's files are. */
export async function serve(
  folder: string,
  settings: Record<string, string> = {},
  checkout = root,
): Promise<Server> {
  const all = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error", ...settings };
  const child = start(["serve"], all, checkout);
  const closed = once(child, "close");
  const printed = await new Promise<string>((resolve, reject) => {
    let text = "";
    const read = (chunk: string) => {
      text += chunk;
      if (text.includes("Ctrl+C")) resolve(text);
    };
    child.stdout?.setEncoding("utf8").on("data", read);
    child.stderr?.setEncoding("utf8").on("data", read);
    child.on("close", () => reject(new Error(`The server ended:\n${text}`)));
  });
  const kill = async () => {
    child.kill("SIGKILL");
    await closed;
  };
  return {
    port: Number(/localhost:(\d+)/.exec(printed)?.[1]),
    token: (role) => new RegExp(`${role} +(\\S+)`).exec(printed)?.[1] ?? "",
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** What a command says that ends by itself. */
export function sanad(
  args: readonly string[],
  settings: Record<string, string>,
  checkout = root,
): Promise<{ exitCode: number; output: string }> {
  return run(start(args, settings, checkout));
}

/** What `sanad verify` says of a folder that nobody serves. */
export function verify(folder: string): Promise<{ exitCode: number; output: string }> {
  return sanad(["verify"], { DATA_DIR: folder });
}

/** A script as somebody types it in the repository's folder, after nothing but what the README says. */
export async function bash(
  script: string,
  settings: Record<string, string>,
): Promise<{ exitCode: number; output: string }> {
  const { PATH = "", HOME = tmpdir() } = process.env;
  // npm puts its own programs in front for what it runs; who types in a terminal has `npx`.
  const path = PATH.split(":").filter((folder) => !folder.endsWith("node_modules/.bin"));
  const env = { PATH: path.join(":"), HOME, ...settings };
  return run(spawn("bash", ["-c", script], { env, cwd: root, stdio: ["ignore", "pipe", "pipe"] }));
}

/** A command that goes on until it has ended or is told to. */
export function start(
  args: readonly string[],
  settings: Record<string, string>,
  checkout = root,
  stdin: "ignore" | "pipe" = "ignore",
): ChildProcess {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  const program = join(checkout, "packages/functions/bin/sanad.js");
  return spawn(process.execPath, [program, ...args], { env, stdio: [stdin, "pipe", "pipe"] });
}

async function run(child: ChildProcess): Promise<{ exitCode: number; output: string }> {
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode: exitCode ?? -1, output: exitCode === 0 ? output : output + complaints };
}
