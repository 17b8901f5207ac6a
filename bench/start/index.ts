/** From `npm start` to the first answer, on the embedded database. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../measure/numbers.ts";
import { residentOf } from "../measure/process.ts";
import { tell } from "../progress.ts";
import { startServer } from "../servers/index.ts";
import { type Row, table } from "../table.ts";

/** Milliseconds, and megabytes once the first answer is there; null where nothing is left to hold any. */
type Start = { milliseconds: number; resident: number | null };
export type Starts = { title: string; starts: Start[] }[];

export async function measureStarts(rounds: number): Promise<Starts> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-bench-"));
  try {
    tell("a new embedded database");
    const first = await startSanad(folder);
    const again: Start[] = [];
    const pglite: Start[] = [];
    const node: Start[] = [];
    for (let round = 0; round < rounds; round++) {
      tell(`the same again: ${round + 1} of ${rounds}`);
      again.push(await startSanad(folder));
      pglite.push(await startProgram("pglite.ts", join(folder, "postgres")));
      node.push(await startProgram("nothing.ts"));
    }
    return [
      { title: "Sanad, a new database with the sample newsroom", starts: [first] },
      { title: "Sanad, a database that is there", starts: again },
      { title: "PGlite alone, the same database", starts: pglite },
      { title: "Node alone", starts: node },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function startSanad(folder: string): Promise<Start> {
  const started = performance.now();
  const server = await startServer("sanad", null, folder);
  const query = "{ claims(first: 1) { nodes { text } } }";
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ query });
  const response = await fetch(server.url, { method: "POST", headers, body });
  await response.text();
  const milliseconds = performance.now() - started;
  const resident = residentOf(server.pid);
  await server.stop();
  return { milliseconds, resident };
}

async function startProgram(file: string, ...args: string[]): Promise<Start> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  await once(child.stdout, "data");
  const milliseconds = performance.now() - started;
  await closed;
  return { milliseconds, resident: null };
}

export function describeStarts(starts: Starts): string {
  const rows = starts.map(({ title, starts }): Row => {
    const resident = median(starts.map((start) => start.resident ?? Number.NaN));
    return [
      title,
      (median(starts.map(({ milliseconds }) => milliseconds)) / 1_000).toFixed(2),
      Number.isNaN(resident) ? "" : resident.toFixed(0),
    ];
  });
  const head = ["start", "s to the first answer", "MB then"];
  return ["## Start", table([head, ...rows])].join("\n\n");
}
