/** One contest: every server on one database, each workload in short slices in turn, so that noise hits all alike. */

import type { Postgres } from "../postgres/server.ts";
import { withClient } from "../postgres/sql.ts";
import { load } from "../measure/load.ts";
import { cpuOf, cpuOfFamily, residentOf } from "../measure/process.ts";
import { type Cost, costOf } from "../measure/statements.ts";
import { median } from "../measure/numbers.ts";
import { tell } from "../progress.ts";
import { type Running, type ServerName, withServers } from "../servers/index.ts";
import { compareAnswers } from "./compare.ts";
import { type Question, questionFor } from "./question.ts";
import { type WorkloadName, workloads } from "./workloads.ts";

export type Terms = {
  servers: readonly ServerName[];
  workloads: readonly WorkloadName[];
  connections: number;
  rounds: number;
  /** Of one slice. */
  seconds: number;
  /** Seconds of load before the first slice: V8 compiles what it has seen often, and a server runs for weeks. */
  warmUp: number;
};

/** What one slice of load on one server brought; times are milliseconds a request. */
export type Slice = { rate: number; serverCpu: number; postgresCpu: number; latencies: number[] };

export type Score = {
  server: ServerName;
  workload: WorkloadName;
  /** One a round, in their order, so that those of one round can be compared. */
  slices: Slice[];
  /** With one connection. */
  alone: Slice;
  cost: Cost;
  answerBytes: number;
};

export type Outcome = {
  scores: Score[];
  /** Megabytes before the first request, and the most seen under load. */
  memory: { server: ServerName; atRest: number; underLoad: number }[];
};

export async function holdContest(
  postgres: Postgres,
  database: string,
  terms: Terms,
): Promise<Outcome> {
  return withServers(terms.servers, database, async (running) => {
    const memory = running.map(({ name, pid }) => ({
      server: name,
      atRest: residentOf(pid),
      underLoad: 0,
    }));
    const scores: Score[] = [];
    for (const name of terms.workloads) {
      const entrants = await enter(running, name, database);
      await compareAnswers(entrants);
      for (const each of entrants) await slice(postgres, each, terms.connections, terms.warmUp);
      for (let round = 0; round < terms.rounds; round++) {
        tell(`${name}: round ${round + 1} of ${terms.rounds}`);
        for (const entrant of rotated(entrants, round)) {
          entrant.slices.push(await slice(postgres, entrant, terms.connections, terms.seconds));
          const held = memory.find(({ server }) => server === entrant.server.name);
          if (held !== undefined)
            held.underLoad = Math.max(held.underLoad, residentOf(entrant.server.pid));
        }
      }
      for (const entrant of entrants)
        scores.push({
          server: entrant.server.name,
          workload: name,
          slices: entrant.slices,
          alone: await slice(postgres, entrant, 1, terms.seconds),
          cost: await costOf(database, () => entrant.question.askAll()),
          answerBytes: await entrant.question.answerBytes(),
        });
    }
    return { scores, memory };
  });
}

export type Entrant = { server: Running; question: Question; slices: Slice[] };

async function enter(
  running: readonly Running[],
  name: WorkloadName,
  database: string,
): Promise<Entrant[]> {
  const variables = await withClient(database, (client) => workloads[name].variables(client));
  return Promise.all(
    running.map(async (server) => ({
      server,
      question: await questionFor(server, name, variables),
      slices: [],
    })),
  );
}

async function slice(
  postgres: Postgres,
  { server, question }: Entrant,
  connections: number,
  seconds: number,
): Promise<Slice> {
  const before = { server: cpuOf(server.pid), postgres: cpuOfFamily(postgres.pid) };
  const requests = question.someBodies().map((body) => ({ body }));
  const done = await load({ url: server.url, requests, connections, seconds });
  return {
    rate: done.requests / done.seconds,
    serverCpu: (cpuOf(server.pid) - before.server) / done.requests,
    postgresCpu: (cpuOfFamily(postgres.pid) - before.postgres) / done.requests,
    latencies: done.latencies,
  };
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** The typical slice's. */
export function typical(slices: readonly Slice[], of: (slice: Slice) => number): number {
  return median(slices.map(of));
}
