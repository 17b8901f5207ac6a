/** Whether Sanad's memory, and Postgres's, stays flat: under the workloads in turn, and under clients that mean to make it grow. */

import { createInterface } from "node:readline";
import { type Asked, load } from "../measure/load.ts";
import { privateOfFamily, residentOf } from "../measure/process.ts";
import type { Postgres } from "../postgres/server.ts";
import { withClient } from "../postgres/sql.ts";
import { tell } from "../progress.ts";
import { questionFor } from "../reads/question.ts";
import { type WorkloadName, workloads } from "../reads/workloads.ts";
import { type Running, withServers } from "../servers/index.ts";
import { type Row, table } from "../table.ts";
import { endlessRequests, repeatedRequests } from "./hostile.ts";

const sampleSeconds = 10;
const connections = 32;

/** One more than it takes for a statement to be prepared. */
const repeats = 4;

/** Megabytes; `live` is what V8 found in use when it last looked at all of its heap, null where it has not. */
type Sample = { requests: number; resident: number; live: number | null; postgres: number };

export type Memory = {
  atRest: Omit<Sample, "requests">;
  loads: { title: string; samples: Sample[] }[];
};

export async function measureMemory(
  postgres: Postgres,
  database: string,
  minutes: number,
): Promise<Memory> {
  const flags = ["--trace-gc"];
  return withServers(
    ["sanad"],
    database,
    async ([server]) => {
      if (server === undefined) throw new Error("Sanad does not run.");
      const live = liveHeapOf(server);
      const look = () => ({
        resident: residentOf(server.pid),
        live: live(),
        postgres: privateOfFamily(postgres.pid),
      });
      const atRest = look();
      const put = (requests: readonly Asked[] | (() => Asked), seconds: number) =>
        load({ url: server.url, requests, connections, seconds, mayRefuse: true });
      const loads = {
        "the workloads in turn": await inTurn(server, database, put),
        "a client that never sends the same request twice": endless(put, endlessRequests()),
        "a client that sends endless queries, each a few times": endless(
          put,
          repeatedRequests(repeats),
        ),
      };
      const sampled: Memory["loads"] = [];
      for (const [title, run] of Object.entries(loads)) {
        const samples: Sample[] = [];
        for (let second = 0; second < minutes * 60; second += sampleSeconds) {
          const requests = await run();
          const sample = { requests, ...look() };
          samples.push(sample);
          tell(`${title}: ${sentence(sample)}`);
        }
        sampled.push({ title, samples });
      }
      return { atRest, loads: sampled };
    },
    flags,
  );
}

type Put = (
  requests: readonly Asked[] | (() => Asked),
  seconds: number,
) => Promise<{ requests: number }>;

function endless(put: Put, requests: () => Asked): () => Promise<number> {
  return async () => (await put(requests, sampleSeconds)).requests;
}

async function inTurn(server: Running, database: string, put: Put): Promise<() => Promise<number>> {
  const names = Object.keys(workloads) as WorkloadName[];
  const questions = await withClient(database, async (client) => {
    const all = [];
    for (const name of names)
      all.push(await questionFor(server, name, await workloads[name].variables(client)));
    return all;
  });
  return async () => {
    let count = 0;
    for (const question of questions) {
      const requests = question.someBodies().map((body) => ({ body }));
      count += (await put(requests, sampleSeconds / questions.length)).requests;
    }
    return count;
  };
}

/** By what `--trace-gc` prints. */
function liveHeapOf({ stdout }: Running): () => number | null {
  let live: number | null = null;
  createInterface({ input: stdout }).on("line", (line) => {
    const [, megabytes] = /Mark-Compact.* -> ([\d.]+) \(/.exec(line) ?? [];
    if (megabytes !== undefined) live = Number(megabytes);
  });
  return () => live;
}

function sentence({ resident, live, postgres }: Omit<Sample, "requests">): string {
  const heap = live === null ? "" : `${live.toFixed(0)} of them live on its heap; `;
  return `Sanad ${resident.toFixed(0)} MB, ${heap}Postgres ${postgres.toFixed(0)} MB`;
}

export function describeMemory({ atRest, loads }: Memory): string {
  return [
    "## Memory",
    "Sanad's resident memory, what of it is live on V8's heap, and the private memory of all of Postgres's processes, " +
      `the most of each minute. At rest: ${sentence(atRest)}.`,
    ...loads.flatMap(({ title, samples }) => [`### Under ${title}`, byMinute(samples)]),
  ].join("\n\n");
}

function byMinute(samples: readonly Sample[]): string {
  const minutes = Map.groupBy(samples, (_, at) => Math.floor((at * sampleSeconds) / 60));
  const rows = [...minutes].map(([minute, some]): Row => {
    const most = (of: (sample: Sample) => number) => Math.max(...some.map(of)).toFixed(0);
    const requests = some.reduce((sum, each) => sum + each.requests, 0);
    return [
      `${minute + 1}`,
      (requests / some.length / sampleSeconds).toFixed(0),
      most(({ resident }) => resident),
      most(({ live }) => live ?? 0),
      most(({ postgres }) => postgres),
    ];
  });
  return table([
    ["minute", "requests a second", "Sanad, MB", "live on its heap, MB", "Postgres, MB"],
    ...rows,
  ]);
}
