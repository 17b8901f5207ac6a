/** `npm run check`: all that can be told without a database, in seconds. One line a step, and the output of those that fail. */

import { spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findMissedViolations } from "./planted-violations.ts";

const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules/.bin");

/** What is wrong, as text; empty where nothing is. */
type Step = () => Promise<string>;

const steps: Record<string, Step> = {
  "format (oxfmt)": () => complaint("oxfmt", "--check", "."),
  "lint (oxlint)": () => complaint("oxlint", "--type-aware", "--deny-warnings"),
  "types (tsc)": () => complaint("tsc", "--noEmit", "-p", "."),
  "types of the explorer (tsc)": () => complaint("tsc", "--noEmit", "-p", "packages/explorer"),
  // Its packages are brought by `npm run bench` alone.
  ...(existsSync(join(root, "bench/node_modules")) && {
    "types of the benchmark (tsc)": () => complaint("tsc", "--noEmit", "-p", "bench"),
  }),
  "unused code (knip)": () => complaint("knip"),
  "generated types fit schema.graphql": () => complaint("node", "scripts/generate.ts", "--check"),
  "migrations fit the tables": findMigrationDrift,
  "migrations do not conflict": () => complaint("drizzle-kit", "check"),
  "core asks only ctx for the time": findClocks,
  "planted violations are caught": () => findMissedViolations(root, run),
};

const started = performance.now();
const outcomes = Object.entries(steps).map(async ([name, step]) => {
  const output = await step();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${output === "" ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  return { name, output };
});
const failed = (await Promise.all(outcomes)).filter(({ output }) => output !== "");
for (const { name, output } of failed) console.error(`\n── ${name}\n${output}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function complaint(command: string, ...args: string[]): Promise<string> {
  const { exitCode, output } = await run(command, args);
  return exitCode === 0 ? "" : output || `${command} ended with ${exitCode} and said nothing.`;
}

/** Dry: what a new migration would hold, if the tables in the code were not what the migrations make. */
async function findMigrationDrift(): Promise<string> {
  const { output } = await run("drizzle-kit", ["generate", "--explain", "--output", "json"]);
  return /"status":\s*"no_changes"/.test(output)
    ? ""
    : `Run \`npx drizzle-kit generate\`:\n${output}`;
}

/** No lint rule tells `new Date()` from `new Date(value)`. */
async function findClocks(): Promise<string> {
  const files = globSync("packages/core/src/**/*.ts", { cwd: root });
  if (files.length === 0) return "There are no files of core's.";
  return files
    .flatMap((path) =>
      readFileSync(join(root, path), "utf8")
        .split("\n")
        .flatMap((line, index) =>
          /new Date\(\)/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
        ),
    )
    .filter((found) => !found.includes("connection/lock.ts"))
    .join("\n");
}

function run(
  command: string,
  args: readonly string[],
  cwd = root,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"]}`, NO_COLOR: "1" };
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
    }
    child.on("error", reject);
    child.on("close", (exitCode) =>
      resolve({ exitCode: exitCode ?? 1, output: chunks.join("").trim() }),
    );
  });
}
