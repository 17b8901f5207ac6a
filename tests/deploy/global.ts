/** Deploys, once for all tests, production and a pull request's stage, with the real `sst` and a stand-in for the cloud. */

import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { functions, type Stage } from "./stand-in/deployed.ts";
import { setPreviewSecrets, setProductionSecrets } from "./stand-in/secrets.ts";
import { root, type Sst, startSst } from "./stand-in/sst.ts";

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "sanad-deployments-"));
  const sst = await startSst();
  try {
    // SST's components and their types, some 300 MB from npm, of which all but the first run finds everything in place.
    await sst.mustRun(["install", "--stage", "production"]);
    await setProductionSecrets(sst);
    await setPreviewSecrets(sst);
    await deploy(sst, folder, "production", { SANAD_DOMAIN: "api.sanad.example" });
    await deploy(sst, folder, "pr-7", {});
  } finally {
    await sst.stop();
  }
  project.provide("deployments", folder);
  return () => rmSync(folder, { recursive: true });
}

async function deploy(
  sst: Sst,
  folder: string,
  stage: Stage,
  settings: Record<string, string>,
): Promise<void> {
  mkdirSync(join(folder, stage));
  await sst.mustRun(["deploy", "--stage", stage], {
    ...settings,
    // What waits for the migration is to be seen waiting.
    STAND_IN_SLOW: "Migration",
    STAND_IN_GRAPH: join(folder, stage, "graph.json"),
  });
  for (const name of functions.flatMap((each) => [each, `${each}-src`])) {
    cpSync(join(root, ".sst/artifacts", name), join(folder, stage, name), { recursive: true });
  }
}
