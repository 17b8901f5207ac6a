/** The real `sst` command on this repository, with stand-ins for the cloud that it talks to and for the engine that it runs. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { startAws } from "./aws.ts";
import { region } from "./cloud.ts";

export const root = join(import.meta.dirname, "../../..");

type Outcome = { exitCode: number; output: string };

export type Sst = {
  /** A folder for whatever should go when it stops. */
  home: string;
  /** Never rejects because of how `sst` ended. */
  run: (args: readonly string[], env?: Record<string, string>) => Promise<Outcome>;
  /** @throws with what `sst` said, if it did not end well */
  mustRun: (args: readonly string[], env?: Record<string, string>) => Promise<void>;
  stop: () => Promise<void>;
};

export async function startSst(): Promise<Sst> {
  const aws = await startAws();
  const home = mkdtempSync(join(tmpdir(), "sanad-sst-"));
  const engine = join(import.meta.dirname, "pulumi.ts");
  // SST_PULUMI_PATH is not asked for every command.
  mkdirSync(join(home, "sst/bin"), { recursive: true });
  symlinkSync(engine, join(home, "sst/bin/pulumi"));

  const environment = {
    HOME: process.env["HOME"] ?? home,
    // Node 24 from npm first: the stand-ins are TypeScript.
    PATH: `${join(root, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`,
    NO_COLOR: "1",
    NO_BUN: "1",
    npm_config_ignore_scripts: "true",
    SST_SKIP_DEPENDENCY_CHECK: "1",
    SST_TELEMETRY_DISABLED: "1",
    SST_PULUMI_PATH: engine,
    XDG_CONFIG_HOME: home,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
  };

  const run: Sst["run"] = (args, env = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn("sst", args, {
        cwd: root,
        env: { ...proxies(), ...environment, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const chunks: string[] = [];
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
      }
      child.on("error", reject);
      child.on("close", (exitCode) =>
        resolve({ exitCode: exitCode ?? 1, output: chunks.join("") }),
      );
    });

  return {
    home,
    run,
    async mustRun(args, env) {
      const { exitCode, output } = await run(args, env);
      if (exitCode !== 0) throw new Error(`\`sst ${args.join(" ")}\` failed:\n${output}`);
    },
    async stop() {
      await aws.stop();
      rmSync(home, { recursive: true });
    },
  };
}

/** How npm reaches its registry; nothing else of the environment may change what is deployed. */
function proxies(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /proxy|^npm_config_|CERT|^SSL_/i.test(name)),
  );
}
