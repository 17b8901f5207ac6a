/**
 * An archive's lines, each a JSON object. The first says what it is, the last how much of it there was, so that one which was
 * cut short is found out; in between stands a row a line.
 */

import { createHash } from "node:crypto";

/** What everybody may see, or all that a newsroom is restored from. */
export type ArchiveKind = "public" | "newsroom";

export type ArchiveHeader = {
  /** The version of this format. */
  sanad: 1;
  kind: ArchiveKind;
  /** Only what was touched after this place in the log; null for all of it. */
  since: number | null;
  /** Those of the database, which tell what columns there are. */
  migrations: string[];
  /** The log's newest entry, as `sanad verify` takes it. */
  head: string;
};

type Trailer = {
  /** How many lines there were of each type or table. */
  end: Record<string, number>;
  /** Over all lines before this one, each with its line feed. */
  sha256: string;
};

export class ArchiveRefused extends Error {
  override name = "ArchiveRefused";
}

/** Counts and hashes lines as they go by. */
export class Seal {
  readonly #hash = createHash("sha256");
  readonly #counts: Record<string, number> = {};

  add(line: string, name?: string): void {
    this.#hash.update(line).update("\n");
    if (name !== undefined) this.#counts[name] = (this.#counts[name] ?? 0) + 1;
  }

  /** The last line. */
  close(): string {
    const trailer: Trailer = { end: this.#counts, sha256: this.#hash.digest("hex") };
    return JSON.stringify(trailer);
  }
}

/** @throws {ArchiveRefused} */
export function parseHeader(line: string): ArchiveHeader {
  const header = parseObject(line) as (Omit<ArchiveHeader, "sanad"> & { sanad?: unknown }) | null;
  if (header?.sanad === undefined)
    throw new ArchiveRefused("This is no archive that Sanad exported.");
  if (header.sanad !== 1)
    throw new ArchiveRefused(
      `The archive's format is ${JSON.stringify(header.sanad)}, and only 1 is known here.`,
    );
  return { ...header, sanad: 1 };
}

/** @throws {ArchiveRefused} */
export function parseRow(
  line: string,
  number: number,
): { table: string; row: Record<string, unknown> } {
  const { table, row } = (parseObject(line) ?? {}) as { table?: unknown; row?: unknown };
  if (typeof table !== "string" || row === null || typeof row !== "object")
    throw new ArchiveRefused(`Line ${number} is no row of an archive.`);
  return { table, row: row as Record<string, unknown> };
}

/** Whether a line is the last of an archive. */
export function isTrailer(line: string): boolean {
  return line.startsWith('{"end":');
}

function parseObject(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
