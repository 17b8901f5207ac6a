/** What Linux knows of processes. */

import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds for which the process has run on a processor, all its threads together. */
export function cpuOf(pid: number): number {
  return sum(
    tasksOf(pid).map((task) => {
      const [nanoseconds] = read(`/proc/${pid}/task/${task}/schedstat`).split(" ");
      return Number(nanoseconds) / 1e6;
    }),
  );
}

/** The same of a process and its children. */
export function cpuOfFamily(pid: number): number {
  return cpuOf(pid) + sum(childrenOf(pid).map(cpuOf));
}

/** Megabytes that the process holds in memory. */
export function residentOf(pid: number): number {
  return megabytesOf(pid, "VmRSS");
}

/** Megabytes that the process and its children hold for themselves: without files, and without what they share. */
export function privateOfFamily(pid: number): number {
  return sum([pid, ...childrenOf(pid)].map((each) => megabytesOf(each, "RssAnon")));
}

function megabytesOf(pid: number, what: "VmRSS" | "RssAnon"): number {
  const status = read(`/proc/${pid}/status`);
  return Number(new RegExp(`^${what}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) / 1024;
}

function tasksOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function childrenOf(pid: number): number[] {
  return tasksOf(pid).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
}

/** Empty for what has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
