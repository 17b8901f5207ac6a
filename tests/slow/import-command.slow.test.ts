// `sanad import` as an operator runs it: a process of its own, on a folder of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { aClaimReview } from "../support/claim-reviews.ts";
import { disposableFolder, root, verify } from "../support/server.ts";

const program = join(root, "packages/functions/bin/sanad.js");

function aFolder(): string {
  const folder = disposableFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}

/** All take in reviews of their own, into one database. */
const database = disposableFolder();
afterAll(() => database[Symbol.dispose]());

/** Runs it in the folder, with this on its stdin. */
async function importInto(
  folder: string,
  args: string[],
  stdin: string | Buffer = "",
  data = database.path,
) {
  const env = { PATH: process.env["PATH"] ?? "", DATA_DIR: data };
  const child = spawn(process.execPath, [program, "import", ...args], { env, cwd: folder });
  onTestFinished(() => void child.kill("SIGKILL"));
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  // Whoever refuses its arguments does not read.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, ...texts };
}

const lines = (count: number) =>
  Array.from({ length: count }, () => JSON.stringify(aClaimReview())).join("\n");

/** The numbers of the summary, by what they count. */
function countsOf(stdout: string): Record<string, number> {
  const rows = [...stdout.matchAll(/^ {2}(new|unchanged|superseded|older|left out) +([\d,]+)/gm)];
  return Object.fromEntries(
    rows.map(([, what = "", n = ""]) => [what, Number(n.replace(",", ""))]),
  );
}

test("a file is taken in, and taken in again changes nothing", async () => {
  const folder = aFolder();
  const file = join(folder, "reviews.jsonl.gz");
  writeFileSync(file, gzipSync(lines(600)));
  const first = await importInto(folder, [file]);
  expect(first).toMatchObject({ exitCode: 0, stderr: "" });
  expect(first.stdout).toMatch(/^600 items read in [\d.]+ s, [\d,]+ a second\.\n/);
  expect(countsOf(first.stdout)).toMatchObject({ new: 600, unchanged: 0, "left out": 0 });
  const { output } = await verify(database.path);
  const again = await importInto(folder, [file]);
  expect(countsOf(again.stdout)).toMatchObject({ new: 0, unchanged: 600 });
  expect(await verify(database.path)).toEqual({ exitCode: 0, output });
});

test("what is left out is named with its place, and the rest is taken in", async () => {
  const folder = aFolder();
  const broken = [
    aClaimReview({ url: "javascript:alert(1)" }),
    aClaimReview({ itemReviewed: { datePublished: "some day" } }),
    null,
  ].map((item) => JSON.stringify(item));
  const text = [lines(2), ...broken, "{"].join("\n");
  const { exitCode, stdout, stderr } = await importInto(folder, ["-", "--report", "report"], text);
  expect(exitCode).toBe(0);
  expect(stderr.trim().split("\n")).toEqual([
    "line 3: url: must be an absolute http or https address of at most 2,048 characters",
    "line 5: null stands here instead of an item",
    expect.stringMatching(/^line 6: this is no JSON: /),
  ]);
  expect(countsOf(stdout)).toMatchObject({ new: 3, "left out": 3 });
  expect(stdout).toMatch(/^ {2}NOT_UNDERSTOOD url +1$/m);
  expect(stdout).toContain("1 field not understood");
  const report = readFileSync(join(folder, "report"), "utf8").trim().split("\n");
  expect(report.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { kind: "LEFT_OUT", place: "line 3", reason: "NOT_UNDERSTOOD", path: "url" },
    { kind: "FIELD_LEFT_OUT", place: "line 4", path: "itemReviewed.datePublished" },
    { kind: "LEFT_OUT", place: "line 5", reason: "NOT_A_REVIEW" },
    { kind: "LEFT_OUT", place: "line 6", reason: "NOT_JSON" },
  ]);
  const strict = await importInto(folder, ["-", "--strict"], text);
  expect(strict.exitCode).toBe(1);
});

describe("it fails, in a sentence", () => {
  test("where the file was cut short, once all before that is taken in", async () => {
    const folder = aFolder();
    const packed = gzipSync(lines(500));
    const { exitCode, stdout, stderr } = await importInto(
      folder,
      ["-"],
      packed.subarray(0, packed.length / 2),
    );
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^line \d+: the gzip file is cut short$/m);
    expect(countsOf(stdout)["new"]).toBeGreaterThan(50);
    expect((await verify(database.path)).exitCode).toBe(0);
  });

  test.each([
    [
      "there is no such file",
      ["nowhere.json"],
      /^nowhere.json cannot be read: there is no such file\.$/,
    ],
    ["it is a folder", ["."], /^\. cannot be read: /],
    [
      "the report cannot be written",
      ["-", "--report", "no/where"],
      /^no\/where cannot be written: /,
    ],
  ])("where %s", async (_what, args, sentence) => {
    const folder = aFolder();
    const { exitCode, stdout, stderr } = await importInto(folder, args, lines(1));
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr.trim()).toMatch(sentence);
  });

  test("where nothing is taken in", async () => {
    const { exitCode, stderr } = await importInto(aFolder(), ["-"], "Hello");
    expect(exitCode).toBe(1);
    expect(stderr).toBe("the file: this is neither JSON nor HTML\n");
  });

  test.each([[[]], [["-", "--language", "x"]]])("and with 2 for wrong usage: %j", async (args) => {
    expect((await importInto(aFolder(), args)).exitCode).toBe(2);
  });
});

test("a dry run says the same and makes no database", async () => {
  const folder = aFolder();
  const data = join(folder, "data");
  const nowhere = await importInto(folder, ["-", "--dry-run"], lines(1), data);
  expect(nowhere).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("no database") });
  expect(existsSync(data)).toBe(false);

  await importInto(folder, ["-"], lines(1));
  const { output } = await verify(database.path);
  const rehearsed = await importInto(folder, ["-", "--dry-run"], lines(3));
  expect(rehearsed.stdout).toContain("this was a dry run, nothing was written.");
  expect(countsOf(rehearsed.stdout)).toMatchObject({ new: 3 });
  expect(await verify(database.path)).toEqual({ exitCode: 0, output });
});
