/** The version of Sanad that came before the newest migration, as git has it, laid out so that it can be run. */

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/server.ts";

const migrations = "packages/core/migrations";

/** The newest migration and the commit before it; null where git does not know one, as in a copy without its history. */
export function beforeNewestMigration(): { migration: string; commit: string } | null {
  const migration = readdirSync(join(root, migrations)).toSorted().at(-1);
  if (migration === undefined) return null;
  try {
    const path = `${migrations}/${migration}/migration.sql`;
    const added = git("log", "--diff-filter=A", "--format=%H", "--", path).split("\n").at(-1);
    // A migration that is not committed yet: everything committed came before it.
    const commit = added === "" || added === undefined ? "HEAD" : `${added}^`;
    return { migration, commit: git("rev-parse", "--verify", "--quiet", commit) };
  } catch {
    return null;
  }
}

/** Puts that version's files into an empty folder, with the packages that its own lockfile names. */
export function layOut(commit: string, folder: string): void {
  execFileSync("bash", ["-c", `git archive ${commit} | tar -x -C "$0"`, folder], { cwd: root });
  const leftOut = ["--omit=dev", "--omit=optional", "--ignore-scripts"];
  execFileSync("npm", ["install", ...leftOut], { cwd: folder, stdio: "pipe" });
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
}
