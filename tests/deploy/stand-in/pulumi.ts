#!/usr/bin/env node
/**
 * Stands in for the `pulumi` command that SST runs: of what it can do, as much as a first deployment needs. It makes nothing anywhere.
 * SST reads back two files, the checkpoint of the stack and the log of events; STAND_IN_GRAPH names a third, for the tests.
 */

import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Made } from "./graph.ts";

const version = "v3.215.0";
const args = process.argv.slice(2);

if (args[0] === "version") console.log(version);
else if (args[0] === "stack" && args[1] === "init") writeCheckpoint(args[2] ?? "", []);
else if (args[0] === "up") process.exitCode = up(option("--stack"), option("--event-log"));
else {
  console.error(`The stand-in for pulumi does not know "${args.join(" ")}".`);
  process.exitCode = 1;
}

function up(stack: string, eventLog: string): number {
  const [, app = "", stage = ""] = stack.split("/");
  const [, main = ""] = /^main: (.*)$/m.exec(readFileSync("Pulumi.yaml", "utf8")) ?? [];
  const graphFile = process.env["STAND_IN_GRAPH"] ?? "graph.json";
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, "program.ts"), main, app, stage, graphFile],
    { stdio: ["ignore", "inherit", "pipe"], encoding: "utf8" },
  );
  process.stderr.write(stderr);

  const graph = JSON.parse(readFileSync(graphFile, "utf8")) as Made[];
  writeCheckpoint(stack, graph);
  const events = graph.flatMap((made) => {
    const { urn, type, custom, id, parent, inputs, outputs } = made;
    const after = { urn, type, custom, id, parent, inputs, outputs, provider: "" };
    const metadata = { op: "create", urn, type, provider: "", new: after };
    return [{ resourcePreEvent: { metadata } }, { resOutputsEvent: { metadata } }];
  });
  const last =
    status === 0
      ? { summaryEvent: { durationSeconds: 1, resourceChanges: { create: graph.length } } }
      : { diagnosticEvent: { message: stderr.slice(0, 4000), color: "never", severity: "error" } };
  for (const [sequence, event] of [...events, last].entries()) {
    const timestamp = Math.floor(Date.now() / 1000);
    appendFileSync(eventLog, `${JSON.stringify({ sequence, timestamp, ...event })}\n`);
  }
  return status ?? 1;
}

function writeCheckpoint(stack: string, graph: readonly Made[]): void {
  const [, app = "", stage = ""] = stack.split("/");
  const path = join(".pulumi", "stacks", app, `${stage}.json`);
  const resources = graph.map(({ urn, type, custom, id, parent, inputs, outputs }) => ({
    urn,
    type,
    custom,
    ...(custom && id !== "" ? { id } : {}),
    ...(parent === "" ? {} : { parent }),
    inputs,
    outputs,
  }));
  const manifest = { time: new Date().toISOString(), magic: "", version };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    JSON.stringify({ version: 3, checkpoint: { stack, latest: { manifest, resources } } }),
  );
}

function option(name: string): string {
  return args[args.indexOf(name) + 1] ?? "";
}
