import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { once } from "node:events";
import type { Context } from "@sanad/core/context";
import {
  importAll,
  type Input,
  openInput,
  type Outcome,
  readInput,
  type Summary,
  Tally,
} from "@sanad/core/importer";
import { type Config, ConfigurationError } from "../config.ts";
import { count } from "./count.ts";
import { bringUpToDate, requireDatabase, withDatabase } from "./database.ts";
import { restoreNewsroom } from "./restore.ts";

export type ImportCommandOptions = {
  dryRun?: boolean;
  language?: string;
  report?: string;
  strict?: boolean;
};

/** So many of what was left out are named on the terminal; a report names all. */
const maxNamed = 20;

/** Takes a file in, or stdin, or restores the newsroom that it holds; false where it could not be read to its end, nothing was taken in, or `strict` finds anything missing. */
export async function importFile(
  config: Config,
  file: string,
  options: ImportCommandOptions,
): Promise<boolean> {
  const bytes = file === "-" ? process.stdin : createReadStream(file);
  const input = await openInput(bytes).catch((error: unknown) => {
    throw new Error(`${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  });
  if (input.format === "archive") {
    if (options.dryRun === true)
      throw new ConfigurationError("--dry-run is for reviews: an archive is restored as a whole.");
    return restoreNewsroom(config, input.bytes);
  }
  if (input.format === "none") {
    process.stderr.write(`${input.fault.place}: ${input.fault.message}\n`);
    return false;
  }
  if (options.dryRun === true) requireDatabase(config);
  const report = options.report === undefined ? null : await openReport(options.report);
  const summary = await withDatabase(config, async (connection) => {
    await bringUpToDate(connection);
    const actor = { kind: "system", job: "import" } as const;
    const ctx: Context = { db: connection.db, actor, now: () => new Date() };
    return importInput(ctx, input, report, options);
  });
  const isCut = summary.reasons.some(({ reason }) => reason === "CUT_SHORT");
  const isEmpty = summary.leftOut === summary.total;
  return !isCut && !isEmpty && (options.strict !== true || summary.leftOut === 0);
}

async function importInput(
  ctx: Context,
  input: Input,
  report: WriteStream | null,
  { dryRun = false, language }: ImportCommandOptions,
): Promise<Summary> {
  const started = performance.now();
  const tally = new Tally();
  let named = 0;
  for await (const outcomes of importAll(ctx, readInput(input), {
    isDryRun: dryRun,
    ...(language !== undefined && { language }),
  })) {
    tally.add(outcomes);
    for (const outcome of outcomes) {
      if (report !== null) await write(report, outcome);
      if (outcome.kind === "LEFT_OUT" && named++ < maxNamed)
        process.stderr.write(`${clearLine()}${outcome.place}: ${outcome.message}\n`);
    }
    showProgress(tally.summary, started);
  }
  process.stderr.write(clearLine());
  if (named > maxNamed) {
    const more = count(named - maxNamed);
    process.stderr.write(`… and ${more} more, which --report FILE would name.\n`);
  }
  if (report !== null) {
    report.end();
    await once(report, "finish");
  }
  process.stdout.write(table(tally.summary, (performance.now() - started) / 1000, dryRun));
  return tally.summary;
}

async function openReport(path: string): Promise<WriteStream> {
  const file = createWriteStream(path);
  try {
    await once(file, "open");
  } catch (error) {
    throw new Error(`${path} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
  return file;
}

/** A line of JSON for an item that was left out, or of which something was. */
async function write(file: WriteStream, outcome: Outcome): Promise<void> {
  const lines =
    outcome.kind === "LEFT_OUT"
      ? [outcome]
      : outcome.notes.map((note) => ({ kind: "FIELD_LEFT_OUT", place: outcome.place, ...note }));
  for (const line of lines) if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, "drain");
}

function showProgress({ total, new: added, leftOut }: Summary, started: number): void {
  if (!process.stderr.isTTY) return;
  const perSecond = Math.round(total / ((performance.now() - started) / 1000));
  process.stderr.write(
    `${clearLine()}${count(total)} read, ${count(added)} new, ${count(leftOut)} left out, ${count(perSecond)} a second …`,
  );
}

function clearLine(): string {
  return process.stderr.isTTY ? "\r\u001b[K" : "";
}

function table(summary: Summary, seconds: number, isDryRun: boolean): string {
  const rows: [what: string, number: number, remark: string][] = [
    ["new", summary.new, ""],
    ["unchanged", summary.unchanged, ""],
    [
      "superseded",
      summary.superseded,
      "changed since, and put in the place of the earlier version",
    ],
    ["older", summary.older, "than what is here"],
    ["left out", summary.leftOut, ""],
  ];
  const width = Math.max(...rows.map(([, number]) => count(number).length));
  const line = ([what, number, remark]: (typeof rows)[number]) =>
    `  ${what.padEnd(11)} ${count(number).padStart(width)}  ${number > 0 ? remark : ""}`.trimEnd();
  const perSecond = Math.round(summary.total / Math.max(seconds, 0.001));
  const lines = [
    `${count(summary.total)} items read in ${seconds.toFixed(1)} s, ${count(perSecond)} a second${isDryRun ? "; this was a dry run, nothing was written" : ""}.`,
    ...rows.map(line),
    ...(summary.unmapped > 0
      ? [`${count(summary.unmapped, "rating")} for which there is no verdict, kept as written.`]
      : []),
    ...(summary.notes > 0
      ? [`${count(summary.notes, "field")} not understood, and left out of what was taken in.`]
      : []),
    ...(summary.reasons.length > 0 ? ["Left out were:"] : []),
    ...summary.reasons.map(({ reason, path, count: number }) =>
      line([`${reason}${path === null ? "" : ` ${path}`}`.padEnd(44), number, ""]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ENOENT")
    return "there is no such file";
  return error instanceof Error ? error.message : String(error);
}
