import {
  exportClaimReviews,
  exportClaims,
  exportNewsroom,
  exportOthersClaimReviews,
  exportPublic,
  type Since,
} from "@sanad/core/archive";
import { atOneMoment, type Context } from "@sanad/core/context";
import { type Config, ConfigurationError } from "../config.ts";
import { count } from "./count.ts";
import { csvOf } from "./csv.ts";
import { requireMigrated, requireDatabase, withDatabase } from "./database.ts";
import { writeOut } from "./output.ts";

type Format = "jsonl" | "claimreview" | "csv";

export type ExportOptions = {
  since?: Since;
  format: Format;
  newsroom?: true;
  others?: true;
  output?: string;
};

/** What holds people's names and keys' hashes is nobody's to read but its owner's. */
const privateMode = 0o600;
const publicMode = 0o666;

/** How often a long run is heard of. */
const linesBetweenReports = 1_000;

/** Writes down one moment of the record; what went wrong is told on stderr, and the exit code tells that something did. */
export async function exportRecord(config: Config, options: ExportOptions): Promise<boolean> {
  if (options.newsroom && options.format !== "jsonl")
    throw new ConfigurationError(
      "--newsroom goes with jsonl: the other formats are for everybody.",
    );
  if (options.others && options.format !== "claimreview")
    throw new ConfigurationError("--others goes with --format claimreview: jsonl has them all.");
  requireDatabase(config);
  let lines = 0;
  const isTerminal = process.stderr.isTTY;
  async function* counted(texts: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const text of texts) {
      lines += 1;
      if (isTerminal && lines % linesBetweenReports === 0)
        process.stderr.write(`\r${count(lines, "line")} …`);
      yield text;
    }
  }

  const { newsroom, output } = options;
  await withDatabase(config, async ({ db }) => {
    await requireMigrated(db);
    const ctx: Context = { db, actor: { kind: "system", job: "export" }, now: () => new Date() };
    const mode = newsroom ? privateMode : publicMode;
    await atOneMoment(ctx, (ctx) => writeOut(counted(textsOf(ctx, config, options)), output, mode));
  }).catch((error: unknown) => {
    if (isTerminal) process.stderr.write("\r\u001b[K");
    if (lines > 0)
      process.stderr.write(`The export was cut short after ${count(lines, "line")}.\n`);
    throw error;
  });
  if (isTerminal) process.stderr.write("\r\u001b[K");
  if (output !== undefined) process.stdout.write(`${output}: ${count(lines, "line")}.\n`);
  return true;
}

function textsOf(ctx: Context, config: Config, options: ExportOptions): AsyncIterable<string> {
  const { format, newsroom, others, since } = options;
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  switch (format) {
    case "jsonl":
      return asLines(newsroom ? exportNewsroom(ctx) : exportPublic(ctx, since));
    case "claimreview":
      return asJsonLines(
        others
          ? exportOthersClaimReviews(ctx, since)
          : exportClaimReviews(ctx, { name: config.newsroomName, url }, since),
      );
    case "csv":
      return csvOf(exportClaims(ctx, since), url);
  }
}

async function* asLines(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield `${text}\n`;
}

async function* asJsonLines(values: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`;
}
