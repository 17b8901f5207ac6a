/** `npm run bench`: tables on stdout, progress on stderr. */

import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { describeGrowth, type Growth, measureGrowth } from "./growth/index.ts";
import { tell } from "./progress.ts";
import { copyOf, databaseOf, dropDatabase } from "./postgres/databases.ts";
import { type Postgres, startPostgres } from "./postgres/server.ts";
import { holdContest } from "./reads/contest.ts";
import { describe } from "./reads/tables.ts";
import { workloads } from "./reads/workloads.ts";
import { describeMemory, measureMemory } from "./memory/index.ts";
import { servers } from "./servers/index.ts";
import { describeStarts, measureStarts } from "./start/index.ts";
import { describeImport, measureImport } from "./writes/import.ts";
import { describeWrites, measureWrites } from "./writes/index.ts";
import { describeLock, measureLock } from "./writes/lock.ts";

const cache = join(import.meta.dirname, "node_modules/.cache/sanad-bench");

const program = new Command("npm run bench --")
  .description("Measures Sanad against its peers and against what Postgres can do.")
  .addOption(
    new Option("--cache <folder>", "where PostgreSQL keeps its databases between runs").default(
      cache,
      "in bench/node_modules",
    ),
  );

program
  .command("reads", { isDefault: true })
  .description("The same queries of every server, on the same database.")
  .option("--sizes <list>", "claims in the database, such as 10k,100k,1m", listOf(size), [10_000])
  .option("--full", "10k, 100k and 1m claims, and longer")
  .option("--only <list>", "these servers", listOf(nameIn(servers)), namesOf(servers))
  .option("--workloads <list>", "these workloads", listOf(nameIn(workloads)), namesOf(workloads))
  .option("--connections <count>", "at the same time", size, 32)
  .option("--seconds <count>", "of load at a time", Number, 1)
  .option("--rounds <count>", "for each workload", Number, 5)
  .option("--warm-up <seconds>", "of load on each server before its first slice", Number, 4)
  .action(async ({ sizes, full, only, seconds, rounds, ...options }) => {
    await withPostgres(async (postgres) => {
      const growths: Growth[] = [];
      for (const claims of full ? [10_000, 100_000, 1_000_000] : sizes) {
        const database = await databaseOf(postgres.url, claims);
        const terms = { ...options, servers: only, seconds, rounds: full ? rounds * 3 : rounds };
        const outcome = await holdContest(postgres, database, terms);
        console.log(`${describe(outcome, claims, options.connections)}\n`);
        if (only.includes("sanad")) growths.push(await measureGrowth(postgres, database, claims));
      }
      console.log(describeGrowth(growths));
    });
  });

program
  .command("writes")
  .description("recordClaim and moveClaim against the same rows by hand; imports against COPY.")
  .option("--size <count>", "claims in the database", size, 10_000)
  .option("--seconds <count>", "of writing at a time", Number, 2)
  .option("--rounds <count>", "for each way", Number, 5)
  .option("--items <count>", "reviews to import", size, 5_000)
  .action(async ({ size, items, ...terms }) => {
    await withPostgres(async (postgres) => {
      const original = await databaseOf(postgres.url, size);
      const database = await copyOf(postgres.url, original, "bench_writes");
      console.log(`${describeWrites(await measureWrites(postgres, database, terms))}\n`);
      console.log(`${describeLock(await measureLock(database))}\n`);
      await dropDatabase(postgres.url, "bench_writes");
      console.log(describeImport(await measureImport(postgres, items)));
    });
  });

program
  .command("start")
  .description("From start to first answer on the embedded database.")
  .option("--rounds <count>", "how often", Number, 5)
  .action(async ({ rounds }) => console.log(describeStarts(await measureStarts(rounds))));

program
  .command("memory")
  .description("Sanad's and Postgres's memory under load, usual and hostile.")
  .option("--size <count>", "claims in the database", size, 10_000)
  .option("--minutes <count>", "of each kind of load", Number, 1)
  .action(async ({ size, minutes }) => {
    await withPostgres(async (postgres) => {
      const database = await databaseOf(postgres.url, size);
      console.log(describeMemory(await measureMemory(postgres, database, minutes)));
    });
  });

await program.parseAsync();

async function withPostgres(run: (postgres: Postgres) => Promise<void>): Promise<void> {
  const postgres = await startPostgres(program.opts()["cache"]);
  try {
    await run(postgres);
  } finally {
    await postgres.stop();
    tell("done");
  }
}

function listOf<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => text.split(",").map(parse);
}

function size(text: string): number {
  const [, digits, unit = ""] = /^(\d+)([km]?)$/i.exec(text) ?? [];
  if (digits === undefined) throw new InvalidArgumentError("Give a number such as 32, 10k or 1m.");
  return Number(digits) * { "": 1, k: 1_000, m: 1_000_000 }[unit.toLowerCase() as "" | "k" | "m"];
}

function namesOf<T extends object>(known: T): (keyof T)[] {
  return Object.keys(known) as (keyof T)[];
}

function nameIn<T extends object>(known: T): (text: string) => keyof T {
  return (text) => {
    if (text in known) return text as keyof T;
    throw new InvalidArgumentError(`Known are ${Object.keys(known).join(", ")}.`);
  };
}
