/**
 * Holds a folder for this process. PGlite takes no lock of its own, and two processes on one folder lose acknowledged
 * rows. The file names its holder; it is stale once no process has that id, or one that started at another time.
 */

import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

type Holder = { pid: number; host: string; started: string; since: string };

/**
 * Takes the folder; the function given back lets it go.
 * @throws {Error} that says who holds it
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, "lock");
  for (;;) {
    try {
      const descriptor = openSync(file, "wx");
      writeSync(descriptor, JSON.stringify(thisProcess()));
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readHolder(file);
    if (holder !== null && isAlive(holder)) {
      throw new Error(
        `The database in ${folder} is held by process ${holder.pid} on ${holder.host} since ${holder.since}. ` +
          "Stop that process, or set DATA_DIR to another folder.",
      );
    }
    rmSync(file, { force: true });
  }
}

function thisProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    since: new Date().toISOString(),
  };
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return null; // Cut short when its process was killed, or just removed.
  }
}

function isAlive(holder: Holder): boolean {
  // Another machine's processes cannot be seen from here: believe the file.
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return startOf(holder.pid) === holder.started;
}

/** When a process started, in the kernel's ticks since boot; empty where the system does not tell (not Linux). */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces; the start is the 20th field after it (proc(5)).
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
