/**
 * Runs the program that SST built from sst.config.ts, with the mocks that Pulumi brings for tests in the place of its engine: all of
 * SST's components do their work, and what they ask for is written down instead of made.
 *
 * Arguments: the program, the app, the stage, and the file for the graph, which is written however the program ends.
 * STAND_IN_SLOW and STAND_IN_FAIL are the name of a resource that takes a second, and of one that cannot be made.
 */

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { answer, outputsOf } from "./cloud.ts";
import type { Made } from "./graph.ts";

const [main = "", app = "", stage = "", graphFile = ""] = process.argv.slice(2);

// Pulumi must be the one that SST's components use, and its types are not installed with the repository.
const requireFromProgram = createRequire(main);
const pulumi = requireFromProgram("@pulumi/pulumi");
const rpc = requireFromProgram("@pulumi/pulumi/runtime/rpc");
const { MockMonitor } = requireFromProgram("@pulumi/pulumi/runtime/mocks");

const graph = new Map<string, Made>();
let clock = 0;

process.on("exit", () => writeFileSync(graphFile, JSON.stringify([...graph.values()])));
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (error) => {
    console.error(error?.stack ?? error);
    process.exit(1);
  });
}

teachMonitor();
pulumi.runtime.setMocks({ newResource, call: answer }, app, stage, false, "organization");
await pulumi.runtime.runInPulumiStack(async () => (await import(pathToFileURL(main).href)).default);

async function newResource(request: { type: string; name: string; inputs: any }) {
  if (request.name === process.env["STAND_IN_SLOW"]) await sleep(1_000);
  if (request.name === process.env["STAND_IN_FAIL"]) {
    throw new Error(`The stand-in was told that ${request.name} cannot be made.`);
  }
  return { id: `${request.name}-id`, state: outputsOf(request.type, request.name, request.inputs) };
}

/** Pulumi's mocks keep nothing, and name children differently from its engine, which SST's links would notice. */
function teachMonitor(): void {
  const monitor = MockMonitor.prototype;
  const { registerResource, registerResourceOutputs } = monitor;

  monitor.newUrn = (parent: string, type: string, name: string) => {
    const [, , parentType = ""] = parent ? parent.split("::") : [];
    const inStack = parentType === "" || parentType === "pulumi:pulumi:Stack";
    return `urn:pulumi:${stage}::${app}::${inStack ? type : `${parentType}$${type}`}::${name}`;
  };

  monitor.registerResource = function (request: any, callback: any) {
    const asked = ++clock;
    return registerResource.call(this, request, (error: unknown, response: any) => {
      if (error) return callback(error, response);
      const urn: string = response.getUrn();
      if (graph.has(urn)) return callback(new Error(`There are two of ${urn}.`));
      graph.set(urn, {
        urn,
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        custom: request.getCustom(),
        id: response.getId(),
        retainOnDelete: request.getRetainondelete(),
        inputs: plain(request.getObject().toJavaScript()),
        outputs: plain(response.getObject().toJavaScript()),
        asked,
        made: ++clock,
      });
      return callback(error, response);
    });
  };

  monitor.registerResourceOutputs = function (request: any, callback: any) {
    const made = graph.get(request.getUrn());
    if (made && request.getOutputs()) made.outputs = plain(request.getOutputs().toJavaScript());
    return registerResourceOutputs.call(this, request, callback);
  };
}

/** Pulumi writes a secret, a file and a resource as objects that a key marks. */
function plain(value: any): any {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(plain);
  const mark = value[rpc.specialSigKey];
  if (mark === rpc.specialSecretSig) return plain(value.value);
  if (mark !== undefined) return value.path ?? value.urn ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
