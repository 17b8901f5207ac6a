// The operator's tool as an operator runs it: a process of its own where that matters, each in a folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { runHere } from "./support/run-here.ts";

const sanad = join(import.meta.dirname, "../packages/functions/bin/sanad.js");

type Settings = Record<string, string>;

function start(args: string[], settings: Settings): ChildProcess {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  const child = spawn(process.execPath, [sanad, ...args], {
    env,
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function run(args: string[], settings: Settings = {}) {
  const child = start(args, settings);
  const texts = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, ...texts };
}

/** A server that runs: what it printed, and how it is stopped. */
async function serve(settings: Settings) {
  const child = start(["serve"], { PORT: "0", LOG_LEVEL: "silent", ...settings });
  const lines: string[] = [];
  child.stderr?.on("data", (text: Buffer) => lines.push(text.toString()));
  if (child.stdout === null) throw new Error("It has no stdout.");
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line.startsWith("Ctrl+C")) break;
  }
  const printed = lines.join("\n");
  if (!printed.includes("Ctrl+C")) throw new Error(`It did not start:\n${printed}`);
  const address = /http:\/\/localhost:\d+/.exec(printed)?.[0] ?? "";
  const stop = async (signal: NodeJS.Signals) => {
    const closed = once(child, "close");
    child.kill(signal);
    const [exitCode] = (await closed) as [number | null];
    return exitCode;
  };
  return { printed, address, stop, pid: child.pid };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sanad-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function ask(address: string, query: string, token?: string): Promise<unknown> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

describe("help", () => {
  test("lists the commands, the settings and the exit codes", async () => {
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    for (const word of [
      "serve",
      "migrate",
      "seed",
      "recheck",
      "reindex",
      "token",
      "verify",
      "export",
      "import",
      "validate",
      "DATABASE_URL",
      "Exit codes: 0 done",
    ]) {
      expect(stdout).toContain(word);
    }
  });

  test("is there for each command", async () => {
    const commands = [
      "serve",
      "migrate",
      "seed",
      "recheck",
      "reindex",
      "token",
      "verify",
      "validate",
      "export",
      "import",
    ];
    for (const command of commands) {
      const { exitCode, stdout } = await runHere([command, "--help"]);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(new RegExp(`Usage: sanad ${command}[^]*Exit codes`));
    }
  });
});

describe("wrong usage ends with 2 and a sentence", () => {
  test.each([
    [["publish"], "unknown command 'publish'"],
    [["token"], "required option '--role <role>' not specified"],
    [
      ["token", "--role", "CHIEF"],
      "Allowed choices are READER, CONTRIBUTOR, CHECKER, EDITOR, ADMIN",
    ],
    [["validate"], "missing required argument 'file'"],
    [["verify", "--expect", "12"], "It must be SEQUENCE:HASH"],
    [["export", "--format", "xml"], "Allowed choices are jsonl, claimreview, csv"],
    [["export", "--since", "2025-02-30"], "It must be an entry's place in the log"],
    [["export", "--since", "2025-02-01T09:00"], "or an instant such as"],
    [["export", "--newsroom", "--since", "12"], "cannot be used with option '--since"],
    [["export", "--newsroom", "--format", "csv"], "--newsroom goes with jsonl"],
    [["import"], "missing required argument 'file'"],
  ])("%j", async (args, sentence) => {
    const { exitCode, stderr } = await runHere(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });

  test("and with no command, help", async () => {
    const { exitCode, stderr } = await runHere([]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Usage: sanad");
  });
});

test("what one run compiled is kept for the next", async () => {
  await run(["--help"]);
  const kept = readdirSync(join(import.meta.dirname, "../node_modules/.cache/sanad"));
  expect(kept.join()).toContain(process.version);
});

test("wrong settings end with 2 and a sentence each", async () => {
  const { exitCode, stderr } = await run(["serve"], { PORT: "x", LOG_LEVEL: "x", HOST: "0.0.0.0" });
  expect(exitCode).toBe(2);
  expect(
    stderr
      .trim()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(["PORT", "LOG_LEVEL", "HOST"]);
});

describe("a database that cannot be used ends with 1 and one sentence", () => {
  const expectSentence = (
    result: { exitCode: number | null; stderr: string },
    sentence: RegExp,
  ) => {
    expect(result.exitCode).toBe(1);
    expect(result.stderr.trim().split("\n")).toHaveLength(1);
    expect(result.stderr).toMatch(sentence);
  };

  test("under a path that is a file", async () => {
    const file = join(aFolder(), "file");
    writeFileSync(file, "");
    const result = await run(["serve"], { DATA_DIR: join(file, "data") });
    expectSentence(result, /cannot be written \(ENOTDIR\).*DATA_DIR/);
  });

  test("since nothing listens there", async () => {
    const result = await runHere(["migrate"], {
      DATABASE_URL: "postgres://sanad:secret@127.0.0.1:1/sanad",
    });
    expectSentence(
      result,
      /^The database cannot be reached \(ECONNREFUSED\): check DATABASE_URL\.$/m,
    );
  });

  test("since there is none to look at, and none is made", async () => {
    const folder = join(aFolder(), "data");
    expectSentence(await runHere(["verify"], { DATA_DIR: folder }), /^There is no database in /);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("from a new folder to an old one", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "sanad-cli-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let head = "";

  test("migrate lists what it applied", async () => {
    const migrated = await runHere(["migrate"], { DATA_DIR: folder });
    expect(migrated.stdout).toMatch(/^Applied \w+\.$/m);
  });

  test("migrate grants nothing there, where nobody logs in", async () => {
    const settings = { DATA_DIR: folder, APP_DATABASE_URL: "postgres://app:secret@h/x" };
    const { exitCode, stderr } = await runHere(["migrate"], settings);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      "APP_DATABASE_URL is of use only with a server: this database has no logins.\n",
    );
  });

  test("serve puts in the sample newsroom, prints how to ask it, holds the folder, and stops when told", async () => {
    const { printed, address, stop, pid } = await serve({ DATA_DIR: folder });
    expect(printed).toContain("new, with the sample newsroom");
    expect(printed).toContain(`curl -s ${address}/graphql`);
    const query = /-d '(.*)'/.exec(printed)?.[1] ?? "";
    const answer = await ask(address, (JSON.parse(query) as { query: string }).query);
    expect(answer).toMatchObject({
      data: { claims: { nodes: [{ text: expect.any(String) }, {}, {}] } },
    });

    for (const role of ["CONTRIBUTOR", "CHECKER", "EDITOR", "ADMIN"]) {
      const token = new RegExp(`${role} +(\\S+)`).exec(printed)?.[1] ?? "";
      expect(await ask(address, "{ viewer { role } }", token)).toEqual({
        data: { viewer: { role } },
      });
    }
    const token = await run(["token", "--role", "EDITOR", "--name", "Sara"], { DATA_DIR: folder });
    const viewer = await ask(address, "{ viewer { name } }", token.stdout.trim());
    expect(viewer).toEqual({ data: { viewer: { name: "Sara" } } });

    const last: any = await ask(address, "{ revisions(last: 1) { nodes { sequence hash } } }");
    const [{ sequence, hash }] = last.data.revisions.nodes;
    head = `${sequence}:${hash}`;

    const held = await run(["verify"], { DATA_DIR: folder });
    expect(held.exitCode).toBe(1);
    expect(held.stderr).toContain(`is held by process ${pid} on`);
    expect(await stop("SIGTERM")).toBe(0);
  });

  test("verify finds that all fits, and the head that was noted down", async () => {
    const verified = await runHere(["verify", "--expect", head], { DATA_DIR: folder });
    expect(verified).toMatchObject({ exitCode: 0, stderr: "" });
    expect(verified.stdout).toMatch(
      new RegExp(`^All fits: \\d+ revisions, \\d+ records, head ${head}\n$`),
    );
  });

  test("reindex counts the claims, and the seconds", async () => {
    const { exitCode, stdout, stderr } = await run(["reindex"], { DATA_DIR: folder });
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/^Indexed \d+ claims in \d+\.\d s\.\n$/),
    ]);
    expect(stderr).toMatch(/^(\d+) of \1 claims …\n$/);
  });

  test("verify misses a head that was there once", async () => {
    const cut = await runHere(["verify", "--expect", `9${head}`], { DATA_DIR: folder });
    expect(cut.exitCode).toBe(1);
    expect(cut.stderr).toMatch(/^The ledger was cut short: /);
  });

  test("seed refuses a database that is not empty", async () => {
    const { exitCode, stderr } = await runHere(["seed"], { DATA_DIR: folder });
    expect(exitCode).toBe(1);
    expect(stderr).toBe("The database is not empty: the sample newsroom is for a new one.\n");
  });

  test("a port in use ends with 1, names PORT and lets go of the folder", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await once(blocker, "listening");
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const { exitCode, stderr } = await run(["serve"], { DATA_DIR: folder, PORT: port });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `Port ${port} is in use: stop what listens there, or set PORT to another one (0 takes any that is free).\n`,
    );
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });

  test("serve finds what was there before, and stops at Ctrl+C", async () => {
    const { printed, stop } = await serve({ DATABASE_URL: folder });
    expect(printed).not.toContain("with the sample newsroom");
    expect(await stop("SIGINT")).toBe(0);
  });
});

describe("token", () => {
  test("prints a token and nothing else", async () => {
    const { exitCode, stdout, stderr } = await run(["token", "--role", "EDITOR"], {
      DATA_DIR: aFolder(),
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  test("is refused where tokens come from elsewhere", async () => {
    const settings = {
      AUTH_ISSUER: "https://issuer.example",
      AUTH_AUDIENCE: "sanad",
      DATA_DIR: aFolder(),
    };
    const { exitCode, stdout, stderr } = await runHere(["token", "--role", "EDITOR"], settings);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^AUTH_ISSUER is set/);
  });
});
