/** The two deployments that tests/deploy/global.ts makes before the tests, for whoever asks about them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { Made } from "./graph.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder in which each stage has a folder, with the graph and the artefacts of its deployment. */
    deployments: string;
  }
}

/** Production is deployed under a domain, the pull request's stage under CloudFront's own name. */
export const stages = ["production", "pr-7"] as const;
export type Stage = (typeof stages)[number];

/** As a deployment's graph is asked: for the one thing of a name, and for all of a type or below a component. */
export class Graph {
  readonly all: readonly Made[];
  constructor(all: readonly Made[]) {
    this.all = all;
  }

  /** @throws if there is none of that name */
  one(name: string): Made {
    const found = this.all.find((made) => made.name === name);
    if (found === undefined) throw new Error(`The deployment has no ${name}.`);
    return found;
  }

  has(name: string): boolean {
    return this.all.some((made) => made.name === name);
  }

  ofType(type: string): Made[] {
    return this.all.filter((made) => made.type === type);
  }

  /** What is linked under a name, which functions read as `Resource.NAME`. */
  linked(name: string): Record<string, string> {
    return this.one(`${name}LinkRef`).outputs["properties"];
  }
}

export function deployed(stage: Stage): Graph {
  return readGraph(join(inject("deployments"), stage, "graph.json"));
}

export function readGraph(file: string): Graph {
  return new Graph(JSON.parse(readFileSync(file, "utf8")) as Made[]);
}

/** The functions, under SST's names for them. */
export const functions = ["Api", "Migrator", "RecheckHandler", "IndexHandler"] as const;

/**
 * A function of the deployment to production, as AWS would get it.
 *
 * `zip` is the archive, `folder` what was packed (the bundle, its source map, `resource.enc`, but no copied files), and
 * `environment` the variables of the function. What is linked points nowhere: a test that runs the function sets `SST_KEY` to "",
 * so that `resource.enc` is not read, and `SST_RESOURCE_AppDatabase` and its like, as JSON.
 */
export function deployedZip(name: (typeof functions)[number] = "Api"): {
  zip: string;
  folder: string;
  environment: Record<string, string>;
} {
  const folder = join(inject("deployments"), "production");
  const { inputs } = deployed("production").one(`${name}Function`);
  return {
    zip: join(folder, name, "code.zip"),
    folder: join(folder, `${name}-src`),
    environment: inputs["environment"].variables,
  };
}
