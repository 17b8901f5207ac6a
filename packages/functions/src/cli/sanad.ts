/** The operator's tool. Each command is loaded when it is called, so that help comes at once. */

import { roles } from "@sanad/core/actor";
import { readDate } from "@sanad/core/date";
import { canonicalLanguage } from "@sanad/core/text";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type Config, ConfigurationError, readConfig } from "../config.ts";
import { explain } from "./explain.ts";

const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

const settings = `
Settings come from the environment:
  PORT             where to listen (4000; 0 takes any port that is free)
  HOST             on which address (127.0.0.1; another one needs AUTH_ISSUER)
  DATABASE_URL     postgres://… or a folder (where not set, DATA_DIR)
  DATA_DIR         the folder of the embedded database and of this machine's key (.data)
  PUBLIC_URL       the address that others know the server by (http://localhost:PORT)
  NEWSROOM_NAME    the name under which reviews are published (Sanad)
  AUTH_ISSUER      an OpenID Connect issuer (where not set, this machine)
  AUTH_AUDIENCE    for whom its tokens must be meant
  AUTH_ROLE_CLAIM  the claim that holds the role, such as realm_access.roles (role)
  SEARCH_REQUIRES_KEY true where searching at /v1alpha1 takes an API key (false)
  CORS_ORIGINS     the sites whose pages may ask, with commas between (all)
  APP_DATABASE_URL for migrate: postgres://ROLE:PASSWORD@… of the app, where it is not the tables' owner
  EMBEDDINGS_URL   where vectors of texts are made, such as https://api.openai.com/v1 (none)
  EMBEDDINGS_MODEL the model's name there
  EMBEDDINGS_KEY   the key to it, where it takes one
  LOG_LEVEL        debug, info, warn, error or silent (info); logs are JSON on stderr`;

const exits = "\nExit codes: 0 done; 1 failed, or does not fit; 2 wrong usage or settings.";

/** Runs one command and gives back its exit code; whatever goes wrong is a sentence on stderr. */
export async function main(args: readonly string[]): Promise<number> {
  let isDone = true;
  let isDebug = false;
  const run: Run = async (command) => {
    const config = readConfig();
    isDebug = config.logLevel === "debug";
    isDone = await command(config);
  };
  try {
    await program(run).parseAsync(args, { from: "user" });
    return isDone ? exitCodes.done : exitCodes.failed;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
    }
    process.stderr.write(`${explain(error, isDebug)}\n`);
    return error instanceof ConfigurationError ? exitCodes.wrongUsage : exitCodes.failed;
  }
}

type Run = (command: (config: Config) => Promise<boolean>) => Promise<void>;

function program(run: Run): Command {
  const sanad = new Command("sanad")
    .description("Sanad, a fact-checking backend: serves it and looks after its database.")
    .exitOverride()
    .showHelpAfterError("(--help tells more)")
    .addHelpText("after", settings)
    .addHelpText("afterAll", exits);

  sanad
    .command("serve")
    .description("serve the API; a new embedded database gets the sample newsroom")
    .action(() => run(async (config) => (await import("./serve.ts")).serve(config)));
  sanad
    .command("migrate")
    .description("apply the migrations that the database lacks, and list them")
    .action(() => run(async (config) => (await import("./database.ts")).migrateDatabase(config)));
  sanad
    .command("seed")
    .description("put the sample newsroom into a database that is empty")
    .action(() => run(async (config) => (await import("./database.ts")).seedDatabase(config)));
  sanad
    .command("recheck")
    .description(
      "mark the claims whose date to be looked at again has come: for a timer, once a day",
    )
    .action(() => run(async (config) => (await import("./recheck.ts")).recheck(config)));
  sanad
    .command("reindex")
    .description("make the search index anew, while it is searched and written")
    .action(() => run(async (config) => (await import("./reindex.ts")).reindexClaims(config)));
  sanad
    .command("token")
    .description("print a token of this machine's own issuer, good for 12 hours")
    .addOption(
      new Option("--role <role>", "what its holder may do").choices(roles).makeOptionMandatory(),
    )
    .option("--name <name>", "what the newsroom calls its holder")
    .option("--subject <subject>", "which person it is: one a subject (default: one a role)")
    .action((options) =>
      run(async (config) => (await import("./token.ts")).printToken(config, options)),
    );
  sanad
    .command("import")
    .description(
      "take in reviews of other organisations: ClaimReview as JSON, JSON Lines, DataFeed or HTML, answers of claims:search, all of these packed by gzip",
    )
    .argument("<file>", "the file; - is stdin")
    .option("--dry-run", "say what would become of them, and write nothing")
    .option(
      "--language <tag>",
      "the language of items that tell none (default: undetermined)",
      parseLanguage,
    )
    .option("--report <file>", "name all that was left out, a line of JSON each")
    .option("--strict", "fail where anything was left out")
    .addHelpText(
      "after",
      "\nWhat is in the record already is unchanged, so an import that was stopped is completed by starting it again.\n" +
        "What `export --newsroom` wrote is restored instead: all of it, into an empty database.",
    )
    .action((file, options) =>
      run(async (config) => (await import("./import.ts")).importFile(config, file, options)),
    );
  sanad
    .command("verify")
    .description("recompute the ledger and compare every record with it")
    .option(
      "--expect <sequence:hash>",
      "a head noted down earlier, which must still be there",
      parseHead,
    )
    .action((options) =>
      run(async (config) => (await import("./verify.ts")).verify(config, options)),
    );
  sanad
    .command("export")
    .description("write down the record as everybody may see it, or the newsroom to be restored")
    .addOption(
      new Option("--format <format>", "one record a line, ClaimReviews, or claims for spreadsheets")
        .choices(["jsonl", "claimreview", "csv"])
        .default("jsonl"),
    )
    .addOption(
      new Option("--newsroom", "all that a restore needs, drafts and people included").conflicts(
        "since",
      ),
    )
    .option(
      "--others",
      "of ClaimReviews, the imported ones of others, under their publishers' names",
    )
    .option(
      "--since <sequence|date>",
      "only what was touched after that entry of the log, or from that day or instant on",
      parseSince,
    )
    .option("--output <file>", "a file, which is there once it is whole (default: stdout)")
    .action((options) =>
      run(async (config) => (await import("./export.ts")).exportRecord(config, options)),
    );
  sanad
    .command("validate")
    .description(
      "list what is wrong with the ClaimReviews in a file: JSON-LD, JSON Lines or a page",
    )
    .argument("<file>", "the file, or - for stdin; packed by gzip or not")
    .action((file: string) => run(async () => (await import("./validate.ts")).validate(file)));
  return sanad;
}

/** A day, Gregorian or Jalali, begins in UTC. */
function parseSince(text: string): number | Date {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const [day = "", time] = text.split("T");
  const from = readDate(day)?.from;
  const instant = new Date(time === undefined ? `${from}` : text);
  const hasZone = time === undefined || /(Z|[+-]\d{2}:\d{2})$/.test(time);
  if (from === undefined || !hasZone || Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError(
      "It must be an entry's place in the log, a day such as 2026-01-31, or an instant such as 2026-01-31T09:00:00Z.",
    );
  return instant;
}

function parseLanguage(text: string): string {
  const tag = canonicalLanguage(text);
  if (tag === null) throw new InvalidArgumentError("It must be a BCP 47 tag, such as fa or en-GB.");
  return tag;
}

function parseHead(text: string): { sequence: number; hash: string } {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) {
    throw new InvalidArgumentError("It must be SEQUENCE:HASH as `sanad verify` prints it.");
  }
  return { sequence: Number(sequence), hash };
}
