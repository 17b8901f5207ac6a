// Export and import as an operator runs them: whole, or not at all.
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { watch } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "@sanad/core/connection";
import { migrate } from "@sanad/core/database";
import { recordSource } from "@sanad/core/source";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disposableFolder, sanad, start } from "../support/server.ts";

const folder = mkdtempSync(join(tmpdir(), "sanad-export-"));
const settings = { DATA_DIR: join(folder, "sample"), PUBLIC_URL: "https://sanad.example" };
const archive = join(folder, "archive.jsonl");

beforeAll(async () => {
  await sanad(["seed"], settings);
  await sanad(["export", "--newsroom", "--output", archive], settings);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a process says of what went wrong, and how it ended. */
async function ended(child: ReturnType<typeof start>) {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode, stderr };
}

describe("export", () => {
  test("writes the same to stdout as to a file, in place of what was there", async () => {
    const file = join(folder, "public.jsonl");
    writeFileSync(file, "What was there.");
    const written = await sanad(["export", "--output", file], settings);
    expect(written.output).toMatch(/public\.jsonl: \d+ lines\.\n$/);
    expect(await sanad(["export"], settings)).toEqual({
      exitCode: 0,
      output: readFileSync(file, "utf8"),
    });
  });

  test("keeps an archive of the newsroom from other users of the machine", () => {
    expect(statSync(archive).mode & 0o777).toBe(0o600);
  });

  test("gives ClaimReviews a line each, at the address that is set", async () => {
    const { output } = await sanad(["export", "--format", "claimreview"], settings);
    const reviews = output
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(reviews.length).toBeGreaterThan(0);
    for (const review of reviews) {
      expect(review["@type"]).toBe("ClaimReview");
      expect(review["url"]).toMatch(/^https:\/\/sanad\.example\/claims\/claim_/);
    }
  });

  test("gives claims a row each, which a spreadsheet opens in Persian", async () => {
    const { output } = await sanad(["export", "--format", "csv"], settings);
    const rows = parse(output, { bom: true, columns: true, record_delimiter: "\r\n" });
    expect(output.startsWith("\ufeff")).toBe(true);
    expect(rows).toContainEqual(
      expect.objectContaining({
        claimant: "روسیه",
        url: expect.stringContaining("/claims/claim_"),
      }),
    );
  });

  test("tells of what was touched since, and of nothing where nothing was", async () => {
    const head = /"head":"(\d+):/.exec(readFileSync(archive, "utf8"))?.[1] ?? "";
    const since = async (place: string) =>
      (await sanad(["export", "--since", place], settings)).output.trim().split("\n").length;
    expect(await since(head)).toBe(2);
    expect(await since(String(Number(head) - 1))).toBeGreaterThan(2);
    expect(await since("۲۸ اسفند ۱۴۰۳")).toBe(await since("0"));
    const { exitCode, output } = await sanad(["export", "--since", "99999"], settings);
    expect([exitCode, output]).toEqual([1, `The log ends at ${head}: it has no entry 99999.\n`]);
  });

  test("ends with 1 and a line where nobody reads it to the end", async () => {
    const child = start(["export"], settings);
    child.stdout?.destroy();
    expect(await ended(child)).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^The export was cut short after \d+ lines\.\nNobody reads/),
    });
  });

  test("ends with 1 and a line where its file cannot be written", async () => {
    const file = join(folder, "missing", "x");
    const { exitCode, output } = await sanad(["export", "--output", file], settings);
    expect(exitCode).toBe(1);
    expect(output).toContain("Its output cannot be written (ENOENT).");
  });
});

describe("import", () => {
  test("makes the same newsroom, whose export is the same file", async () => {
    using other = disposableFolder();
    const restored = await sanad(["import", archive], { DATA_DIR: other.path });
    expect(restored.output).toMatch(/^Restored \d+ lines; all fits: /);
    const again = await sanad(["export", "--newsroom"], { DATA_DIR: other.path });
    expect(again.output).toBe(readFileSync(archive, "utf8"));
    const twice = await sanad(["import", archive], { DATA_DIR: other.path });
    expect([twice.exitCode, twice.output]).toEqual([
      1,
      "The database is not empty (person): an archive is restored into a new one.\n",
    ]);
  });

  test("of an archive is no matter for a dry run", async () => {
    const { exitCode, output } = await sanad(["import", "--dry-run", archive], {
      DATA_DIR: join(folder, "dry"),
    });
    expect([exitCode, output]).toEqual([2, expect.stringMatching(/^--dry-run is for reviews/)]);
    expect(existsSync(join(folder, "dry"))).toBe(false);
  });

  test("killed half-way leaves nothing, and begins again", async () => {
    using other = disposableFolder();
    const child = start(["import", "-"], { DATA_DIR: other.path }, undefined, "pipe");
    const text = readFileSync(archive);
    const gone = once(child, "close");
    // More than a pipe holds has been read once this was taken.
    await new Promise<void>((taken) => child.stdin?.write(text.subarray(0, -100), () => taken()));
    child.kill("SIGKILL");
    await gone;
    expect((await sanad(["verify"], { DATA_DIR: other.path })).output).toMatch(
      /^All fits: 0 revisions, 0 records/,
    );
    const restored = await sanad(["import", archive], { DATA_DIR: other.path });
    expect(restored.exitCode).toBe(0);
  });
});

describe("an export that is ended half-way", () => {
  const large = join(folder, "large");

  beforeAll(async () => {
    const connection = await connect(large);
    const { db } = connection;
    await migrate(db);
    const now = () => new Date("2025-05-20T08:00:00Z");
    const ctx = { db, actor: { kind: "system", job: "test" }, now } as const;
    for (let number = 0; number < 40; number++)
      await recordSource(ctx, {
        url: `https://example.org/${number}`,
        title: `گزارش ${number}`,
        text: "آتش‌بس ".repeat(70_000),
      });
    await connection.close();
  });

  /** Told to end as soon as there is something of it. */
  async function endedWith(signal: NodeJS.Signals, file: string) {
    using output = disposableFolder();
    const changes = watch(output.path);
    const child = start(["export", "--newsroom", "--output", join(output.path, file)], {
      DATA_DIR: large,
    });
    const outcome = ended(child);
    for await (const { filename } of changes) if (filename?.endsWith(".partial")) break;
    child.kill(signal);
    return { ...(await outcome), files: readdirSync(output.path) };
  }

  test("by a signal leaves nothing, and says so", async () => {
    expect(await endedWith("SIGTERM", "archive.jsonl")).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(
        /^(The export was cut short after \d+ lines\.\n)?It was told to stop\.\n$/,
      ),
      files: [],
    });
  });

  test("by a power cut leaves no file of that name", async () => {
    const { files } = await endedWith("SIGKILL", "archive.jsonl");
    expect(files).toEqual([expect.stringMatching(/^archive\.jsonl\.\d+\.partial$/)]);
    // Its lock on the folder does not outlive it.
    expect(
      await sanad(["export", "--since", "0", "--format", "csv"], { DATA_DIR: large }),
    ).toMatchObject({
      exitCode: 0,
    });
    expect(existsSync(join(large, "lock"))).toBe(false);
  });
});
