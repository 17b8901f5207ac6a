/** Whether Sanad's memory stays flat: under the workloads in turn, and under a client that never sends the same query twice. */

import { load } from "../measure/load.ts";
import { residentOf } from "../measure/process.ts";
import { withClient } from "../postgres/sql.ts";
import { tell } from "../progress.ts";
import { questionFor } from "../reads/question.ts";
import { type WorkloadName, workloads } from "../reads/workloads.ts";
import { type Running, withServers } from "../servers/index.ts";
import { type Row, table } from "../table.ts";

const sampleSeconds = 10;
const connections = 32;

/** Megabytes, every ten seconds. */
export type Memory = { atRest: number; usual: number[]; hostile: number[] };

export async function measureMemory(database: string, minutes: number): Promise<Memory> {
  return withServers(["sanad"], database, async ([server]) => {
    if (server === undefined) throw new Error("Sanad does not run.");
    const atRest = residentOf(server.pid);
    const usual = await sample(
      server,
      "the workloads in turn",
      minutes,
      await inTurn(server, database),
    );
    const hostile = await sample(server, "endless different queries", minutes, () =>
      load({ url: server.url, bodies: unlike, connections, seconds: sampleSeconds }),
    );
    return { atRest, usual, hostile };
  });
}

async function sample(
  server: Running,
  title: string,
  minutes: number,
  put: () => Promise<unknown>,
): Promise<number[]> {
  const samples: number[] = [];
  for (let second = 0; second < minutes * 60; second += sampleSeconds) {
    await put();
    samples.push(residentOf(server.pid));
    tell(`${title}: ${samples.at(-1)?.toFixed(0)} MB`);
  }
  return samples;
}

async function inTurn(server: Running, database: string): Promise<() => Promise<void>> {
  const names = Object.keys(workloads) as WorkloadName[];
  const questions = await withClient(database, async (client) => {
    const all = [];
    for (const name of names)
      all.push(await questionFor(server, name, await workloads[name].variables(client)));
    return all;
  });
  return async () => {
    for (const question of questions)
      await load({
        url: server.url,
        bodies: question.someBodies(),
        connections,
        seconds: sampleSeconds / questions.length,
      });
  };
}

let count = 0;

function unlike(): string {
  count += 1;
  const query = `query Unlike${count} { a${count}: claims(first: ${1 + (count % 20)}) { nodes { b${count}: text status } } }`;
  return JSON.stringify({ query });
}

export function describeMemory({ atRest, usual, hostile }: Memory): string {
  const rows = [
    ["the workloads in turn", usual],
    ["endless different queries", hostile],
  ] as const;
  return [
    "## Memory of Sanad",
    `${atRest.toFixed(0)} MB at rest; under load, in MB, a sample every ${sampleSeconds} seconds:`,
    table([
      ["load", "first minute", "last minute", "most", "all samples"],
      ...rows.map(([title, samples]): Row => {
        const most = (some: readonly number[]) => Math.max(...some).toFixed(0);
        const all = samples.map((each) => each.toFixed(0)).join(" ");
        return [title, most(samples.slice(0, 6)), most(samples.slice(-6)), most(samples), all];
      }),
    ]),
  ].join("\n\n");
}
