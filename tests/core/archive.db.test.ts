// A newsroom written down and made again is the same one.
import { exportNewsroom, restoreArchive } from "@sanad/core/archive";
import { atOneMoment, type Context } from "@sanad/core/context";
import { query } from "@sanad/core/database";
import { signInWithKey } from "@sanad/core/key";
import { keepUp, serverUpkeep } from "@sanad/core/search";
import { verifyLedger } from "@sanad/core/verify";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";
import { archivedTables } from "../../packages/core/src/archive/tables.ts";
import { anEventfulNewsroom, newsroomLines, publicLines, restore } from "../support/archive.ts";
import { editing, freshDatabase, isPglite, test, type TestDatabase } from "../support/database.ts";
import { anEntity, as, someEvidence } from "../support/fixtures.ts";
import { checksum } from "../support/graphql.ts";
import { refusalOf } from "../support/ledger.ts";
import { indexContents } from "../support/search-index.ts";

let database: TestDatabase;
let ctx: Context;
let secret: string;
let lines: string[];

beforeAll(async () => {
  database = await freshDatabase();
  ctx = editing(await database.connect());
  ({ secret } = await anEventfulNewsroom(ctx));
  lines = await newsroomLines(ctx);
});
afterAll(() => database.close());

async function anEmptyNewsroom(): Promise<Context> {
  const empty = await freshDatabase();
  onTestFinished(() => empty.close());
  return editing(await empty.connect());
}

