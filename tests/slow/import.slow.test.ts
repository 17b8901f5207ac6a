// Imports of many items: how fast, in how much memory, and killed in the middle.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Readable as FromItems } from "node:stream";
import { createGunzip } from "node:zlib";
import { query } from "@sanad/core/database";
import { describe, expect, onTestFinished, test } from "vitest";
import { aClaimReview } from "../support/claim-reviews.ts";
import { freshDatabase } from "../support/database.ts";
import { disposableFolder, root, sanad, verify } from "../support/server.ts";

const program = join(root, "packages/functions/bin/sanad.js");
const collection = join(root, "../shared/data/claimreview/derived_politifact.jsonl.gz");
const items = 19_250;

/** A line of JSON each: the collection where it is present, otherwise as many made by hand; the copies at pages of their own. */
async function* someLines(copies = 1): AsyncGenerator<string> {
  for (let copy = 1; copy <= copies; copy++) {
    if (!existsSync(collection)) {
      for (let at = 0; at < items; at++) yield `${JSON.stringify(theClaimReview(copy, at))}\n`;
      continue;
    }
    let rest = "";
    for await (const chunk of createReadStream(collection)
      .pipe(createGunzip())
      .setEncoding("utf8")) {
      const lines = (rest + (chunk as string)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines)
        yield `${copy === 1 ? line : line.replace(/"url": "([^"]*)/, `"url": "$1?copy=${copy}`)}\n`;
    }
  }
}

/** The same each time, as a file's lines are. */
function theClaimReview(copy: number, at: number) {
  const url = `https://checkers.example/copy/${copy}/${at}`;
  const author = { "@type": "Person", name: `Mayor ${at}` };
  return aClaimReview({
    url,
    claimReviewed: `Bridge number ${at} has four arches.`,
    itemReviewed: { "@type": "Claim", author },
  });
}

/** Says at its end how much memory the process had at most, in KB, on a pipe of its own. */
function peakTeller(): string {
  const folder = disposableFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  const file = join(folder.path, "peak.cjs");
  const tell = `require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS))`;
  writeFileSync(file, `process.on("exit", () => ${tell});`);
  return file;
}

function start(settings: Record<string, string>) {
  const env = { PATH: process.env["PATH"] ?? "", ...settings };
  const args = ["--require", peakTeller(), program, "import", "-"];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "", peak: "" };
  const collect = (stream: unknown, name: keyof typeof texts) =>
    (stream as Readable).setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  collect(child.stdout, "stdout");
  collect(child.stderr, "stderr");
  collect(child.stdio[3], "peak");
  child.stdin.on("error", () => {});
  const closed = once(child, "close").then(([exitCode]) => exitCode as number | null);
  return { child, texts, closed };
}

/** Imports what is streamed to it: what it said, and its peak in MB. */
async function importAll(settings: Record<string, string>, input: AsyncIterable<string | Buffer>) {
  const { child, texts, closed } = start(settings);
  FromItems.from(input).pipe(child.stdin);
  const exitCode = await closed;
  return { exitCode, ...texts, peakMb: Math.round(Number(texts.peak) / 1024) };
}

function countOf(stdout: string, what: string): number {
  const found = new RegExp(`^ {2}${what} +([\\d,]+)`, "m").exec(stdout)?.[1];
  return Number(found?.replaceAll(",", ""));
}

async function aServersDatabase() {
  const database = await freshDatabase();
  onTestFinished(() => database.close());
  const { db } = await database.connect();
  const count = async (table: "review" | "revision") =>
    Number((await query<{ n: number }>(db, `select count(*)::int as n from ${table}`, []))[0]?.n);
  return { settings: { DATABASE_URL: database.address ?? "" }, count };
}

describe("many items", () => {
  test("are taken in with memory that does not grow with the file, and a second run writes nothing", async () => {
    const { settings, count } = await aServersDatabase();
    const first = await importAll(settings, someLines());
    console.log(`${first.stdout.split("\n")[0]} Peak: ${first.peakMb} MB.`);
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(countOf(first.stdout, "new")).toBe(items);
    const revisions = await count("revision");

    const again = await importAll(settings, someLines());
    console.log(`Again: ${again.stdout.split("\n")[0]} Peak: ${again.peakMb} MB.`);
    expect(countOf(again.stdout, "unchanged")).toBe(items);
    expect(await count("revision")).toBe(revisions);

    const fourfold = await importAll(settings, someLines(4));
    console.log(`Four times: ${fourfold.stdout.split("\n")[0]} Peak: ${fourfold.peakMb} MB.`);
    expect(await count("review")).toBe(4 * items);
    expect(fourfold.peakMb).toBeLessThan(1.25 * first.peakMb);
    expect((await sanad(["verify"], settings)).exitCode).toBe(0);
  });

  test("are read in little memory, though one line has 5 GB", async () => {
    const { settings, count } = await aServersDatabase();
    const piece = Buffer.alloc(1024 * 1024, "x");
    async function* file(): AsyncGenerator<string | Buffer> {
      yield `${JSON.stringify(aClaimReview())}\n{"@type": "ClaimReview", "claimReviewed": "`;
      for (let at = 0; at < 5 * 1024; at++) yield piece;
      yield `"}\n${JSON.stringify(aClaimReview())}\n`;
    }
    const { exitCode, stderr, peakMb } = await importAll(settings, file());
    console.log(`5 GB of one line: peak ${peakMb} MB.`);
    expect(stderr).toBe("line 2: this is longer than the 4 MB that an item may have\n");
    expect(exitCode).toBe(0);
    expect(await count("review")).toBe(2);
    expect(peakMb).toBeLessThan(300);
  });
});

describe("an import that is killed in the middle is completed by starting it again", () => {
  test("on a server", async () => {
    const { settings, count } = await aServersDatabase();
    const { child, closed } = start(settings);
    const feeding = FromItems.from(someLines());
    feeding.pipe(child.stdin);
    while ((await count("review")) < items / 4) expect(child.exitCode).toBeNull();
    child.kill("SIGKILL");
    await closed;
    feeding.destroy();
    const done = await count("review");
    expect(done).toBeLessThan(items);
    expect((await sanad(["verify"], settings)).exitCode).toBe(0);

    const { stdout } = await importAll(settings, someLines());
    expect([countOf(stdout, "unchanged"), countOf(stdout, "new")]).toEqual([done, items - done]);
    expect(await count("review")).toBe(items);
    expect((await sanad(["verify"], settings)).exitCode).toBe(0);
  });

  test("on an embedded database", async () => {
    using folder = disposableFolder();
    const settings = { DATA_DIR: folder.path };
    const { child, closed } = start(settings);
    // All that a pipe does not hold was read, and most of that was taken in, once the writer may go on.
    let fed = 0;
    for await (const line of someLines()) {
      if (++fed === items / 2) break;
      if (!child.stdin.write(line)) await once(child.stdin, "drain");
    }
    child.kill("SIGKILL");
    await closed;
    expect((await verify(folder.path)).exitCode).toBe(0);
    const { stdout } = await importAll(settings, someLines());
    expect(countOf(stdout, "unchanged")).toBeGreaterThan(0);
    expect(countOf(stdout, "unchanged") + countOf(stdout, "new")).toBe(items);
    expect((await verify(folder.path)).exitCode).toBe(0);
  });
});
