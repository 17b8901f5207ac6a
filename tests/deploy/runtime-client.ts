/**
 * Lambda's own runtime interface client, by which a function's process talks to Lambda. It compiles on the machine, for some two
 * minutes, so it is no dependency: it is installed once, when these tests need it, and kept beside the other dependencies.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./stand-in/sst.ts";

const version = "4.0.2";
const home = join(root, `node_modules/.cache/aws-lambda-ric-${version}-${process.arch}`);

/** The program that a function's process runs. */
export const runtimeClient = join(home, "node_modules/aws-lambda-ric/index.mjs");

/** @throws with what npm said, where it cannot be installed */
export default function setup(): void {
  if (existsSync(runtimeClient)) return;
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, "package.json"), '{ "private": true }');
  const { status, stdout, stderr } = spawnSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--save-exact", `aws-lambda-ric@${version}`],
    {
      cwd: draft,
      encoding: "utf8",
      env: {
        ...process.env,
        npm_config_ignore_scripts: "false",
        // The headers of the Node that runs it, so that none are fetched.
        npm_config_nodedir: dirname(dirname(process.execPath)),
      },
    },
  );
  if (status !== 0) {
    rmSync(draft, { recursive: true });
    throw new Error(
      `aws-lambda-ric ${version} could not be installed; it needs cmake, make and a C++ compiler:\n${stdout}${stderr}`,
    );
  }
  // Whole or not at all, since what is there is not looked at again.
  renameSync(draft, home);
}