describe("an archive of the newsroom", () => {
  let otherDatabase: TestDatabase;
  let other: Context;
  beforeAll(async () => {
    otherDatabase = await freshDatabase();
    other = editing(await otherDatabase.connect());
  });
  afterAll(() => otherDatabase.close());

  test("restored is the same newsroom, to the byte, and verify passes", async () => {
    const restored = await restore(other, lines);
    const { faults, head, records, revisions } = await verifyLedger(other.db, {
      expect: (await verifyLedger(ctx.db)).head,
    });
    expect(faults).toEqual([]);
    expect(restored).toEqual({
      lines: lines.length,
      revisions,
      records,
      head: `${head.sequence}:${head.hash}`,
    });
    expect(await newsroomLines(other)).toEqual(lines);
    expect(await checksum(other.db)).toBe(await checksum(ctx.db));
  });

  test("restored goes on where the first one was", async () => {
    await anEntity(other);
    expect((await verifyLedger(other.db)).faults).toEqual([]);
    expect(await signInWithKey(other, secret)).toMatchObject({ kind: "key", name: "A reader" });
  });

  test("restored is found by the same words, and by no others that were indexed before", async () => {
    const newsroom = await anEmptyNewsroom();
    await newsroom.db.execute(
      "insert into search_term (generation, term, documents) values (1, 'before', 1)",
    );
    await newsroom.db.execute("update search_state set sequence = 1, documents = 1");
    await restore(newsroom, lines);
    for (const each of [ctx, newsroom]) await keepUp(each, serverUpkeep, () => true);
    const contents = await indexContents(newsroom.db);
    expect(contents).toEqual(await indexContents(ctx.db));
    expect(contents.claims).toBeGreaterThan(0);
  });

  test("holds rows of every table, so that each is restored here", () => {
    const held = new Set(lines.map((line) => (JSON.parse(line) as { table?: string }).table));
    for (const { name } of archivedTables) expect([...held]).toContain(name);
  });

  test("knows every table and column that the database has, but for housekeeping and what a trigger sets", async () => {
    const columns = await query<{ name: string }>(
      ctx.db,
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and is_generated = 'NEVER' order by 1`,
      [],
    );
    const left =
      /^(kept_answer\.|ledger_head\.|search_|api_key\.last_used_at$|claim_about\.claim_created_at$)/;
    const snake = (field: string) =>
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(
      archivedTables
        .flatMap(({ name, fields }) => fields.map((each) => `${name}.${snake(each)}`))
        .toSorted(),
    ).toEqual(
      columns
        .map(({ name }) => name)
        .filter((name) => !left.test(name))
        .toSorted(),
    );
  });

  test("of a newsroom in which nothing happened is restored too", async () => {
    const newsroom = await anEmptyNewsroom();
    const empty = await newsroomLines(newsroom);
    expect(empty).toHaveLength(2);
    expect(await restore(newsroom, empty)).toMatchObject({ lines: 2, revisions: 0, records: 0 });
    expect(await newsroomLines(newsroom)).toEqual(empty);
  });
});

test.skipIf(isPglite)(
  "an archive is of one moment, whatever is written meanwhile (on a server only)",
  async ({ database }) => {
    const busy = editing(await database.connect());
    await someEvidence(busy);
    const before = await newsroomLines(busy);
    const actor = { kind: "system", job: "test" } as const;
    const during = await atOneMoment({ ...busy, actor }, async (moment) => {
      const written: string[] = [];
      for await (const line of exportNewsroom(moment)) {
        written.push(line);
        await someEvidence(busy);
      }
      return written;
    });
    expect(during).toEqual(before);
    expect((await newsroomLines(busy)).length).toBeGreaterThan(before.length);
  },
);

describe("an archive is refused", () => {
  let empty: Context;
  let emptyDatabase: TestDatabase;
  beforeAll(async () => {
    emptyDatabase = await freshDatabase();
    empty = editing(await emptyDatabase.connect());
  });
  afterAll(() => emptyDatabase.close());

  /** With the last line that belongs to it: whoever changes an archive can count and hash as well. */
  function sealedAnew(changed: readonly string[]): string[] {
    const body = changed.slice(0, -1);
    const end: Record<string, number> = {};
    for (const line of body.slice(1)) {
      const { table } = JSON.parse(line) as { table: string };
      end[table] = (end[table] ?? 0) + 1;
    }
    const sha256 = createHash("sha256")
      .update(body.map((line) => `${line}\n`).join(""))
      .digest("hex");
    return [...body, JSON.stringify({ end, sha256 })];
  }

  const changedLine = (table: string, change: (row: any) => void, of = lines) => {
    const at = of.findIndex((line) => line.startsWith(`{"table":"${table}"`));
    const parsed = JSON.parse(of[at] ?? "") as { row: object };
    change(parsed.row);
    return of.with(at, JSON.stringify(parsed));
  };
  const changedHeader = (change: object) => [
    JSON.stringify({ ...(JSON.parse(lines[0] ?? "") as object), ...change }),
    ...lines.slice(1),
  ];

  test.each<[string, () => string[] | Promise<string[]>, RegExp]>([
    ["that is empty", () => [], /^The archive is empty\.$/],
    ["that is none", () => ['{"@type":"ClaimReview"}'], /^This is no archive/],
    ["of a later format", () => changedHeader({ sanad: 2 }), /format is 2, and only 1 is known/],
    ["that is public", () => publicLines(ctx), /^The archive is public/],
    [
      "of a newer database",
      () => changedHeader({ migrations: [...migrations(), "20990101000000_more"] }),
      /lacks migrations of the archive's: 20990101000000_more\.$/,
    ],
    [
      "of an older database",
      () => changedHeader({ migrations: migrations().slice(0, -1) }),
      /^The archive is from before \d+_\w+: restore it/,
    ],
    ["without its last line", () => lines.slice(0, -1), /^The archive is cut short/],
    ["without its last half", () => lines.slice(0, lines.length / 2), /^The archive is cut short/],
    ["without a line in between", () => lines.toSpliced(7, 1), /^The archive is damaged/],
    ["that goes on after its end", () => [...lines, ""], /stands after the archive's last one/],
    [
      "with a line cut short",
      () => lines.with(5, (lines[5] ?? "").slice(0, -9)),
      /^Line 6 is no row/,
    ],
    [
      "with a line nested ten thousand deep",
      () => lines.with(5, `{"table":"claim","row":${"[".repeat(10_000)}${"]".repeat(10_000)}}`),
      /^Line 6 has not the fields of claim\.$/,
    ],
    [
      "with a column that is not known",
      () => changedLine("claim", (row) => (row.mood = "good")),
      /has not the fields of claim\.$/,
    ],
    [
      "with a table that is not known",
      () => lines.with(5, '{"table":"pg_authid","row":{}}'),
      /no such table/,
    ],
    [
      "with letters that were changed",
      () => changedLine("capture", (row) => (row.content = "چیز دیگر")),
      /^The archive is damaged/,
    ],
    [
      "with a claim that was changed",
      () => sealedAnew(changedLine("claim", (row) => (row.topics = ["sport"]))),
      /^The archive does not fit\. The record claim_\w+ .* in its topics/,
    ],
    [
      "with a log that was changed",
      () => sealedAnew(changedLine("revision", (row) => (row.actor = "system:nobody"))),
      /^The archive does not fit\. Revision 1 does not fit in its hash/,
    ],
    [
      "with another head than its log's",
      () => sealedAnew(changedHeader({ head: `1:${"0".repeat(64)}` })),
      /^The archive's log ends at .*, not at 1:0{64}\.$/,
    ],
    [
      "with a value that no column takes",
      () => sealedAnew(changedLine("claim", (row) => (row.status = "FORGED"))),
      /^The database takes none of lines \d+ to \d+ \(claim\): .*claim_status_check/,
    ],
    [
      "with a text that Postgres cannot hold",
      () => sealedAnew(changedLine("claim", (row) => (row.text = "a\0b"))),
      /^The database takes none of lines/,
    ],
    [
      "with a row that points to none",
      () => sealedAnew(lines.filter((line) => !/^\{"table":"(review|retraction)"/.test(line))),
      /^A row points to none: .*claim_review_id_review_id_fkey/,
    ],
  ])("%s, and nothing of it is there", async (_name, changed, sentence) => {
    const given = await changed();
    const refusal = await refusalOf(empty, () => restore(empty, given));
    expect(refusal).toMatchObject({
      name: "ArchiveRefused",
      message: expect.stringMatching(sentence),
    });
  });

  test("where the database is not empty", async () => {
    const refusal = await refusalOf(ctx, () => restore(ctx, lines));
    expect(refusal).toMatchObject({ message: expect.stringMatching(/^The database is not empty/) });
  });

  test("where somebody has signed in", async ({ ctx }) => {
    await query(
      ctx.db,
      `insert into person (id, issuer, subject, role, created_at, last_seen_at)
       values ('person_01jvnb9zk5e7t8q2m3x4y6w7a9', 'i', 's', 'READER', now(), now())`,
      [],
    );
    const refusal = await refusalOf(ctx, () => restore(ctx, lines));
    expect(refusal).toMatchObject({ message: expect.stringContaining("not empty (person)") });
  });

  test("where its lines break off with an error, and can be restored after that", async () => {
    const other = await anEmptyNewsroom();
    async function* breaking() {
      yield* lines.slice(0, 100);
      throw new Error("The disk is gone.");
    }
    const system: Context = { ...other, actor: { kind: "system", job: "test" } };
    const error = await refusalOf(other, () => restoreArchive(system, breaking()));
    expect(error).toMatchObject({ message: "The disk is gone." });
    await restore(other, lines);
  });

  function migrations(): string[] {
    return (JSON.parse(lines[0] ?? "{}") as { migrations?: string[] }).migrations ?? [];
  }
});

describe("only an ADMIN or the system", () => {
  test.each(["public", "READER", "CONTRIBUTOR", "CHECKER", "EDITOR"] as const)(
    "not %s",
    async (who) => {
      const name = who === "public" ? "NotSignedIn" : "NotPermitted";
      const outsider = as(ctx, who);
      expect(() => exportNewsroom(outsider)).toThrow(expect.objectContaining({ name }));
      async function* none(): AsyncGenerator<string> {}
      const refusal = await refusalOf(ctx, () => restoreArchive(outsider, none()));
      expect(refusal).toMatchObject({ name });
    },
  );
});
