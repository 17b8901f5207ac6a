/** Writes a second: core's verbs against the same rows by hand, with one writer and with many, in slices in turn. */

import { median } from "../measure/numbers.ts";
import { cpuOfFamily } from "../measure/process.ts";
import type { Postgres } from "../postgres/server.ts";
import { withClient } from "../postgres/sql.ts";
import { tell } from "../progress.ts";
import { type Row, table } from "../table.ts";
import { castOf } from "./cast.ts";
import { numberEntries } from "./entry.ts";
import { openWay, type Way, type WayName, wayNames } from "./ways.ts";

type Verb = keyof typeof verbs;
type Slice = { rate: number; ownCpu: number; postgresCpu: number };
type Score = { verb: Verb; writers: number; way: WayName; slices: Slice[] };
export type WriteTerms = { rounds: number; seconds: number };

const verbs = {
  record: "recordClaim",
  add: "recordClaim, allowDuplicate",
  move: "moveClaim",
} as const;
const crowds = [1, 20];
/** For V8 to compile what is run often, and not counted. */
const warmUpRounds = 3;

/** @param database written to */
export async function measureWrites(
  postgres: Postgres,
  database: string,
  terms: WriteTerms,
): Promise<Score[]> {
  await withClient(database, (client) => client.query(numberEntries));
  const scores: Score[] = [];
  for (const verb of Object.keys(verbs) as Verb[])
    for (const writers of crowds) {
      tell(`${verb}: ${writers === 1 ? "one writer" : `${writers} writers`}`);
      scores.push(...(await compareWays(postgres, database, verb, writers, terms)));
    }
  return scores;
}

async function compareWays(
  postgres: Postgres,
  database: string,
  verb: Verb,
  writers: number,
  { rounds, seconds }: WriteTerms,
): Promise<Score[]> {
  const cast = await withClient(database, (client) => castOf(client, writers));
  const entrants = wayNames.map((way) => ({
    score: { verb, writers, way, slices: [] as Slice[] },
    way: openWay(way, database, cast, writers),
  }));
  for (let round = -warmUpRounds; round < rounds; round++)
    for (const { score, way } of entrants) {
      if (verb === "record") await way.settle();
      const slice = await write(postgres, way[verb], writers, seconds);
      if (round >= 0) score.slices.push(slice);
    }
  for (const { way } of entrants) await way.close();
  return entrants.map(({ score }) => score);
}

async function write(
  postgres: Postgres,
  once: Way[Verb],
  writers: number,
  seconds: number,
): Promise<Slice> {
  const before = { own: process.cpuUsage(), postgres: cpuOfFamily(postgres.pid) };
  const started = performance.now();
  const end = started + seconds * 1_000;
  let writes = 0;
  const writer = async (_: unknown, number: number) => {
    while (performance.now() < end) {
      await once(number);
      writes += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  const { user, system } = process.cpuUsage(before.own);
  return {
    rate: writes / ((performance.now() - started) / 1_000),
    ownCpu: (user + system) / 1_000 / writes,
    postgresCpu: (cpuOfFamily(postgres.pid) - before.postgres) / writes,
  };
}

const titles: Record<WayName, string> = {
  core: "Sanad's core",
  locked: "by hand, with the lock on the ledger's head",
  plain: "by hand, without it",
};

export function describeWrites(scores: readonly Score[]): string {
  const rows = scores.map((score): Row => {
    const same = scores.filter(
      ({ verb, writers }) => verb === score.verb && writers === score.writers,
    );
    const typical = (of: (slice: Slice) => number) => median(score.slices.map(of));
    return [
      `${verbs[score.verb]}, ${titles[score.way]}`,
      String(score.writers),
      typical(({ rate }) => rate).toFixed(0),
      ratio(
        score,
        same.find(({ way }) => way === "plain"),
      ),
      ratio(
        score,
        same.find(({ way }) => way === "locked"),
      ),
      (typical(({ ownCpu }) => ownCpu) * 1_000).toFixed(0),
      (typical(({ postgresCpu }) => postgresCpu) * 1_000).toFixed(0),
    ];
  });
  const head = [
    "write",
    "writers",
    "a second",
    "of those without the lock",
    "of those with the lock",
    "own CPU, µs",
    "Postgres CPU, µs",
  ];
  return ["## Writes", table([head, ...rows])].join("\n\n");
}

function ratio({ slices }: Score, other: Score | undefined): string {
  return median(slices.map(({ rate }, round) => rate / (other?.slices[round]?.rate ?? 0))).toFixed(
    2,
  );
}
