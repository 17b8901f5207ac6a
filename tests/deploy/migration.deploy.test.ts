import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deployed, type Graph, readGraph, stages } from "./stand-in/deployed.ts";
import type { Made } from "./stand-in/graph.ts";
import { setPreviewSecrets } from "./stand-in/secrets.ts";
import { type Sst, startSst } from "./stand-in/sst.ts";

/** What the API and the scheduled runs are made of, and so what a migration comes before. */
const partsOfTheApp = (graph: Graph): Made[] =>
  graph.all.filter(({ name }) => /^(Api|Recheck|Index)/.test(name));

const nameOf = ({ name }: Made): string => name;

describe.each(stages)("a deployment to %s", (stage) => {
  const graph = deployed(stage);

  it("updates the API and the scheduled runs only after the migration", () => {
    const migrated = graph.one("Migration").made;
    const parts = partsOfTheApp(graph);
    expect(parts.map(nameOf)).toEqual(
      expect.arrayContaining([
        "ApiFunction",
        "ApiCode",
        "RecheckHandlerFunction",
        "IndexHandlerFunction",
      ]),
    );
    expect(parts.filter(({ asked }) => asked < migrated).map(nameOf)).toEqual([]);
  });

  it("migrates again whenever the migrator's code, migrations or addresses have changed", () => {
    const key: string = graph.one("MigratorFunction").inputs["s3Key"];
    expect(key).toMatch(/^assets\/Migrator-code-[0-9a-f]{64}\.zip$/);
    expect(graph.one("Migration").inputs).toMatchObject({
      functionName: graph.one("MigratorFunction").outputs["name"],
      triggers: { code: key },
    });
  });

  it("does not try a failed migration again by itself", () => {
    expect(graph.one("MigratorEventInvokeConfig").inputs["maximumRetryAttempts"]).toBe(0);
  });
});

describe("a deployment that goes wrong", () => {
  let sst: Sst;
  beforeAll(async () => {
    sst = await startSst();
    await setPreviewSecrets(sst, ["AuthAudience"]);
  });
  afterAll(() => sst.stop());

  const deploy = async (env: Record<string, string> = {}) => {
    const file = join(sst.home, "graph.json");
    const outcome = await sst.run(["deploy", "--stage", "pr-8"], { STAND_IN_GRAPH: file, ...env });
    return { ...outcome, graph: readGraph(file) };
  };

  it("fails without a secret, and names it", async () => {
    const { exitCode, output, graph } = await deploy();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("sst secret set AuthAudience");
    expect(graph.has("ApiFunction")).toBe(false);
  });

  it("fails with the migration, and leaves the API and the scheduled runs as they were", async () => {
    await sst.mustRun(["secret", "set", "AuthAudience", "sanad", "--stage", "pr-8"]);
    const { exitCode, output, graph } = await deploy({ STAND_IN_FAIL: "Migration" });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("Migration cannot be made");
    expect(graph.has("MigratorFunction")).toBe(true);
    expect(partsOfTheApp(graph).map(nameOf)).toEqual([]);
  });

  it("fails with a wrong number of executions to reserve, and says so", async () => {
    const { exitCode, output } = await deploy({ SANAD_API_CONCURRENCY: "many" });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("SANAD_API_CONCURRENCY must be a whole number.");
  });

  it("goes well once all is put right", async () => {
    const { exitCode, graph } = await deploy({ SANAD_API_CONCURRENCY: "50" });
    expect(exitCode).toBe(0);
    expect(graph.one("ApiFunction").inputs["reservedConcurrentExecutions"]).toBe(50);
  });
});
