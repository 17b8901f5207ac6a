// An archive goes wherever Sanad runs, and its size costs time, and no memory.
import { once } from "node:events";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect } from "@sanad/core/connection";
import { appliedMigrations, type Database, migrate } from "@sanad/core/database";
import { genesisHash, hashOf, type Snapshot } from "@sanad/core/revision";
import { expect, onTestFinished } from "vitest";
import { archivedTables } from "../../packages/core/src/archive/tables.ts";
import { anEventfulNewsroom, newsroomLines, restore } from "../support/archive.ts";
import { editing, freshDatabase, test } from "../support/database.ts";
import { disposableFolder, start } from "../support/server.ts";

const claims = 25_000;
const times = 4;
/** A heap grows before it is swept; four times the file, held, would be more than this by far. */
const maxGrowthMegabytes = 80;

const at = "2025-05-20T08:00:00.000Z";
const text = "اوکراین آتش‌بس انرژی را نقض کرده است. ".repeat(10);
const idOf = (kind: string, number: number) =>
  `${kind}_01jvnb9zk5e7t8${String(number).padStart(12, "0")}`;

/** An archive of so many claims that an entity made, each recorded and nothing more. */
async function* madeUp(db: Database, count: number): AsyncGenerator<string> {
  const seal = createHash("sha256");
  const end: Record<string, number> = {};
  const sealed = (line: string, table?: string) => {
    seal.update(line).update("\n");
    if (table !== undefined) end[table] = (end[table] ?? 0) + 1;
    return `${line}\n`;
  };
  const row = (name: string, values: Record<string, unknown>) => {
    const fields = archivedTables.find((table) => table.name === name)?.fields ?? [];
    const whole = Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
    return sealed(JSON.stringify({ table: name, row: whole }), name);
  };
  let head = `0:${genesisHash}`;
  for (const { hash, sequence } of ledgerOf(count)) head = `${sequence}:${hash}`;
  const migrations = await appliedMigrations(db);
  yield sealed(JSON.stringify({ sanad: 1, kind: "newsroom", since: null, migrations, head }));
  yield row("entity", { ...entity(), searchKeys: [] });
  for (let number = 1; number <= count; number++) {
    const searchKeys = ["آتشبس", "انرژی", String(number)];
    yield row("claim", { ...claim(number), fingerprint: String(number), searchKeys });
  }
  for (const entry of ledgerOf(count)) yield row("revision", entry);
  for (const entry of ledgerOf(count)) yield row("revision_payload", entry);
  yield JSON.stringify({ end, sha256: seal.digest("hex") });
}

function entity(): Snapshot {
  return {
    id: idOf("entity", 0),
    kind: "OUTLET",
    names: [{ language: "fa", name: "خبرگزاری" }],
    aliases: [],
    wikidataId: null,
    sameAs: [],
    noInterests: true,
    mergedIntoId: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}

function claim(number: number): Snapshot {
  const nothing = ["claimedAt", "validFrom", "validUntil", "recheckAt", "recheckReason"].concat([
    "statusReason",
    "assigneeId",
    "reviewId",
    "verdict",
    "mergedIntoId",
  ]);
  return {
    id: idOf("claim", number),
    text: `${text}${number}`,
    language: "fa",
    claimantId: idOf("entity", 0),
    topics: ["energy"],
    status: "UNVERIFIED",
    version: 1,
    createdAt: at,
    updatedAt: at,
    ...Object.fromEntries(nothing.map((field) => [field, null])),
  };
}

function* ledgerOf(count: number) {
  let previousHash = genesisHash;
  for (let number = 0; number <= count; number++) {
    const after: Snapshot =
      number === 0
        ? { ...entity(), interests: [] }
        : { ...claim(number), about: [], translations: [] };
    const payload = { before: null, after, salt: "0".repeat(32) };
    const header = {
      sequence: number + 1,
      at,
      actor: "system:test",
      action: number === 0 ? "entity.record" : "claim.record",
      subject: number === 0 ? idOf("entity", 0) : idOf("claim", number),
      payloadHash: hashOf(payload),
      previousHash,
    };
    const hash = hashOf(header);
    yield { ...header, ...payload, hash };
    previousHash = hash;
  }
}

/** What a command costs: how long it took, and how much memory it had at most. */
async function costOf(args: string[], address: string) {
  const tell = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const options = `--import data:text/javascript,${encodeURIComponent(tell)}`;
  const started = performance.now();
  const child = start(args, { DATABASE_URL: address, NODE_OPTIONS: options });
  let told = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (told += chunk));
  child.stdout?.resume();
  const [exitCode] = (await once(child, "close")) as [number | null];
  expect([exitCode, told]).toEqual([0, expect.stringMatching(/^peak \d+\n$/)]);
  const megabytes = Number(/\d+/.exec(told)?.[0]) / 1024;
  return { seconds: (performance.now() - started) / 1000, megabytes };
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

async function aDatabase() {
  const database = await freshDatabase();
  if (database.address === null) throw new Error("This needs a server.");
  const { db } = await database.connect();
  return {
    db,
    address: database.address,
    [Symbol.asyncDispose]: () => database.close(),
  };
}

/** Restores so many claims, exports them, and does both again with what was exported. */
async function costs(count: number) {
  using folder = disposableFolder();
  await using first = await aDatabase();
  await using second = await aDatabase();
  const file = (name: string) => join(folder.path, name);
  await pipeline(Readable.from(madeUp(first.db, count)), createWriteStream(file("made-up")));
  const restore = await costOf(["import", file("made-up")], first.address);
  const output = (name: string) => ["export", "--newsroom", "--output", file(name)];
  const write = await costOf(output("first"), first.address);
  await costOf(["import", file("first")], second.address);
  await costOf(output("second"), second.address);
  expect(await hashOfFile(file("second"))).toBe(await hashOfFile(file("first")));
  const lines = 3 * count;
  const megabytes = statSync(file("first")).size / 1024 / 1024;
  const told = ({ seconds, megabytes }: typeof write) =>
    `${Math.round(lines / seconds)} lines a second, ${Math.round(megabytes)} MB at most`;
  console.log(
    `${lines} lines, ${Math.round(megabytes)} MB: export ${told(write)}; restore and verify ${told(restore)}.`,
  );
  return { restore: restore.megabytes, write: write.megabytes };
}

test("a newsroom moves from a server to the embedded database", async ({ database }) => {
  const ctx = editing(await database.connect());
  await anEventfulNewsroom(ctx);
  const lines = await newsroomLines(ctx);
  const embedded = await connect("memory://");
  onTestFinished(() => embedded.close());
  await migrate(embedded.db);
  const other = editing(embedded);
  await restore(other, lines);
  expect(await newsroomLines(other)).toEqual(lines);
});

test("a newsroom four times as large takes no more memory to export and to restore", async () => {
  const small = await costs(claims);
  const large = await costs(claims * times);
  expect(large.write - small.write).toBeLessThan(maxGrowthMegabytes);
  expect(large.restore - small.restore).toBeLessThan(maxGrowthMegabytes);
});
