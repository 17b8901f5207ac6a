import { sql } from "drizzle-orm";
import { authorize } from "../actor/index.ts";
import type { Context } from "../context/index.ts";
import { appliedMigrations, type Database, isUnavailable, query } from "../database/index.ts";
import { beginAnew } from "../search/index.ts";
import { ledgerHead } from "../revision/revision.sql.ts";
import { readHead, verifyLedger } from "../verify/index.ts";
import {
  type ArchiveHeader,
  ArchiveRefused,
  isTrailer,
  parseHeader,
  parseRow,
  Seal,
} from "./lines.ts";
import { type ArchivedTable, archivedTables } from "./tables.ts";

/** So much is put in by one statement. */
const maxBatchRows = 1_000;
const maxBatchChars = 1_000_000;

export type Restored = { lines: number; revisions: number; records: number; head: string };
export type RestoreOptions = { onProgress?: (lines: number) => void };

/**
 * Makes the newsroom that `exportNewsroom` wrote down: same ids, same log, same hashes. All of it or nothing, in one
 * transaction, which `verify` passes before it ends. Nobody else should write meanwhile.
 * @param lines without their line feeds, read once
 * @throws {ArchiveRefused} where the database is not empty or has other migrations, or the archive is public, cut short,
 * damaged or does not fit
 */
export async function restoreArchive(
  ctx: Context,
  lines: AsyncIterable<string>,
  { onProgress }: RestoreOptions = {},
): Promise<Restored> {
  authorize(ctx, "newsroom.restore");
  // Not `transaction`, which runs again what a deadlock ended: the lines cannot be read again.
  return ctx.db.transaction(async (db) => {
    const { header, count } = await putIn(db, lines, onProgress);
    await db.execute(sql`set constraints all immediate`).catch(refuseAs("A row points to none"));
    await db.execute(sql`update ledger_head set (sequence, at, previous_hash, hash) =
      (select sequence, at, previous_hash, hash from revision order by revision.sequence desc limit 1)
      where exists (select from revision)`);
    // What it told of, if anything, was another log.
    await beginAnew({ ...ctx, db });
    // Nothing here was counted yet, and verifying joins everything to everything.
    for (const { name } of archivedTables) await db.execute(sql`analyze ${sql.identifier(name)}`);
    const { faults, revisions, records } = await verifyLedger(db);
    if (faults[0] !== undefined) throw new ArchiveRefused(`The archive does not fit. ${faults[0]}`);
    const { sequence, hash } = await readHead(db);
    const head = `${sequence}:${hash}`;
    if (head !== header.head)
      throw new ArchiveRefused(`The archive's log ends at ${head}, not at ${header.head}.`);
    return { lines: count, revisions, records, head };
  });
}

/** Puts every row in as it comes, and makes sure that all came. */
async function putIn(
  db: Database,
  lines: AsyncIterable<string>,
  onProgress: RestoreOptions["onProgress"],
): Promise<{ header: ArchiveHeader; count: number }> {
  const seal = new Seal();
  let header: ArchiveHeader | undefined;
  let trailer: string | undefined;
  let batch = new Batch(db);
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (trailer !== undefined)
      throw new ArchiveRefused(`Line ${count} stands after the archive's last one.`);
    if (header === undefined) {
      header = parseHeader(line);
      await requireFit(db, header);
      await requireEmpty(db);
      await db.execute(sql`set constraints all deferred`);
      seal.add(line);
    } else if (isTrailer(line)) {
      trailer = line;
    } else {
      const table = tableOf(line, count);
      seal.add(line, table.name);
      if (!batch.takes(table)) {
        await batch.putIn();
        onProgress?.(count);
        batch = new Batch(db);
      }
      batch.add(table, line, count);
    }
  }
  if (header === undefined) throw new ArchiveRefused("The archive is empty.");
  if (trailer === undefined)
    throw new ArchiveRefused(`The archive is cut short: it ends after line ${count}.`);
  if (trailer !== seal.close())
    throw new ArchiveRefused(
      "The archive is damaged: its last line is not of the lines before it.",
    );
  await batch.putIn();
  return { header, count };
}

async function requireFit(db: Database, header: ArchiveHeader): Promise<void> {
  if (header.kind !== "newsroom")
    throw new ArchiveRefused(
      "The archive is public; a newsroom is restored from what `sanad export --newsroom` wrote.",
    );
  const applied = await appliedMigrations(db);
  const given = Array.isArray(header.migrations) ? header.migrations : [];
  const lacking = given.filter((name) => !applied.includes(name));
  if (lacking.length > 0)
    throw new ArchiveRefused(
      `The database lacks migrations of the archive's: ${lacking.join(", ")}.`,
    );
  const later = applied.filter((name) => !given.includes(name));
  if (later.length > 0)
    throw new ArchiveRefused(
      `The archive is from before ${later.join(", ")}: restore it with the version that wrote it, and migrate then.`,
    );
}

/** Holds the log's head as well, so that nobody records anything until all is there. */
async function requireEmpty(db: Database): Promise<void> {
  await db.select().from(ledgerHead).for("update");
  for (const { name } of archivedTables) {
    const [row] = await query(db, `select from ${name} limit 1`, []);
    if (row !== undefined)
      throw new ArchiveRefused(
        `The database is not empty (${name}): an archive is restored into a new one.`,
      );
  }
}

function tableOf(line: string, number: number): ArchivedTable {
  const { table: name, row } = parseRow(line, number);
  const table = archivedTables.find((each) => each.name === name);
  if (table === undefined)
    throw new ArchiveRefused(`Line ${number} is of ${name}, and no such table is known here.`);
  if (Object.keys(row).join() !== table.fields.join())
    throw new ArchiveRefused(`Line ${number} has not the fields of ${name}.`);
  return table;
}

/** Rows of one table, one after the other in the archive. */
class Batch {
  readonly #db: Database;
  readonly #lines: string[] = [];
  #table: ArchivedTable | undefined;
  #chars = 0;
  #last = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  takes(table: ArchivedTable): boolean {
    const isFull = this.#lines.length >= maxBatchRows || this.#chars >= maxBatchChars;
    return this.#table === undefined || (this.#table === table && !isFull);
  }

  add(table: ArchivedTable, line: string, number: number): void {
    this.#table = table;
    this.#lines.push(line);
    this.#chars += line.length;
    this.#last = number;
  }

  async putIn(): Promise<void> {
    if (this.#table === undefined) return;
    const lines = `lines ${this.#last - this.#lines.length + 1} to ${this.#last}`;
    await this.#db
      .execute(this.#table.insertion(`[${this.#lines.join(",")}]`))
      .catch(refuseAs(`The database takes none of ${lines} (${this.#table.name})`));
  }
}

/** What Postgres said of it is the cause of Drizzle's error, whose own message is the statement. */
function refuseAs(what: string): (error: unknown) => never {
  return (error) => {
    if (isUnavailable(error)) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveRefused(`${what}: ${why}.`, { cause: error });
  };
}
